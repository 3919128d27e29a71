"""The sink that keeps a session: every pose and event is in the file before the next frame is looked at."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace
from typing_extensions import Self

from formcheck.capture.frame import Frame
from formcheck.pose import Pose
from formcheck.recording.event_codec import encode_event
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata, write_whole
from formcheck.recording.paths import EVENTS, METADATA, POSES, VIDEO, new_folder
from formcheck.recording.pose_codec import Input, encode_input
from formcheck.recording.video_writer import VideoWriter
from formcheck.session.events import Event
from formcheck.session.recognizer import Step


class Recorder:
    """Keeps one session in a new folder of `place`, made with the first frame. A context manager.

    Lines are appended unbuffered, so a kill loses at most the frame under way. Where the disk is full or not writable,
    `tell` is given one sentence, what was written stays, and the session goes on.
    metadata: what is known of the session beforehand; sizes, times and counts are filled in here. input_log: what
    stands before a session that takes more than poses.
    """

    def __init__(
        self,
        place: Path,
        metadata: Metadata,
        tell: Callable[[str], None],
        *,
        input_log: InputLog | None = None,
        video: bool = False,
    ) -> None:
        self.place, self.metadata = place, metadata
        self._input_log = input_log
        self.folder: Path | None = None
        self._tell = tell
        self._wants_video = video
        self._video: VideoWriter | None = None
        self._poses = self._events = -1  # file descriptors: one write call a line
        self._first_t: float | None = None

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Keep what one frame brought."""
        if self.metadata.problem is not None:
            return
        try:
            if self.folder is None:
                self._begin(frame)
            _append(self._poses, encode_input(self._input(frame.index, pose)))
            self._count(pose.t)
            for event in step.events:
                _append(self._events, encode_event(event))
        except OSError as error:
            self._give_up(error)
            return
        if self._video is not None:
            self._video.write(frame)

    def end(self, events: tuple[Event, ...]) -> None:
        """Keep the last events and finish the folder."""
        if self.folder is None or self.metadata.problem is not None:
            return
        try:
            rest = self._input(self.metadata.frames, None)
            if rest.asked:
                _append(self._poses, encode_input(rest))
            for event in events:
                _append(self._events, encode_event(event))
        except OSError as error:
            self._give_up(error)
            return
        self.metadata = replace(self.metadata, finished=True)
        self.close()

    def close(self) -> None:
        """Close the files; without `end` before it, the session stands as not finished."""
        if self._video is not None:
            self._video.close()
            if self._video.problem is not None:
                self._tell(f"The video of this session is not whole ({self._video.problem}); all else is kept.")
            self._video = None
        if self._poses < 0:
            return
        self._close_files()
        assert self.folder is not None
        try:
            write_whole(self.folder / METADATA, self.metadata)
        except OSError as error:
            self._tell(
                f"The end of this session could not be noted ({error.strerror}); all else is kept in {self.folder}."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _input(self, index: int, pose: Pose | None) -> Input:
        if self._input_log is None:
            return Input(index, pose)
        return Input(index, pose, None if pose is None else self._input_log.light, self._input_log.take_asked())

    def _count(self, t: float) -> None:
        self._first_t = t if self._first_t is None else self._first_t
        self.metadata = replace(self.metadata, frames=self.metadata.frames + 1, duration_s=round(t - self._first_t, 6))

    def _begin(self, frame: Frame) -> None:
        started = datetime.now().astimezone()
        height, width = frame.image.shape[:2]
        self.metadata = replace(
            self.metadata, started=started.isoformat(timespec="seconds"), width=width, height=height
        )
        self.folder = new_folder(self.place, started)
        write_whole(self.folder / METADATA, self.metadata)
        self._poses, self._events = _create(self.folder / POSES), _create(self.folder / EVENTS)
        if self._wants_video:
            self._video = VideoWriter(self.folder / VIDEO)

    def _give_up(self, error: OSError) -> None:
        reason = error.strerror or str(error)
        self.metadata = replace(self.metadata, problem=reason)
        if self.folder is None or self.metadata.frames == 0:
            self._tell(
                f"This session is not kept: {self.place} cannot be written ({reason}). Choose another with --sessions."
            )
        else:
            self._tell(f"From here on this session is not kept ({reason}). What came before is in {self.folder}.")
        self.close()

    def _close_files(self) -> None:
        for file in (self._poses, self._events):
            with suppress(OSError):
                os.fsync(file)
            with suppress(OSError):
                os.close(file)
        self._poses = self._events = -1


def _create(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)


def _append(file: int, line: bytes) -> None:
    """Write one line. Raises OSError where not all of it could be written."""
    left = line + b"\n"
    while left:
        left = left[os.write(file, left) :]
