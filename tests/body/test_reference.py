"""The reference alone, with a body model that says what it is told."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import settings
from formcheck.body.features import Baseline
from formcheck.body.reference import Reference, Sway
from formcheck.body.roll import Estimate, RollModel, StartEstimate
from formcheck.body.window import Sample, StillnessWindow
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.pose import Floats
from tests.stick import Body, pose

CLOSED = Estimate(0.5, 0.5, 0.0, 0.0, 0.0, 0.8, 1.2, 1.0, 0.02, 1.0)
UNFIT = replace(CLOSED, roll=8.0, roll_sigma=settings.FITS_SIGMA_DEG + 1)
STEP_S = 0.1


class ToldModel(RollModel):
    """Says `said` of every change."""

    def __init__(self) -> None:
        self.said = CLOSED

    def start(self, baseline: Baseline) -> StartEstimate:
        return StartEstimate(10.0, 20.0, 90.0, 2.0)

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        return self.said


def body(at: Body) -> Baseline:
    seen = pose(0.0, at)
    return Baseline.of(seen.image_px, seen.world_m)


class Lying:
    """A person who lies still while the model says of them what it is told."""

    def __init__(self) -> None:
        self.model, self.window, self.t = ToldModel(), StillnessWindow(), 0.0
        self.reference = Reference(self.model, CLAMSHELL.legs, body(Body()), Sway(), held=True)

    def looks(self, seconds: float, said: Estimate, at: Body | None = None) -> list[Baseline]:
        self.model.said, found = said, []
        for _ in range(round(seconds / STEP_S)):
            self.t += STEP_S
            seen = pose(self.t, at or Body())
            self.window.add(Sample(self.t, seen.image_px, seen.world_m))
            change = self.reference.change(self.t, seen.image_px)
            better = self.reference.keep_up(self.t, change, self.window)
            found += [] if better is None else [better]
        return found


def test_a_person_who_lies_as_in_the_reference_keeps_it() -> None:
    lying = Lying()
    assert lying.looks(3.0, CLOSED) == []
    assert lying.reference.fits


def test_a_still_body_that_is_seen_far_less_surely_than_the_reference_is_a_better_one() -> None:
    lying = Lying()
    lying.looks(1.0, CLOSED)
    assert len(lying.looks(1.0, UNFIT)) > 0


def test_a_lift_right_after_a_cut_is_measured_from_a_reference_that_does_not_fit() -> None:
    lying = Lying()
    lying.looks(1.0, CLOSED)
    lying.looks(2 * STEP_S, UNFIT)
    lying.looks(0.5, replace(UNFIT, opening=30.0))
    assert not lying.reference.fits
    lying.looks(5 * STEP_S, CLOSED)
    assert lying.reference.fits


def test_an_uncertain_open_leg_tells_nothing_of_the_reference() -> None:
    lying = Lying()
    lying.looks(1.0, CLOSED)
    assert lying.looks(2.0, replace(UNFIT, opening=30.0)) == []
    assert lying.reference.fits


@pytest.mark.parametrize(("back_s", "sways"), [(4.0, True), (settings.SWAY_WITHIN_S + 1, False)])
def test_a_slide_that_soon_leads_back_is_a_camera_that_sways(back_s: float, sways: bool) -> None:
    sway = Sway()
    assert not sway.slide(1.0, np.array([0.03, 0.0]))
    assert sway.slide(1.0 + back_s, np.array([-0.03, 0.0])) is sways
    assert (sway.roll_deg > 0) is sways
    sway.expire(2.0 + back_s + settings.SWAY_S)
    assert sway.roll_deg == 0.0
