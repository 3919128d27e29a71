"""What the roll model sees: a body against its own still start, free of side, place, size and camera tilt."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import unit
from formcheck.pose import Floats, Landmark

BODY = slice(Landmark.LEFT_SHOULDER, Landmark.RIGHT_FOOT_INDEX + 1)  # all but the face, which shared sessions leave out
N_BODY = BODY.stop - BODY.start
MIDDLE = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
KEY = (*MIDDLE, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)


def gap(image: Floats, left: Landmark, right: Landmark) -> float:
    """Return the distance of two landmarks in the image, in pixels."""
    return float(np.linalg.norm(image[left] - image[right]))


def body_length(image: Floats) -> float:
    """Return the size of a body in the image: shoulders to hips to knees to ankles, in pixels, the longer side's.

    `image` has shape (33, 2). NaN where none of the sides is known.
    """
    chains = [
        np.array([image[m] for m in Landmark if m.name in [f"{s}_{j}" for j in ("SHOULDER", "HIP", "KNEE", "ANKLE")]])
        for s in ("LEFT", "RIGHT")
    ]
    lengths = [np.linalg.norm(np.diff(chain, axis=0), axis=1).sum() for chain in chains]
    known = [length for length in lengths if np.isfinite(length)]
    return float(max(known)) if known else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """The still, closed start, as if lying on the right side: image (33, 2) pixels, world (33, 3) metres.

    scale_px: the body's length in the image.
    """

    image: Floats
    world: Floats
    scale_px: float

    @classmethod
    def of(cls, image: Floats, world: Floats) -> "Baseline":
        """Return the baseline of one body. Raises ValueError where its key landmarks are unknown."""
        scale = body_length(image)
        if not (np.isfinite(image[list(KEY)]).all() and scale > 0):
            raise ValueError("a baseline needs shoulders, hips, knees and ankles")
        return cls(image, world, scale)

    def upright(self) -> Floats:
        """Return the rotation (2, 2) that lays the trunk's image along -x, the head to the left."""
        hips = self.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
        shoulders = self.image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(0)
        c, s = -unit(shoulders - hips)
        return np.array([[c, s], [-s, c]])


def start_features(baseline: Baseline) -> Floats:
    """Return the start's own shape as a flat vector: image (44) in body lengths, then world (66) in metres."""
    turn = baseline.upright()
    hips = baseline.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
    image = (baseline.image[BODY] - hips) @ turn.T / baseline.scale_px
    return np.nan_to_num(np.concatenate([image.ravel(), baseline.world[BODY].ravel()]))


def change_features(baseline: Baseline, image: Floats, world: Floats) -> Floats:
    """Return the change since the start as a flat vector: image (44) in body lengths, then world (66) in metres.

    A landmark that is unknown counts as unmoved.
    """
    moved = (image[BODY] - baseline.image[BODY]) @ baseline.upright().T / baseline.scale_px
    return np.nan_to_num(np.concatenate([moved.ravel(), (world[BODY] - baseline.world[BODY]).ravel()]))
