"""The account of a video, readable: a table of its reps, and what else there is to say."""

import math
from typing import Any

from rich.console import Console

from formcheck.console.streams import print_table
from formcheck.form.judge import LIKELY
from formcheck.text.plain_text import shown

COLUMNS = ("rep", "start\ns", "end\ns", "opening\n°", "roll back\n°", "lift\ns", "hold\ns", "lower\ns", "faults")


def print_account(console: Console, account: dict[str, Any]) -> None:
    """Print the table of an account's reps, and what else there is to say."""
    summary = account["summary"]
    title = f"{account['video']}: {summary['reps']} reps, {summary['clean']} clean"
    print_table(console, title, COLUMNS, [_row(rep) for rep in account["reps"]], ("faults",))
    for line in remarks(account):
        console.print(shown(line), markup=False, highlight=False, soft_wrap=True)


def _row(rep: dict[str, Any]) -> list[str]:
    roll = _unjudged(rep) if rep["roll_deg"] is None else f"{rep['roll_deg']:.0f} ± {rep['roll_sigma_deg']:.0f}"
    words = rep["faults"] + [f"({name} not judged)" for name in rep["not_judged"]]
    return [
        str(rep["number"]),
        f"{rep['start_s']:.1f}",
        f"{rep['end_s']:.1f}",
        f"{rep['opening_deg']:.0f}",
        roll,
        f"{rep['lift_s']:.1f}",
        f"{rep['hold_s']:.1f}",
        f"{rep['lower_s']:.1f}",
        ", ".join(words) or "-",
    ]


def _unjudged(rep: dict[str, Any]) -> str:
    probability = rep["roll_probability"]
    return "probably rolled" if probability is not None and probability >= LIKELY else "not judged"


def remarks(account: dict[str, Any]) -> list[str]:
    """Return what else there is to say, a sentence each."""
    view = account["view"]
    lines = []
    if account["truncated"]:
        lines.append(account["truncated"])
    if account["remark"]:
        lines.append(account["remark"])
    if view is not None and view["advice"]:
        lines.append(f"Pelvic roll is hard to see from here. {view['advice']}")
    clean = [rep["clean_opening_deg"] for rep in account["reps"] if rep["clean_opening_deg"] is not None]
    if clean:
        lines.append(f"Clean range: {math.floor(max(clean))} degrees of opening before the pelvis rolls.")
    return lines
