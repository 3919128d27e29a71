"""Whether a picture stands on its head: seen by which leg moves, and where to.

Somebody who lies in a picture upside down looks as whole as upright, only on the other side. But in a clamshell the
upper leg moves, and it moves up. On 275 rendered clips as they are this says "upside down" of one, and of 253 once they
are turned.
"""

import numpy as np

from formcheck.pose.landmarks import HIPS, KNEES, SHOULDERS, Floats, Pose

LEAST_POSES = 30
CLOSED_SHARE, OPEN_SHARE = 0.25, 0.08  # of the poses: those with the knees nearest together and furthest apart
LEAST_MOVED = 0.1  # J: of the trunk's length, what the knee of a small rep moves by
OTHER_SHARE = 0.6  # J: so much of that the other knee may seem to move; the whole body moved otherwise
_ROWS = [*SHOULDERS, *HIPS, *KNEES]


class WayUp:
    """Takes in the poses of one recording and tells whether its picture is upside down."""

    def __init__(self) -> None:
        self._seen: list[Floats] = []

    def update(self, pose: Pose) -> None:
        """Take in a pose."""
        points = pose.steady_px[_ROWS]
        if np.isfinite(points).all():
            self._seen.append(points)

    @property
    def upside_down(self) -> bool:
        """Whether the lower leg moved, and downwards. False where too little was seen to tell."""
        if len(self._seen) < LEAST_POSES:
            return False
        shoulders, hips, knees = np.moveaxis(np.stack(self._seen).reshape(-1, 3, 2, 2), 1, 0)
        trunk = float(np.median(np.linalg.norm((shoulders - hips).mean(axis=1), axis=1)))
        relative = knees - hips.mean(axis=1, keepdims=True)
        gap = np.linalg.norm(relative[:, 0] - relative[:, 1], axis=1)
        closed, apart = gap <= np.quantile(gap, CLOSED_SHARE), gap >= np.quantile(gap, 1 - OPEN_SHARE)
        moved = (np.median(relative[apart], axis=0) - np.median(relative[closed], axis=0)) / max(trunk, 1.0)
        far = np.linalg.norm(moved, axis=1)
        leg = int(far.argmax())
        lower = float(np.median((shoulders + hips)[closed, leg, 1] - (shoulders + hips)[closed, 1 - leg, 1])) > 0
        alone = far[1 - leg] < OTHER_SHARE * far[leg]
        return bool(lower and alone and moved[leg, 1] > LEAST_MOVED)
