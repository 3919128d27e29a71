"""`formcheck export`: the numbers of a session for other programs."""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import numpy as np

from formcheck.capture import Frame
from formcheck.commands.opened import busy, opened, remark
from formcheck.console.streams import say
from formcheck.errors import InputError, UsageError
from formcheck.export.frame_table import FrameTable
from formcheck.export.trc import write_trc
from formcheck.files.outputs import Kind, Output, refuse_harm, unwritable, written
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.session.counted import counted

NO_IMAGE = np.zeros((1, 1, 3), np.uint8)
REP_COLUMNS = (
    *("number", "start_s", "top_s", "release_s", "end_s", "lift_s", "hold_s", "lower_s"),
    *("opening_deg", "clean_opening_deg", "roll_deg", "roll_sigma_deg"),
)


def export(session: Path, sessions: Path | None, folder: Path, *, as_csv: bool, as_trc: bool) -> int:
    """Write what is asked for into `folder`, named after the session; print the paths; return the exit code."""
    if not (as_csv or as_trc):
        raise UsageError("Say what to export: --csv, --trc, or both.")
    recording = opened(session, sessions)
    work = {"-frames.csv": _frames, "-reps.csv": _reps} if as_csv else {}
    work |= {".trc": _markers} if as_trc else {}
    outputs = [Output(folder / f"{recording.name}{end}", Kind.ONCE, "-o") for end in work]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(Output(folder, Kind.ONCE, "-o"), error) from error
    refuse_harm(outputs, recording.files)
    with busy("Exporting"), ExitStack() as stack:
        for output, write in zip(outputs, work.values(), strict=True):
            write(recording, stack.enter_context(written(output)))
    remark(recording.remarks)
    for output in outputs:
        say(output.path)
    return 0


def _frames(recording: Recording, file: TextIO) -> None:
    table = FrameTable(file)
    for index, pose, step in Replay(recording):
        table.step(Frame(index, pose.t, NO_IMAGE), pose, step)


def _reps(recording: Recording, file: TextIO) -> None:
    events = recording.events
    rows = csv.writer(file)
    rows.writerow(["leg", "set", "rep", *REP_COLUMNS, "faults", "not_judged", "notes"])
    for counts in counted(Replay(recording).events() if events is None else events):
        rep = counts.rep
        values = (getattr(rep, name) for name in REP_COLUMNS)
        numbers = ["" if np.isnan(value) else round(value, 4) for value in values]
        marks = (" ".join(fault.value for fault in faults) for faults in (rep.faults, rep.not_judged))
        rows.writerow([counts.leg.value, counts.set_number, counts.count or "", *numbers, *marks, " ".join(rep.notes)])


def _markers(recording: Recording, file: TextIO) -> None:
    poses = [given.pose for given in recording.inputs() if given.pose is not None]
    try:
        write_trc(file, f"{recording.name}.trc", poses)
    except ValueError as error:
        raise InputError(f"The poses in {recording.path} cannot be put on even times ({error}).") from error
