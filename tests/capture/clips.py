"""Small videos, made with PyAV."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TICKS = 1000  # a second, in the time base used here


def write_video(path: Path, times_s, *, size=(64, 48), pixels="yuv420p", codec="libx264", picture=None) -> Path:
    """Write a video whose frames are at `times_s`; `picture(i)` gives frame i as RGB (height, width, 3)."""
    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
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
    one = 1 << 16
    a, b = {90: (0, -one), 180: (-one, 0), 270: (0, one)}[degrees]
    matrix = np.array([a, b, 0, -b, a, 0, 0, 0, 1 << 30], ">i4").tobytes()
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40  # version and flags 4, times, id and duration 20, reserved to volume 16
    data[start : start + 36] = matrix
    path.write_bytes(data)
    return path


def corner(i: int, size=(64, 48)) -> np.ndarray:
    """Return a black picture whose upper left quarter is red."""
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    picture[: size[1] // 2, : size[0] // 2, 0] = 255
    return picture
