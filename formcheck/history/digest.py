"""A session in a few numbers: what the history keeps of it, and the report's summary tells."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.body.side import Side
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.session.events import Event, RepCompleted


@dataclass(frozen=True, slots=True)
class SideDigest:
    """The reps of one side: of somebody lying on the right, `lying_on` is right and the leg that works is the left.

    undecided: reps without a fault of which some rule could not be judged. clean_range_deg: the largest opening of any
    rep before the pelvis rolled; roll_deg: mean over the reps; both NaN where roll was never judged. streak: the most
    clean reps in a row.
    """

    lying_on: Side
    reps: int
    clean: int
    undecided: int
    streak: int
    opening_deg: float
    clean_range_deg: float
    roll_deg: float
    faults: tuple[tuple[Fault, int], ...]

    @property
    def clean_share(self) -> float:
        """Share of clean reps among those that could be judged, NaN where none could."""
        return clean_share(self.clean, self.reps - self.undecided)


def clean_share(clean: int, judged: int) -> float:
    """Return the share of clean reps, NaN where none could be judged."""
    return clean / judged if judged else math.nan


def digest(events: Sequence[Event]) -> list[SideDigest]:
    """Return a digest for each side on which there were reps, in the order of their first rep."""
    done = [event for event in events if isinstance(event, RepCompleted)]
    sides = dict.fromkeys(event.lying_on for event in done)
    return [_digest(side, [event.rep for event in done if event.lying_on is side]) for side in sides]


def _digest(side: Side, reps: list[Rep]) -> SideDigest:
    faults = Counter(fault for rep in reps for fault in rep.faults)
    return SideDigest(
        side,
        len(reps),
        sum(rep.clean for rep in reps),
        sum(bool(rep.not_judged) and not rep.faults for rep in reps),
        _streak(reps),
        fmean(rep.opening_deg for rep in reps),
        max((rep.clean_opening_deg for rep in reps if not math.isnan(rep.clean_opening_deg)), default=math.nan),
        known_mean([rep.roll_deg for rep in reps]),
        tuple((fault, faults[fault]) for fault in Fault if faults[fault]),
    )


def known_mean(values: Sequence[float]) -> float:
    """Return the mean of the values that are not NaN, NaN where there is none."""
    known = [value for value in values if not math.isnan(value)]
    return fmean(known) if known else math.nan


def _streak(reps: Sequence[Rep]) -> int:
    longest = now = 0
    for rep in reps:
        now = now + 1 if rep.clean else 0
        longest = max(longest, now)
    return longest
