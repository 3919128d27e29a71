"""Crops of the picture, looked at by themselves: who is small in the whole picture is large there.

The pose model looks for people in a small copy of what it is shown. Somebody on the floor across the room may be missed
in it, or seen as a skeleton a third of their size.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Floats
from formcheck.pose.person import Person


@dataclass(frozen=True, slots=True)
class Crop:
    """A crop of a picture: its edges, as shares of the picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float

    def of(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return what is in this crop of an image (height, width, 3), contiguous."""
        (left, top), (right, bottom) = self._corners_px(image)
        return np.ascontiguousarray(image[top:bottom, left:right])

    def centre_px(self, image: NDArray[np.uint8]) -> Floats:
        """Return the middle of this part of an image, shape (2,), in its pixels."""
        return np.asarray(self._corners_px(image).mean(axis=0))

    def shows(self, points: Floats, image: NDArray[np.uint8]) -> bool:
        """Return whether all points (n, 2) of an image are in this crop of it: nobody is cut in two by its edges."""
        first, end = self._corners_px(image)
        return bool(((first <= points) & (points < end)).all())

    def in_whole(self, person: Person, image: NDArray[np.uint8]) -> Person:
        """Return a person found in this crop of an image as they stand in all of it."""
        return replace(person, image_px=person.image_px + self._corners_px(image)[0])

    def around(self, point: Floats, image: NDArray[np.uint8]) -> "Crop":
        """Return a crop of this one's size with a point (2,) of the image in its middle, as far as the edges allow."""
        x, y = point / image.shape[1::-1]
        width, height = self.right - self.left, self.bottom - self.top
        left, top = np.clip((x - width / 2, y - height / 2), 0, (1 - width, 1 - height)).tolist()
        return Crop(left, top, left + width, top + height)

    def mirrored(self) -> "Crop":
        """Return the crop of the mirror image that shows the same."""
        return Crop(1 - self.right, self.top, 1 - self.left, self.bottom)

    def _corners_px(self, image: NDArray[np.uint8]) -> NDArray[np.int_]:
        """Return the first column and row inside and the first ones outside, shape (2, 2)."""
        shares = np.array([[self.left, self.top], [self.right, self.bottom]])
        return np.asarray(np.rint(shares * image.shape[1::-1]), dtype=int)


WHOLE = Crop(0, 0, 1, 1)
_SHARE = 0.6  # J: of the picture's width and height; smaller crops would cut in two whom the whole nearly shows
# The detector finds who takes 0.3 of what it is shown. Crops of this share, so far apart, show those whole who take
# 0.12 to 0.2 of the picture's width: across a hall, or in a picture of 4K.
_SMALL_SHARE, _STEP = 0.4, 0.2


def floor_crops(image: NDArray[np.uint8]) -> tuple[Crop, ...]:
    """Return the crops of an image (height, width, 3) in which somebody on the floor may be, the likeliest first.

    They overlap, so that who lies across one's edge is whole in another. Those of a wide picture are at its bottom; a
    tall one's are squares of its full width, which whoever lies there fills.
    """
    height, width = image.shape[:2]
    if height <= width:
        return tuple(Crop(left, 1 - _SHARE, left + _SHARE, 1) for left in (0.2, 0.0, 0.4))
    rest = 1 - width / height
    return tuple(Crop(0, top, 1, top + width / height) for top in (rest / 2, rest, 0))


def small_crops(image: NDArray[np.uint8]) -> tuple[Crop, ...]:
    """Return smaller crops of an image (height, width, 3), for somebody far away; those at its bottom come first."""
    height, width = image.shape[:2]
    down = _SMALL_SHARE if height <= width else _SHARE * width / height
    across = _SMALL_SHARE if height <= width else _SHARE
    tops = [max(0.0, 1 - down - row * down / 2) for row in range(_rows(down))]
    lefts = [column * _STEP for column in range(round((1 - across) / _STEP) + 1)]
    return tuple(Crop(left, top, left + across, top + down) for top in tops for left in lefts)


def _rows(down: float) -> int:
    """Return how many rows of crops of that height, half overlapping, there are; the floor ends below the top fifth."""
    return int((0.8 - down) / (down / 2)) + 1
