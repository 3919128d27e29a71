"""One frame of reference for all pictures of a source, whatever size they come in."""

import numpy as np

from formcheck.capture.frame import Image


class Canvas:
    """Brings pictures to the size of the first: scaled in proportion, in the middle, with black bars around.

    Positions in pixels are compared over time, so a stream whose resolution changes must not move the person.

    >>> canvas = Canvas()
    >>> canvas.place(np.zeros((36, 64, 3), np.uint8)).shape, canvas.place(np.zeros((90, 90, 3), np.uint8)).shape
    ((36, 64, 3), (36, 64, 3))
    """

    def __init__(self, size: tuple[int, int] | None = None) -> None:
        """Take width and height in pixels, or those of the first picture."""
        self._size = size

    def place(self, image: Image) -> Image:
        """Return an RGB picture (height, width, 3) in the canvas's size; the same array where it has it already."""
        height, width = image.shape[:2]
        if self._size is None:
            self._size = (width, height)
        if self._size == (width, height):
            return image
        import cv2

        to_width, to_height = self._size
        scale = min(to_width / width, to_height / height)
        inner = max(1, round(width * scale)), max(1, round(height * scale))
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        left, top = (to_width - inner[0]) // 2, (to_height - inner[1]) // 2
        placed = np.zeros((to_height, to_width, 3), np.uint8)
        placed[top : top + inner[1], left : left + inner[0]] = cv2.resize(image, inner, interpolation=method)
        return placed
