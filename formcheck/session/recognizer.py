"""The session: one pose after another through body, motion and form, and the events that come of it."""

import math
from dataclasses import dataclass

from formcheck.body.posture import Posture
from formcheck.body.roll import RollModel
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.tracker import BodyTracker
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.motion.explanation import Discard
from formcheck.motion.segmenter import Phase, RepSegment, Segmenter
from formcheck.pose import Pose
from formcheck.session.events import (
    Event,
    FaultCleared,
    FaultRaised,
    PoseFound,
    PoseLost,
    Ready,
    RepCompleted,
    RepDiscarded,
    RepStarted,
    SessionEnded,
    SideChanged,
    Unseen,
)
from formcheck.session.progress import Progress

UNSEEN_S = 1.0  # a longer stretch without a picture may hold a rep


@dataclass(frozen=True, slots=True)
class Step:
    """What one pose brought. progress: where in the plan it left the person; None where there is no plan."""

    posture: Posture
    phase: Phase
    events: tuple[Event, ...]
    progress: Progress | None = None


class RepRecognizer:
    """`update` once a pose, in order of time; `finish` once. exercise: the one whose reps are recognized."""

    def __init__(self, model: RollModel, exercise: Exercise = CLAMSHELL) -> None:
        self.exercise = exercise
        self._body = BodyTracker(model, exercise.legs)
        self._segmenter = Segmenter(exercise.primary)
        self._judge = exercise.judge()
        self._completed = 0
        self._ended_s = -math.inf  # when the last completed rep ended
        self._started = False
        self._start = 0
        self._tracked = False
        self._side: Side | None = None
        self._t: float | None = None

    def update(self, pose: Pose) -> Step:
        """Return what the pose brought. Raises ValueError where time does not increase."""
        if self._t is not None and pose.t <= self._t:
            raise ValueError(f"poses must come in order of time: {pose.t} s after {self._t} s")
        events: list[Event] = []
        if self._t is not None and self._tracked and pose.t - self._t >= UNSEEN_S:
            events.append(Unseen(pose.t, self._t))
        self._t = pose.t
        posture = self._body.update(pose)
        self._follow_presence(posture, events)
        reason = Discard.UNCLEAR
        if posture.start != self._start:
            reason = Discard.MOVED if posture.start else Discard.LOST
            self._new_start(posture, events)
        self._follow_reps(posture, posture.t, events)
        if self._segmenter.phase is Phase.CLOSED:
            self._discard(posture.t, reason, events)
        return Step(posture, self._segmenter.phase, tuple(events))

    def finish(self) -> tuple[Event, ...]:
        """Return the last events. A rep whose leg had not come down yet is discarded."""
        t, events = (self._t if self._t is not None else 0.0), list[Event]()
        posture = self._body.finish()
        if posture is not None:
            self._new_start(posture, events)
            self._follow_reps(posture, t, events)
        segment = self._segmenter.finish()
        if segment is not None and self._side is not None:
            self._settle(t, self._side, segment, events)
        self._discard(t, Discard.UNFINISHED, events)
        return (*events, SessionEnded(t))

    def _follow_presence(self, posture: Posture, events: list[Event]) -> None:
        tracked = posture.setup_issue in (None, SetupIssue.MOVING)
        if posture.start and posture.start == self._start and not tracked:
            return  # a short loss: the start is still held
        if tracked and not self._tracked:
            events.append(PoseFound(posture.t))
        elif self._tracked and not tracked and posture.setup_issue is not None:
            events.append(PoseLost(posture.t, posture.setup_issue))
        self._tracked = tracked

    def _new_start(self, posture: Posture, events: list[Event]) -> None:
        """Measure what came since the last completed rep from the new reference; a rep under way may go on."""
        if self._started:
            events += [FaultCleared(posture.t, fault, self._number) for fault in self._judge.present]
        self._segmenter.reset(rested=self._start != 0 and self._segmenter.phase is Phase.CLOSED)
        self._judge.begin_reference()
        self._start = posture.start
        if posture.view is None or posture.lying_on is None:
            return
        if self._side is not None and posture.lying_on is not self._side:
            events.append(SideChanged(posture.t, posture.lying_on))
        self._side = posture.lying_on
        events.append(Ready(posture.t, posture.lying_on, posture.view))
        for earlier in self._body.earlier(self._ended_s):
            self._follow_reps(earlier, posture.t, events)

    def _follow_reps(self, posture: Posture, t: float, events: list[Event]) -> None:
        """Take in a posture; what it makes certain became so at `t` seconds."""
        was = self._segmenter.phase
        segment = self._segmenter.update(posture)
        if was is Phase.CLOSED and self._segmenter.phase is not Phase.CLOSED:
            self._judge.begin_rep()
        raised, cleared = self._judge.watch(posture) if was is not Phase.CLOSED else ([], [])
        if self._segmenter.counting and not self._started:
            self._started = True
            events.append(RepStarted(t, self._number))
            raised, cleared = self._judge.present, []
        if self._started:
            events += [FaultRaised(t, fault, self._number) for fault in raised]
            events += [FaultCleared(t, fault, self._number) for fault in cleared]
        if segment is not None and posture.lying_on is not None:
            self._settle(t, posture.lying_on, segment, events)

    @property
    def _number(self) -> int:
        """The number of the rep under way, or of the next."""
        return self._completed + 1

    def _settle(self, t: float, side: Side, segment: RepSegment, events: list[Event]) -> None:
        """Complete or discard the rep under way."""
        if not self._started:  # it was over before it could be announced
            self._started = True
            events.append(RepStarted(t, self._number))
        rep = self._judge.judge(self._number, segment, self._ended_s)
        if isinstance(rep, Discard):
            self._discard(t, rep, events)
            return
        late = [fault for fault in rep.faults if fault not in self._judge.seen]
        events += [FaultRaised(t, fault, rep.number) for fault in late]
        events.append(RepCompleted(t, side, rep))
        self._completed, self._ended_s = rep.number, rep.end_s
        self._forget_rep()

    def _discard(self, t: float, reason: Discard, events: list[Event]) -> None:
        if self._started:
            events.append(RepDiscarded(t, self._number, reason))
        self._forget_rep()

    def _forget_rep(self) -> None:
        self._started = False
        self._judge.begin_rep()
