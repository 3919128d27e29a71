"""What is written in the window besides what the coach says."""

import math
from collections.abc import Iterable

from formcheck.body.side import Side
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult
from formcheck.text.sentences import many, sentence

LEG = {side: sentence(f"leg.{side.other.value}") for side in Side}  # by the side lain on: the top leg works


def counts_of(result: SetResult) -> str:
    """Return what was done in a set, such as "10 reps, 8 clean". Nothing is called clean where nothing was judged."""
    early = result.early and result.target > 0
    parts = []
    if early:
        parts.append(sentence("set.of-target", done=result.reps + result.holds, target=result.target))
    elif result.reps:
        parts.append(many("rep", result.reps))
    if result.not_judged < result.reps:
        parts.append(sentence("set.clean", n=result.clean))
    if result.holds and not (early and not result.reps):
        parts.append(many("hold", result.holds))
    return ", ".join(parts)


def verdict_of(result: SetResult) -> str | None:
    """Return the sentence about a set's most frequent fault, or about what was not judged, without its full stop."""
    if result.faults:
        fault, times = result.faults[0]
        return sentence(f"{fault.text_id}.set", reps=many("rep", times))
    return sentence("set.not-judged", reps=many("rep", result.not_judged)) if result.not_judged else None


def sentences_of(result: SetResult) -> str:
    """Return what else there is to say of a set, such as "Stopped early. Feet came apart in 3 reps.", or nothing."""
    verdict = verdict_of(result)
    told = (*([sentence("set.early")] if result.early and result.target else []), *([f"{verdict}."] if verdict else []))
    return " ".join(told)


def not_begun(plan: Plan, done: Iterable[Side]) -> list[str]:
    """Return a sentence for each leg of the plan that did nothing. done: the sides lain on while something counted."""
    begun = set(done)
    return [sentence("leg.not-begun", leg=LEG[side]) for side in plan.sides if side not in begun]


def range_words(clean_range_deg: float) -> str:
    """Return the sentence about the clean range."""
    return sentence("range", deg=math.floor(clean_range_deg))
