"""Whether a recording's speed can be that of life: time lapse and slow motion must not be taken for momentum."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

GRAVITY_M_S2 = 9.81
THIGH_M = 0.4  # J: hip to knee of a small adult; a longer one falls for longer
ROD = 1.5  # the free end of a rod that falls about its other end is so many times as quick as a stone
LEAST_REPS = 3  # fewer tell of a person rather than of a recording
NEARLY_ALL = 0.8  # J: share of the reps
QUICKEST_S, SLOWEST_S = 1.0, 60.0  # from one rep's start to the next; of one rep

TOO_FAST = "The recording's speed looks wrong: the reps are too quick for a leg. Check it at the speed of life."
TOO_SLOW = "The recording's speed looks wrong: the reps take minutes. Check it at the speed of life."


@dataclass(frozen=True, slots=True)
class Tempo:
    """How quick a rep was: its beginning, its end and the length of its lowering in seconds, its opening in degrees."""

    start_s: float
    end_s: float
    lower_s: float
    opening_deg: float


def free_fall_s(opening_deg: float) -> float:
    """Return how long a leg opened that far, 0 to 90 degrees, takes to fall, in seconds.

    >>> round(free_fall_s(30.0), 2)
    0.16
    """
    drop_m = THIGH_M * math.sin(math.radians(min(max(opening_deg, 0.0), 90.0)))
    return math.sqrt(2 * drop_m / (ROD * GRAVITY_M_S2))


def wrong_speed(reps: Sequence[Tempo]) -> str | None:
    """Return why the speed of a recording with those reps, in order, looks wrong; None where it may be right.

    That is where nearly all reps fall faster than freely, come more often than one a second, or take over a minute.
    """
    if len(reps) < LEAST_REPS:
        return None
    fallen = [rep.lower_s < free_fall_s(rep.opening_deg) for rep in reps]
    often = [after.start_s - rep.start_s < QUICKEST_S for rep, after in pairwise(reps)]
    if _nearly_all(fallen) or _nearly_all(often):
        return TOO_FAST
    return TOO_SLOW if _nearly_all([rep.end_s - rep.start_s > SLOWEST_S for rep in reps]) else None


def _nearly_all(which: Sequence[bool]) -> bool:
    return sum(which) >= NEARLY_ALL * len(which)
