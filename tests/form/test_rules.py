import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.body.posture import Posture
from formcheck.body.side import Side
from formcheck.exercise.clamshell import FEET, RETURN, ROLL, TIME
from formcheck.form.decide import FAULT, above
from formcheck.form.feet_apart import FeetApart
from formcheck.form.incomplete_return import IncompleteReturn
from formcheck.form.momentum import Momentum
from formcheck.form.pelvis_roll import PelvisRoll
from formcheck.form.rule import Rule, Verdict
from formcheck.motion import settings
from formcheck.motion.displacement import Displacement
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment
from tests.postures import GOOD_VIEW

NAN = math.nan
SEEN = Posture(0.0, None, Side.RIGHT, 1, GOOD_VIEW, opening_deg=30.0, roll_deg=0.0, roll_sigma_deg=1.0, feet_gap=0.0)
MOTION = RepSegment((SEEN,), 0, 0.0)
CALM = RepMeasurement(
    start_s=1.0,
    top_s=3.0,
    release_s=4.0,
    end_s=6.5,
    opening_deg=30.0,
    opening_sigma_deg=0.2,
    roll_deg=2.0,
    roll_sigma_deg=1.0,
    thorax_roll_deg=1.0,
    feet_gap=0.02,
    feet_gap_sigma=0.01,
    leg_raise_probability=0.0,
    other_probability=0.0,
    top_known_s=1.0,
    low_sigma_deg=1.0,
    lift_sigma_s=0.08,
    lower_sigma_s=0.08,
    pause_s=1.2,
    clean_opening_deg=30.0,
    early_roll_deg=0.5,
    roll_known=1.0,
    knees_apart=0.1,
    moved=Displacement(0.2, 0.02, 0.01),
    start_held=True,
    flip_disagreement=0.02,
)


def timed(lift_s: float, hold_s: float, lower_s: float, **others: Any) -> RepMeasurement:
    return replace(
        CALM, start_s=0.0, top_s=lift_s, release_s=lift_s + hold_s, end_s=lift_s + hold_s + lower_s, **others
    )


def held(rule: Rule, seconds: float, **values: Any) -> bool:
    """Whether the rule holds after a posture was held so long at 30 frames a second."""
    return [rule.update(replace(SEEN, t=i / 30, **values)) for i in range(round(seconds * 30) + 1)][-1]


def roll_notes(measured: RepMeasurement, verdict: Verdict = Verdict.FINE) -> list[str]:
    return PelvisRoll(ROLL).notes(measured, verdict)


# --- pelvic roll --------------------------------------------------------------------------------------------------


def test_roll_past_the_limit_is_a_fault_once_it_is_certain() -> None:
    for roll, sigma, seconds, found in (
        (15.0, 2.0, 1.0, True),
        (15.0, 4.0, 0.1, False),  # too short a look for so uncertain a roll
        (15.0, 4.0, 5.0, True),
        (13.0, 4.0, 5.0, False),
        (ROLL.fault_deg - 0.1, 0.1, 5.0, False),
        (-30.0, 1.0, 5.0, False),
    ):
        assert held(PelvisRoll(ROLL), seconds, roll_deg=roll, roll_sigma_deg=sigma) is found, (roll, sigma, seconds)


@pytest.mark.parametrize("roll", [ROLL.fault_deg + 1, 25.0])
def test_an_uncertain_roll_accuses_nobody(roll: float) -> None:
    certain = next(sigma for sigma in np.arange(20, 0, -0.1) if above(roll, sigma, ROLL.never_deg) >= FAULT)
    assert held(PelvisRoll(ROLL), 20.0, roll_deg=roll, roll_sigma_deg=0.9 * certain)
    assert not held(PelvisRoll(ROLL), 20.0, roll_deg=roll, roll_sigma_deg=1.1 * certain)


@pytest.mark.parametrize("unknown", [{"roll_deg": NAN}, {"roll_sigma_deg": NAN}])
def test_an_unknown_roll_accuses_nobody(unknown: dict[str, float]) -> None:
    assert not held(PelvisRoll(ROLL), 5.0, **{"roll_deg": 40.0, **unknown})


def test_a_new_rep_begins_without_the_last_ones_fault() -> None:
    rule = PelvisRoll(ROLL)
    assert held(rule, 1.0, roll_deg=20.0)
    rule.reset()
    assert not rule.update(replace(SEEN, t=1.1, roll_deg=20.0))


def test_the_top_is_fine_only_where_roll_was_seen_and_surely_small() -> None:
    judge = PelvisRoll(ROLL).judge
    assert judge(CALM, MOTION) is Verdict.FINE
    assert judge(replace(CALM, roll_known=ROLL.known_share - 0.01), MOTION) is Verdict.NOT_JUDGED
    assert judge(replace(CALM, roll_deg=NAN), MOTION) is Verdict.NOT_JUDGED
    assert judge(replace(CALM, roll_sigma_deg=7.5), MOTION) is Verdict.FINE
    assert judge(replace(CALM, roll_sigma_deg=11.0), MOTION) is Verdict.NOT_JUDGED


def test_a_roll_back_too_quick_to_be_raised_is_told_from_the_top() -> None:
    rolled = replace(CALM, roll_deg=20.0, roll_sigma_deg=6.0)
    for seen, found in (
        (rolled, Verdict.FAULTY),
        (replace(rolled, top_known_s=0.05), Verdict.NOT_JUDGED),
        (replace(rolled, roll_known=ROLL.known_share - 0.01), Verdict.NOT_JUDGED),
        (replace(rolled, roll_sigma_deg=10.0), Verdict.NOT_JUDGED),
        (replace(rolled, roll_deg=ROLL.fault_deg, roll_sigma_deg=0.5), Verdict.FINE),
    ):
        assert PelvisRoll(ROLL).judge(seen, MOTION) is found, seen


def test_the_persons_own_reps_accuse_and_never_excuse() -> None:
    unsure = replace(CALM, roll_deg=13.0, roll_sigma_deg=4.0)
    assert PelvisRoll(ROLL).judge(unsure, MOTION) is Verdict.NOT_JUDGED
    for own, found in ((-5.0, Verdict.FAULTY), (6.0, Verdict.NOT_JUDGED)):
        rule = PelvisRoll(ROLL)
        for _ in range(3):
            assert rule.judge(replace(CALM, roll_deg=own), MOTION) is Verdict.FINE
        assert rule.judge(unsure, MOTION) is found
    rolling = PelvisRoll(ROLL)
    for _ in range(8):  # who rolls in every rep is told in every rep
        assert rolling.judge(replace(CALM, roll_deg=17.0, roll_sigma_deg=4.0), MOTION) is Verdict.FAULTY


def test_what_is_worth_a_note() -> None:
    assert roll_notes(CALM) == []
    share = ROLL.share_note * CALM.opening_deg
    assert roll_notes(replace(CALM, roll_deg=share + 0.1)) == ["roll-share"]
    assert roll_notes(replace(CALM, roll_deg=share - 0.1)) == []
    small = replace(CALM, opening_deg=ROLL.share_from_deg - 1, roll_deg=7.0)
    assert roll_notes(small) == []
    assert roll_notes(replace(CALM, early_roll_deg=ROLL.early_deg + 0.1)) == ["early-roll"]
    assert roll_notes(replace(CALM, roll_deg=NAN, early_roll_deg=NAN)) == []
    assert roll_notes(replace(CALM, roll_deg=share + 0.1), Verdict.NOT_JUDGED) == []


# --- feet ---------------------------------------------------------------------------------------------------------


def test_feet_apart_past_the_limit_for_long_enough() -> None:
    gap = FEET.fault_shanks + 0.02
    assert held(FeetApart(FEET), 1.0, feet_gap=gap, feet_gap_sigma=0.03)
    assert not held(FeetApart(FEET), 0.05, feet_gap=gap, feet_gap_sigma=0.03)
    assert not held(FeetApart(FEET), 5.0, feet_gap=FEET.fault_shanks, feet_gap_sigma=0.01)
    assert not held(FeetApart(FEET), 5.0, feet_gap=NAN)


def test_feet_that_two_looks_see_differently_are_no_fault_but_may_be_unknown() -> None:
    far, apart = FEET.fault_shanks + 0.1, settings.FLIP_DISAGREEMENT + 0.001
    assert not held(FeetApart(FEET), 5.0, feet_gap=far, feet_gap_sigma=0.02, flip_disagreement=apart)
    assert held(FeetApart(FEET), 5.0, feet_gap=far, feet_gap_sigma=0.02, flip_disagreement=settings.FLIP_DISAGREEMENT)
    for gap, verdict in ((far, Verdict.NOT_JUDGED), (0.1, Verdict.FINE), (NAN, Verdict.NOT_JUDGED)):
        assert FeetApart(FEET).judge(replace(CALM, feet_gap=gap, flip_disagreement=apart), MOTION) is verdict


def test_feet_that_may_be_apart_are_not_called_together() -> None:
    near = FEET.fault_shanks - 0.05
    assert FeetApart(FEET).judge(replace(CALM, feet_gap=near, feet_gap_sigma=0.01), MOTION) is Verdict.FINE
    assert FeetApart(FEET).judge(replace(CALM, feet_gap=near, feet_gap_sigma=0.05), MOTION) is Verdict.NOT_JUDGED


def test_feet_that_were_never_seen_are_not_judged() -> None:
    assert FeetApart(FEET).judge(CALM, MOTION) is Verdict.FINE
    assert FeetApart(FEET).judge(replace(CALM, feet_gap=NAN), MOTION) is Verdict.NOT_JUDGED


# --- momentum -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (timed(2.0, 1.0, 2.5), Verdict.FINE),
        (timed(0.45, 1.0, 2.5), Verdict.FAULTY),
        (timed(2.0, 1.0, 0.45), Verdict.FAULTY),
        (timed(0.85, 0.1, 0.9), Verdict.FINE),  # quick and honest
        (timed(0.64, 1.0, 2.5, lift_sigma_s=0.2), Verdict.NOT_JUDGED),
        (timed(0.45, 1.0, 2.5, lift_sigma_s=0.4), Verdict.NOT_JUDGED),
        (timed(2.0, 1.0, 2.5, lift_sigma_s=0.4), Verdict.FINE),
        (timed(NAN, 1.0, 2.5), Verdict.NOT_JUDGED),
    ],
)
def test_momentum_is_a_lift_or_lowering_that_was_surely_too_short(measured: RepMeasurement, verdict: Verdict) -> None:
    assert Momentum(TIME).judge(measured, MOTION) is verdict


def test_a_hurried_rep_is_worth_a_note() -> None:
    assert Momentum(TIME).notes(timed(2.0, 1.0, 2.5), Verdict.FINE) == []
    for hasty in (timed(0.9, 1.0, 2.5), timed(2.0, 1.0, 1.1)):
        assert Momentum(TIME).notes(hasty, Verdict.FINE) == ["hurried"]


# --- incomplete return --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "verdict"),
    [
        (None, Verdict.FINE),
        (0.0, Verdict.FINE),
        (RETURN.never_share * CALM.opening_deg, Verdict.FINE),
        (RETURN.always_share * CALM.opening_deg, Verdict.FAULTY),
    ],
)
def test_what_turns_up_or_rests_before_the_knees_met(low: float | None, verdict: Verdict) -> None:
    assert IncompleteReturn(RETURN).judge(CALM, replace(MOTION, reversed_at_deg=low)) is verdict
    assert IncompleteReturn(RETURN).judge(CALM, replace(MOTION, settled_at_deg=low)) is verdict


def test_a_return_that_the_opening_is_too_uncertain_for_is_not_judged() -> None:
    left = replace(MOTION, reversed_at_deg=RETURN.always_share * CALM.opening_deg)
    unsure = replace(CALM, low_sigma_deg=5.0)
    assert IncompleteReturn(RETURN).judge(unsure, left) is Verdict.NOT_JUDGED
    assert IncompleteReturn(RETURN).judge(unsure, MOTION) is Verdict.FINE
