"""`formcheck replay` and `formcheck label`: a session again, to look at, to label, or through today's rules."""

import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.commands.opened import busy, opened, remark
from formcheck.console.streams import say
from formcheck.errors import InputError
from formcheck.evaluation.changes import changes
from formcheck.files.outputs import Kind, Output, refuse_harm
from formcheck.recording.input_replay import Replay, same
from formcheck.recording.labels import Labels, read_labels, write_labels
from formcheck.recording.metadata import this_machine
from formcheck.recording.paths import EVENTS, LABELS, POSES
from formcheck.recording.reader import Recording
from formcheck.text.sentences import sentence

if TYPE_CHECKING:
    from formcheck.review.film import Film
    from formcheck.review.labelling import Labelling


def show(named: Path, sessions: Path | None, model: Callable[[], Path]) -> int:
    """Show a session, or a video after having analysed it; return the exit code. `model` finds the pose model."""
    if is_video(named):
        from formcheck.review.load import analysed

        film, half_turn = analysed(named, model())
        _run(film, named, None, half_turn=half_turn)
        return 0
    recording = opened(named, sessions)
    film = _film(recording)
    remark(recording.remarks)
    _run(film, recording.video, None)
    return 0


def label(session: Path, sessions: Path | None) -> int:
    """Show a session to label it; return the exit code. Every label is kept as it is given."""
    from formcheck.review.labelling import Labelling

    recording = opened(session, sessions)
    folder, before = recording.folder, read_labels(recording)
    refuse_harm([Output(folder / LABELS, Kind.SMALL, "--sessions")], ())
    film = _film(recording)
    remark(recording.remarks)
    failed: list[OSError] = []

    def keep(labels: Labels) -> None:
        try:
            write_labels(folder, labels)
            failed.clear()
        except OSError as error:
            failed.append(error)

    labelling = Labelling(film.reps, before, keep)
    _run(film, recording.video, labelling)
    if failed:
        raise InputError(f"{folder / LABELS} cannot be written ({failed[0].strerror}): the last labels were not kept.")
    checked = sum(rep.checked for rep in labelling.labels.reps)
    say(sentence("label.done", session=recording.name, labelled=checked, reps=len(labelling.labels.reps)))
    return 0


def is_video(path: Path) -> bool:
    """Return whether the path is a file and not a shared session."""
    return path.is_file() and not zipfile.is_zipfile(path)


def _film(recording: Recording) -> "Film":
    from formcheck.review.load import replayed

    if not recording.has(POSES):
        raise InputError(f"{recording.path} has no {POSES}, so there is nothing to show.")
    return replayed(recording)


def _run(film: "Film", video: Path | None, labelling: "Labelling | None", *, half_turn: bool = False) -> None:
    from formcheck.review.pictures import Pictures
    from formcheck.review.review_window import ReviewWindow

    with ExitStack() as stack:
        pictures = stack.enter_context(Pictures(video, half_turn=half_turn)) if video is not None else None
        window = ReviewWindow(film, pictures, labelling)
        stack.callback(window.close)
        while window.turn():
            pass


def rerun(session: Path, sessions: Path | None) -> int:
    """Say what today's rules make different of a recorded session; return the exit code, 1 where anything differs."""
    recording = opened(session, sessions)
    for name in (POSES, EVENTS):
        if not recording.has(name):
            raise InputError(f"{recording.path} has no {name}, so there is nothing to compare.")
    recorded, again = recording.events or (), Replay(recording)
    with busy(sentence("rerun.busy")):
        now = again.events()
    remark(recording.remarks)
    metadata = recording.metadata
    if metadata.roll_model_sha256 not in (None, this_machine()["roll_model_sha256"]):
        say(sentence("rerun.other-model"))
    if same(recorded, now, finished=metadata.finished, at_end=len(again.ended)):
        say(sentence("rerun.same", session=recording.name, events=len(recorded)))
        return 0
    lines = changes(recorded, now)
    say(sentence("rerun.differs", session=recording.name, version=metadata.formcheck))
    for line in lines:
        say(f"  {line}")
    return 1
