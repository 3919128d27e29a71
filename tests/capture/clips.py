"""Small videos, made with PyAV."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TICKS = 1000  # a second, in the time base used here


def write_video(
    path: Path,
    times_s: Sequence[float],
    *,
    size: tuple[int, int] = (64, 48),
    pixels: str = "yuv420p",
    codec: str = "libx264",
    picture: Callable[[int], np.ndarray] | None = None,
) -> Path:
    """Write a video whose frames are at `times_s`; `picture(i)` gives frame i as RGB (height, width, 3)."""
    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        if codec == "libx264":
            stream.options = {"bf": "0", "crf": "10"}
        for i, t in enumerate(times_s):
            image = np.full((height, width, 3), 40 + 5 * i % 200, np.uint8) if picture is None else picture(i)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = round(t * TICKS), Fraction(1, TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def rotate_tag(path: Path, degrees: int) -> Path:
    """Set the rotation that an MP4 states for its only track, counter-clockwise, as phones do."""
    return display_matrix(path, *{90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}[degrees])


def display_matrix(path: Path, a: int, b: int, c: int, d: int) -> Path:
    """Set what an MP4 states of how its only track is shown: (x, y) at (a x + c y, b x + d y)."""
    one = 1 << 16
    matrix = np.array([a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30], ">i4").tobytes()
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40  # version and flags 4, times, id and duration 20, reserved to volume 16
    data[start : start + 36] = matrix
    path.write_bytes(data)
    return path


def encoded(
    pictures: Iterable[np.ndarray], *, fps: int, size: tuple[int, int] = (64, 48), gop: int = 60
) -> list[bytes]:
    """Return the packets of an H.264 stream with its header in it, as raw files and broadcasts have it."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = *size, "yuv420p"
    context.time_base, context.framerate, context.gop_size = Fraction(1, fps), Fraction(fps), gop
    context.options = {"bf": "0", "crf": "10", "sc_threshold": "0"}
    packets = []
    for i, picture in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = i, Fraction(1, fps)
        packets += context.encode(frame)
    return [bytes(packet) for packet in packets + context.encode(None)]


def write_gif(path: Path, pictures: Iterable[np.ndarray], shown_s: float) -> Path:
    """Write a GIF each of whose pictures is shown for that long, the last one too."""
    from PIL import Image

    first, *others = [Image.fromarray(picture) for picture in pictures]
    first.save(path, save_all=True, append_images=others, duration=round(1000 * shown_s), disposal=1)
    return path


def corner(i: int, size: tuple[int, int] = (64, 48)) -> np.ndarray:
    """Return a black picture whose upper left quarter is red."""
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[: size[1] // 2, : size[0] // 2, 0] = 255
    return picture
