"""What a report says, in words a patient understands."""

import math
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from formcheck.body.view import View
from formcheck.exercise.exercise import Exercise
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.history.digest import SideDigest, digest
from formcheck.pose import Floats
from formcheck.session.counted import CountedRep
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult, summarize
from formcheck.text.en import TEXT
from formcheck.text.sentences import many, sentence
from formcheck.ui.words import LEG, not_begun, range_words

NAMED_MOST = 12  # reps named one by one in a sentence
TREND_LEAST = 6  # reps; fewer say nothing of a trend
TREND_DEG = 3.0  # J: less is within what the estimate wavers


def when(started: str | None) -> str | None:
    """Return the day and time of a session as `20 November 2026, 21:05`, None where they are not known.

    >>> when("2026-11-20T21:05:33+01:00")
    '20 November 2026, 21:05'
    """
    if started is None:
        return None
    try:
        t = datetime.fromisoformat(started)
    except ValueError:
        return None
    return sentence("report.when", day=t.day, month=sentence(f"month.{t.month}"), year=t.year, time=f"{t:%H:%M}")


def listed(words: Sequence[object]) -> str:
    """Return the words with commas and a last `and`.

    >>> listed([2, 4, 7])
    '2, 4 and 7'
    """
    *first, last = [str(word) for word in words] or [""]
    return sentence("report.listed", first=", ".join(first), last=last) if first else last


def summary(events: Sequence[Event], exercise: Exercise, plan: Plan | None = None) -> list[list[str]]:
    """Return the summary of what counted: sentences on each leg, done or planned, and the next step."""
    sides = digest(events)
    if not sides:
        return [[sentence("report.no-rep")]]
    results = [result for side in sides for result in side.sets or (_as_result(side),)]
    missing = [] if plan is None else not_begun(plan, (side.lying_on for side in sides))
    next_step = sentence(summarize(results, exercise).next_step.text_id)
    return [*map(_side, sides), *([line] for line in missing), [next_step]]


def counts(reps: int, clean: int, unjudged: Sequence[Fault] | None = None, holds: int = 0) -> str:
    """Return what was done. unjudged: the rules left open, where no rep has a verdict: none is called clean then.

    >>> counts(7, 4), counts(5, 0, [Fault.PELVIS_ROLL]), counts(1, 1, holds=2)
    ('7 reps, 4 clean', '5 reps; roll not judged', '1 rep, 1 clean, 2 holds')
    >>> counts(0, 0)
    'no rep counted'
    """
    parts = []
    if reps and unjudged is None:
        parts.append(sentence("report.done", reps=many("rep", reps), clean=clean))
    elif reps:
        parts.append(sentence("report.done.unjudged", reps=many("rep", reps), unjudged=not_judged(unjudged or ())))
    if holds:
        parts.append(many("hold", holds))
    return ", ".join(parts) or sentence("report.none-counted")


def counts_of(side: SideDigest) -> str:
    """Return what was done on a side."""
    return counts(len(side.reps), side.clean, None if side.judged else side.unjudged, side.holds)


def not_judged(faults: Sequence[Fault]) -> str:
    """Return which rules were left open.

    >>> not_judged([Fault.PELVIS_ROLL, Fault.MOMENTUM])
    'roll and tempo not judged'
    """
    rules = [sentence(f"{fault.text_id}.rule") for fault in faults]
    return sentence("report.not-judged", rules=listed(rules))


def told(fault: Fault) -> str:
    """Return what happened in a rep with a fault, within a sentence."""
    return sentence(f"{fault.text_id}.told")


def _note(note: str) -> str:
    """Return a note in words; one that this version does not know as it is."""
    text_id = f"note.{note}"
    return sentence(text_id) if text_id in TEXT else note


def _side(side: SideDigest) -> list[str]:
    several = len(side.sets) > 1
    done = "report.leg.sets" if several else "report.leg"
    sentences = [sentence(done, leg=LEG[side.lying_on], sets=len(side.sets), counts=counts_of(side))]
    sentences += [_early(result, named=several) for result in side.sets if result.early and result.target]
    if side.uncounted:
        reps = many("more-rep" if side.reps else "rep", side.uncounted)
        sentences.append(sentence("report.uncounted", reps=reps))
    for fault, _ in side.faults:
        sentences.append(_in_reps(told(fault), named(side.reps, fault)))
    likely = [rep for rep in side.reps if rep.rep.likely_rolled]
    if likely:
        sentences.append(_in_reps(sentence("likely-rolled"), named(likely)))
    if side.undecided and side.judged:
        sentences.append(_in_reps(not_judged(side.unjudged), many("rep", side.undecided)))
    if not math.isnan(side.clean_range_deg):
        sentences.append(range_words(side.clean_range_deg))
    return sentences


def _in_reps(what: str, reps: str) -> str:
    return _sentence(sentence("report.in-reps", what=what, reps=reps))


def _early(result: SetResult, *, named: bool) -> str:
    done = result.reps + result.holds
    return sentence(
        "report.early.set" if named else "report.early", number=result.set_number, done=done, target=result.target
    )


def named(reps: Sequence[CountedRep], fault: Fault | None = None) -> str:
    """Return which reps, of those with the fault where one is given: by number and, of several sets, by set."""
    found = [rep for rep in reps if fault is None or fault in rep.rep.faults]
    if len(found) > NAMED_MOST:
        return many("rep", len(found))
    which = "report.which.set" if len({rep.set_number for rep in reps}) > 1 else "report.which"
    parts = []
    for set_number in sorted({rep.set_number for rep in found}):
        numbers = [rep.count for rep in found if rep.set_number == set_number]
        parts.append(many(which, len(numbers), reps=listed(numbers), number=set_number))
    return listed(parts)


def _as_result(side: SideDigest) -> SetResult:
    """Return reps without a plan as a set, of which nobody knows whether it was whole."""
    return SetResult(side.lying_on, 1, len(side.reps), side.clean, side.undecided, 0, side.faults, early=True)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def view_words(view: View, reps: Sequence[Rep]) -> list[str]:
    """Return from where the camera looked, and what could be told of the reps seen from there."""
    towards = "view.from.feet" if view.azimuth_towards_feet_deg >= 0 else "view.from.head"
    azimuth, elevation = round(abs(view.azimuth_towards_feet_deg)), round(max(view.elevation_deg, 0))
    sentences = [sentence(towards, azimuth=azimuth, elevation=elevation)]
    judged = sum(rep.roll_judged for rep in reps)
    if judged:
        sentences.append(sentence("view.resolution", deg=round(view.roll_resolution_deg)))
    if judged < len(reps):
        how_many = sentence("view.judged", judged=judged, reps=len(reps)) if judged else sentence("view.not-judged")
        sentences += [how_many, *([sentence(view.advice.text_id, cm=view.advice.cm)] if view.advice else [])]
    return sentences


def trend(reps: Sequence[Rep]) -> list[str]:
    """Return how opening and roll changed over the reps. A change is told where it is more than their scatter makes."""
    sentences = []
    for name in ("opening", "roll"):
        values = np.array([getattr(rep, f"{name}_deg") for rep in reps])
        values = values[np.isfinite(values)]
        if len(values) < TREND_LEAST:
            continue
        first, last, error = _fitted_ends(values)
        if abs(last - first) < max(TREND_DEG, 2 * error):
            sentences.append(sentence(f"trend.none.{name}"))
        else:
            went = "grew" if last > first else "fell"
            sentences.append(sentence(f"trend.{went}.{name}", first=round(first), last=round(last)))
    return sentences


def _fitted_ends(values: Floats) -> tuple[float, float, float]:
    """Return first and last value of the straight line of least squares, and the standard error of their difference."""
    x = np.linspace(-0.5, 0.5, len(values))
    slope, middle = np.polyfit(x, values, 1)
    left = values - (middle + slope * x)
    error = math.sqrt(float((left**2).sum()) / (len(values) - 2) / float((x**2).sum()))
    return float(middle - slope / 2), float(middle + slope / 2), error


def mark(rep: Rep) -> str:
    """Return the sign of a verdict: faulty, not judged in full, or clean."""
    return "✗" if rep.faults else "?" if rep.not_judged else "✓"


def verdict(rep: Rep) -> str:
    """Return the verdict on a rep, in sentences."""
    parts = [told(fault) for fault in rep.faults]
    parts += [sentence("likely-rolled")] if rep.likely_rolled else []
    parts += [not_judged(rep.left_open)] if rep.left_open else []
    return " ".join(_sentence(part) for part in parts) or sentence("report.clean")


def notes(rep: Rep, exercise: Exercise) -> str:
    """Return what else is worth knowing of a rep beside its verdict, empty where nothing is."""
    covered = (c.told_note for c in exercise.criteria if c.told_note is not None and c.fault in rep.faults)
    said = next(covered, None)  # by the first fault alone
    return " ".join(_sentence(_note(note)) for note in rep.notes if note != said)
