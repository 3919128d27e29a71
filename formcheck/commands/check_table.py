"""The result of a video, readable: a table of its reps, and what else there is to say."""

from rich.console import Console

from formcheck.analysis.result import RepResult, VideoResult
from formcheck.console.streams import print_table
from formcheck.form.judge import LIKELY, roll_judged
from formcheck.form.rule import Fault
from formcheck.report.phrases import counts
from formcheck.text.plain_text import shown
from formcheck.text.sentences import sentence
from formcheck.ui.words import LEG, range_words

NAMES = ("leg", "set", "rep", "start", "end", "opening", "roll", "lift", "hold", "lower", "faults")
COLUMNS = tuple(sentence(f"column.{name}") for name in NAMES)
WORDS = (sentence("column.leg"), sentence("column.faults"))


def print_result(console: Console, result: VideoResult) -> None:
    """Print the table of the reps, and what else there is to say."""
    done = [f"{leg}: {counts_of(reps)}." for leg, reps in _by_leg(result)]
    title = f"{result.video}: {' '.join(done) or sentence('check.no-reps')}"
    print_table(console, title, COLUMNS, [_row(rep) for rep in result.reps], WORDS)
    for line in remarks(result):
        console.print(shown(line), markup=False, highlight=False, soft_wrap=True)


def _by_leg(result: VideoResult) -> list[tuple[str, list[RepResult]]]:
    legs: dict[str, list[RepResult]] = {}
    for rep in result.reps:
        legs.setdefault(LEG[rep.lying_on], []).append(rep)
    return list(legs.items())


def counts_of(reps: list[RepResult]) -> str:
    """Return what was done on a leg."""
    left_open = {name for rep in reps for name in rep.not_judged}
    judged = any(rep.faults or not rep.not_judged for rep in reps)
    clean = sum(not rep.faults and not rep.not_judged for rep in reps)
    return counts(len(reps), clean, None if judged else [fault for fault in Fault if fault in left_open])


def _row(rep: RepResult) -> list[str]:
    roll = _unjudged(rep) if rep.roll_deg is None else f"{rep.roll_deg:.0f} ± {rep.roll_sigma_deg:.0f}"
    words = [fault.value for fault in rep.faults]
    words += [sentence("check.not-judged", fault=fault.value) for fault in rep.not_judged]
    return [
        rep.leg.value,
        str(rep.set),
        str(rep.count),
        f"{rep.start_s:.1f}",
        f"{rep.end_s:.1f}",
        f"{rep.opening_deg:.0f}",
        roll,
        f"{rep.lift_s:.1f}",
        f"{rep.hold_s:.1f}",
        f"{rep.lower_s:.1f}",
        ", ".join(words) or "-",
    ]


def _unjudged(rep: RepResult) -> str:
    probability = rep.roll_probability
    likely = probability is not None and probability >= LIKELY
    return sentence("check.roll.likely" if likely else "check.roll.not-judged")


def remarks(result: VideoResult) -> list[str]:
    """Return what else there is to say, a sentence each."""
    view = result.view
    lines = []
    if result.truncated:
        lines.append(result.truncated)
    if result.remark:
        lines.append(result.remark)
    if any(not roll_judged(rep.not_judged) for rep in result.reps) and view and view.advice:
        lines.append(sentence("check.view", advice=view.advice))
    for leg, reps in _by_leg(result):
        steady = [rep.clean_opening_deg for rep in reps if rep.clean_opening_deg is not None]
        lines += [f"{leg}. {range_words(max(steady))}"] if steady else []
    return lines
