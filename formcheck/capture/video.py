"""Frames out of a video file, with the times and the rotation that the file states."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
from typing_extensions import Self

from formcheck.capture.frame import Frame, Image
from formcheck.capture.timeline import Timeline
from formcheck.errors import InputError

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream

# The pose model looks at crops of 256 pixels, in which a person who fills a 1280 pixel frame is already
# reduced fourfold; larger frames only cost time.
MAX_SIDE_PX = 1280
# A file's stated end and its last frame agree to a few frames; half a second short is a break.
BREAK_S = 0.5
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
    strictly increase (see `Timeline`). Frames are turned upright as the file's rotation tag says, stretched to
    square pixels, and reduced to at most 1280 pixels on the long side. Each iteration starts at the beginning
    and ends the one before.

    Raises InputError when made if the file is missing, a folder, unreadable, not a video, or has no video
    stream or no frame. A file that breaks off is used up to there; `truncated` then says so.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._truncated: str | None = None
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
    def truncated(self) -> bool:
        """Whether the file breaks off; known once it was iterated to its end."""
        return self._truncated is not None

    @property
    def truncated_reason(self) -> str | None:
        """Where the file breaks off, as a clause; None if it does not."""
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

        timeline = Timeline(1 / (self.fps or ASSUMED_FPS))
        index, last, failed = 0, 0.0, False
        with _open(self.path) as container:
            stream = _video_stream(container, self.path)
            try:
                for packet in container.demux(stream):
                    try:
                        decoded = packet.decode()
                    except FFmpegError:  # one damaged packet; those after it may be whole
                        failed = True
                        continue
                    failed = failed and not packet.size  # the empty packet at the end says nothing
                    for raw in decoded:
                        t = timeline.place(raw.time)
                        if t is not None:
                            last = t
                            yield Frame(index, t, upright(raw, stream.sample_aspect_ratio))
                            index += 1
            except FFmpegError:
                failed = True
            self._truncated = _break(last, _video_duration(container, stream), failed=failed)


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
        with _open(path) as container:
            stream = _video_stream(container, path)
            first = _first_frame(container, stream)
            if first is None:
                raise InputError(f"{path} holds no picture that can be decoded: record or export it again.")
            height, width = upright(first, stream.sample_aspect_ratio).shape[:2]
            duration = _duration(container, stream)
            fps = float(stream.average_rate) if stream.average_rate else None
            frames = stream.frames or (round(duration * fps) if duration and fps else None)
            return _Facts(width, height, fps, frames, duration)
    except FFmpegError as error:
        raise InputError(f"{path} is not a video, or is cut off before its first picture.") from error


def _open(path: Path) -> "InputContainer":
    import av

    # Some formats are lists of other files or addresses: nothing but this file is to be read.
    container = av.open(str(path.absolute()), options={"protocol_whitelist": "file"}, metadata_errors="replace")
    for stream in container.streams.video:
        stream.thread_type = "AUTO"
    return container


def _video_stream(container: "InputContainer", path: Path) -> "VideoStream":
    if not container.streams.video:
        raise InputError(f"{path} has no video in it: name a file with pictures.")
    return container.streams.video[0]


def _first_frame(container: "InputContainer", stream: "VideoStream") -> "VideoFrame | None":
    from av.error import FFmpegError

    try:
        for packet in container.demux(stream):
            try:
                for frame in packet.decode():
                    return frame
            except FFmpegError:
                continue
    except FFmpegError:
        pass
    return None


def upright(frame: "VideoFrame", pixel_aspect: Fraction | None) -> Image:
    """Return the frame as RGB with square pixels, reduced and turned upright, shape (height, width, 3)."""
    width, height = frame.width * float(pixel_aspect or 1), float(frame.height)
    scale = min(1.0, MAX_SIDE_PX / max(width, height))
    to_width, to_height = max(1, round(width * scale)), max(1, round(height * scale))
    image = frame.to_ndarray(format="rgb24", interpolation="AREA", width=to_width, height=to_height)
    quarter_turns = round(frame.rotation / 90) % 4  # both count counter-clockwise
    return np.ascontiguousarray(np.rot90(image, quarter_turns))


def _duration(container: "InputContainer", stream: "VideoStream") -> float | None:
    import av

    stated = _video_duration(container, stream)
    return stated or (container.duration / av.time_base if container.duration else None)


def _video_duration(container: "InputContainer", stream: "VideoStream") -> float | None:
    """Return the video's own stated duration in seconds; that of the whole file may be a longer sound track's."""
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and len(container.streams) == 1:
        return container.duration / av.time_base
    return None


def _break(last: float, stated: float | None, *, failed: bool) -> str | None:
    if stated is not None and stated - last > BREAK_S:
        return f"it breaks off at {last:.1f} s of {stated:.1f} s"
    return f"it breaks off at {last:.1f} s" if failed else None
