"""All that a replay shows, in memory: the scene of every frame, the curves, the reps."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.form.judge import Rep
from formcheck.pose import Floats, Pose
from formcheck.review.unplanned import Unplanned
from formcheck.session.counted import CountedRep, counted
from formcheck.session.events import Event, FaultRaised, RepCompleted
from formcheck.session.judged import roll_judged
from formcheck.session.recognizer import Step
from formcheck.ui.director import Director
from formcheck.ui.scene import Scene


class Film:
    """`add` every step in order of time; then look at it at any time.

    size: width and height in pixels of the pictures the poses were found in. times: of the frames, in seconds.
    exercise: what was done.
    opening: degrees for each frame, NaN where unknown. reps: completed ones. faults: when each was raised.
    """

    def __init__(self, size: tuple[int, int], exercise: Exercise = CLAMSHELL) -> None:
        self.size, self.exercise = size, exercise
        self.times: array[float] = array("d")
        self.opening: array[float] = array("d")
        self.reps: list[Rep] = []
        self.faults: list[float] = []
        self._roll: array[float] = array("d")
        self._events: list[Event] = []
        self._scenes: list[Scene] = []
        self._director = Director(exercise)
        self._unplanned = Unplanned()

    @property
    def roll(self) -> Floats:
        """Roll in degrees for each frame, NaN where it is unknown or was not judged."""
        return np.where(roll_judged(np.asarray(self.times), self.reps), np.asarray(self._roll), np.nan)

    @property
    def counted(self) -> tuple[CountedRep, ...]:
        """The reps by leg, set and number."""
        return counted(self._events)

    def add(self, pose: Pose, step: Step) -> None:
        """Take in what one frame brought."""
        posture = step.posture
        self.times.append(posture.t)
        self.opening.append(posture.opening_deg)
        self._roll.append(posture.roll_deg)
        self.note(step.events)
        told = self._unplanned.count(step) if step.progress is None else step
        self._scenes.append(replace(self._director.update(None, pose, told), size=self.size))

    def note(self, events: Iterable[Event]) -> None:
        """Take in events."""
        for event in events:
            self._events.append(event)
            if isinstance(event, RepCompleted):
                self.reps.append(event.rep)
            elif isinstance(event, FaultRaised):
                self.faults.append(event.t)

    def __len__(self) -> int:
        return len(self._scenes)

    def index_at(self, t: float) -> int:
        """Return the index of the last frame that began at or before `t` seconds, 0 before the first."""
        return max(bisect_right(self.times, t) - 1, 0)

    def scene(self, index: int) -> Scene:
        """Return what is to be seen, without the picture."""
        return self._scenes[index]
