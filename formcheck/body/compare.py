"""How a body lies now against the reference: elsewhere, slid as a whole, its limbs rearranged, its knees closer."""

import math
from dataclasses import replace

import numpy as np

from formcheck.body import settings
from formcheck.body.features import Baseline, body_length, gap
from formcheck.pose import Floats
from formcheck.pose.landmarks import KNEES, Landmark
from formcheck.pose.similarity import fitted

FIXED = (
    Landmark.RIGHT_SHOULDER,
    Landmark.RIGHT_HIP,
    Landmark.RIGHT_KNEE,
)  # the bottom side lies on the floor and moves only with the person
# A person who slides moves at both ends, and hip and knee between them as one with these; a rolled pelvis leaves the
# foot in its place.
BOTTOM_SIDE = [*FIXED, Landmark.RIGHT_ANKLE]
# A pelvis that rolls moves neither the arms nor the leg on the floor.
LIMBS = [
    *(Landmark[f"{side}_{joint}"] for side in ("LEFT", "RIGHT") for joint in ("ELBOW", "WRIST")),
    Landmark.RIGHT_KNEE,
    Landmark.RIGHT_ANKLE,
]
TRUNK = [Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP]  # its side on the floor: a camera that sways moves it too


def shifted(baseline: Baseline, now: Baseline) -> float:
    """Return how far the side on the floor lies from where it started, in body lengths."""
    rows = list(FIXED)
    return float(np.linalg.norm(now.image[rows] - baseline.image[rows], axis=1).mean() / baseline.scale_px)


def carried(baseline: Baseline, now: Baseline) -> Baseline | None:
    """Return the baseline as it would look where the person has slid or turned to, None where they have not.

    The side on the floor must have moved as one and the knees be as close as before. A pelvis that stays back moves
    hip and shoulder but no foot: it is no slide, and what roll there is beside a slide is kept.
    """
    ends = min(math.dist(baseline.image[end], now.image[end]) for end in (BOTTOM_SIDE[0], BOTTOM_SIDE[-1]))
    if ends < settings.SLID_LENGTHS * baseline.scale_px or abs(closer(baseline, now)) > settings.AS_CLOSED_LENGTHS:
        return None  # as nearly always: the fit is for the few who may have slid
    old, new = baseline.image[BOTTOM_SIDE], now.image[BOTTOM_SIDE]
    way = fitted(old, new)
    if way is None or np.linalg.norm(new - way.of(old), axis=1).max() > settings.AS_ONE * ends:
        return None
    image = way.of(baseline.image)
    return replace(baseline, image=image, scale_px=body_length(image))


def rearranged(baseline: Baseline, now: Baseline) -> bool:
    """Return whether an elbow, a wrist or the leg on the floor lies elsewhere beside the trunk than at the start."""
    way = now.image - baseline.image
    off = np.linalg.norm(way[LIMBS] - way[TRUNK].mean(0), axis=1)
    return bool((off > settings.LIMB_MOVED_LENGTHS * baseline.scale_px).any())


def closer(baseline: Baseline, now: Baseline, pair: tuple[Landmark, Landmark] = KNEES) -> float:
    """Return by how much the knees, or another pair, are closer together than at the start, in body lengths."""
    then, since = (gap(b.image, *pair) / b.scale_px for b in (baseline, now))
    return then - since


def in_place(baseline: Baseline, image: Floats, within: float) -> bool:
    """Return whether the side on the floor of a body, (33, 2) pixels, has moved by less than `within` body lengths."""
    rows = list(FIXED)
    return bool(np.linalg.norm(image[rows] - baseline.image[rows], axis=1).mean() < within * baseline.scale_px)


def blend(baseline: Baseline, now: Baseline, share: float) -> Baseline:
    """Return the baseline moved by `share` (0 to 1) of the way towards `now`; what is hidden now stays where it was."""
    image = _towards(baseline.image, now.image, share)
    world = _towards(baseline.world, now.world, share)
    return replace(baseline, image=image, world=world, scale_px=body_length(image))


def _towards(then: Floats, now: Floats, share: float) -> Floats:
    return np.where(np.isnan(now), then, then + share * (now - then))
