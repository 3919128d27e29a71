"""People made by hand: landmarks in metres, looked at by a camera level with them."""

import numpy as np

from formcheck.pose import Floats
from formcheck.pose.landmarks import Landmark
from formcheck.pose.person import Person

L = Landmark
PX_PER_M = 200.0
CENTRE = np.array([320.0, 180.0])

# Upright, facing the camera, x right in the image (the person's left), y down, z away; mid-hip at the origin.
_STANDING = {
    L.NOSE: (0, -0.70, -0.1),
    L.LEFT_SHOULDER: (0.2, -0.5, 0),
    L.LEFT_ELBOW: (0.25, -0.25, 0),
    L.LEFT_WRIST: (0.25, 0, 0),
    L.LEFT_HIP: (0.1, 0, 0),
    L.LEFT_KNEE: (0.1, 0.45, 0),
    L.LEFT_ANKLE: (0.1, 0.9, 0),
    L.LEFT_FOOT_INDEX: (0.1, 0.95, -0.2),
}


def _whole(some: dict[Landmark, tuple[float, float, float]]) -> np.ndarray:
    """Return all 33 landmarks (33, 3): right as left mirrored, what is not named beside what is nearest."""
    world = np.full((len(Landmark), 3), np.nan)
    for landmark, point in some.items():
        world[landmark] = point
        if "LEFT" in landmark.name:
            world[Landmark[landmark.name.replace("LEFT", "RIGHT")]] = np.array(point) * (-1, 1, 1)
    near = dict.fromkeys(range(1, 11), L.NOSE)
    for side in ("LEFT", "RIGHT"):
        near |= dict.fromkeys(
            (Landmark[f"{side}_PINKY"], Landmark[f"{side}_INDEX"], Landmark[f"{side}_THUMB"]), Landmark[f"{side}_WRIST"]
        )
        near[Landmark[f"{side}_HEEL"]] = Landmark[f"{side}_ANKLE"]
    for place, same in near.items():
        world[place] = world[same]
    return world


def person(
    world: np.ndarray, at: tuple[float, float] | Floats = CENTRE, scale: float = 1.0, visibility: float = 0.9
) -> Person:
    """Return a person at image point `at` (pixels), as a far camera sees them."""
    image = np.asarray(at) + PX_PER_M * scale * world[:, :2]
    return Person(image, world, np.full(len(Landmark), visibility))


def turn(world: np.ndarray, axis: int, degrees: float) -> np.ndarray:
    """Return the points turned about an axis (0 = x, 1 = y, 2 = z)."""
    a, (i, j) = np.deg2rad(degrees), [(1, 2), (2, 0), (0, 1)][axis]
    out = world.copy()
    out[:, i] = np.cos(a) * world[:, i] - np.sin(a) * world[:, j]
    out[:, j] = np.sin(a) * world[:, i] + np.cos(a) * world[:, j]
    return out


def standing_world() -> np.ndarray:
    return _whole(_STANDING)


def lying_world() -> np.ndarray:
    """Return somebody on their side with the head on the left of the image, hips and knees bent 45 and 90 degrees."""
    return turn(_bent(45, 90), 2, -90)


def kneeling_bent_over_world() -> np.ndarray:
    """Return somebody on their knees whose trunk is level."""
    world = turn(_bent(0, 90), 0, 0)
    trunk = turn(world, 0, 85)
    upper = np.r_[0 : L.LEFT_HIP]
    world[upper] = trunk[upper]
    return world


def _bent(hip_deg: float, knee_deg: float) -> np.ndarray:
    """Return somebody upright with thighs lifted forward by `hip_deg` and shanks bent back by `knee_deg`."""
    world = standing_world()
    thigh = np.array([0, np.cos(np.deg2rad(hip_deg)), -np.sin(np.deg2rad(hip_deg))]) * 0.45
    shank = np.array([0, np.cos(np.deg2rad(hip_deg - knee_deg)), -np.sin(np.deg2rad(hip_deg - knee_deg))]) * 0.45
    for side in ("LEFT", "RIGHT"):
        hip = world[Landmark[f"{side}_HIP"]]
        world[Landmark[f"{side}_KNEE"]] = hip + thigh
        for name in ("ANKLE", "HEEL", "FOOT_INDEX"):
            world[Landmark[f"{side}_{name}"]] = hip + thigh + shank
    return world
