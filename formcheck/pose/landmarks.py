"""The 33 landmarks of the pose model and the value that carries them through the program."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.similarity import UNMOVED, Similarity

Floats: TypeAlias = NDArray[np.float64]


class Landmark(IntEnum):
    """Rows of a pose, in MediaPipe's order. Left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


N_LANDMARKS = len(Landmark)
FACE = slice(0, 11)
BODY = slice(FACE.stop, N_LANDMARKS)  # shared sessions leave the face out
# Where the trunk and the legs are: without these nothing can be said of a clamshell.
KEY = tuple(Landmark[f"{side}_{joint}"] for joint in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in ("LEFT", "RIGHT"))
SHOULDERS, HIPS, KNEES, ANKLES = zip(KEY[::2], KEY[1::2], strict=True)  # each left, then right
KEY_ROWS = np.array(KEY)  # quicker to index with
# The bottom arm of a lying person measures 0.2 to 0.4 and its position still tells about roll; below 0.1 the model is
# guessing. Rules that need more look at `visibility` themselves.
VISIBILITY_LIMIT = 0.1
# The rows of the same person in a mirror, where left is right.
OTHER_SIDE = np.array(
    [Landmark[m.name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")] for m in Landmark]
)


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Where a person's landmarks are at one time.

    t: seconds from the start of the video or session.
    image_px: shape (33, 2), pixels, x right, y down. NaN where the landmark is not seen well enough.
    world_m: shape (33, 3), metres about the middle of the hips, x right, y down, z away from the camera. NaN likewise.
    visibility: shape (33,), within [0, 1], the model's own claim.
    flip_disagreement: distance between the landmarks found in the image and in its mirror image: mean over shoulders,
    hips, knees and ankles, as a share of the person's extent; 0 where there was no second detection.
    camera: the way from the image's pixels to where they were before the camera moved.

    Nobody found is `Pose.missing(t)`: every landmark NaN, every visibility 0.
    Raises ValueError for a time that is not finite or an array of another shape.
    """

    t: float
    image_px: Floats
    world_m: Floats
    visibility: Floats
    flip_disagreement: float = 0.0
    camera: Similarity = UNMOVED

    def __post_init__(self) -> None:
        if not np.isfinite(self.t):
            raise ValueError(f"a pose's time must be finite, got {self.t}")
        for name, shape in (
            ("image_px", (N_LANDMARKS, 2)),
            ("world_m", (N_LANDMARKS, 3)),
            ("visibility", (N_LANDMARKS,)),
        ):
            given = np.asarray(getattr(self, name), dtype=np.float64)
            if given.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, got {given.shape}")
            kept = given.copy()
            kept.setflags(write=False)
            object.__setattr__(self, name, kept)

    @classmethod
    def missing(cls, t: float) -> "Pose":
        """Return the pose of nobody at time `t`."""
        return cls(t, np.full((N_LANDMARKS, 2), np.nan), np.full((N_LANDMARKS, 3), np.nan), np.zeros(N_LANDMARKS))

    @property
    def steady_px(self) -> Floats:
        """The image landmarks as a camera that never moved would have seen them, shape (33, 2)."""
        return self.image_px if self.camera == UNMOVED else self.camera.of(self.image_px)

    @property
    def found(self) -> bool:
        """Whether any landmark of the body is known: a face alone is nobody lying, and shared poses have none."""
        return bool(np.isfinite(self.image_px[FACE.stop :]).any())
