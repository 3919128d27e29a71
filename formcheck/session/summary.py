"""What was done, in numbers and in words, with the next step."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.body.side import Side
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.session.plan import REPS_MOST

USUAL_SHARE = 0.3  # J: of all reps; a next step speaks to what was usual, not to one slip
UNSEEN_SHARE = 0.5  # J


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set. reps = clean + those with faults + not_judged. set_number: from 1, on its side.

    not_judged: reps without a fault of which some rule could not be judged. holds: timed holds, counted by the clock
    alone: nobody sees a squeeze. faults: reps with each fault, most frequent first. early: ended short of the target.
    target: reps and holds that were planned, 0 where that is not known.
    """

    lying_on: Side
    set_number: int
    reps: int
    clean: int
    not_judged: int
    holds: int
    faults: tuple[tuple[Fault, int], ...]
    early: bool
    target: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """sets: in order of time; those in which nothing was done are left out."""

    sets: tuple[SetResult, ...]
    next_step: NextStep


def by_leg(sets: Iterable[SetResult]) -> tuple[SetResult, ...]:
    """Return one result for each side lain on, all its sets taken together, in order of the first of them."""
    merged: dict[Side, SetResult] = {}
    for result in sets:
        before = merged.get(result.lying_on)
        merged[result.lying_on] = result if before is None else _together(before, result)
    return tuple(merged.values())


def _together(a: SetResult, b: SetResult) -> SetResult:
    faults = Counter[Fault](dict(a.faults))
    faults.update(dict(b.faults))
    return SetResult(
        a.lying_on,
        b.set_number,
        a.reps + b.reps,
        a.clean + b.clean,
        a.not_judged + b.not_judged,
        a.holds + b.holds,
        tuple(faults.most_common()),
        early=a.early or b.early,
        target=a.target + b.target,
    )


def summarize(results: Iterable[SetResult], exercise: Exercise) -> Summary:
    """Return the summary of the sets of an exercise done so far."""
    sets = tuple(result for result in results if result.reps or result.holds)
    return Summary(sets, _next_step(sets, exercise))


def _next_step(sets: tuple[SetResult, ...], exercise: Exercise) -> NextStep:
    reps = sum(result.reps for result in sets)
    faults = Counter[Fault]()
    for result in sets:
        faults.update(dict(result.faults))
    for criterion in exercise.criteria:
        times = faults[criterion.fault]
        if times and times == max(faults.values()) and times >= USUAL_SHARE * reps:
            return criterion.next_step
    if reps and sum(result.not_judged for result in sets) >= UNSEEN_SHARE * reps:
        return NextStep.MOVE_CAMERA
    easy = all(result.clean == result.reps < REPS_MOST and not result.holds and not result.early for result in sets)
    return NextStep.MORE_REPS if sets and easy else NextStep.SAME
