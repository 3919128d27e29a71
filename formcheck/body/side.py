"""Which side a person lies on, resolved once: from here on limbs are top and bottom, and the head is at image left."""

from enum import Enum

import numpy as np

from formcheck.body import settings
from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.landmarks import OTHER_SIDE


class Side(str, Enum):
    """A side of the person's own body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


def lying_side(pose: Pose) -> Side | None:
    """Return the side that is lower in the image by shoulders and hips together, or None where they are unknown."""
    y = pose.image_px[:, 1]
    left_lower = (y[Landmark.LEFT_SHOULDER] - y[Landmark.RIGHT_SHOULDER]) + (
        y[Landmark.LEFT_HIP] - y[Landmark.RIGHT_HIP]
    )
    if np.isnan(left_lower) or left_lower == 0:
        return None
    return Side.LEFT if left_lower > 0 else Side.RIGHT


class SideChooser:
    """Chooses the side that a person lies on: the first seen, and another once it has been seen for long enough."""

    def __init__(self) -> None:
        self.chosen: Side | None = None
        self._rival_since: float | None = None

    def update(self, pose: Pose) -> bool:
        """Take in a pose; return whether the person has turned over."""
        seen = lying_side(pose)
        if self.chosen is None:
            self.chosen = seen
        elif seen is None or seen is self.chosen:
            self._rival_since = None
        elif self._rival_since is None:
            self._rival_since = pose.t
        elif pose.t - self._rival_since >= settings.SIDE_DWELL_S:
            self.chosen, self._rival_since = seen, None
            return True
        return False


def as_if_on_right(pose: Pose, lying_on: Side) -> tuple[Floats, Floats]:
    """Return image (33, 2) in steady pixels and world (33, 3) in metres of the body as if it lay on its right side.

    Somebody lying on the left is mirrored left to right in space and in name, so that LEFT rows are always the
    top limbs, RIGHT rows the bottom ones. Mirrored x pixels are negative: only differences matter afterwards.
    """
    if lying_on is Side.RIGHT:
        return pose.steady_px, pose.world_m
    return pose.steady_px[OTHER_SIDE] * (-1, 1), pose.world_m[OTHER_SIDE] * (-1, 1, 1)
