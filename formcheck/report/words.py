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
from formcheck.session.events import RepCompleted
from formcheck.session.summary import SetResult, summarize

FAULTS = {
    Fault.PELVIS_ROLL: "the pelvis rolled back",
    Fault.MOMENTUM: "the leg was thrown up or dropped",
    Fault.FEET_APART: "the feet came apart",
    Fault.INCOMPLETE_RETURN: "the knees did not come together before the next rep",
}
NOTES = {
    "roll-share": "the pelvis took a large share of the movement",
    "early-roll": "the pelvis began to move early",
    "hurried": "quicker than two seconds each way",
}
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


def summary(events: Sequence[RepCompleted]) -> list[str]:
    """Return the summary of the reps, one sentence after another."""
    sides = digest(events)
    if not sides:
        return ["No rep was seen in this session."]
    sentences = []
    for side in sides:
        sentences += _side(side, [event.rep for event in events if event.lying_on is side.lying_on])
    results = [SetResult(s.lying_on, 1, s.reps, s.clean, s.undecided, 0, s.faults, early=True) for s in sides]
    return [*sentences, summarize(results).next_step.text]


def _side(side: SideDigest, reps: Sequence[Rep]) -> list[str]:
    on, top = side.lying_on.value, side.lying_on.other.value
    sentences = [f"Lying on the {on} side, the {top} leg on top, you did {_count(side.reps)}."]
    judged = side.reps - side.undecided
    if judged and side.clean == judged:
        sentences.append("All were clean." if judged == side.reps else f"All {judged} that were judged were clean.")
    elif judged:
        sentences.append(f"{_share(side.clean, judged)} clean.")
    for fault, _ in side.faults:
        numbers = [rep.number for rep in reps if fault in rep.faults]
        sentences.append(f"In rep{'s' * (len(numbers) > 1)} {listed(numbers)}, {FAULTS[fault]}.")
    if side.undecided:
        sentences.append(
            f"{_count(side.undecided).capitalize()} could not be judged in full from where the camera was."
        )
    if not math.isnan(side.clean_range_deg):
        sentences.append(
            f"Your clean range: you opened up to {math.floor(side.clean_range_deg)}° before the pelvis began to roll."
        )
    return sentences


def _count(reps: int) -> str:
    return "one rep" if reps == 1 else f"{reps} reps"


def _share(clean: int, judged: int) -> str:
    if not clean:
        return f"None of the {judged} judged was" if judged > 1 else "It was not"
    return f"{clean} of {judged} {'was' if clean == 1 else 'were'}"


def view_words(view: View) -> str:
    """Return from where the camera looked and what that means, in two sentences."""
    towards = "feet" if view.azimuth_towards_feet_deg >= 0 else "head"
    place = (
        f"The camera looked from {round(abs(view.azimuth_towards_feet_deg))}° towards your {towards} "
        f"and {round(max(view.elevation_deg, 0))}° above the floor."
    )
    if view.judgeable:
        return (
            f"{place} From there, the pelvic roll of a rep is told to about ± {round(view.roll_resolution_deg)}°: "
            "two reps that differ by less may have been the same."
        )
    return f"{place} From there, pelvic roll cannot be judged, and it was not. {view.advice or ''}".strip()


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


def verdict(rep: Rep) -> str:
    """Return the words on a rep for the table."""
    words = [FAULTS[fault] for fault in rep.faults] + [NOTES.get(note, note) for note in rep.notes]
    words += ["the pelvis probably rolled back"] if rep.likely_rolled else []
    words += [
        f"not judged: {fault.value}"
        for fault in rep.not_judged
        if not (rep.likely_rolled and fault is Fault.PELVIS_ROLL)
    ]
    text = "; ".join(words)
    return text[:1].upper() + text[1:]
