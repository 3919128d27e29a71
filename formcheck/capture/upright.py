"""Decoded pictures as they are to be looked at: RGB, square pixels, the right way up, no larger than useful."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.capture.frame import Image

if TYPE_CHECKING:
    from av import VideoFrame

# The pose model looks at crops of 256 pixels. A person who takes a quarter of a picture of this width covers more than
# that; larger frames only cost time.
MAX_SIDE_PX = 1920
_UNTURNED = (1, 0, 0, 1)


class Upright:
    """Makes upright pictures of the frames of one stream.

    pixel_aspect: width of a pixel over its height, None where the file does not tell.
    half_turn: whether the pictures stand on their heads, whatever the file says.
    """

    def __init__(self, pixel_aspect: Fraction | None, *, half_turn: bool = False) -> None:
        from av.video.reformatter import VideoReformatter

        self._aspect = float(pixel_aspect or 1)
        self._half_turn = half_turn
        self._reformatter = VideoReformatter()  # setting one up costs more than converting a small picture

    def picture(self, frame: "VideoFrame") -> Image:
        """Return the frame as RGB with square pixels, reduced, turned and mirrored as it states: (height, width, 3)."""
        width, height = frame.width * self._aspect, float(frame.height)
        scale = min(1.0, MAX_SIDE_PX / max(width, height))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        image = self._reformatter.reformat(frame, *size, format="rgb24", interpolation="AREA").to_ndarray()
        a, b, c, d = _display_matrix(frame)
        return oriented(np.asarray(image, np.uint8), (-a, -b, -c, -d) if self._half_turn else (a, b, c, d))


def oriented(image: Image, matrix: tuple[int, int, int, int]) -> Image:
    """Return the image as a display matrix (a, b, c, d) shows it, to the nearest quarter turn, contiguous.

    The matrix takes the point (x, y) to (a x + c y, b x + d y), x right, y down: turns and mirror images alike.

    >>> oriented(np.array([[[1], [2]]]), (-1, 0, 0, 1)).ravel().tolist()
    [2, 1]
    """
    a, b, c, d = matrix
    if abs(b) + abs(c) > abs(a) + abs(d):
        image, right, down = image.transpose(1, 0, 2), c, b
    else:
        right, down = a, d
    return np.ascontiguousarray(image[:: -1 if down < 0 else 1, :: -1 if right < 0 else 1])


def _display_matrix(frame: "VideoFrame") -> tuple[int, int, int, int]:
    stated: Any = frame.side_data.get("DISPLAYMATRIX")  # a buffer, whatever its type says
    if stated is None:
        return _UNTURNED
    a, b, _, c, d, *_ = np.frombuffer(stated, np.int32).tolist()
    return a, b, c, d
