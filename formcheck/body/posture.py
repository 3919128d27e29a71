"""How a person lies at one time: what the rep counter and the form rules look at."""

from dataclasses import dataclass

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import View

UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Posture:
    """One instant. What is not known is NaN, and no comparison with NaN holds: the unknown raises no fault.

    t: seconds. setup_issue: what keeps the coach from judging, None while it can. lying_on: None until it is certain.
    start: counts the still starts found so far; another number means that changes are measured from another start.
    start_held: whether that start was held still; else it is the moment the knees were closest, a guess.
    flip_disagreement: as in `Pose`.
    opening_deg, roll_deg, thorax_roll_deg: change against the start, filtered; roll backward positive; each with its
    standard deviation where named. feet_gap: widening between the feet, in shank lengths. leg_raise_deg: the whole top
    leg lifted in the hip. strangeness: as in `Estimate`. knees_apart, ankles_apart: by
    how much knees and ankles have parted in the image, in body lengths.
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
    knees_apart: float = UNKNOWN
    ankles_apart: float = UNKNOWN
    hip_flexion_deg: float = UNKNOWN
    knee_flexion_deg: float = UNKNOWN

    @property
    def roll_judgeable(self) -> bool:
        """Whether the view allows a verdict on pelvic roll."""
        return self.view is not None and self.view.judgeable
