"""A video file opened, and what it states about its picture."""

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_LISTS = {"concat", "dash", "hls", "imf"}  # libavformat's formats that hold the names of files instead of pictures
_NO_TIMESTAMPS = 0x80  # libavformat's AVFMT_NOTIMESTAMPS: a bare stream of pictures
_DEFAULT, _ATTACHED_PICTURE = 0x1, 0x400  # libavformat's dispositions


def open_container(path: Path) -> "InputContainer":
    """Open a video file. Raises FFmpegError where it is none, InputError where it is a list of other files.

    Such a list is told by itself: nothing but the file that was named is to be judged, and no address to be asked.
    """
    import av

    container = av.open(str(path.absolute()), options={"protocol_whitelist": "file"}, metadata_errors="replace")
    if container.format.name in _LISTS:
        container.close()
        raise InputError(f"{path} is a list of other files: name a video itself.")
    for stream in container.streams.video:
        stream.thread_type = "AUTO"
    return container


def main_stream(container: "InputContainer") -> "VideoStream | None":
    """Return the video stream that players show: the default one, no cover picture; None where there is no video."""
    streams = [s for s in container.streams.video if not int(s.disposition) & _ATTACHED_PICTURE]
    return next((s for s in streams if int(s.disposition) & _DEFAULT), streams[0] if streams else None)


def is_picture_format(container: "InputContainer") -> bool:
    """Return whether the file is of a format for single pictures, as JPEG or PNG."""
    return container.format.name == "image2" or container.format.name.endswith("_pipe")


def frame_rate(container: "InputContainer", stream: "VideoStream") -> float | None:
    """Return the average frames a second, None if the file does not tell.

    A bare stream has no times to average; its header may state a rate.
    """
    bare = int(container.format.flags) & _NO_TIMESTAMPS
    rate = stream.guessed_rate if bare else stream.average_rate
    return float(rate) if rate else None


def start_s(container: "InputContainer", stream: "VideoStream") -> float | None:
    """Return the stated time of the stream's beginning in seconds, None where there is none."""
    import av

    if stream.start_time is not None and stream.time_base:
        return float(stream.start_time * stream.time_base)
    return container.start_time / av.time_base if container.start_time else None


def video_duration_s(container: "InputContainer", stream: "VideoStream") -> float | None:
    """Return the picture's own stated duration in seconds; that of the whole file may be a longer sound track's."""
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if not container.duration or len(container.streams) > 1:
        return None
    counted_from_zero = container.format.name.startswith("matroska")
    return container.duration / av.time_base - (start_s(container, stream) or 0.0) * counted_from_zero


def duration_s(container: "InputContainer", stream: "VideoStream") -> float | None:
    """Return the picture's stated duration in seconds, or else the whole file's, None if neither is stated."""
    import av

    stated = video_duration_s(container, stream)
    return stated or (container.duration / av.time_base if container.duration else None)
