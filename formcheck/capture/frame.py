"""One picture with its time."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a video or camera.

    index: counts frames from 0.
    t: seconds from the first frame of the source, strictly increasing over a source.
    image: shape (height, width, 3), uint8, RGB, read-only. Not copied: the giver must not change it afterwards.

    Raises ValueError for a negative index, a time that is not finite, or an image of another shape or type.
    """

    index: int
    t: float
    image: Image

    def __post_init__(self) -> None:
        if self.index < 0:
            raise ValueError(f"a frame's index must not be negative, got {self.index}")
        if not np.isfinite(self.t):
            raise ValueError(f"a frame's time must be finite, got {self.t}")
        image = self.image
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or not image.size:
            raise ValueError(f"image must be uint8 of shape (height, width, 3), got {image.dtype} {image.shape}")
        view = image.view()
        view.setflags(write=False)
        object.__setattr__(self, "image", view)
