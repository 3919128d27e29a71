"""A session in a few numbers for each leg: what the report's summary tells, and the history keeps."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.body.side import Side
from formcheck.form.rule import Fault
from formcheck.session.counted import CountedRep, counted
from formcheck.session.events import Event, SetCompleted
from formcheck.session.summary import SetResult


@dataclass(frozen=True, slots=True)
class SideDigest:
    """What counted on one side: of somebody lying on the right, `lying_on` is right and the left leg works.

    reps: those that counted. uncounted: how many others were done, such as after the target was reached. sets: as they
    ended; none without a plan. clean: reps without a fault and wholly judged. undecided: reps without a fault of which
    some rule could not be judged; unjudged: those rules. clean_range_deg: the widest opening of any rep with a steady
    pelvis; NaN where roll was never judged. faults: reps with each.
    """

    lying_on: Side
    reps: tuple[CountedRep, ...]
    uncounted: int
    sets: tuple[SetResult, ...]
    clean: int
    undecided: int
    unjudged: tuple[Fault, ...]
    clean_range_deg: float
    faults: tuple[tuple[Fault, int], ...]

    @property
    def judged(self) -> int:
        """Reps with a verdict, clean or not."""
        return len(self.reps) - self.undecided

    @property
    def holds(self) -> int:
        """Timed holds."""
        return sum(result.holds for result in self.sets)


def digest(events: Sequence[Event]) -> list[SideDigest]:
    """Return a digest for each side on which something counted, in the order of its first set or rep."""
    reps = counted(events)
    done = [event.result for event in events if isinstance(event, SetCompleted)]
    sets = [result for result in done if result.reps or result.holds]
    sides = dict.fromkeys([rep.lying_on for rep in reps] + [result.lying_on for result in sets])
    return [_digest(side, [rep for rep in reps if rep.lying_on is side], sets) for side in sides]


def _digest(side: Side, done: Sequence[CountedRep], sets: Sequence[SetResult]) -> SideDigest:
    reps = [counts for counts in done if counts.count is not None]
    verdicts = [counts.rep for counts in reps]
    undecided = [rep for rep in verdicts if rep.not_judged and not rep.faults]
    faults = Counter(fault for rep in verdicts for fault in rep.faults)
    steady = [rep.clean_opening_deg for rep in verdicts if not math.isnan(rep.clean_opening_deg)]
    return SideDigest(
        side,
        tuple(reps),
        len(done) - len(reps),
        tuple(result for result in sets if result.lying_on is side),
        sum(rep.clean for rep in verdicts),
        len(undecided),
        tuple(fault for fault in Fault if any(fault in rep.not_judged for rep in undecided)),
        max(steady, default=math.nan),
        tuple((fault, faults[fault]) for fault in Fault if faults[fault]),
    )
