"""Checks one video: from its file to its result."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from formcheck._version import __version__
from formcheck.analysis.result import VideoResult
from formcheck.analysis.result_sink import ResultSink, Tools
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.errors import InputError, MissingError
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.files.hashing import file_sha256
from formcheck.files.resources import resource
from formcheck.pipeline import Sink, run_file
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.way_up import WayUp
from formcheck.pose.weights.find import find_or_fetch
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.text.plain_text import encodable

TELL_EVERY_S = 0.2
Looked = TypeVar("Looked")
AnySinks = TypeVar("AnySinks", bound=Sequence[Sink])

Tell = Callable[[str, int, int | None], None]  # a video's name, frames done, and in all as far as is known


def nobody(name: str, done: int, total: int | None) -> None:
    """Tell nobody how far it is."""


def analyze_video(video: Path | str, model: Path | None = None, exercise: Exercise = CLAMSHELL) -> VideoResult:
    """Return what every rep of a video was.

    model: the pose model's file; by default the full one, fetched once where it is not on this machine.
    exercise: the one that its reps are judged as.
    Raises InputError where the video cannot be read, MissingError where a model cannot be used.
    """
    found = find_or_fetch(model, lambda *_: None)
    return check_with(Path(video), found, tools_here(found), nobody, lambda: (), exercise=exercise)[0]


def check_video(video: Path, model: Path, tools: Tools, tell: Tell = nobody) -> VideoResult:
    """Return the result of one video; `tools` are those of `model`.

    Raises InputError where the video cannot be read, or changes meanwhile, MissingError where a model cannot be used.
    """
    return check_with(video, model, tools, tell, lambda: ())[0]


def check_with(
    video: Path,
    model: Path,
    tools: Tools,
    tell: Tell,
    sinks: Callable[[], AnySinks],
    *,
    exercise: Exercise = CLAMSHELL,
) -> tuple[VideoResult, AnySinks]:
    """Do what `check_video` does; return the result and the sinks that took in the same pictures.

    sinks: makes them for every look at the video, so that one which is given up leaves nothing behind.
    """

    def look(half_turn: bool, watching: Sink) -> tuple[ResultSink, str | None, AnySinks]:
        sink, also = ResultSink(exercise), sinks()
        with ExitStack() as stack:
            frames = stack.enter_context(VideoFile(video, half_turn=half_turn))
            estimator = stack.enter_context(PoseEstimator(model))
            told = _told(frames, encodable(video.name), tell)
            run_file(told, estimator, RepRecognizer(load_roll_model(), exercise), [sink, watching, *also])
            return sink, frames.truncated_reason, also

    with _unchanged(video):
        sink, lack, also = right_way_up(look, lambda looked: len(looked[0].reps))
        return sink.result(encodable(video.name), video_sha256(video), tools, lack), also


def right_way_up(look: Callable[[bool, Sink], Looked], reps: Callable[[Looked], int]) -> Looked:
    """Return what a look at a video found: where the picture is upside down, with it turned if that finds more reps.

    look: takes whether to turn the pictures by half a turn, and a sink to call.
    """
    watching = _Watching()
    found = look(False, watching)
    if not watching.way_up.upside_down:
        return found
    return max(found, look(True, _Watching()), key=reps)


@contextmanager
def _unchanged(video: Path) -> Iterator[None]:
    """Raise InputError where the file changes meanwhile, whatever else that brings about."""

    def facts() -> tuple[int, ...] | None:
        try:
            found = video.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    before, error = facts(), None
    try:
        yield
    except Exception as raised:  # noqa: BLE001 - raised again below
        error = raised
    if facts() != before:
        raise InputError(f"{video} changed while it was read: check it again when it is complete.") from error
    if error is not None:
        raise error


class _Watching:
    """A sink that looks which way up the picture is."""

    def __init__(self) -> None:
        self.way_up = WayUp()

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:  # noqa: ARG002 - the interface of sinks
        """Take in one frame's pose."""
        self.way_up.update(pose)

    def end(self, events: tuple[Event, ...]) -> None:
        """Nothing is left to take in."""


def tools_here(model: Path) -> Tools:
    """Return what results made in this process with that pose model depend on. Raises MissingError."""
    try:
        return Tools(__version__, file_sha256(model), file_sha256(resource("models", "roll.npz")))
    except OSError as error:
        raise MissingError(f"A model cannot be read ({error}): check it, or install formcheck again.") from error


def video_sha256(video: Path) -> str:
    """Return the SHA-256 of a video's file in hexadecimal. Raises InputError where it cannot be read."""
    try:
        return file_sha256(video)
    except OSError as error:
        raise InputError(f"{video} cannot be read ({error.strerror}): check its name and permissions.") from error


def _told(frames: VideoFile, name: str, tell: Tell) -> Iterator[Frame]:
    """Yield the frames and tell how many there were, a few times a second: more would cost time and show nothing."""
    due = time.monotonic()
    for done, frame in enumerate(frames):
        if time.monotonic() >= due:
            tell(name, done, frames.expected)
            due = time.monotonic() + TELL_EVERY_S
        yield frame
