"""Whether a recording's speed can be that of life: time lapse and slow motion must not be taken for momentum."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

GRAVITY_M_S2 = 9.81
THIGH_M = 0.4  # J: hip to knee of a small adult; a longer one falls for longer
ROD = 1.5  # a rod that falls about one end accelerates its free end by this factor of gravity
LEAST_REPS = 3  # fewer tell of a person rather than of a recording
NEARLY_ALL = 0.8  # J: share of the reps
QUICKEST_S, SLOWEST_S = 1.0, 60.0  # from one rep's start to the next; of one rep
IMPOSSIBLE_S = 0.8  # J: a rep over sooner; the quickest that people do take 1 s
# M: in none of 35 recordings of 29 volunteers (MEx, UCI machine learning repository) was more than a fifth of the reps
# over sooner.
HASTY_S = 1.4
# M: of these volunteers' 264 reps, lift and lowering were both quicker in 7, at most in half the reps of a recording;
# four times as fast they would be in nearly all reps of 33 of the 35, however long the top is held.
HASTY_MOVE_S = 0.7

SWING_DEG = 8.0  # J: the opening rises and falls by so much in a small rep; two standard deviations of its noise

TOO_FAST, HASTY, UNCOUNTED, TOO_SLOW = "speed.too-fast", "speed.hasty", "speed.uncounted", "speed.too-slow"


@dataclass(frozen=True, slots=True)
class Tempo:
    """How quick a rep was: its start, its end, its lift and its lowering in seconds; its opening in degrees."""

    start_s: float
    end_s: float
    lift_s: float
    lower_s: float
    opening_deg: float


def free_fall_s(opening_deg: float) -> float:
    """Return how long a leg opened that far, 0 to 90 degrees, takes to fall, in seconds.

    >>> round(free_fall_s(30.0), 2)
    0.16
    """
    drop_m = THIGH_M * math.sin(math.radians(min(max(opening_deg, 0.0), 90.0)))
    return math.sqrt(2 * drop_m / (ROD * GRAVITY_M_S2))


def doubtful_speed(reps: Sequence[Tempo], quick_swings: int) -> str | None:
    """Return why the speed of a recording looks or may be wrong, by the id of its sentence; None where it may be right.

    It looks wrong where nearly all reps fall faster than freely, are over or come again sooner than anybody can, or
    take over a minute. It may be wrong where nearly all are quicker than people do them of their own accord, or so
    quick that hardly any was found: quick_swings, as `Swings` counts them.
    """
    took = [rep.end_s - rep.start_s for rep in reps]
    if len(reps) < LEAST_REPS:
        return UNCOUNTED if quick_swings >= LEAST_REPS and all(s < HASTY_S for s in took) else None
    fallen = [rep.lower_s < free_fall_s(rep.opening_deg) for rep in reps]
    often = [after.start_s - rep.start_s < QUICKEST_S for rep, after in pairwise(reps)]
    if any(map(_nearly_all, (fallen, often, [s < IMPOSSIBLE_S for s in took]))):
        return TOO_FAST
    if _nearly_all([rep.end_s - rep.start_s < HASTY_S or _both_quick(rep) for rep in reps]):
        return HASTY
    return TOO_SLOW if _nearly_all([s > SLOWEST_S for s in took]) else None


class Swings:
    """Counts peaks of the opening that follow the one before too soon: reps so quick that they are not found."""

    def __init__(self) -> None:
        self.quick = 0
        self._rising = False
        self._turn_deg, self._turn_s = math.inf, 0.0  # the highest opening while it rises, else the lowest; its time
        self._peak_s = -math.inf

    def update(self, t: float, opening_deg: float) -> None:
        """Take in the opening at `t` seconds; one that is not known is passed over."""
        if math.isnan(opening_deg):
            return
        beyond = opening_deg - self._turn_deg if self._rising else self._turn_deg - opening_deg
        if beyond >= 0:
            self._turn_deg, self._turn_s = opening_deg, t
        elif beyond < -SWING_DEG:
            if self._rising:
                self.quick += self._turn_s - self._peak_s < HASTY_S
                self._peak_s = self._turn_s
            self._rising, self._turn_deg, self._turn_s = not self._rising, opening_deg, t


def _both_quick(rep: Tempo) -> bool:
    return max(rep.lift_s, rep.lower_s) < HASTY_MOVE_S


def _nearly_all(which: Sequence[bool]) -> bool:
    return sum(which) >= NEARLY_ALL * len(which)
