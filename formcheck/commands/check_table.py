"""The result of a video, readable: a table of its reps, and what else there is to say."""

import math

from rich.console import Console

from formcheck.analysis.result import RepResult, VideoResult
from formcheck.console.streams import print_table
from formcheck.form.judge import LIKELY
from formcheck.text.plain_text import shown

COLUMNS = ("rep", "start\ns", "end\ns", "opening\n°", "roll back\n°", "lift\ns", "hold\ns", "lower\ns", "faults")


def print_result(console: Console, result: VideoResult) -> None:
    """Print the table of its reps, and what else there is to say."""
    title = f"{result.video}: {result.summary.reps} reps, {result.summary.clean} clean"
    print_table(console, title, COLUMNS, [_row(rep) for rep in result.reps], ("faults",))
    for line in remarks(result):
        console.print(shown(line), markup=False, highlight=False, soft_wrap=True)


def _row(rep: RepResult) -> list[str]:
    roll = _unjudged(rep) if rep.roll_deg is None else f"{rep.roll_deg:.0f} ± {rep.roll_sigma_deg:.0f}"
    words = [fault.value for fault in rep.faults] + [f"({fault.value} not judged)" for fault in rep.not_judged]
    return [
        str(rep.number),
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
    return "probably rolled" if probability is not None and probability >= LIKELY else "not judged"


def remarks(result: VideoResult) -> list[str]:
    """Return what else there is to say, a sentence each."""
    view = result.view
    lines = []
    if result.truncated:
        lines.append(result.truncated)
    if result.remark:
        lines.append(result.remark)
    if view is not None and view.advice:
        lines.append(f"Pelvic roll is hard to see from here. {view.advice}")
    clean = [rep.clean_opening_deg for rep in result.reps if rep.clean_opening_deg is not None]
    if clean:
        lines.append(f"Clean range: {math.floor(max(clean))} degrees of opening before the pelvis rolls.")
    return lines
