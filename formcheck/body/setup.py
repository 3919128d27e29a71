"""Is this somebody ready for clamshells, and if not, what is in the way? Judged on one pose alone."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from formcheck.body.features import body_length, gap
from formcheck.body.geometry import elevation, flexion, unit
from formcheck.body.side import Side, as_if_on_right
from formcheck.pose import Floats, Pose
from formcheck.pose.landmarks import ANKLES, KEY_ROWS, KNEES, Landmark

# Found on the closed starts and poses of 440 rendered scenes (training/), with room to spare; standing, sitting and
# lying on the back fall outside.
# M: trunk against the image's horizontal: up to 67 of who props up on the elbow before a camera towards the feet.
TRUNK_UPRIGHT_DEG = 68.0
LATERAL_UPRIGHT = 0.3  # upward share of the lines from bottom to top shoulder and hip, while a pelvis may be rolling
# The same at a start that leans away from the camera: 0.34 for somebody on the back seen from 20 degrees up. Of 1,718
# starts seen, 14 stood less upright; all leaned towards the camera, as who is rolled a little forward does from above.
START_UPRIGHT = 0.45
# Both hips, then both knees: what lies above, the joint itself, what lies below.
_LEGS = np.array(
    [
        [Landmark[f"{side}_{joint}"] for joint in joints for side in ("LEFT", "RIGHT")]
        for joints in (("SHOULDER", "HIP"), ("HIP", "KNEE"), ("KNEE", "ANKLE"))
    ]
)
_LEFT_MIDDLE = np.array([Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP])
_RIGHT_MIDDLE = np.array([Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP])


class SetupIssue(str, Enum):
    """What keeps the coach from judging, the first that holds."""

    NOBODY = "nobody"
    PARTLY_HIDDEN = "partly-hidden"
    NOT_LYING = "not-lying"
    NOT_ON_SIDE = "not-on-side"
    BACK_TO_CAMERA = "back-to-camera"
    LEGS_STRAIGHT = "legs-straight"
    MOVING = "moving"


@dataclass(frozen=True, slots=True)
class LegsAtStart:
    """How the legs lie in a reference; the exercise says it.

    knees_bent_deg: least flexion of the knees, as the start networks read it. knees_together, ankles_together: widest
    gap between them in the image, in body lengths.
    """

    knees_bent_deg: float
    knees_together: float
    ankles_together: float


def leg_flexion(world: Floats) -> tuple[float, float]:
    """Return the mean flexion of both hips and that of both knees in degrees, from world landmarks (33, 3)."""
    left_hip, right_hip, left_knee, right_knee = flexion(*world[_LEGS]).tolist()
    return (left_hip + right_hip) / 2, (left_knee + right_knee) / 2


def square(world: Floats) -> bool:
    """Return whether a start, (33, 3) metres, lies on the side and not half on the back."""
    _, down, away = _across(world).tolist()
    return bool(-down >= START_UPRIGHT or away < 0)


def _across(world: Floats) -> Floats:
    """Return the mean direction (3,) of the lines from bottom to top shoulder and hip."""
    lines = unit(world[_LEFT_MIDDLE] - world[_RIGHT_MIDDLE])
    mean: Floats = (lines[0] + lines[1]) / 2
    return mean


def closed(image: Floats, legs: LegsAtStart) -> bool:
    """Return whether knees and ankles, image landmarks (33, 2), lie close enough together for a start."""
    size = body_length(image)
    knees, ankles = gap(image, *KNEES), gap(image, *ANKLES)
    return knees <= legs.knees_together * size and ankles <= legs.ankles_together * size


def _trunk(points: Floats) -> Floats:
    """Return the way from the middle of the hips to the middle of the shoulders."""
    shoulders = points[Landmark.LEFT_SHOULDER] + points[Landmark.RIGHT_SHOULDER]
    hips = points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]
    way: Floats = (shoulders - hips) / 2
    return way


def setup_issue(pose: Pose, lying_on: Side | None) -> SetupIssue | None:
    """Return what is in the way of a clamshell on that side, None where nothing is."""
    if not pose.found:
        return SetupIssue.NOBODY
    if lying_on is None or not np.isfinite(pose.image_px[KEY_ROWS]).all():
        return SetupIssue.PARTLY_HIDDEN
    image, world = as_if_on_right(pose, lying_on)
    if abs(elevation(_trunk(image))) > TRUNK_UPRIGHT_DEG:
        return SetupIssue.NOT_LYING
    if -_across(world)[1] < LATERAL_UPRIGHT:
        return SetupIssue.NOT_ON_SIDE
    axis, shoulders = _trunk(world), world[Landmark.LEFT_SHOULDER] - world[Landmark.RIGHT_SHOULDER]
    # Lying on the right, the front looks to the camera: the cross product's z points away from it.
    if axis[0] * shoulders[1] - axis[1] * shoulders[0] < 0:
        return SetupIssue.BACK_TO_CAMERA
    return None
