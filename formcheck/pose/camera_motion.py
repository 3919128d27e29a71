"""How the camera moves: a phone in a hand, or a laptop that is nudged, must not look like a pelvis that rolls.

Half a hundredth of the picture's width, unnoticed, reads as a roll of several degrees. So corners of what stands around
the person are followed from picture to picture, and what most of them do together is the camera.
"""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Floats
from formcheck.pose.similarity import UNMOVED, Similarity

LONGER_PX = 320  # corners are followed in a copy of the picture so long; they are found to a twentieth of a pixel
MOST_CORNERS, LEAST_CORNERS, APART_PX = 60, 8, 10
CORNER_PX = 7
CORNER_STRENGTH = 1e-4  # OpenCV's least eigenvalue; a webcam's noise alone reaches 5e-5
AROUND_PERSON = 0.06  # of their extent: clothes and hands reach so far beyond the landmarks
# So many corners within this of where they were, and the camera stands still: 0.1 % of the picture, too little to see.
# Of 185 cameras that stood still 4 then seem to move: by at most 1 pixel of 640, and one by 5 for a third of a second.
STILL_PX, STILL_SHARE = 0.3, 0.35
TOGETHER_PX, TOGETHER_SHARE = 0.7, 0.5  # J: so near do so many corners go where one move of the camera takes them
SPREAD = np.array([0.4, 0.2])  # J: of width and height: corners closer together may all be on somebody who passes by
SIZE = (0.5, 2.0)  # J: times as large as seen before, at most: beyond, corners were taken for others
FAR_SHARE = 0.12  # of the picture; moved further, new corners are chosen before the old ones leave it
PATIENCE_S = 1.0  # without corners that agree, then new ones are chosen


class CameraMotion:
    """Follows the camera through the pictures of one video, in order."""

    def __init__(self) -> None:
        self._grey: NDArray[np.uint8] | None = None  # the picture in which corners were chosen
        self._corners: Floats = np.empty((0, 2))
        self._before = UNMOVED  # from the first picture to that one
        self._since = UNMOVED  # from that one to the last
        self._agreed_t = 0.0

    def update(self, image: NDArray[np.uint8], t: float, person_px: Floats) -> Similarity:
        """Return the way from the pixels of an RGB image (height, width, 3) to those of the first one.

        t: seconds. person_px: (n, 2), who is in the image: what moves there is not the camera. Where too little can be
        followed, the camera is taken to stand still.
        """
        scale = LONGER_PX / max(image.shape[:2])
        grey = _small(image)
        if self._grey is None or self._grey.shape != grey.shape:
            self._choose(grey, t, person_px * scale)
        elif self._follow(self._grey, grey):
            self._agreed_t = t
        if t - self._agreed_t >= PATIENCE_S or self._far(grey):
            self._choose(grey, t, person_px * scale)
        return self._since.after(self._before).inverse().magnified(1 / scale)

    def _follow(self, then: NDArray[np.uint8], now: NDArray[np.uint8]) -> bool:
        """Find the corners in a picture; return whether they agree on how the camera moved, or that it did not."""
        if len(self._corners) < LEAST_CORNERS:
            return False
        expected = self._since.of(self._corners)
        there, seen, _ = cv2.calcOpticalFlowPyrLK(
            then,
            now,
            self._corners.astype(np.float32),
            expected.astype(np.float32),
            winSize=(15, 15),
            flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        )
        known = seen.ravel() == 1
        if known.sum() < LEAST_CORNERS:
            return False
        for way in (UNMOVED, self._since):
            if np.quantile(np.linalg.norm((there - way.of(self._corners))[known], axis=1), STILL_SHARE) < STILL_PX:
                self._since = way
                return True
        moved, together = cv2.estimateAffinePartial2D(
            self._corners[known], there[known], ransacReprojThreshold=TOGETHER_PX
        )
        if moved is None:
            return False
        corners = self._corners[known][together.ravel() == 1]
        if len(corners) < max(LEAST_CORNERS, TOGETHER_SHARE * len(self._corners)):
            return False
        if (np.ptp(corners, axis=0) < SPREAD * now.shape[::-1]).any():
            return False
        a, b, u, v = map(float, (moved[0, 0], moved[1, 0], moved[0, 2], moved[1, 2]))
        if not SIZE[0] < math.hypot(a, b) < SIZE[1]:
            return False
        self._since = Similarity(a, b, u, v)
        return True

    def _far(self, grey: NDArray[np.uint8]) -> bool:
        edges = np.array([(0.0, 0.0), grey.shape[::-1]])
        return bool(np.abs(self._since.of(edges) - edges).max() > FAR_SHARE * LONGER_PX)

    def _choose(self, grey: NDArray[np.uint8], t: float, person_px: Floats) -> None:
        """Choose the corners that are followed from now on."""
        around = _without(person_px, grey.shape)
        strongest = float(cv2.cornerMinEigenVal(grey, CORNER_PX)[around > 0].max(initial=0.0))
        least = CORNER_STRENGTH / max(strongest, CORNER_STRENGTH)
        # None where there are none, whatever its type says.
        corners: Any = cv2.goodFeaturesToTrack(grey, MOST_CORNERS, least, APART_PX, mask=around, blockSize=CORNER_PX)
        self._corners = np.empty((0, 2)) if corners is None else corners.reshape(-1, 2).astype(np.float64)
        self._grey, self._agreed_t = grey, t
        self._before, self._since = self._since.after(self._before), UNMOVED


def _small(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a grey copy of an RGB image (height, width, 3), its longer side `LONGER_PX`."""
    height, width = image.shape[:2]
    scale = LONGER_PX / max(height, width)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    if scale < 0.5:  # four pixels for one are enough, and take a fraction of the time of all
        sampled = cv2.resize(image, (2 * size[0], 2 * size[1]), interpolation=cv2.INTER_NEAREST)
        image = np.asarray(sampled, dtype=np.uint8)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _without(person_px: Floats, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return a mask of a picture's shape (height, width): 0 where a person's landmarks (n, 2) are and around them."""
    on_person = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(on_person, cv2.convexHull(person_px.round().astype(np.int32)), 1)
    margin = 2 * round(AROUND_PERSON * float(np.linalg.norm(np.ptp(person_px, axis=0)))) + 1
    return np.asarray(1 - cv2.dilate(on_person, np.ones((margin, margin), np.uint8)), dtype=np.uint8)
