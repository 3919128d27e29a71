"""Checks one video: from its file to its account."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from formcheck._version import __version__
from formcheck.account import Account, Tools
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.coach import Sink, run
from formcheck.errors import InputError, MissingError
from formcheck.file_hash import file_sha256
from formcheck.frame_table import FrameTable
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.way_up import WayUp
from formcheck.resources import resource
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.session import Session, Step

TELL_EVERY_S = 0.2

Tell = Callable[[str, int, int | None], None]  # a video's name, frames done, and in all as far as is known


def nobody(name: str, done: int, total: int | None) -> None:
    """Tell nobody how far it is."""


def check_video(
    video: Path, model: Path, tools: Tools, csv_out: Path | None = None, tell: Tell = nobody
) -> dict[str, Any]:
    """Return the account of one video as its JSON object; `tools` are those of `model`.

    Raises InputError where the video cannot be read or the table of frames not be written, MissingError where a
    model cannot be used.
    """
    account, lack, upside_down = _checked(video, model, csv_out, tell)
    sha256 = video_sha256(video)
    if upside_down:
        turned, lack_turned, _ = _checked(video, model, csv_out, tell, half_turn=True)
        if len(turned.reps) > len(account.reps):
            account, lack = turned, lack_turned
        elif csv_out is not None:  # the table is to tell of the same pictures as the account
            _checked(video, model, csv_out, tell)
    return account.as_json(video.name, sha256, tools, lack)


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
    video: Path, model: Path, csv_out: Path | None, tell: Tell, *, half_turn: bool = False
) -> tuple[Account, str | None, bool]:
    """Return the account of a video, what the file lacks, and whether its picture seems to be upside down."""
    account, watching = Account(), _Watching()
    with ExitStack() as stack:
        frames = stack.enter_context(VideoFile(video, half_turn=half_turn))
        estimator = stack.enter_context(PoseEstimator(model))
        sinks: list[Sink] = [account, watching]
        if csv_out is not None:
            try:
                sinks.append(stack.enter_context(FrameTable(csv_out)))
            except OSError as error:
                raise InputError(f"{csv_out} cannot be written ({error.strerror}); choose another place.") from error
        run(_told(frames, video.name, tell), estimator, Session(load_roll_model()), sinks)
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
