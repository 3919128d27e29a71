"""What is written in the window besides what the coach says."""

import math
from collections.abc import Iterable

from formcheck.body.side import Side
from formcheck.form.rule import Fault
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult

LEG = {Side.RIGHT: "Left leg", Side.LEFT: "Right leg"}  # by the side lain on: the top leg works
# While it lasts, and of a rep.
FAULTS = {
    Fault.PELVIS_ROLL: "Rolling back",
    Fault.MOMENTUM: "Too fast",
    Fault.FEET_APART: "Feet apart",
    Fault.INCOMPLETE_RETURN: "Knees still apart",
}
# Of several reps: "Feet came apart in 3 reps".
HAPPENED = {
    Fault.PELVIS_ROLL: "Pelvis rolled back in",
    Fault.MOMENTUM: "Moved too fast in",
    Fault.FEET_APART: "Feet came apart in",
    Fault.INCOMPLETE_RETURN: "Knees did not close in",
}


def many(number: int, what: str) -> str:
    """Return the number with its noun.

    >>> many(1, "rep"), many(3, "rep")
    ('1 rep', '3 reps')
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def counts_of(result: SetResult) -> str:
    """Return what was done in a set, such as "10 reps, 8 clean". Nothing is called clean where nothing was judged."""
    early = result.early and result.target > 0
    parts = []
    if early:
        parts.append(f"{result.reps + result.holds} of {result.target} done")
    elif result.reps:
        parts.append(many(result.reps, "rep"))
    if result.not_judged < result.reps:
        parts.append(f"{result.clean} clean")
    if result.holds and not (early and not result.reps):
        parts.append(many(result.holds, "hold"))
    return ", ".join(parts)


def verdict_of(result: SetResult) -> str | None:
    """Return the sentence about a set's most frequent fault, or about what was not judged, without its full stop."""
    if result.faults:
        fault, times = result.faults[0]
        return f"{HAPPENED[fault]} {many(times, 'rep')}"
    return f"Form not fully judged in {many(result.not_judged, 'rep')}" if result.not_judged else None


def sentences_of(result: SetResult) -> str:
    """Return what else there is to say of a set, such as "Stopped early. Feet came apart in 3 reps.", or nothing."""
    verdict = verdict_of(result)
    told = (*(["Stopped early."] if result.early and result.target else []), *([f"{verdict}."] if verdict else []))
    return " ".join(told)


def not_begun(plan: Plan, done: Iterable[Side]) -> list[str]:
    """Return a sentence for each leg of the plan that did nothing. done: the sides lain on while something counted."""
    begun = set(done)
    return [f"{LEG[side]}: not begun." for side in plan.sides if side not in begun]


def range_words(clean_range_deg: float) -> str:
    """Return the sentence about the clean range."""
    return f"Widest opening with a steady pelvis: {math.floor(clean_range_deg)} degrees."
