"""Side-lying clamshell kinematics with exact ground truth.

World frame: metres, Z up, floor at Z = 0; the body lies along X; a camera at azimuth 0 stands at -Y.
The feet and the bottom leg stay where they are; the top leg turns about the line from its hip to its
ankle (the opening), and the pelvis turns about the body's long axis (the roll).
"""

from dataclasses import dataclass, replace

import numpy as np
from body import Body, frame, rotation
from scipy.spatial.transform import Rotation

JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
SPINE = (("spine05", 0.1), ("spine04", 0.35), ("spine03", 0.6), ("spine02", 0.85), ("spine01", 1.0))
NECK = (("neck01", 0.3), ("neck02", 0.55), ("neck03", 0.8), ("head", 1.0))
SHOULDER_HEIGHT = 0.105  # bottom joint centre above the floor, metres
PROPPED_SHOULDER_HEIGHT = 0.23
ANKLE_HEIGHT, KNEE_HEIGHT = 0.045, 0.058
SOFT = 0.88  # share of a lying body part's thickness that is left under its weight
UP = np.array([0, 0, 1.0])


@dataclass(frozen=True)
class Shape:
    """One instant.

    opening_deg: top leg about its hip-ankle line, 0 = closed. roll_deg: pelvis, 0 = hips stacked, positive =
    backward; thorax_roll_deg likewise. feet_gap_m: how far the top foot is lifted. side_bend_deg: the trunk
    bends to the side, positive = shoulders up. foot_slide_m: the top foot slides away from the hips (hip and
    knee extend). leg_raise_deg: the top leg's line from hip to ankle turned straight up about the hip, side-lying
    abduction: not a clamshell. pelvis_tilt_deg: the pelvis tilts to the side with them. hips_up_m: the pelvis is held
    up, as in a side plank. Where the top leg is free (see Posture): hip_shift_deg, knee_shift_deg: it is bent further
    than at rest; toes_up_deg: it is turned out about its own line, for straight knees.
    """

    opening_deg: float = 0.0
    roll_deg: float = 0.0
    thorax_roll_deg: float = 0.0
    feet_gap_m: float = 0.0
    side_bend_deg: float = 0.0
    foot_slide_m: float = 0.0
    leg_raise_deg: float = 0.0
    pelvis_tilt_deg: float = 0.0
    hips_up_m: float = 0.0
    hip_shift_deg: float = 0.0
    knee_shift_deg: float = 0.0
    toes_up_deg: float = 0.0


@dataclass(frozen=True)
class Posture:
    """How somebody lies.

    side: 'left' or 'right' is down. facing: 'front' or 'back' towards the camera. arm (top): 'floor' in front,
    'hip', 'chest', 'side', 'head' or 'air', there `reach` arm lengths to the front, the head and up. bottom_arm:
    'overhead', 'behind' the head, 'forward', 'prop' (under the head) or 'forearm' (on the floor, below the
    shoulder). shoulder_m: height of the bottom shoulder, None = what the arm below gives. head_bend_deg: neck to the
    side, positive up. head_follow: share of the thorax's turn that the head makes. planted: the hand on the floor
    stays when the trunk turns. knee_gap_m, ankle_gap_m: what a pillow or a band adds between them. curl_deg: spine
    bent forward. hike_deg: pelvis tilted to the side. rolling: share of rolling on the floor in the pelvis' turn
    (0 = it turns about the bottom hip). plantar_deg: feet pointed. top_hip_flexion_deg, top_knee_flexion_deg: flexion
    of a top leg that moves by itself; None = it lies on the other and opens as in a clamshell.
    """

    side: str = "right"
    facing: str = "front"
    hip_flexion_deg: float = 45.0
    knee_flexion_deg: float = 90.0
    arm: str = "floor"
    reach: tuple[float, float, float] = (0.5, 0.0, 0.5)
    planted: bool = True
    bottom_arm: str = "behind"
    head_bend_deg: float = 0.0
    head_turn_deg: float = 0.0
    head_nod_deg: float = 0.0
    head_follow: float = 1.0
    knee_gap_m: float = 0.0
    ankle_gap_m: float = 0.0
    curl_deg: float = 0.0
    hike_deg: float = 0.0
    rolling: float = 0.0
    plantar_deg: float = 15.0
    shoulder_m: float | None = None
    top_hip_flexion_deg: float | None = None
    top_knee_flexion_deg: float | None = None


def limb(start, end, first_m, second_m, pole):
    """Two-bone reach: (middle joint, end) with the middle joint bent towards `pole`; all (3,), metres."""
    span = end - start
    d = np.clip(np.linalg.norm(span), abs(first_m - second_m) + 0.01, 0.999 * (first_m + second_m))
    u = span / np.linalg.norm(span)
    along = (first_m**2 - second_m**2 + d * d) / (2 * d)
    side = pole - u * (pole @ u)
    radius = np.sqrt(max(first_m**2 - along**2, 1e-6))
    return start + u * along + radius * side / np.linalg.norm(side), start + u * d


def _width(body, share, bone, reach_m=0.03):
    """Width across X of the left half of the mesh around `bone`, and how far it lies outside; metres."""
    x, y, _ = body.joint(bone)
    v = body.surface
    near = (np.abs(v[:, 1] - y) < reach_m) & (share[body.visible] > 0.5) & (v[:, 0] > 0)
    return np.ptp(v[near, 0]), v[near, 0].max() - x


def posed(body, turn, origin):
    """Return (vertices (n, 3), {'hip_L': (3,), ...}) in the world frame, metres, of a body with its bones so turned."""
    world = body.place(turn, origin)
    joints = {f"{n}_{s}": body.at(world, f"{b}.{s}") for n, b in JOINT_BONES.items() for s in "LR" if n != "wrist"}
    for side in "LR":
        r, t = world[f"lowerarm01.{side}"]
        joints[f"wrist_{side}"] = r @ body.joint(f"wrist.{side}") + t
    joints["head"] = body.at(world, "head")
    joints["eye"] = world["head"][0] @ body.joint("eye.L") + world["head"][1]
    return body.skin(world), joints


class Lying:
    """A body in a posture. `start`: the still, closed instant that planted hand, head and hips belong to."""

    def __init__(self, body: Body, posture: Posture, start: Shape):
        self.body, self.posture = body, posture
        self.bottom, self.top = ("R", "L") if posture.side == "right" else ("L", "R")
        self.outward = 1.0 if self.top == "L" else -1.0
        self.start = start
        left = UP * self.outward
        self.front = np.array([0, -1.0 if posture.facing == "front" else 1.0, 0])
        self.headward = np.cross(self.front, left)
        self.stacked = np.stack([left, self.headward, self.front], axis=1)
        self.backward_axis = np.cross(UP, -self.front)
        self.thigh = np.linalg.norm(body.joint("lowerleg01.L") - body.joint("upperleg01.L"))
        self.shank = np.linalg.norm(body.joint("foot.L") - body.joint("lowerleg01.L"))
        leg = body.share("upperleg", "lowerleg", "pelvis", "root", "foot", "toe")
        self.hip_height = SOFT * _width(body, leg, "upperleg01.L")[1]
        self.knee_stack = SOFT * _width(body, leg, "lowerleg01.L")[0]
        self.ankle_stack = _width(body, leg, "foot.L", 0.015)[0]
        self.tilt = 0.0  # side bend that brings the bottom shoulder to its height
        self._settle()

    def _settle(self):
        wanted = self.posture.shoulder_m
        if wanted is None:
            wanted = PROPPED_SHOULDER_HEIGHT if self.posture.bottom_arm == "prop" else SHOULDER_HEIGHT
        heights = []
        for tilt in (0.0, 10.0):
            self.tilt = tilt
            world, _ = self._trunk(self.start)
            heights.append(self.body.at(world, f"upperarm01.{self.bottom}")[2])
        self.tilt = float(np.clip(10 * (wanted - heights[0]) / (heights[1] - heights[0]), -12, 45))
        world, _ = self._trunk(self.start)
        self.shoulder_start = self.body.at(world, f"upperarm01.{self.top}")

    def _on_floor(self, flexion_deg, rise, length):
        t, z = np.deg2rad(flexion_deg), rise / length
        flat = -self.headward * np.cos(t) + self.front * np.sin(t)
        return length * (np.sqrt(1 - z * z) * flat + UP * z)

    def _hip(self, shape):
        """World position of the bottom hip: it rolls on the floor with the pelvis."""
        turned = np.deg2rad(shape.roll_deg - self.start.roll_deg)
        return UP * (self.hip_height + shape.hips_up_m) - self.front * turned * self.hip_height * self.posture.rolling

    def _trunk(self, shape):
        """Return ({bone: placement} of pelvis, spine and head, {bone: rotation} for them)."""
        body, p = self.body, self.posture
        raised, curled = np.cross(self.headward, UP), np.cross(self.headward, self.front)
        back = self.backward_axis
        hike = p.hike_deg + shape.pelvis_tilt_deg
        hiked = rotation(raised, hike)
        turn = {"root": rotation(back, shape.roll_deg) @ hiked @ self.stacked}
        for bone, share in SPINE:
            roll = shape.roll_deg + (shape.thorax_roll_deg - shape.roll_deg) * share
            bend = (shape.side_bend_deg + self.tilt) * share + hike * (1 - share)
            turn[bone] = (
                rotation(back, roll) @ rotation(raised, bend) @ rotation(curled, p.curl_deg * share) @ self.stacked
            )
        kept = (1 - p.head_follow) * (self.start.thorax_roll_deg - shape.thorax_roll_deg)
        for bone, share in NECK:
            local = rotation([0, 0, -self.outward], p.head_bend_deg * share)
            local = local @ rotation([0, 1, 0], p.head_turn_deg * share) @ rotation([1, 0, 0], p.head_nod_deg * share)
            turn[bone] = rotation(back, kept * share) @ turn["spine01"] @ local
        origin = self._hip(shape) - turn["root"] @ body.joint(f"upperleg01.{self.bottom}")
        return body.place(turn, origin), turn

    def _legs(self, shape, hip_b, hip_t):
        """Return (knee_b, ankle_b, knee_t, ankle_t, the axis that the top knee bends about), each (3,)."""
        p = self.posture
        hip_0 = UP * self.hip_height
        knee_0 = hip_0 + self._on_floor(p.hip_flexion_deg, KNEE_HEIGHT - self.hip_height, self.thigh)
        ankle_0 = knee_0 + self._on_floor(
            p.hip_flexion_deg - p.knee_flexion_deg, ANKLE_HEIGHT - KNEE_HEIGHT, self.shank
        )
        pole = knee_0 - (hip_0 + ankle_0) / 2 - UP * shape.hips_up_m / 2
        knee_b, ankle_b = limb(hip_b, ankle_0, self.thigh, self.shank, pole)
        if p.top_knee_flexion_deg is not None:
            return knee_b, ankle_b, *self._free_leg(shape, hip_t, knee_b, ankle_b)
        away = (ankle_0 - hip_0) * [1, 1, 0]
        ankle_t = ankle_b + UP * (self.ankle_stack + p.ankle_gap_m + shape.feet_gap_m)
        ankle_t = ankle_t + shape.foot_slide_m * away / np.linalg.norm(away)
        lift = rotation(np.cross(ankle_t - hip_t, UP), shape.leg_raise_deg)
        ankle_t = hip_t + lift @ (ankle_t - hip_t)
        closed = lift @ (knee_b + UP * (self.knee_stack + p.knee_gap_m) - hip_t)
        u = (ankle_t - hip_t) / np.linalg.norm(ankle_t - hip_t)
        closed = closed - u * (closed @ u)
        up = np.cross(u, closed)
        up = up if up[2] > 0 else -up
        t = np.deg2rad(shape.opening_deg)
        knee_t, ankle_t = limb(hip_t, ankle_t, self.thigh, self.shank, np.cos(t) * closed + np.sin(t) * up)
        return knee_b, ankle_b, knee_t, ankle_t, np.cross(knee_t - hip_t, ankle_t - knee_t)

    def _flat_leg(self, hip_deg, knee_deg):
        """Thigh, the way from hip to ankle and the axis of the knee, (3,) each, of a leg in the floor's plane."""
        thigh, shank, slightly_bent = (
            -self.headward * np.cos(a) + self.front * np.sin(a)
            for a in np.deg2rad([hip_deg, hip_deg - knee_deg, hip_deg - 1])
        )
        return thigh * self.thigh, thigh * self.thigh + shank * self.shank, np.cross(thigh, slightly_bent)

    def _free_leg(self, shape, hip, knee_b, ankle_b):
        """Return (knee, ankle, the axis that the knee bends about), each (3,), of a top leg that moves by itself."""
        p = self.posture
        apart = max(abs(p.top_hip_flexion_deg - p.hip_flexion_deg), abs(p.top_knee_flexion_deg - p.knee_flexion_deg))
        lying_on_it = max(0.0, 1 - apart / 30)
        ankle_z = ankle_b[2] + self.ankle_stack * (0.5 + 0.5 * lying_on_it) + p.ankle_gap_m
        knee_z = knee_b[2] + (self.knee_stack + p.knee_gap_m) * lying_on_it

        def sunk(line):
            return np.rad2deg(np.arcsin(np.clip((ankle_z - hip[2]) / np.linalg.norm(line), -0.9, 0.9)))

        thigh, line, _ = self._flat_leg(p.top_hip_flexion_deg, p.top_knee_flexion_deg)
        knee, outward = rotation(np.cross(line, UP), sunk(line)) @ thigh, np.sign(np.cross(line, thigh)[2]) or 1.0
        off = np.linalg.norm(thigh - line * (thigh @ line) / (line @ line))
        rest = np.rad2deg(np.arcsin(np.clip((knee_z - hip[2] - knee[2]) / max(off, 0.05), -0.5, 0.5)))
        thigh, line, axis = self._flat_leg(
            p.top_hip_flexion_deg + shape.hip_shift_deg, p.top_knee_flexion_deg + shape.knee_shift_deg
        )
        lift = rotation(np.cross(line, UP), sunk(line) + shape.leg_raise_deg)
        turned = rotation(lift @ line, outward * (rest + shape.opening_deg)) @ lift
        axis = rotation(lift @ line, outward * shape.toes_up_deg) @ turned @ axis
        return hip + turned @ thigh, hip + turned @ line, axis

    def leg_line_m(self):
        """How far the top ankle is from its hip at the start, metres."""
        hip, ankle = self._top_leg(self.start)
        return float(np.linalg.norm(ankle - hip))

    def foot_rise(self, shape):
        """How far the top foot is lifted off what it rests on, metres."""
        if self.posture.top_knee_flexion_deg is None:
            return shape.feet_gap_m
        (_, lifted), (_, lying) = (self._top_leg(s) for s in (shape, replace(shape, leg_raise_deg=0.0)))
        return float(lifted[2] - lying[2])

    def _top_leg(self, shape):
        """Hip and ankle of the top leg, (3,) each."""
        world, _ = self._trunk(shape)
        bottom, top = (self.body.at(world, f"upperleg01.{side}") for side in (self.bottom, self.top))
        return top, self._legs(shape, bottom, top)[3]

    def pose(self, shape: Shape):
        """Return (vertices (n, 3), {'hip_L': (3,), ...}) in the world frame, metres."""
        return posed(self.body, *self.turns(shape))

    def turns(self, shape: Shape):
        """Return ({bone: rotation}, the world position of the rest frame's origin) as `Body.place` wants them."""
        body, top, bottom = self.body, self.top, self.bottom
        world, turn = self._trunk(shape)
        hips = {s: body.at(world, f"upperleg01.{s}") for s in "LR"}
        knee_b, ankle_b, knee_t, ankle_t, hinge_t = self._legs(shape, hips[bottom], hips[top])
        hinge_b = np.cross(knee_b - hips[bottom], ankle_b - knee_b)
        for side, knee, ankle, hinge in ((top, knee_t, ankle_t, hinge_t), (bottom, knee_b, ankle_b, hinge_b)):
            bones = (f"upperleg01.{side}", f"lowerleg01.{side}", f"foot.{side}")
            for bone, following, direction in (
                *zip(bones, bones[1:], (knee - hips[side], ankle - knee), strict=False),
            ):
                rest = body.joint(following) - body.joint(bone)
                turn[bone] = frame(direction, hinge) @ frame(rest, np.array([1.0, 0, 0])).T
            turn[bones[2]] = turn[bones[1]] @ rotation([1, 0, 0], self.posture.plantar_deg)
        self._bottom_arm(turn, world)
        self._top_arm(turn, world)
        return turn, world["root"][1]

    def _arm_lengths(self):
        b = self.body
        upper = np.linalg.norm(b.joint("lowerarm01.L") - b.joint("upperarm01.L"))
        return upper, np.linalg.norm(b.joint("wrist.L") - b.joint("lowerarm01.L"))

    def _bottom_arm(self, turn, world):
        """The arm on the floor: directions of upper and lower arm are fixed in the world."""
        shoulder, arm = self.body.at(world, f"upperarm01.{self.bottom}"), self.posture.bottom_arm
        (length, _), ahead, front = self._arm_lengths(), self.headward, self.front
        if arm == "prop":
            down = np.clip((0.035 - shoulder[2]) / length, -0.95, 0.2)
            flat = ahead * 0.85 + front * 0.5
            upper = flat / np.linalg.norm(flat) * np.sqrt(1 - down**2) + UP * down
            ear = self.body.at(world, "head") + ahead * 0.06 + front * 0.04 - UP * 0.06
            lower = ear - (shoulder + upper * length)
        elif arm == "forearm":
            hand = shoulder * [1, 1, 0] + ahead * 0.14 + front * 0.3 + UP * 0.035
            elbow = shoulder * [1, 1, 0] + ahead * 0.05 + front * 0.1
            elbow, hand = limb(shoulder, hand, *self._arm_lengths(), elbow - (shoulder + hand) / 2 - UP * 0.2)
            upper, lower = elbow - shoulder, hand - elbow
        else:
            upper, lower = {
                "overhead": (ahead * 0.96 + front * 0.25 - UP * 0.06, ahead * 0.95 + front * 0.2 - UP * 0.03),
                "behind": (ahead * 0.9 + front * 0.42 - UP * 0.03, ahead * 0.55 - front * 0.8 - UP * 0.02),
                "forward": (ahead * 0.3 + front * 0.95 - UP * 0.08, ahead * 0.9 - front * 0.3),
            }[arm]
        self._aim(turn, self.bottom, upper, lower)

    def _top_arm(self, turn, world):
        """The upper arm reaches for the floor in front of the chest, the hip, the chest, the thigh or into the air."""
        body, arm, out = self.body, self.posture.arm, self.outward
        shoulder = body.at(world, f"upperarm01.{self.top}")
        thorax, pelvis = turn["spine01"], world["root"]
        hip = body.joint(f"upperleg01.{self.top}")
        if arm == "floor":
            first = self.shoulder_start
            hand = first * [1, 1, 0] + self.front * 0.33 - self.headward * 0.12 + UP * 0.05
            if not self.posture.planted:
                hand = shoulder + rotation(self.backward_axis, self._thorax_turn(turn)) @ (hand - first)
            pole = thorax @ np.array([0.5 * out, -0.7, 0.1])
        elif arm == "chest":
            hand = shoulder + thorax @ np.array([-0.2 * out, -0.1, 0.17])
            pole = thorax @ np.array([0.5 * out, -0.8, 0.2])
        elif arm == "hip":
            hand = pelvis[0] @ (hip + np.array([0.07 * out, 0.11, 0.04])) + pelvis[1]
            pole = thorax @ np.array([0.6 * out, 0, -0.8])
        elif arm == "head":
            r, t = world["head"]
            hand = r @ (body.joint("head") + np.array([0.1 * out, 0.1, -0.03])) + t
            pole = thorax @ np.array([0.9 * out, 0.4, 0.4])
        elif arm == "air":
            hand = shoulder + sum(self._arm_lengths()) * np.array(self.posture.reach) @ [self.front, self.headward, UP]
            pole = thorax @ np.array([0.3 * out, -0.7, -0.3])
        else:
            hand = pelvis[0] @ (hip + np.array([0.1 * out, -0.1, 0.06])) + pelvis[1]
            pole = thorax @ np.array([0.3 * out, 0, -0.9])
        elbow, hand = limb(shoulder, hand, *self._arm_lengths(), pole)
        self._aim(turn, self.top, elbow - shoulder, hand - elbow)

    def _thorax_turn(self, turn):
        """Backward turn of the thorax since the start, degrees."""
        left = turn["spine01"][:, 0] * self.outward
        now = np.rad2deg(np.arctan2(-left @ self.front, left[2]))
        return now - self.start.thorax_roll_deg

    def _aim(self, turn, side, upper, lower):
        """Turn an arm's two bones so that they point along `upper` and `lower` (world)."""
        body = self.body
        rest_upper = body.joint(f"lowerarm01.{side}") - body.joint(f"upperarm01.{side}")
        rest_lower = body.joint(f"wrist.{side}") - body.joint(f"lowerarm01.{side}")
        rest_hinge, hinge = np.cross(rest_upper, rest_lower), np.cross(upper, lower)
        turn[f"upperarm01.{side}"] = frame(upper, hinge) @ frame(rest_upper, rest_hinge).T
        turn[f"lowerarm01.{side}"] = frame(lower, hinge) @ frame(rest_lower, rest_hinge).T


class OnTheWay:
    """Somebody who has gone `share` (0 to 1) of the way from one posture to another, each bone by the shortest turn."""

    def __init__(self, here: Lying, there: Lying, share: float):
        self.here, self.there, self.share = here, there, share

    def pose(self, shape: Shape):
        """As `Lying.pose`."""
        (turn, origin), (aim, end) = self.here.turns(shape), self.there.turns(shape)
        for bone, rest in turn.items():
            whole = Rotation.from_matrix(aim[bone] @ rest.T).as_rotvec()
            turn[bone] = Rotation.from_rotvec(self.share * whole).as_matrix() @ rest
        return posed(self.here.body, turn, origin + self.share * (end - origin))
