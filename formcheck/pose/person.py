"""Judging one person the pose model found: lying or upright, where, and whether it is still the same one.

Pure functions of `Person`; what to do with the answers is the estimator's business. The limits were set on
rendered clips and are `J`: our judgement.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import HIPS, KEY_ROWS, KNEES, SHOULDERS, Floats, Landmark

# Seen from 30 degrees up and from the feet, a lying trunk rises up to 35 degrees in the model's 3D; sitting,
# kneeling and standing people measured 55 and more. In between a person keeps the name they had.
LYING_DEG, UPRIGHT_DEG = 40.0, 52.0
# Somebody who kneels or stands and bends over has a level trunk too, but upright thighs. A lying person's
# thighs point at the camera at most, which from 35 degrees up is as far below level.
THIGH_DOWN_DEG = 60.0
# Between two frames nobody's hips travel so far or does anybody grow or shrink so much, as a share of their
# extent (about 1.1 m when lying with bent legs): it is somebody else.
JUMP_SHARE, JUMP_SCALE = 0.4, 1.6
TURNED_DEG = 120.0  # more than a person turns within the half second in which poses are compared
# Of shoulders, hips and knees on average. People lying in rendered clips measured 0.92 and more; legs alone, taken
# for somebody lying once the rest of a seated person was covered, 0.73.
CLEAR_VISIBILITY = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody as the model found them, with every landmark known.

    image_px: shape (33, 2), pixels. world_m: shape (33, 3), metres, axes as in `Pose`. visibility: shape (33,).
    flip_disagreement: as in `Pose`.
    """

    image_px: Floats
    world_m: Floats
    visibility: Floats
    flip_disagreement: float = 0.0


def trunk_m(person: Person) -> Floats:
    """Return the vector from mid-hip to mid-shoulder, shape (3,), metres."""
    return _middle(person.world_m, SHOULDERS) - _middle(person.world_m, HIPS)


def trunk_rise_deg(person: Person) -> float:
    """Return the angle of the trunk to the level, within [0, 90] degrees, as far as the camera is level."""
    return _above_level_deg(trunk_m(person))


def is_lying(person: Person, *, was_lying: bool = False) -> bool:
    """Return whether a person lies; one who `was_lying` gets the benefit of the doubt.

    On the back, the front or a side: that is for the body code to tell.
    """
    if trunk_rise_deg(person) > (UPRIGHT_DEG if was_lying else LYING_DEG):
        return False
    thigh = _middle(person.world_m, KNEES) - _middle(person.world_m, HIPS)
    return thigh[1] <= 0 or _above_level_deg(thigh) <= THIGH_DOWN_DEG


def is_clear(person: Person) -> bool:
    """Return whether the shoulders, hips and knees are seen well enough to believe in the person."""
    return bool(person.visibility[[*SHOULDERS, *HIPS, *KNEES]].mean() >= CLEAR_VISIBILITY)


def hips_px(person: Person) -> Floats:
    """Return the middle of the hips, shape (2,), pixels."""
    return _middle(person.image_px, HIPS)


def extent_px(person: Person) -> float:
    """Return the diagonal of the box around shoulders, hips, knees and ankles, in pixels: their size in the image."""
    return max(1.0, float(np.linalg.norm(np.ptp(person.image_px[KEY_ROWS], axis=0))))


def jumped(before: Person, after: Person) -> bool:
    """Return whether `after`, found less than half a second after `before`, must be somebody else."""
    size = extent_px(before)
    scale = extent_px(after) / size
    moved = float(np.linalg.norm(hips_px(after) - hips_px(before)))
    return moved > JUMP_SHARE * size or not 1 / JUMP_SCALE < scale < JUMP_SCALE


def turned_round(before: Person, after: Person) -> bool:
    """Return whether head and feet changed places between two poses of one person."""
    a, b = trunk_m(before), trunk_m(after)
    cosine = float(a @ b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9)
    return cosine < float(np.cos(np.deg2rad(TURNED_DEG)))


def whole_box(person: Person) -> Floats:
    """Return the box around a person, shape (2, 2): corners in pixels, padded by a sixth of their extent."""
    return _box(person.image_px, extent_px(person) / 6)


def upper_box(person: Person) -> Floats:
    """Return the box around an upright person from above the head down to the hips, shape (2, 2), pixels.

    The legs are left out: a lying person in front often hides them, and would be cut.
    """
    trunk = float(np.linalg.norm(_middle(person.image_px, SHOULDERS) - hips_px(person)))
    box = _box(person.image_px[: Landmark.LEFT_KNEE], 0.2 * trunk)
    box[0, 1] -= 0.2 * trunk  # the landmarks end at the eyes
    box[1, 1] = hips_px(person)[1]
    return box


def only(image: NDArray[np.uint8], box: Floats) -> NDArray[np.uint8]:
    """Return a copy of the image (height, width, 3) that is grey outside the box."""
    grey = np.full_like(image, 128)
    part = _slices(box, image)
    grey[part] = image[part]
    return grey


def without(image: NDArray[np.uint8], boxes: list[Floats]) -> NDArray[np.uint8]:
    """Return a copy of the image (height, width, 3) that is grey inside the boxes."""
    copy = image.copy()
    for box in boxes:
        copy[_slices(box, image)] = 128
    return copy


def _middle(points: Floats, pair: tuple[Landmark, Landmark]) -> Floats:
    return np.asarray((points[pair[0]] + points[pair[1]]) / 2)


def _above_level_deg(vector: Floats) -> float:
    return float(np.rad2deg(np.arctan2(abs(vector[1]), np.hypot(vector[0], vector[2]))))


def _box(points: Floats, padding: float) -> Floats:
    return np.stack([points.min(axis=0) - padding, points.max(axis=0) + padding])


def _slices(box: Floats, image: NDArray[np.uint8]) -> tuple[slice, slice]:
    height, width = image.shape[:2]
    (left, top), (right, bottom) = box.round().astype(int)
    return slice(max(0, top), min(height, max(0, bottom))), slice(max(0, left), min(width, max(0, right)))
