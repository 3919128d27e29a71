"""Checks one video: from its file to its account."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from formcheck._version import __version__
from formcheck.account import Account, Tools
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.coach import Sink, run
from formcheck.errors import InputError, MissingError
from formcheck.file_hash import file_sha256
from formcheck.plain_text import encodable
from formcheck.pose.estimator import PoseEstimator
from formcheck.resources import resource
from formcheck.roll_weights import load_roll_model
from formcheck.session.session import Session

TELL_EVERY_S = 0.2

Tell = Callable[[str, int, int | None], None]  # a video's name, frames done, and in all where the file tells


def nobody(name: str, done: int, total: int | None) -> None:
    """Tell nobody how far it is."""


def check_video(
    video: Path, model: Path, tools: Tools, sinks: Sequence[Sink] = (), tell: Tell = nobody
) -> dict[str, Any]:
    """Return the account of one video as its JSON object; `tools` are those of `model`. `sinks` are called too.

    Raises InputError where the video cannot be read, or changes meanwhile, MissingError where a model cannot be used.
    """
    account, name = Account(), encodable(video.name)
    with ExitStack() as stack:
        frames = stack.enter_context(VideoFile(video))
        with _unchanged(video):
            sha256 = video_sha256(video)
            estimator = stack.enter_context(PoseEstimator(model))
            looked_at = _told(frames, name, frames.frames, tell)
            run(looked_at, estimator, Session(load_roll_model()), [account, *sinks])
        return account.as_json(name, sha256, tools, frames.truncated_reason)


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


def _told(frames: Iterable[Frame], name: str, total: int | None, tell: Tell) -> Iterator[Frame]:
    """Yield the frames and tell how many there were, a few times a second: more would cost time and show nothing."""
    due = time.monotonic()
    for done, frame in enumerate(frames):
        if time.monotonic() >= due:
            tell(name, done, total)
            due = time.monotonic() + TELL_EVERY_S
        yield frame
