"""Frames out of a video file, with the times and the rotation that the file states."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from typing_extensions import Self

from formcheck.capture.canvas import Canvas
from formcheck.capture.container import (
    duration_s,
    frame_rate,
    is_picture_format,
    main_stream,
    open_container,
    start_s,
    video_duration_s,
)
from formcheck.capture.extent import LOST_S, Extent
from formcheck.capture.frame import Frame
from formcheck.capture.frame_times import FrameTimes
from formcheck.capture.upright import Upright
from formcheck.errors import InputError

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream

ASSUMED_FPS = 30.0  # only for files that state neither times nor a rate


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a file states about its video; sizes are those of the frames given."""

    width: int
    height: int
    fps: float | None
    frames: int | None
    duration_s: float | None


class VideoFile:
    """The frames of a video file, as an iterable and a context manager.

    Times are the container's, in seconds from the first frame, so that variable frame rates are right; they
    strictly increase (see `FrameTimes`). Frames are turned and mirrored as the file states, stretched to
    square pixels, and reduced to at most 1920 pixels on the long side; all have the first one's size. Each iteration
    starts at the beginning and ends the one before.

    Raises InputError when made if the file is missing, a folder, unreadable, not a video, a single picture, or has no
    video stream or no frame. A file that lacks its beginning or end is used as far as it goes; `truncated` says so.
    """

    def __init__(self, path: Path | str, *, half_turn: bool = False) -> None:
        """Open a video. half_turn: whether to turn its pictures upside down."""
        self.path = Path(path)
        self._half_turn = half_turn
        self._truncated: str | None = None
        self._given, self._share_read = 0, 0.0
        self._running: Generator[Frame, None, None] | None = None
        self._facts = _probe(self.path)

    @property
    def width(self) -> int:
        """Width of the frames given, in pixels."""
        return self._facts.width

    @property
    def height(self) -> int:
        """Height of the frames given, in pixels."""
        return self._facts.height

    @property
    def fps(self) -> float | None:
        """Average frames a second, None if the file does not tell."""
        return self._facts.fps

    @property
    def frames(self) -> int | None:
        """Number of frames that the file states or its duration suggests, None if it tells neither."""
        return self._facts.frames

    @property
    def duration_s(self) -> float | None:
        """Duration that the file states, in seconds, None if it does not."""
        return self._facts.duration_s

    @property
    def expected(self) -> int | None:
        """Number of frames to expect in all: as stated, else by how much of the file those given took; None at first.

        So a file that states nothing still shows how long it will take.
        """
        if self.frames is not None or not self._share_read:
            return self.frames
        return max(self._given, round(self._given / self._share_read))

    @property
    def truncated(self) -> bool:
        """Whether the file lacks its beginning or end; known once it was iterated to its end."""
        return self._truncated is not None

    @property
    def truncated_reason(self) -> str | None:
        """What the file lacks, as a clause; None if nothing."""
        return self._truncated

    def __iter__(self) -> Iterator[Frame]:
        self.close()
        self._running = self._decode()
        return self._running

    def close(self) -> None:
        """End an iteration under way and close the file."""
        if self._running is not None:
            self._running.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _decode(self) -> Generator[Frame, None, None]:
        from av.error import FFmpegError

        frame_s = 1 / (self.fps or ASSUMED_FPS)
        frame_times, canvas = FrameTimes(frame_s), Canvas((self.width, self.height))
        first_s, last_t, end_t, failed = None, 0.0, 0.0, False
        self._given, self._share_read = 0, 0.0
        with open_container(self.path) as container:
            stream = main_stream(container)
            if stream is None:
                raise _changed(self.path)
            upright = Upright(stream.sample_aspect_ratio, half_turn=self._half_turn)
            try:
                for packet in container.demux(stream):
                    if packet.pos is not None and container.size > 0:
                        self._share_read = packet.pos / container.size
                    try:
                        decoded = packet.decode()
                    except FFmpegError:  # one damaged packet; those after it may be whole
                        failed = True
                        continue
                    failed = failed and not packet.size  # the empty packet at the end says nothing
                    for raw in decoded:
                        t = frame_times.place(raw.time)
                        if t is None:
                            continue
                        first_s = raw.time if first_s is None else first_s
                        last_t, end_t = t, t + (_shown_s(raw) or t - last_t or frame_s)
                        index, self._given = self._given, self._given + 1
                        yield Frame(index, t, canvas.place(upright.picture(raw)))
            except FFmpegError:
                failed = True
            begin_s = start_s(container, stream)
            before_s = 0.0 if first_s is None or begin_s is None else max(0.0, first_s - begin_s)
            self._truncated = Extent(before_s, end_t, video_duration_s(container, stream), failed).loss()


def _probe(path: Path) -> _Facts:
    """Return the facts of the file, having decoded its first frame."""
    if not path.exists():
        raise InputError(f"There is no file {path}: check the name.")
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a video file in it.")
    if not path.is_file():
        raise InputError(f"{path} is not a regular file: name a video file.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): check its permissions.") from error
    from av.error import FFmpegError

    try:
        with open_container(path) as container:
            stream = main_stream(container)
            if stream is None:
                raise InputError(f"{path} has no video in it: name a file with pictures.")
            frames, whole = _first_frames(container, stream)
            if not frames:
                raise InputError(f"{path} holds no picture that can be decoded: record or export it again.")
            stated = duration_s(container, stream)
            ends = whole and (stated or 0.0) - (_shown_s(frames[0]) or 0.0) <= LOST_S
            if is_picture_format(container) or (len(frames) == 1 and ends):
                raise InputError(f"{path} is a single picture, not a video: record the exercise as a video.")
            height, width = Upright(stream.sample_aspect_ratio).picture(frames[0]).shape[:2]
            fps = frame_rate(container, stream)
            return _Facts(
                width, height, fps, stream.frames or (round(stated * fps) if stated and fps else None), stated
            )
    except FFmpegError as error:
        raise InputError(f"{path} is not a video, or is cut off before its first picture.") from error


def _changed(path: Path) -> InputError:
    return InputError(f"{path} changed while it was read: try again when nothing writes to it.")


def _first_frames(container: "InputContainer", stream: "VideoStream") -> tuple[list["VideoFrame"], bool]:
    """Return the first frame, with the second where there is one, and whether all up to there was whole."""
    from av.error import FFmpegError

    frames: list[VideoFrame] = []
    whole = True
    try:
        for packet in container.demux(stream):
            try:
                frames += packet.decode()
            except FFmpegError:
                whole = False
            if len(frames) > 1:
                break
    except FFmpegError:
        whole = False
    return frames[:2], whole


def _shown_s(frame: "VideoFrame") -> float | None:
    """Return how long a frame is stated to be shown, in seconds, None where that is not stated."""
    return float(frame.duration * frame.time_base) if frame.duration and frame.time_base else None
