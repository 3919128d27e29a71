"""What the roll model sees: a body against its own still start, free of side, place, size and camera tilt."""

import math
from dataclasses import dataclass, field

import numpy as np

from formcheck.body.geometry import unit
from formcheck.pose import Floats, Landmark
from formcheck.pose.landmarks import BODY, KEY_ROWS

N_BODY = BODY.stop - BODY.start

_CHAINS = np.array([[Landmark[f"{s}_{j}"] for j in ("SHOULDER", "HIP", "KNEE", "ANKLE")] for s in ("LEFT", "RIGHT")])


def gap(image: Floats, left: Landmark, right: Landmark) -> float:
    """Return the distance of two landmarks in the image, in pixels."""
    return math.dist(image[left], image[right])


def body_length(image: Floats) -> float:
    """Return the size of a body in the image: shoulders to hips to knees to ankles, in pixels, the longer side's.

    `image` has shape (33, 2). NaN where none of the sides is known.
    """
    chains = image[_CHAINS]
    lengths = np.linalg.norm(chains[:, 1:] - chains[:, :-1], axis=-1).sum(-1)
    return float(np.fmax.reduce(lengths))


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The still, closed start, as if lying on the right side: image (33, 2) pixels, world (33, 3) metres.

    scale_px: the body's length in the image. upright: the rotation (2, 2) that lays the trunk's image along -x, the
    head to the left. features: the start's own shape (44,), places against the hips' middle in body lengths. They are
    of image landmarks alone: adding the world landmarks did not help on scenes left out (models/MODELS.md).
    """

    image: Floats
    world: Floats
    scale_px: float
    upright: Floats = field(init=False)  # this and the features are asked for with every pose
    features: Floats = field(init=False)

    def __post_init__(self) -> None:
        hips = self.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
        shoulders = self.image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(0)
        c, s = -unit(shoulders - hips)
        object.__setattr__(self, "upright", np.array([[c, s], [-s, c]]))
        object.__setattr__(self, "features", _flat((self.image[BODY] - hips) @ self.upright.T / self.scale_px))

    @classmethod
    def of(cls, image: Floats, world: Floats) -> "Baseline":
        """Return the baseline of one body. Raises ValueError where its key landmarks are unknown."""
        scale = body_length(image)
        if not (np.isfinite(image[KEY_ROWS]).all() and scale > 0):
            raise ValueError("a baseline needs shoulders, hips, knees and ankles")
        return cls(image, world, scale)


def change_features(baseline: Baseline, image: Floats) -> Floats:
    """Return how far each landmark of `image` (33, 2) has moved since the start, shape (44,), in body lengths.

    A landmark that is unknown counts as unmoved.
    """
    return _flat((image[BODY] - baseline.image[BODY]) @ baseline.upright.T / baseline.scale_px)


def _flat(points: Floats) -> Floats:
    flat = points.ravel()
    return np.where(np.isnan(flat), 0.0, flat)
