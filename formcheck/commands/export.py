"""`formcheck export`: the numbers of a session for other programs."""

import csv
from contextlib import suppress
from pathlib import Path

import numpy as np
import typer

from formcheck.capture import Frame
from formcheck.commands.opened import busy, opened, say, writing
from formcheck.errors import InputError, UsageError
from formcheck.frame_table import FrameTable
from formcheck.store.changes import reps_of
from formcheck.store.recording import Recording
from formcheck.store.replay import Replay
from formcheck.store.trc import write_trc

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
    frames, reps, markers = (folder / f"{recording.name}{end}" for end in ("-frames.csv", "-reps.csv", ".trc"))
    wanted = ([frames, reps] if as_csv else []) + ([markers] if as_trc else [])
    for path in wanted:
        if path.exists():
            raise UsageError(f"{path} exists already: choose another folder with -o.")
    try:
        with busy("Exporting"), writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if as_csv:
                _frames(recording, frames)
                _reps(recording, reps)
            if as_trc:
                _markers(recording, markers)
    except BaseException:
        for path in wanted:  # half a file is taken for a whole one
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    say(recording.remarks)
    for path in wanted:
        typer.echo(path)
    return 0


def _frames(recording: Recording, path: Path) -> None:
    with FrameTable(path) as table:
        for index, pose, step in Replay(recording):
            table.step(Frame(index, pose.t, NO_IMAGE), pose, step)


def _reps(recording: Recording, path: Path) -> None:
    events = recording.events
    with path.open("x", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([*REP_COLUMNS, "faults", "not_judged", "notes"])
        for rep in reps_of(Replay(recording).events() if events is None else events):
            values = (getattr(rep, name) for name in REP_COLUMNS)
            numbers = ["" if np.isnan(value) else round(value, 4) for value in values]
            marks = (" ".join(fault.value for fault in faults) for faults in (rep.faults, rep.not_judged))
            rows.writerow([*numbers, *marks, " ".join(rep.notes)])


def _markers(recording: Recording, path: Path) -> None:
    poses = [given.pose for given in recording.inputs() if given.pose is not None]
    try:
        write_trc(path, poses)
    except ValueError as error:
        raise InputError(f"{recording.path} has too few poses for markers ({error}).") from error
