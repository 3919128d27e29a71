"""A landmark corpus with exact truth: corpus.py MODEL OUT.jsonl FIRST_SEED SCENES [POSES [KIND]].

Every scene starts with three closed, still poses (k < 3), then two closed ones and random ones, in half of
which arms and head, often the whole upper body or the legs, have moved since the start, tracked as the product
tracks a video. One JSON object a line, flushed per scene; scenes already in OUT.jsonl are skipped, so that it
can be run again. KIND `bystander` passes over the scenes without one; `straight` stretches the legs, for
starts: 3 POSES; `wide`, `leg_raise` and `other` are those of wider.py. README.md says what a row holds.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np
from clamshell import Shape
from mediapipe.tasks.python import BaseOptions, vision
from random_scene import random_scene, restless, straight
from scene import Scene
from sensor import jpeg
from wider import KINDS, other_moment, raise_shape, restless_wider, scene_of_kind, wide_shape

CLOSED = 3  # still poses at the start of a scene
RESTLESS = "restless"
CLOSED_AGAIN = 2  # poses after them in which the person has moved, but for the movement
STEP_MS = 400
# The fields of a Shape that change while the shutter is open.
MOVING = (
    "opening_deg", "roll_deg", "thorax_roll_deg", "feet_gap_m", "leg_raise_deg", "hip_shift_deg", "knee_shift_deg",
)  # fmt: skip
# The landmark and the true joint that must be near each other.
CHECKED = {"shoulder": 11, "hip": 23, "knee": 25, "ankle": 27}
NEAR = 0.12  # mean distance, share of the body's length in the image
OTHER_SIDE = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))]
FIRST_TEST_SEED = 900_000


class Tracker:
    """Landmarks of the person whose joints are known, in VIDEO mode."""

    def __init__(self, model):
        self.options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=model),
            running_mode=vision.RunningMode.VIDEO,
            min_pose_detection_confidence=0.3,
            min_pose_presence_confidence=0.3,
            min_tracking_confidence=0.3,
        )
        self.landmarker = None

    def restart(self):
        """Forget whom it follows."""
        self.close()
        self.landmarker, self.time = vision.PoseLandmarker.create_from_options(self.options), 0

    def close(self):
        """Free the landmarker."""
        if self.landmarker:
            self.landmarker.close()
        self.landmarker = None

    def see(self, image):
        """The result for one more frame."""
        self.time += STEP_MS
        return self.landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=image), self.time)

    def follow(self, image):
        """The result once the crop has settled on this image."""
        self.see(image)
        return self.see(image)


def points_of(found, width, height, mirrored=False):
    """Found landmarks (33, 4): x, y, z in pixels and visibility; of a mirrored image as they stand in the image."""
    points = np.array([(p.x * width, p.y * height, p.z * width, p.visibility) for p in found.pose_landmarks[0]])
    if mirrored:
        points = points[OTHER_SIDE]
        points[:, 0] = width - points[:, 0]
    return points


def joint_error(points, joints):
    """Mean distance of found points (33, 2) to the true joints, a share of the body's length in the image."""
    true = np.array(list(joints.values()))
    length = np.linalg.norm(np.ptp(true, axis=0))
    distances = [
        np.linalg.norm(points[i + (side == "R")] - joints[f"{name}_{side}"])
        for name, i in CHECKED.items()
        for side in "LR"
    ]
    return float(np.mean(distances) / length)


def only(image, joints):
    """The image, grey but for the box of the person with these joints."""
    true = np.array(list(joints.values()))
    margin = 0.12 * np.linalg.norm(np.ptp(true, axis=0))
    x0, y0 = np.maximum(true.min(0) - margin, 0).astype(int)
    x1, y1 = (true.max(0) + margin).astype(int)
    alone = np.full_like(image, 128)
    alone[y0:y1, x0:x1] = image[y0:y1, x0:x1]
    return alone


def random_shape(rng, start, closed):
    """Return (a Shape, the roll change and thorax roll change in degrees)."""
    u = rng.uniform
    if closed:
        opening, roll, share, feet, bend, slide = u(0, 1.5), u(-0.5, 0.5), u(0, 1), 0.0, 0.0, 0.0
    else:
        opening = u(0, 45) if rng.random() < 0.85 else u(45, 55)
        low, high = ((-1.5, 1.5), (0, 20), (20, 35), (-12, 0))[rng.choice(4, p=[0.3, 0.4, 0.2, 0.1])]
        roll, share = u(low, high), u(0, 1)
        feet = u(0, 0.15) if rng.random() < 0.2 else 0.0
        bend = u(-8, 8) if rng.random() < 0.3 else 0.0
        slide = float(np.clip(rng.normal(0, 0.025), -0.06, 0.06)) if rng.random() < 0.4 else 0.0
    thorax = share * roll + (float(np.clip(rng.normal(0, 2), -5, 5)) if not closed and rng.random() < 0.3 else 0.0)
    shape = Shape(
        float(opening),
        start.roll_deg + float(roll),
        start.thorax_roll_deg + float(thorax),
        float(feet),
        float(bend),
        slide,
    )
    return shape, float(roll), float(thorax)


def moment(rng, scene, lying, closed, kind, movement):
    """Return (what `random_shape` does, fields of the Posture that belong to it)."""
    if closed or kind not in KINDS:
        return random_shape(rng, scene.start, closed), {}
    if kind == "wide":
        return wide_shape(rng, scene.start), {}
    if kind == "leg_raise":
        return raise_shape(rng, scene.start, lying), {}
    return other_moment(rng, scene.start, movement, scene.lying[scene.posture.side].tilt)


def picture(scene, shape, rng, moving, who):
    """The image of a shape, sometimes blurred by the movement, and the true joints in pixels."""
    start = scene.start
    if not moving or rng.random() > 0.08:
        return scene.blurred([shape], who)
    reach = rng.uniform(-0.12, 0.12)  # share of the way from closed that the leg makes while the shutter is open
    path = []
    for part in (-1.0, -0.33, 0.33, 1.0):
        s = 1 + part * reach / 2
        moved_on = {name: getattr(start, name) + (getattr(shape, name) - getattr(start, name)) * s for name in MOVING}
        path.append(replace(shape, **moved_on))
    return scene.blurred(path, who)


class Look:
    """One of the two looks at each image: as it is, or mirrored."""

    def __init__(self, model, mirrored):
        self.tracker, self.mirrored, self.lost = Tracker(model), mirrored, True

    def look(self, image, joints, bystander):
        """Return (landmarks (33, 4) and what was found, or None; mean distance from the true joints)."""
        shown = self._turned(image)
        if self.lost:  # nobody yet, somebody else, or a skeleton the wrong way round: look anew
            self.tracker.restart()
            if bystander:
                self.tracker.see(self._turned(only(image, joints)))
        found, self.lost = self.tracker.follow(shown), True
        if not found.pose_landmarks:
            return None, None
        points = points_of(found, image.shape[1], image.shape[0], self.mirrored)
        error = joint_error(points[:, :2], joints)
        self.lost = error > NEAR
        return (None if self.lost else (points, found)), error

    def _turned(self, image):
        return np.ascontiguousarray(image[:, ::-1]) if self.mirrored else image


def rounded(points):
    """Landmarks (33, 4) for a row."""
    return [[round(x, 2), round(y, 2), round(z, 2), round(v, 3)] for x, y, z, v in points.tolist()]


def moved(changes):
    """What of the body has moved since the start, by the changed fields of its Posture."""
    parts = {"bottom_arm": "upper body", "hip_flexion_deg": "legs"}
    return " and ".join(part for field, part in parts.items() if field in changes) or ("arms" if changes else "")


def scene_rows(direct, mirrored, seed, poses, kind):
    """The rows of one scene, none where it is not of that kind."""
    settings, labels = scene_of_kind(seed, kind) if kind in KINDS else random_scene(seed)
    movement = labels.pop("movement", "clamshell")
    if kind == "bystander" and not labels["bystander"]:
        return
    if kind == "straight":
        settings["lying"] |= straight(seed)
    scene, rng = Scene(**settings, samples=0), np.random.default_rng([seed, 1])
    camera, lying, quality = scene.camera, settings["lying"], rng.uniform(45, 95)
    whole = dict(
        lying_on=lying["side"],
        facing=lying["facing"],
        width=camera.width,
        height=camera.height,
        azimuth_towards_feet_deg=round(camera.azimuth_deg * scene.feetward, 2),
        elevation_deg=round(camera.elevation_deg, 2),
        distance_m=round(camera.distance_m, 3),
        hfov_deg=round(camera.hfov_deg, 1),
        tilt_deg=round(camera.tilt_deg, 2),
        hip_flexion_deg=round(lying["hip_flexion_deg"], 1),
        knee_flexion_deg=round(lying["knee_flexion_deg"], 1),
        pillow_m=round(lying["knee_gap_m"], 3),
        curl_deg=round(lying["curl_deg"], 1),
        base_roll_deg=round(scene.start.roll_deg, 2),
        base_thorax_roll_deg=round(scene.start.thorax_roll_deg, 2),
        leg_line_m=round(scene.lying[scene.posture.side].leg_line_m(), 3),
        kind=kind,
        movement=movement,
        clamshell=movement == "clamshell",
        **labels,
    )
    direct.lost = mirrored.lost = True
    moods = np.random.default_rng([seed, 9])
    for k in range(poses):
        closed = k < CLOSED + CLOSED_AGAIN
        (shape, roll, thorax), doing = moment(rng, scene, lying, closed, kind, movement)
        changes = {}
        if k >= CLOSED and (closed or moods.random() < 0.5):
            changes = (restless_wider if kind in KINDS else restless)(lying, moods)
        changes |= doing
        if changes:
            scene.lying[RESTLESS] = scene.rearranged(**changes)
        who = scene.lying[RESTLESS if changes else scene.posture.side]
        image, joints = picture(scene, shape, rng, not closed, RESTLESS if changes else None)
        image = jpeg(image, quality)
        seen, error = direct.look(image, joints, labels["bystander"])
        other, _ = mirrored.look(image, joints, labels["bystander"])
        row = dict(
            seed=seed,
            k=k,
            opening_deg=round(shape.opening_deg, 3),
            roll_change_deg=round(roll, 3),
            thorax_roll_change_deg=round(thorax, 3),
            feet_gap_m=round(who.foot_rise(shape), 4),
            leg_raise_deg=round(shape.leg_raise_deg, 3),
            side_bend_deg=round(shape.side_bend_deg, 2),
            foot_slide_m=round(shape.foot_slide_m, 4),
            arm_now=changes.get("arm", lying["arm"]),
            restless=bool(changes),
            moved=moved(changes),
            **whole,
        )
        if error is not None:
            row["joint_error"] = round(error, 4)
        if seen:
            points, found = seen
            row["image"] = rounded(points)
            row["world"] = [[round(p.x, 4), round(p.y, 4), round(p.z, 4)] for p in found.pose_world_landmarks[0]]
        if other:
            row["mirrored"] = rounded(other[0])
        yield row
    scene.renderer.gl.release()


def main(model, out, first, scenes, poses=14, kind="any"):
    if first + scenes > FIRST_TEST_SEED:
        raise SystemExit(f"seeds from {FIRST_TEST_SEED} up are not for training or validation")
    if kind not in ("any", "bystander", "straight", *KINDS):
        raise SystemExit(f"there is no kind {kind}")
    cv2.setNumThreads(1)
    path, done = Path(out), set()
    if path.exists():
        done = {json.loads(line)["seed"] for line in path.read_text().splitlines()}
    direct, mirrored = Look(model, False), Look(model, True)
    with path.open("a") as lines:
        for seed in range(first, first + scenes):
            if seed not in done:
                rows = scene_rows(direct, mirrored, seed, poses, kind)
                lines.write("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows))
                lines.flush()
    direct.tracker.close()
    mirrored.tracker.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]), *sys.argv[6:])
