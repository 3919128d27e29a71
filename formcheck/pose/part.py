"""Parts of the picture, looked at by themselves: who is small in the whole picture is large there.

The pose model looks for people in a small copy of what it is shown. Somebody on the floor across the room may be missed
in it, or seen as a skeleton a third of their size.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Floats
from formcheck.pose.person import Person

SHARE = 0.6  # J: of the picture's width and height; smaller parts would cut a person in two
LEFT_EDGES = (0.2, 0.0, 0.4)  # the middle first: that is where most people lie down


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture, in its pixels; right and bottom are the first column and row outside."""

    left: int
    top: int
    right: int
    bottom: int

    def of(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return what is in this part of an image (height, width, 3), contiguous."""
        return np.ascontiguousarray(image[self.top : self.bottom, self.left : self.right])

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, in pixels of the whole picture."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shows(self, points: Floats) -> bool:
        """Return whether all points (n, 2) of the whole picture are in this part: nobody is cut in two by its edges."""
        x, y = points.T
        return bool(((self.left <= x) & (x < self.right) & (self.top <= y) & (y < self.bottom)).all())

    def in_whole(self, person: Person) -> Person:
        """Return a person found in this part as they stand in the whole picture."""
        return replace(person, image_px=person.image_px + np.array([self.left, self.top]))

    def mirrored(self, width: int) -> "Part":
        """Return the part that shows the same in the mirror image of a picture of that width."""
        return Part(width - self.right, self.top, width - self.left, self.bottom)


def lower_parts(image: NDArray[np.uint8]) -> list[Part]:
    """Return parts that together cover the lower part of an image: those on the floor are there."""
    height, width = image.shape[:2]
    return [Part(round(x * width), round((1 - SHARE) * height), round((x + SHARE) * width), height) for x in LEFT_EDGES]
