"""The account of a video, readable: a table of its reps, and what else there is to say."""

import math
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table


def table(account: dict[str, Any]) -> Table:
    """Return the readable table of an account."""
    summary = account["summary"]
    title = f"{escape(account['video'])}: {summary['reps']} reps, {summary['clean']} clean"
    found = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("rep", "start\ns", "end\ns", "opening\n°", "roll back\n°", "lift\ns", "hold\ns", "lower\ns"):
        found.add_column(name, justify="right")
    found.add_column("faults")
    for rep in account["reps"]:
        roll = "not judged" if rep["roll_deg"] is None else f"{rep['roll_deg']:.0f} ± {rep['roll_sigma_deg']:.0f}"
        words = rep["faults"] + [f"({name} not judged)" for name in rep["not_judged"]]
        found.add_row(
            str(rep["number"]),
            f"{rep['start_s']:.1f}",
            f"{rep['end_s']:.1f}",
            f"{rep['opening_deg']:.0f}",
            roll,
            f"{rep['lift_s']:.1f}",
            f"{rep['hold_s']:.1f}",
            f"{rep['lower_s']:.1f}",
            ", ".join(words) or "-",
        )
    return found


def remarks(account: dict[str, Any]) -> list[str]:
    """Return what else there is to say, a sentence each."""
    view = account["view"]
    lines = []
    if account["truncated"]:
        lines.append(account["truncated"])
    if account["remark"]:
        lines.append(account["remark"])
    if view is not None and view["advice"]:
        lines.append(f"Pelvic roll cannot be judged from here. {view['advice']}")
    clean = [rep["clean_opening_deg"] for rep in account["reps"] if rep["clean_opening_deg"] is not None]
    if clean:
        lines.append(f"Clean range: {math.floor(max(clean))} degrees of opening before the pelvis rolls.")
    return lines
