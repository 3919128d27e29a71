"""All that a report tells of a session, gathered in one pass over its poses."""

from array import array
from dataclasses import dataclass, field

import numpy as np

from formcheck.body.posture import Posture
from formcheck.body.roll import RollModel
from formcheck.exercise.exercise import Exercise
from formcheck.form.judge import Rep
from formcheck.pose import Floats, Pose
from formcheck.recording.input_replay import Replay, same
from formcheck.recording.reader import Recording
from formcheck.session.counted import CountedRep, counted
from formcheck.session.events import Event, FaultRaised, Ready
from formcheck.session.judged import Bools, roll_judged

MOMENTS_MOST = 24  # pictures of faulty reps in one report; an hour's session may have hundreds


@dataclass(frozen=True, slots=True)
class Moment:
    """The worst moment of a faulty rep: the pose and the posture there."""

    rep: CountedRep
    pose: Pose
    posture: Posture


@dataclass(slots=True)
class Curves:
    """Quantities over time, one value a frame, NaN where unknown. Seconds and degrees."""

    t: "array[float]" = field(default_factory=lambda: array("d"))
    opening: "array[float]" = field(default_factory=lambda: array("d"))
    roll: "array[float]" = field(default_factory=lambda: array("d"))
    roll_sigma: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, posture: Posture) -> None:
        """Take in one posture."""
        self.t.append(posture.t)
        self.opening.append(posture.opening_deg)
        self.roll.append(posture.roll_deg)
        self.roll_sigma.append(posture.roll_sigma_deg)

    def between(self, start: float, end: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Return the arrays t, opening, roll and its standard deviation from `start` to `end` seconds."""
        t = np.frombuffer(self.t) if self.t else np.empty(0)
        i, j = np.searchsorted(t, (start, end))
        opening, roll, sigma = (np.frombuffer(a)[i:j] for a in (self.opening, self.roll, self.roll_sigma))
        return t[i:j], opening, roll, sigma


@dataclass(frozen=True, slots=True)
class Story:
    """What a report tells of a session.

    exercise: what was done. events: as recorded, or as found today where none were. tracked_share: of the frames, NaN
    without poses. changed: whether today's rules find other events than were recorded.
    """

    exercise: Exercise
    events: tuple[Event, ...]
    reps: tuple[CountedRep, ...]
    readies: tuple[Ready, ...]
    raised: tuple[FaultRaised, ...]
    curves: Curves
    moments: tuple[Moment, ...]
    tracked_share: float
    changed: bool

    def roll_judged(self, t: Floats) -> Bools:
        """Return for each time in seconds whether roll was judged in the rep nearest to it."""
        return roll_judged(t, [counts.rep for counts in self.reps])


def tell(recording: Recording, model: RollModel | None = None) -> Story:
    """Return the story of a recording."""
    events = recording.events
    if events is None:
        events = Replay(recording, model).events()
    reps = counted(events)
    watch = _Watch([counts for counts in reps if counts.rep.faults][:MOMENTS_MOST], recording.exercise)
    again, curves, now, tracked = Replay(recording, model), Curves(), list[Event](), 0
    for _, pose, step in again:
        curves.add(step.posture)
        watch.see(pose, step.posture)
        now += step.events
        tracked += step.posture.setup_issue is None
    now += again.ended
    return Story(
        recording.exercise,
        events,
        reps,
        tuple(event for event in events if isinstance(event, Ready)),
        tuple(event for event in events if isinstance(event, FaultRaised)),
        curves,
        tuple(watch.moments),
        tracked / len(curves.t) if curves.t else np.nan,
        bool(curves.t) and not same(events, tuple(now), finished=recording.metadata.finished, at_end=len(again.ended)),
    )


class _Watch:
    """Finds the worst moment of each rep while the poses pass by."""

    def __init__(self, reps: list[CountedRep], exercise: Exercise) -> None:
        self._reps, self._exercise = reps, exercise
        self._worst: dict[int, tuple[float, Moment]] = {}

    @property
    def moments(self) -> list[Moment]:
        """The moments found, in order of the reps."""
        return [moment for _, moment in (self._worst[i] for i in sorted(self._worst))]

    def see(self, pose: Pose, posture: Posture) -> None:
        """Take in one frame."""
        for i, counts in enumerate(self._reps):
            rep = counts.rep
            if not (rep.start_s <= posture.t <= rep.end_s and pose.found):
                continue
            badness = _badness(self._exercise, rep, posture)
            if i not in self._worst or badness > self._worst[i][0]:
                self._worst[i] = (badness, Moment(counts, pose, posture))


def _badness(exercise: Exercise, rep: Rep, posture: Posture) -> float:
    """Return how well this moment shows the rep's first fault; roll and feet by size, others nearest the top."""
    for criterion in exercise.criteria:
        if criterion.fault in rep.faults and criterion.shown_by is not None:
            value = float(getattr(posture, criterion.shown_by))
            if not np.isnan(value):
                return value
    return -1000.0 - abs(posture.t - (rep.top_s + rep.release_s) / 2)
