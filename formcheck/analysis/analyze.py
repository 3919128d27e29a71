"""Checks one video: from its file to its account."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from formcheck._version import __version__
from formcheck.analysis.account import Account, Tools
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.errors import InputError, MissingError
from formcheck.files.hashing import file_sha256
from formcheck.files.resources import resource
from formcheck.pipeline import Sink, run
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.way_up import WayUp
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.text.plain_text import encodable

TELL_EVERY_S = 0.2

Tell = Callable[[str, int, int | None], None]  # a video's name, frames done, and in all as far as is known


def nobody(name: str, done: int, total: int | None) -> None:
    """Tell nobody how far it is."""


def no_sinks() -> Sequence[Sink]:
    """Return the default of `check_video`: no sinks."""
    return ()


def check_video(
    video: Path,
    model: Path,
    tools: Tools,
    sinks: Callable[[], Sequence[Sink]] = no_sinks,
    tell: Tell = nobody,
) -> dict[str, Any]:
    """Return the account of one video as its JSON object; `tools` are those of `model`.

    sinks: makes the sinks that are called too. A picture that turns out to be upside down is looked at again the other
    way round, with new sinks: the last ones made tell of the same pictures as the account.
    Raises InputError where the video cannot be read, or changes meanwhile, MissingError where a model cannot be used.
    """
    with _unchanged(video):
        account, lack, upside_down = _checked(video, model, sinks(), tell)
        if upside_down:
            turned, lack_turned, _ = _checked(video, model, sinks(), tell, half_turn=True)
            if len(turned.reps) > len(account.reps):
                account, lack = turned, lack_turned
            elif sinks():
                _checked(video, model, sinks(), tell)
        return account.as_json(encodable(video.name), video_sha256(video), tools, lack)


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


def _checked(
    video: Path, model: Path, sinks: Sequence[Sink], tell: Tell, *, half_turn: bool = False
) -> tuple[Account, str | None, bool]:
    """Return the account of a video, what the file lacks, and whether its picture seems to be upside down."""
    account, watching = Account(), _Watching()
    with ExitStack() as stack:
        frames = stack.enter_context(VideoFile(video, half_turn=half_turn))
        estimator = stack.enter_context(PoseEstimator(model))
        told = _told(frames, encodable(video.name), tell)
        run(told, estimator, RepRecognizer(load_roll_model()), [account, watching, *sinks])
        return account, frames.truncated_reason, watching.way_up.upside_down


def tools_here(model: Path) -> Tools:
    """Return what accounts made in this process with that pose model depend on. Raises MissingError."""
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
