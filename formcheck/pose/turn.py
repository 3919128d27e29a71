"""Quarter turns of an image, and of what was found in it back again."""

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.person import Person


def turned(image: NDArray[np.uint8], quarter_turns: int) -> NDArray[np.uint8]:
    """Return the image (height, width, 3) turned counter-clockwise, contiguous."""
    return np.ascontiguousarray(np.rot90(image, quarter_turns))


def turned_back(person: Person, quarter_turns: int, width: int, height: int) -> Person:
    """Return a person found in the turned image as they stand in the image before, of `width` x `height` pixels."""
    image, world = person.image_px, person.world_m
    for turn in range(quarter_turns % 4, 0, -1):
        before = width if turn % 2 else height  # width of the image that this turn was applied to
        image = np.stack([before - image[:, 1], image[:, 0]], axis=1)
        world = np.stack([-world[:, 1], world[:, 0], world[:, 2]], axis=1)
    return Person(image, world, person.visibility)
