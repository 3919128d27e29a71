"""`formcheck check`: what every rep of a video was."""

import json
import math
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.account import Account
from formcheck.capture import VideoFile
from formcheck.coach import Sink, run
from formcheck.errors import InputError
from formcheck.expect import differences, read_truth
from formcheck.frame_table import FrameTable
from formcheck.pose.estimator import PoseEstimator
from formcheck.progress_bar import with_bar
from formcheck.roll_weights import load_roll_model
from formcheck.session.session import Session


def check(videos: list[Path], model: Path, json_out: Path | None, csv_out: Path | None, expected: list[Path]) -> int:
    """Check the videos one after another; return the exit code. The JSON path `-` is standard output."""
    to_stdout = json_out == Path("-")
    console = Console(stderr=to_stdout)
    accounts: list[dict[str, Any]] = []
    code = 0
    for video in videos:
        try:
            accounts.append(check_one(video, model, csv_out, console))
        except InputError as error:
            Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
            code = InputError.exit_code
            continue
        console.print(table(accounts[-1]))
        for line in remarks(accounts[-1]):
            console.print(line, markup=False, highlight=False)
    if json_out is not None:
        text = json.dumps(accounts, indent=1, ensure_ascii=False) + "\n"
        if to_stdout:
            sys.stdout.write(text)
        else:
            write_text(json_out, text)
    if not expected or code:
        return code
    found = [
        line
        for account, path in zip(accounts, expected, strict=True)
        for line in differences(account, read_truth(path))
    ]
    for line in found:
        console.print(line, markup=False, highlight=False)
    return 1 if found else 0


def write_text(path: Path, text: str) -> None:
    """Write a whole file. Raises InputError with the reason where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another place.") from error


def check_one(video: Path, model: Path, csv_out: Path | None, console: Console) -> dict[str, Any]:
    """Return the account of one video as its JSON object."""
    account = Account()
    with ExitStack() as stack:
        frames = stack.enter_context(VideoFile(video))
        estimator = stack.enter_context(PoseEstimator(model))
        sinks: list[Sink] = [account]
        if csv_out is not None:
            try:
                sinks.append(stack.enter_context(FrameTable(csv_out)))
            except OSError as error:
                raise InputError(f"{csv_out} cannot be written ({error.strerror}); choose another place.") from error
        run(with_bar(frames, video.name, frames.frames, console), estimator, Session(load_roll_model()), sinks)
        return account.as_json(video.name, frames.truncated_reason)


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
