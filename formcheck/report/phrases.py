"""What a report says, in words a patient understands."""

import math
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from formcheck.body.view import View
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.history.digest import SideDigest, digest
from formcheck.pose import Floats
from formcheck.session.counted import CountedRep
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult, summarize
from formcheck.text.sentences import sentence
from formcheck.ui.words import LEG, many, not_begun, range_words

FAULTS = {
    Fault.PELVIS_ROLL: "the pelvis rolled back",
    Fault.MOMENTUM: "the leg was thrown up or dropped",
    Fault.FEET_APART: "the feet came apart",
    Fault.INCOMPLETE_RETURN: "the knees did not close",
}
LIKELY_ROLLED = "the pelvis probably rolled back"
JUDGED = {  # what a rule looks at
    Fault.PELVIS_ROLL: "roll",
    Fault.MOMENTUM: "tempo",
    Fault.FEET_APART: "the feet",
    Fault.INCOMPLETE_RETURN: "closing",
}
NOTES = {
    "roll-share": "the pelvis took a large share of the movement",
    "early-roll": "the pelvis began to move early",
    "hurried": "quicker than two seconds each way",
}
NAMED_MOST = 12  # reps named one by one in a sentence
SAFETY = (
    "Exercise-form guidance for general wellness, not a medical device; it does not diagnose or treat, and camera "
    "estimates can be wrong. Your clinician's plan comes first. Stop for sharp or rising pain, numbness, giving way, "
    "dizziness or breathlessness."
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
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
    return f"{t.day} {MONTHS[t.month - 1]} {t.year}, {t:%H:%M}"


def listed(words: Sequence[object]) -> str:
    """Return the words with commas and a last `and`.

    >>> listed([2, 4, 7])
    '2, 4 and 7'
    """
    texts = [str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}" if texts else ""


def summary(events: Sequence[Event], plan: Plan | None = None) -> list[list[str]]:
    """Return the summary of what counted: sentences on each leg, done or planned, and the next step."""
    sides = digest(events)
    if not sides:
        return [["No rep was seen in this session."]]
    results = [result for side in sides for result in side.sets or (_as_result(side),)]
    missing = [] if plan is None else not_begun(plan, (side.lying_on for side in sides))
    return [*map(_side, sides), *([line] for line in missing), [sentence(summarize(results).next_step.text_id)]]


def counts(reps: int, clean: int, unjudged: Sequence[Fault] | None = None, holds: int = 0) -> str:
    """Return what was done. unjudged: the rules left open, where no rep has a verdict: none is called clean then.

    >>> counts(7, 4), counts(5, 0, [Fault.PELVIS_ROLL]), counts(1, 1, holds=2)
    ('7 reps, 4 clean', '5 reps; roll not judged', '1 rep, 1 clean, 2 holds')
    >>> counts(0, 0)
    'no rep counted'
    """
    parts = []
    if reps:
        parts.append(many(reps, "rep") + (f", {clean} clean" if unjudged is None else f"; {not_judged(unjudged)}"))
    return ", ".join(parts + ([many(holds, "hold")] if holds else [])) or "no rep counted"


def counts_of(side: SideDigest) -> str:
    """Return what was done on a side."""
    return counts(len(side.reps), side.clean, None if side.judged else side.unjudged, side.holds)


def not_judged(faults: Sequence[Fault]) -> str:
    """Return which rules were left open.

    >>> not_judged([Fault.PELVIS_ROLL, Fault.MOMENTUM])
    'roll and tempo not judged'
    """
    return f"{listed([JUDGED[fault] for fault in faults])} not judged"


def _side(side: SideDigest) -> list[str]:
    sets = f", {len(side.sets)} sets" if len(side.sets) > 1 else ""
    sentences = [f"{LEG[side.lying_on]}{sets}: {counts_of(side)}."]
    sentences += [_early(result, named=bool(sets)) for result in side.sets if result.early and result.target]
    if side.uncounted:
        sentences.append(f"{many(side.uncounted, 'more rep' if side.reps else 'rep')} did not count.")
    for fault, _ in side.faults:
        sentences.append(_sentence(f"{FAULTS[fault]} in {named(side.reps, fault)}"))
    likely = [rep for rep in side.reps if rep.rep.likely_rolled]
    if likely:
        sentences.append(_sentence(f"{LIKELY_ROLLED} in {named(likely)}"))
    if side.undecided and side.judged:
        sentences.append(_sentence(f"{not_judged(side.unjudged)} in {many(side.undecided, 'rep')}"))
    if not math.isnan(side.clean_range_deg):
        sentences.append(range_words(side.clean_range_deg))
    return sentences


def _early(result: SetResult, *, named: bool) -> str:
    which = f"Set {result.set_number}: " if named else ""
    return f"{which}{result.reps + result.holds} of {result.target} done, stopped early."


def named(reps: Sequence[CountedRep], fault: Fault | None = None) -> str:
    """Return which reps, of those with the fault where one is given: by number and, of several sets, by set."""
    found = [rep for rep in reps if fault is None or fault in rep.rep.faults]
    if len(found) > NAMED_MOST:
        return many(len(found), "rep")
    sets = {rep.set_number for rep in reps}
    parts = []
    for set_number in sorted({rep.set_number for rep in found}):
        numbers = [rep.count for rep in found if rep.set_number == set_number]
        of_set = f" of set {set_number}" if len(sets) > 1 else ""
        parts.append(f"rep{'s' * (len(numbers) > 1)} {listed(numbers)}{of_set}")
    return listed(parts)


def _as_result(side: SideDigest) -> SetResult:
    """Return reps without a plan as a set, of which nobody knows whether it was whole."""
    return SetResult(side.lying_on, 1, len(side.reps), side.clean, side.undecided, 0, side.faults, early=True)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def view_words(view: View, reps: Sequence[Rep]) -> list[str]:
    """Return from where the camera looked, and what could be told of the reps seen from there."""
    towards = "feet" if view.azimuth_towards_feet_deg >= 0 else "head"
    sentences = [
        f"The camera looked from {round(abs(view.azimuth_towards_feet_deg))}° towards your {towards} "
        f"and {round(max(view.elevation_deg, 0))}° above the floor."
    ]
    judged = sum(Fault.PELVIS_ROLL not in rep.not_judged for rep in reps)
    if judged:
        sentences.append(
            f"From there, the pelvic roll of a rep is told to about ± {round(view.roll_resolution_deg)}°: "
            "two reps that differ by less may have been the same."
        )
    if judged < len(reps):
        how_many = f"Roll was judged in {judged} of {len(reps)} reps." if judged else "Roll could not be judged."
        sentences += [how_many, *([sentence(view.advice.text_id, cm=view.advice.cm)] if view.advice else [])]
    return sentences


def trend(reps: Sequence[Rep]) -> list[str]:
    """Return how opening and roll changed over the reps. A change is told where it is more than their scatter makes."""
    sentences = []
    for name, label in (("opening_deg", "The opening"), ("roll_deg", "The pelvic roll")):
        values = np.array([getattr(rep, name) for rep in reps])
        values = values[np.isfinite(values)]
        if len(values) < TREND_LEAST:
            continue
        first, last, error = _fitted_ends(values)
        if abs(last - first) < max(TREND_DEG, 2 * error):
            sentences.append(f"{label} shows no clear trend over the reps.")
        else:
            went = "grew" if last > first else "fell"
            sentences.append(f"{label} {went} over the reps, from about {round(first)}° to {round(last)}°.")
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
    left_open = [fault for fault in rep.not_judged if not (rep.likely_rolled and fault is Fault.PELVIS_ROLL)]
    parts = [FAULTS[fault] for fault in rep.faults]
    parts += [LIKELY_ROLLED] if rep.likely_rolled else []
    parts += [not_judged(left_open)] if left_open else []
    return " ".join(_sentence(part) for part in parts) or "Clean."


def notes(rep: Rep) -> str:
    """Return what else is worth knowing of a rep beside its verdict, empty where nothing is."""
    said = {"roll-share"} if Fault.PELVIS_ROLL in rep.faults else {"hurried"} if Fault.MOMENTUM in rep.faults else set()
    return " ".join(_sentence(NOTES.get(note, note)) for note in rep.notes if note not in said)
