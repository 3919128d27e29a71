"""The session: one pose after another through body, reps and form, and the events that come of it."""

from dataclasses import dataclass

from formcheck.body.posture import Posture
from formcheck.body.roll import RollModel
from formcheck.body.setup import Hindrance
from formcheck.body.side import Side
from formcheck.body.tracker import BodyTracker
from formcheck.form.judge import Judge
from formcheck.pose import Pose
from formcheck.reps import Phase, RepCounter
from formcheck.session.events import (
    Event,
    FaultCleared,
    FaultRaised,
    PoseFound,
    PoseLost,
    Ready,
    RepCompleted,
    RepStarted,
    SessionEnded,
    SideChanged,
)
from formcheck.session.progress import Progress


@dataclass(frozen=True, slots=True)
class Step:
    """What one pose brought. progress: where in the plan it left the person; None where there is no plan."""

    posture: Posture
    phase: Phase
    events: tuple[Event, ...]
    progress: Progress | None = None


class Session:
    """`update` once a pose, in order of time; `finish` once."""

    def __init__(self, model: RollModel) -> None:
        self._body = BodyTracker(model)
        self._reps = RepCounter()
        self._judge = Judge()
        self._number = 0  # of the rep under way, or of the last
        self._started = False
        self._start = 0
        self._tracked = False
        self._side: Side | None = None
        self._t: float | None = None

    def update(self, pose: Pose) -> Step:
        """Return what the pose brought. Raises ValueError where time does not increase."""
        if self._t is not None and pose.t <= self._t:
            raise ValueError(f"poses must come in order of time: {pose.t} s after {self._t} s")
        self._t = pose.t
        posture = self._body.update(pose)
        events: list[Event] = []
        self._follow_presence(posture, events)
        if posture.start != self._start:
            self._new_start(posture, events)
        self._follow_reps(posture, events)
        return Step(posture, self._reps.phase, tuple(events))

    def finish(self) -> tuple[Event, ...]:
        """Return the last events. A rep under way is not a rep."""
        return (SessionEnded(self._t if self._t is not None else 0.0),)

    def _follow_presence(self, posture: Posture, events: list[Event]) -> None:
        tracked = posture.hindrance in (None, Hindrance.MOVING)
        if posture.start and posture.start == self._start and not tracked:
            return  # a short loss: the start is still held
        if tracked and not self._tracked:
            events.append(PoseFound(posture.t))
        elif self._tracked and not tracked and posture.hindrance is not None:
            events.append(PoseLost(posture.t, posture.hindrance))
        self._tracked = tracked

    def _new_start(self, posture: Posture, events: list[Event]) -> None:
        self._reps.reset()
        if self._started:
            self._number -= 1  # a rep that its start did not outlive is no rep
        self._forget_rep()
        self._start = posture.start
        if posture.view is None or posture.lying_on is None:
            return
        if self._side is not None and posture.lying_on is not self._side:
            events.append(SideChanged(posture.t, posture.lying_on))
        self._side = posture.lying_on
        events.append(Ready(posture.t, posture.lying_on, posture.view))

    def _follow_reps(self, posture: Posture, events: list[Event]) -> None:
        was = self._reps.phase
        motion = self._reps.update(posture)
        if was is Phase.CLOSED and self._reps.phase is not Phase.CLOSED:
            self._judge.begin_rep()
        raised, cleared = self._judge.watch(posture) if was is not Phase.CLOSED else ([], [])
        if self._reps.counting and not self._started:
            self._started = True
            self._number += 1
            events.append(RepStarted(posture.t, self._number))
            raised, cleared = self._judge.present, []
        if self._started:
            events += [FaultRaised(posture.t, fault, self._number) for fault in raised]
            events += [FaultCleared(posture.t, fault, self._number) for fault in cleared]
        if motion is None or posture.lying_on is None:
            return
        rep = self._judge.judge(self._number, motion)
        if rep is None:
            self._forget_rep()
            self._number -= 1
            return
        late = [fault for fault in rep.faults if fault not in self._judge.seen]
        events += [FaultRaised(posture.t, fault, rep.number) for fault in late]
        events.append(RepCompleted(posture.t, posture.lying_on, rep))
        self._forget_rep()

    def _forget_rep(self) -> None:
        self._started = False
        self._judge.begin_rep()
