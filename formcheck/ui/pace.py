"""Whether the computer keeps up: the share of the wanted looks that are done. Time comes with the frames."""

from collections import deque
from enum import Enum, auto

WITHIN_S = 3.0  # a shorter stutter loses no rep
LEAST_S = 1.5  # of frames that must have come before anything is said
HURRY_SHARE, CALM_SHARE = 0.6, 0.9  # J: below the first the second look is dropped, above the other it is taken again
CALM_S = 15.0  # J: the second look itself may be what was too much; it is not tried again sooner
HURRY_LOOKS = 8.0  # a second, J: with more, missing ones do no harm
# Reps are the same from 5 looks a second up (tests/session/test_announced.py); fewer lose the quick ones.
COUNTING_LOOKS = 5.0
SURE_LOOKS = 6.5  # from which it counts reliably again


class Pace(Enum):
    """How well the computer keeps up."""

    FINE = auto()
    HURRIED = auto()  # the second look is dropped
    BEHIND = auto()  # too few looks to count reliably


class PaceWatch:
    """`looked` once a look. A still picture wants few looks, so nothing is missing there."""

    def __init__(self) -> None:
        self.pace = Pace.FINE
        self._looks: deque[tuple[float, int]] = deque()  # time and frames skipped before it
        self._skipped = 0
        self._calm_since: float | None = None

    def looked(self, t: float, skipped: int) -> Pace:
        """Return the pace after a look at the frame of `t` seconds. skipped: frames skipped since the beginning."""
        self._looks.append((t, skipped - self._skipped))
        self._skipped = skipped
        while t - self._looks[0][0] > WITHIN_S:
            self._looks.popleft()
        self.pace = self._judge(t)
        return self.pace

    def _judge(self, t: float) -> Pace:
        seconds = t - self._looks[0][0]
        if seconds < LEAST_S:
            return self.pace
        looks = len(self._looks) - 1
        rate = looks / seconds
        share = looks / (looks + sum(missing for _, missing in list(self._looks)[1:]))
        if share >= CALM_SHARE:
            self._calm_since = t if self._calm_since is None else self._calm_since
        else:
            self._calm_since = None
        if share < HURRY_SHARE and rate < (COUNTING_LOOKS if self.pace is not Pace.BEHIND else SURE_LOOKS):
            return Pace.BEHIND
        if share < HURRY_SHARE and rate < HURRY_LOOKS:
            return Pace.HURRIED
        calm = self._calm_since is not None and t - self._calm_since >= CALM_S
        return Pace.FINE if self.pace is Pace.FINE or calm else Pace.HURRIED
