"""Somebody else in the room, who stands, kneels or sits still."""

import numpy as np
from body import frame, rotation

ARMS = {  # upper and lower arm in the rest frame: outward, up, front
    "down": ((0.25, -1, 0.1), (-0.1, -1, 0.35)),
    "reach": ((0.2, -0.7, 0.7), (-0.1, -0.4, 1.0)),
    "hips": ((0.6, -0.8, -0.2), (-0.8, -0.5, 0.3)),
    "talk": ((0.25, -1, 0.1), (-0.2, 0.5, 1.0)),
}
THIGHS = {"stand": (0, -1.0, 0.02), "kneel": (0, -1.0, 0.05), "sit": (0.12, -0.1, 1.0)}
SHINS = {"stand": (0, -1.0, -0.02), "kneel": (0, -0.1, -1.0), "sit": (0, -1.0, 0.1)}


def stand(body, *, at=(0.0, 0.9), facing_deg=0.0, posture="stand", arms="down", lean_deg=0.0):
    """The vertices (n, 3) of `body` at floor point `at` (m), facing the camera at 0, leaning forward."""
    facing = rotation([0, 0, 1], facing_deg)
    upright = facing @ np.stack([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]], axis=1)
    leaning = upright @ rotation([1, 0, 0], lean_deg)
    turn = {"root": upright, "spine05": upright @ rotation([1, 0, 0], lean_deg / 2), "spine04": leaning}
    for side, outward in (("L", 1.0), ("R", -1.0)):
        limbs = (
            ("upperarm01", "lowerarm01", ARMS[arms][0], leaning, (0, 0, 1.0)),
            ("lowerarm01", "wrist", ARMS[arms][1], leaning, (0, 0, 1.0)),
            ("upperleg01", "lowerleg01", THIGHS[posture], upright, (1.0, 0, 0)),
            ("lowerleg01", "foot", SHINS[posture], upright, (1.0, 0, 0)),
        )
        for bone, following, (out, up, ahead), base, hinge in limbs:
            rest = body.joint(f"{following}.{side}") - body.joint(f"{bone}.{side}")
            towards = base @ np.array([out * outward, up, ahead], float)
            if hinge[2] and abs(towards @ base[:, 2]) > 0.6 * np.linalg.norm(towards):
                across = base[:, 1]  # an arm that points ahead
            else:
                across = base @ hinge
            turn[f"{bone}.{side}"] = frame(towards, across) @ frame(rest, np.array(hinge)).T
        if posture == "kneel":
            turn[f"foot.{side}"] = turn[f"lowerleg01.{side}"] @ rotation([1, 0, 0], 55)
    vertices = body.skin(body.place(turn, np.zeros(3)))
    return vertices + np.array([at[0], at[1], -vertices[:, 2].min()], np.float32)
