"""Whole sessions as made-up postures, through the real session with its counter and rules; the body is made up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np

from formcheck.body.posture import Posture
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.tracker import BodyTracker
from formcheck.body.view import View
from formcheck.pose import Pose
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.progress import Progress
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.session.session import Session
from tests.postures import GOOD_VIEW, Lift, openings

Kind = TypeVar("Kind", bound=Event)

NO_MODEL: Any = None  # where the body that needs the model is replaced
STILL_S = 0.8  # as long as the body tracker takes to find a start
GOOD = Lift()
ROLLED = Lift(roll=20.0)
APART = Lift(feet_gap=0.5)
THROWN = Lift(up=0.4, hold=0.0, down=2.5)
RAISED = Lift(opening=31.0)  # the whole leg: known by its opening
DROPPED = Lift(up=2.0, hold=1.0, down=0.45)


@dataclass(frozen=True)
class Part:
    """A stretch of one kind. start: 0 while there is none."""

    begins_t: float
    ends_t: float
    setup_issue: SetupIssue | None
    lying_on: Side | None
    start: int
    view: View | None
    lifts: tuple[Lift, ...] = ()

    def posture(self, t: float) -> Posture:
        if self.setup_issue is not None:
            return Posture(t, self.setup_issue, self.lying_on)
        share, lift = openings(list(self.lifts), t - self.begins_t, 0.0)
        lift = lift or Lift(opening=0.0)
        return Posture(
            t,
            None,
            self.lying_on,
            self.start,
            self.view,
            opening_deg=share * lift.opening,
            opening_sigma_deg=1.0,
            roll_deg=share * lift.roll,
            roll_sigma_deg=1.0 if self.view is None or self.view.judgeable else 15.0,
            thorax_roll_deg=0.0,
            feet_gap=share * lift.feet_gap,
            feet_gap_sigma=0.01,
            knees_apart=share * 0.3,
            leg_raise_probability=0.9 if lift == RAISED else 0.0,
            other_probability=0.0,
            hip_flexion_deg=45.0,
            knee_flexion_deg=60.0,
        )


class Script:
    """What a person does, part after part. It stands in for the body tracker."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.t = 0.0
        self._starts = 0
        self._side: Side | None = None
        self._view: View = GOOD_VIEW

    def hindered(self, setup_issue: SetupIssue, seconds: float) -> "Script":
        return self._add(seconds, setup_issue, None)

    def away(self, seconds: float) -> "Script":
        return self.hindered(SetupIssue.NOBODY, seconds)

    def lie(self, side: Side, seconds: float = 0.0, view: View = GOOD_VIEW) -> "Script":
        """Lie down, which takes until a start is found, then lie still for `seconds`."""
        self._add(STILL_S, SetupIssue.MOVING, side)
        self._starts += 1
        self._side, self._view = side, view
        return self.still(seconds)

    def still(self, seconds: float) -> "Script":
        return self._add(seconds, None, self._side)

    def lift(self, *lifts: Lift) -> "Script":
        return self._add(sum(x.up + x.hold + x.down + x.rest for x in lifts), None, self._side, lifts)

    def _add(
        self, seconds: float, setup_issue: SetupIssue | None, side: Side | None, lifts: tuple[Lift, ...] = ()
    ) -> "Script":
        lying = setup_issue is None
        self.parts.append(
            Part(
                self.t,
                self.t + seconds,
                setup_issue,
                side,
                self._starts if lying else 0,
                self._view if lying else None,
                lifts,
            )
        )
        self.t += seconds
        return self

    def earlier(self, since_t: float) -> list[Posture]:
        return []

    def finish(self) -> None:
        return None

    def update(self, pose: Pose) -> Posture:
        part = next((p for p in self.parts if p.begins_t <= pose.t < p.ends_t), self.parts[-1])
        return part.posture(pose.t)


@dataclass(frozen=True)
class Run:
    """All that came of a script."""

    steps: tuple[Step, ...]
    last: tuple[Event, ...]

    @property
    def events(self) -> list[Event]:
        return [e for step in self.steps for e in step.events] + list(self.last)

    def of(self, *kinds: type[Kind]) -> list[Kind]:
        return [e for e in self.events if isinstance(e, kinds)]

    def words(self, *kinds: type) -> list[tuple[float, str]]:
        """Return when what was said."""
        said = [e for e in self.events if isinstance(e, (ev.CueGiven, ev.Instructed))]
        asked = [e for e in said if not kinds or isinstance(e, kinds)]
        return [(round(e.t, 1), e.cue.value if isinstance(e, ev.CueGiven) else e.instruction.value) for e in asked]

    def progress(self, t: float) -> Progress:
        step = next(s for s in self.steps if s.posture.t >= t - 1e-6)
        assert step.progress is not None
        return step.progress


def coach(
    script: Script,
    plan: Plan | None = None,
    fps: float = 30.0,
    calls: Mapping[float, Callable[[Session, float], object]] | None = None,
    light: float | None = None,
) -> Run:
    """Return what comes of the script. calls: what the person asks for by hand, by its time."""
    inner = RepRecognizer.__new__(RepRecognizer)
    RepRecognizer.__init__(inner, NO_MODEL)
    inner._body = cast("BodyTracker", script)
    coached = Session(inner, plan or Plan())
    waiting = sorted((calls or {}).items())
    steps = []
    for i in range(round(script.t * fps)):
        t = i / fps
        while waiting and waiting[0][0] <= t:
            when, call = waiting.pop(0)
            call(coached, when)
        steps.append(coached.update(pose_at(t), light))
    return Run(tuple(steps), coached.finish())


def pose_at(t: float) -> Pose:
    return Pose(t, np.zeros((33, 2)), np.zeros((33, 3)), np.ones(33))
