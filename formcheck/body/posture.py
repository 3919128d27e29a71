"""How a person lies at one time: what the rep counter and the form rules look at."""

from dataclasses import dataclass, field

import numpy as np

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.pose import Floats, Landmark

UNKNOWN = float("nan")
# Joints whose image positions a posture keeps, of a body as if it lay on its right side: top knee, top ankle, and the
# bottom side.
JOINTS = (
    Landmark.LEFT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_SHOULDER,
    Landmark.RIGHT_HIP,
    Landmark.RIGHT_KNEE,
    Landmark.RIGHT_ANKLE,
)
NOWHERE: Floats = np.full((len(JOINTS), 2), np.nan)


@dataclass(frozen=True, slots=True)
class Posture:
    """One instant. What is not known is NaN, and no comparison with NaN holds: the unknown raises no fault.

    t: seconds. setup_issue: what keeps the coach from judging, None while it can. lying_on: None until it is certain.
    start: counts the still starts found so far; another number means that changes are measured from another start.
    start_held: whether that start was held still; else it is the moment the knees were closest, a guess.
    flip_disagreement: as in `Pose`.
    opening_deg, roll_deg, thorax_roll_deg: filtered change against the start; roll backward positive; each with its
    standard deviation where named. feet_gap: widening between the feet, in shank lengths. leg_raise_deg: the whole top
    leg lifted in the hip. strangeness, leg_raise_probability, other_probability: as in `Estimate`.
    knees_apart: by how much the knees have parted in the image, in body lengths.
    joints: places of JOINTS in the image, shape (6, 2), pixels. body_px: a body length of the reference, pixels.
    hip_flexion_deg, knee_flexion_deg: 0 is straight. view: from where the camera looks, None before the first start.
    """

    t: float
    setup_issue: SetupIssue | None
    lying_on: Side | None = None
    start: int = 0
    view: View | None = None
    start_held: bool = True
    flip_disagreement: float = 0.0
    opening_deg: float = UNKNOWN
    opening_sigma_deg: float = UNKNOWN
    roll_deg: float = UNKNOWN
    roll_sigma_deg: float = UNKNOWN
    thorax_roll_deg: float = UNKNOWN
    feet_gap: float = UNKNOWN
    feet_gap_sigma: float = UNKNOWN
    leg_raise_deg: float = UNKNOWN
    leg_raise_sigma_deg: float = UNKNOWN
    strangeness: float = UNKNOWN
    leg_raise_probability: float = UNKNOWN
    other_probability: float = UNKNOWN
    knees_apart: float = UNKNOWN
    body_px: float = UNKNOWN
    joints: Floats = field(default_factory=lambda: NOWHERE, compare=False, repr=False)
    hip_flexion_deg: float = UNKNOWN
    knee_flexion_deg: float = UNKNOWN
