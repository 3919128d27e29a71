"""A stick body in space, seen by a pinhole camera: poses of known truth at any frame rate.

Body axes: x from the head to the feet, y from the bottom to the top side, z to the front; metres, the bottom hip at
the origin. Camera axes as in images: x right, y down, z away.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.features import Baseline
from formcheck.body.roll import Estimate, RollModel, StartEstimate
from formcheck.body.setup import leg_flexion
from formcheck.body.side import Side
from formcheck.pose import Floats, Landmark, Pose
from formcheck.session.events import Event, RepCompleted
from formcheck.session.recognizer import RepRecognizer, Step
from tests.postures import Lift, openings

SHOULDERS_M, HIPS_M, TRUNK_M, THIGH_M, SHANK_M = 0.30, 0.22, 0.50, 0.42, 0.42
KNEE_GAP_M, ANKLE_GAP_M = 0.09, 0.08  # soft parts lie between the joints of closed legs
FOCAL_PX, CENTRE_PX = 900.0, (640.0, 360.0)
RATES = (15.0, 24.0, 30.0, 60.0)


def _other(mark: Landmark) -> Landmark:
    name = mark.name
    return Landmark[name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")]


MIRROR = [_other(mark) for mark in Landmark]


@dataclass(frozen=True)
class Body:
    """A posture. Degrees, metres.

    turned_deg: how the whole body lies: 0 on the side, 90 on the back, -90 on the belly. upright: head up, not lying.
    raise_deg: the whole top leg lifted. feet_m: widening between the feet. at_m: place on the floor (x right, z to
    the camera).
    """

    opening: float = 0.0
    roll: float = 0.0
    feet_m: float = 0.0
    raise_deg: float = 0.0
    hip_flexion: float = 45.0
    knee_flexion: float = 90.0
    turned_deg: float = 0.0
    upright: bool = False
    at_m: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Eye:
    """The camera: from where it looks at the hips, in degrees and metres. azimuth: positive towards the feet."""

    azimuth: float = 15.0
    elevation: float = 20.0
    distance: float = 2.3


def about(axis: Floats, degrees: float) -> Floats:
    """Return the rotation (3, 3) about an axis through the origin, right-handed."""
    x, y, z = axis / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    a = np.deg2rad(degrees)
    turned: Floats = np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k
    return turned


def joints(body: Body) -> dict[str, Floats]:
    """Return the joints in body axes; RIGHT is the bottom side."""
    flex, bend = np.deg2rad(body.hip_flexion), np.deg2rad(body.hip_flexion - body.knee_flexion)
    thigh = np.array([np.cos(flex), 0, np.sin(flex)]) * THIGH_M
    shank = np.array([np.cos(bend), 0, np.sin(bend)])
    toes = np.array([-np.sin(bend), 0, np.cos(bend)])
    up = np.array([0, 1.0, 0])
    found = {"RIGHT_SHOULDER": np.array([-TRUNK_M, -0.02, 0]), "RIGHT_HIP": np.zeros(3), "RIGHT_KNEE": thigh}
    found["RIGHT_ANKLE"] = thigh + shank * SHANK_M
    found["LEFT_SHOULDER"] = found["RIGHT_SHOULDER"] + up * SHOULDERS_M
    # Rolling back takes the top hip away from the front.
    found["LEFT_HIP"] = about(np.array([1.0, 0, 0]), -body.roll) @ up * HIPS_M
    ankle = found["RIGHT_ANKLE"] + up * (ANKLE_GAP_M + body.feet_m)
    knee = found["RIGHT_KNEE"] + up * KNEE_GAP_M
    hinge = found["LEFT_HIP"] - ankle
    knee = ankle + about(hinge, body.opening) @ (knee - ankle)
    lift = about(np.array([0, 0, 1.0]), body.raise_deg)
    found["LEFT_KNEE"], found["LEFT_ANKLE"] = (
        found["LEFT_HIP"] + lift @ (p - found["LEFT_HIP"]) for p in (knee, ankle)
    )
    for side in ("LEFT", "RIGHT"):
        found[f"{side}_HEEL"] = found[f"{side}_ANKLE"] + 0.04 * shank - 0.05 * toes
        found[f"{side}_FOOT_INDEX"] = found[f"{side}_ANKLE"] + 0.06 * shank + 0.13 * toes
        found[f"{side}_ELBOW"] = found[f"{side}_SHOULDER"] + (0.1, 0.0, 0.25)
        found[f"{side}_WRIST"] = found[f"{side}_ELBOW"] + (-0.1, 0.0, 0.2)
        for finger in ("PINKY", "INDEX", "THUMB"):
            found[f"{side}_{finger}"] = found[f"{side}_WRIST"] + (-0.05, 0.0, 0.08)
    return found


def pose(t: float, body: Body | None, eye: Eye | None = None, lying_on: Side = Side.RIGHT) -> Pose:
    """Return the pose of the body at `t` seconds, of nobody where it is None.

    The truth is written into the face, which the core does not use, for `MarkerModel` to read.
    """
    if body is None:
        return Pose.missing(t)
    eye = eye or Eye()
    points = np.zeros((33, 3))
    for name, point in joints(body).items():
        points[Landmark[name]] = point
    points[: Landmark.LEFT_SHOULDER] = points[Landmark.LEFT_SHOULDER] + (-0.2, -0.1, 0.1)
    points = points @ about(np.array([1.0, 0, 0]), -body.turned_deg).T
    if body.upright:
        points = points @ np.array([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]]).T
    # From the room (y up, z to the front) to the camera (y down, z away), the camera turned about and tipped.
    seen = points @ about(np.array([0, 1.0, 0]), -eye.azimuth).T
    seen = seen @ about(np.array([1.0, 0, 0]), eye.elevation).T * (1, -1, -1)
    middle = seen[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
    world = seen - middle
    place = np.array([body.at_m[0], 0, body.at_m[1]]) @ about(np.array([1.0, 0, 0]), eye.elevation).T * (1, -1, -1)
    rays = world + place + (0, 0, eye.distance)
    image = rays[:, :2] / rays[:, 2:] * FOCAL_PX
    if lying_on is Side.LEFT:
        image, world = image[MIRROR] * (-1, 1), world[MIRROR] * (-1, 1, 1)
    image = image + CENTRE_PX
    image[Landmark.NOSE, 1] = body.opening + 0.6 * body.raise_deg
    image[[Landmark.LEFT_EYE, Landmark.RIGHT_EYE], 1] = body.roll
    image[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 1] = body.feet_m / SHANK_M
    image[[Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT], 1] = body.raise_deg
    return Pose(t, image, world, np.full(33, 0.95))


class MarkerModel(RollModel):
    """Reads the truth that `pose` writes into the face."""

    def __init__(self, roll_sigma: float = 1.5) -> None:
        self._roll_sigma = roll_sigma

    def start(self, baseline: Baseline) -> StartEstimate:
        return StartEstimate(15.0, 20.0, leg_flexion(baseline.world)[1], 2.0)

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        marks = [Landmark.NOSE, Landmark.LEFT_EYE, Landmark.LEFT_EAR, Landmark.MOUTH_LEFT]
        opening, roll, feet, leg_raise = (image[marks, 1] - baseline.image[marks, 1]).tolist()
        sigmas = (1.5, self._roll_sigma, 2.0, 0.02, 2.0)
        return Estimate(
            opening, roll, 0.0, feet, leg_raise, *sigmas, leg_raise_probability=0.9 if leg_raise > 8 else 0.0
        )


Motion = Callable[[float], Body | None]


def clamshells(lifts: list[Lift], still: float = 1.5, body: Body | None = None) -> Callable[[float], Body]:
    """Return the body at each time, doing the lifts after some stillness."""
    start = body or Body()

    def at(t: float) -> Body:
        share, lift = openings(lifts, t, still)
        if lift is None:
            return start
        return replace(start, opening=share * lift.opening, roll=share * lift.roll, feet_m=share * lift.feet_gap)

    return at


def lasts(lifts: list[Lift], still: float = 1.5) -> float:
    """Return the seconds that the lifts take, with stillness before and after."""
    return 2 * still + sum(lift.up + lift.hold + lift.down + lift.rest for lift in lifts)


def film(
    motion: Motion,
    seconds: float,
    fps: float = 30.0,
    *,
    noise_px: float = 0.3,
    eye: Eye | None = None,
    lying_on: Side | Callable[[float], Side] = Side.RIGHT,
    seed: int = 0,
) -> list[Pose]:
    """Return the poses of a motion. noise_px: jitter of the landmarks; a third of it, in degrees, of the truth."""
    rng = np.random.default_rng(seed)
    found = []
    for i in range(int(seconds * fps)):
        t = i / fps
        side = lying_on if isinstance(lying_on, Side) else lying_on(t)
        clear = pose(t, motion(t), eye, side)
        jitter = noise_px * rng.standard_normal((33, 2))
        jitter[: Landmark.LEFT_SHOULDER] = 0.0
        jitter[Landmark.NOSE] = jitter[[Landmark.LEFT_EYE, Landmark.RIGHT_EYE]] = noise_px / 3 * rng.standard_normal()
        found.append(Pose(t, clear.image_px + jitter, clear.world_m, clear.visibility))
    return found


def coach(poses: Iterable[Pose], model: RollModel | None = None) -> list[Step]:
    """Return the steps of a session over the poses."""
    session = RepRecognizer(model or MarkerModel())
    return [session.update(pose) for pose in poses]


def events(steps: Iterable[Step]) -> list[Event]:
    """Return the events of the steps, in order."""
    return [event for step in steps for event in step.events]


def completed(steps: Iterable[Step]) -> list[RepCompleted]:
    """Return the reps that were completed."""
    return [event for event in events(steps) if isinstance(event, RepCompleted)]
