import math
from dataclasses import replace

import pytest

from formcheck.body.posture import Posture
from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.form import limits
from formcheck.form.feet_apart import FeetApart
from formcheck.form.incomplete_return import IncompleteReturn
from formcheck.form.momentum import Momentum
from formcheck.form.pelvis_roll import PelvisRoll, notes
from formcheck.form.rule import Verdict, WatchedRule
from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment
from tests.postures import BLIND_VIEW, GOOD_VIEW

NAN = math.nan
SEEN = Posture(0.0, None, Side.RIGHT, 1, GOOD_VIEW, opening_deg=30.0, roll_deg=0.0, roll_sigma_deg=1.0, feet_gap=0.0)
UNSEEN = replace(SEEN, view=BLIND_VIEW)
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
    speed_ratio=1.9,
    pause_s=1.2,
    clean_opening_deg=30.0,
    early_roll_deg=0.5,
    roll_known=1.0,
    lift_unseen_s=0.0,
    lower_unseen_s=0.0,
    knees_apart=0.1,
    ankles_apart=0.1,
    start_held=True,
    spread=0.02,
)


def timed(lift_s: float, hold_s: float, lower_s: float, **others: float) -> RepMeasurement:
    return replace(
        CALM, start_s=0.0, top_s=lift_s, release_s=lift_s + hold_s, end_s=lift_s + hold_s + lower_s, **others
    )


def held(rule: WatchedRule, seconds: float, **values: object) -> bool:
    """Whether the rule holds after a posture was held so long at 30 frames a second."""
    return [rule.update(replace(SEEN, t=i / 30, **values)) for i in range(round(seconds * 30) + 1)][-1]


# --- pelvic roll --------------------------------------------------------------------------------------------------


def test_roll_past_the_limit_is_a_fault_after_its_time() -> None:
    roll = limits.ROLL_FAULT_DEG + 1
    assert held(PelvisRoll(), limits.ROLL_FOR_S + 0.1, roll_deg=roll)
    assert not held(PelvisRoll(), limits.ROLL_FOR_S - 0.1, roll_deg=roll)
    assert not held(PelvisRoll(), 5.0, roll_deg=limits.ROLL_FAULT_DEG - 0.1)
    assert not held(PelvisRoll(), 5.0, roll_deg=-30.0)


@pytest.mark.parametrize("roll", [limits.ROLL_FAULT_DEG + 1, 25.0])
def test_an_uncertain_roll_accuses_nobody(roll: float) -> None:
    enough = (roll - limits.ROLL_NEVER_DEG) / limits.FAULTY_SIGMAS
    assert held(PelvisRoll(), 2.0, roll_deg=roll, roll_sigma_deg=enough - 0.1)
    assert not held(PelvisRoll(), 2.0, roll_deg=roll, roll_sigma_deg=enough + 0.1)


@pytest.mark.parametrize("blind", [BLIND_VIEW, None])
def test_a_view_that_does_not_allow_it_accuses_nobody(blind: View | None) -> None:
    assert not held(PelvisRoll(), 5.0, roll_deg=40.0, view=blind)


@pytest.mark.parametrize("unknown", [{"roll_deg": NAN}, {"roll_sigma_deg": NAN}])
def test_an_unknown_roll_accuses_nobody(unknown: dict[str, float]) -> None:
    assert not held(PelvisRoll(), 5.0, **{"roll_deg": 40.0, **unknown})


def test_a_new_rep_begins_without_the_last_ones_fault() -> None:
    rule = PelvisRoll()
    assert held(rule, 1.0, roll_deg=20.0)
    rule.reset()
    assert not rule.update(replace(SEEN, t=1.1, roll_deg=20.0))


def test_the_top_is_fine_only_where_roll_was_seen_and_surely_small() -> None:
    judge = PelvisRoll().judge
    assert judge(CALM, MOTION) is Verdict.FINE
    assert judge(CALM, RepSegment((UNSEEN,), 0, 0.0)) is Verdict.NOT_JUDGED
    assert judge(replace(CALM, roll_known=limits.KNOWN_SHARE - 0.01), MOTION) is Verdict.NOT_JUDGED
    assert judge(replace(CALM, roll_deg=NAN), MOTION) is Verdict.NOT_JUDGED
    spare = (limits.ROLL_ALWAYS_DEG - CALM.roll_deg) / limits.CLEAN_SIGMAS
    assert judge(replace(CALM, roll_sigma_deg=spare - 0.1), MOTION) is Verdict.FINE
    assert judge(replace(CALM, roll_sigma_deg=spare + 0.1), MOTION) is Verdict.NOT_JUDGED


def test_a_roll_back_too_quick_to_be_raised_is_told_from_the_top() -> None:
    judge = PelvisRoll().judge
    rolled = replace(
        CALM, roll_deg=20.0, roll_sigma_deg=(20.0 - limits.ROLL_NEVER_DEG) / limits.TOP_FAULTY_SIGMAS - 0.1
    )
    assert judge(rolled, MOTION) is Verdict.FAULTY
    assert judge(rolled, RepSegment((UNSEEN,), 0, 0.0)) is Verdict.NOT_JUDGED
    assert judge(replace(rolled, roll_known=limits.KNOWN_SHARE - 0.01), MOTION) is Verdict.NOT_JUDGED
    assert judge(replace(rolled, roll_sigma_deg=rolled.roll_sigma_deg + 0.2), MOTION) is Verdict.NOT_JUDGED
    assert judge(replace(rolled, roll_deg=limits.ROLL_FAULT_DEG, roll_sigma_deg=0.5), MOTION) is Verdict.FINE


def test_what_is_worth_a_note() -> None:
    assert notes(CALM) == []
    share = limits.ROLL_SHARE_NOTE * CALM.opening_deg
    assert notes(replace(CALM, roll_deg=share + 0.1)) == ["roll-share"]
    assert notes(replace(CALM, roll_deg=share - 0.1)) == []
    small = replace(CALM, opening_deg=limits.ROLL_SHARE_FROM_DEG - 1, roll_deg=7.0)
    assert notes(small) == []
    assert notes(replace(CALM, early_roll_deg=limits.EARLY_ROLL_DEG + 0.1)) == ["early-roll"]
    assert notes(replace(CALM, roll_deg=NAN, early_roll_deg=NAN)) == []


# --- feet ---------------------------------------------------------------------------------------------------------


def test_feet_apart_past_the_limit_for_long_enough() -> None:
    gap = limits.FEET_FAULT_SHANKS + 0.01
    assert held(FeetApart(), limits.FEET_FOR_S + 0.1, feet_gap=gap)
    assert not held(FeetApart(), limits.FEET_FOR_S - 0.1, feet_gap=gap)
    assert not held(FeetApart(), 5.0, feet_gap=limits.FEET_FAULT_SHANKS)
    assert not held(FeetApart(), 5.0, feet_gap=NAN)


def test_feet_that_two_looks_see_differently_are_no_fault_but_may_be_unknown() -> None:
    far, apart = limits.FEET_FAULT_SHANKS + 0.1, settings.FLIP_DISAGREEMENT + 0.001
    assert not held(FeetApart(), 5.0, feet_gap=far, spread=apart)
    assert held(FeetApart(), 5.0, feet_gap=far, spread=settings.FLIP_DISAGREEMENT)
    for gap, verdict in ((far, Verdict.NOT_JUDGED), (0.1, Verdict.FINE), (NAN, Verdict.NOT_JUDGED)):
        assert FeetApart().judge(replace(CALM, feet_gap=gap, spread=apart), MOTION) is verdict


def test_feet_need_no_view_of_the_pelvis() -> None:
    assert held(FeetApart(), 1.0, feet_gap=0.5, view=BLIND_VIEW)


def test_feet_that_may_be_apart_are_not_called_together() -> None:
    near = limits.FEET_FAULT_SHANKS - 0.05
    assert FeetApart().judge(replace(CALM, feet_gap=near, feet_gap_sigma=0.01), MOTION) is Verdict.FINE
    assert FeetApart().judge(replace(CALM, feet_gap=near, feet_gap_sigma=0.02), MOTION) is Verdict.NOT_JUDGED


def test_feet_that_were_never_seen_are_not_judged() -> None:
    assert FeetApart().judge(CALM, MOTION) is Verdict.FINE
    assert FeetApart().judge(replace(CALM, feet_gap=NAN), MOTION) is Verdict.NOT_JUDGED


# --- momentum -----------------------------------------------------------------------------------------------------

QUICK_S, SLOW_S = limits.LIFT_NOTE_S - 0.01, 2.5
JERKY = limits.SPEED_RATIO_NOTE + 0.5


@pytest.mark.parametrize(
    ("shape", "verdict"),
    [
        (timed(2.0, 1.0, SLOW_S), Verdict.FINE),
        (timed(limits.LIFT_FAULT_S - 0.01, 1.0, SLOW_S), Verdict.FAULTY),
        (timed(2.0, 1.0, limits.LOWER_FAULT_S - 0.01), Verdict.FAULTY),
        (timed(QUICK_S, 1.0, SLOW_S), Verdict.FINE),
        (timed(2.0, 1.0, SLOW_S, speed_ratio=JERKY), Verdict.FINE),
        (timed(2.0, 0.0, SLOW_S, pause_s=0.0), Verdict.FINE),
        (timed(QUICK_S, 0.0, SLOW_S, pause_s=0.0), Verdict.FAULTY),
        (timed(QUICK_S, 1.0, limits.LOWER_NOTE_S - 0.01), Verdict.FAULTY),
        (timed(2.0, 0.0, SLOW_S, pause_s=0.0, speed_ratio=JERKY), Verdict.FINE),
        (timed(QUICK_S, 1.0, SLOW_S, speed_ratio=JERKY), Verdict.FAULTY),
        (timed(0.3, 0.0, 0.3, opening_sigma_deg=20.0), Verdict.NOT_JUDGED),
        (timed(2.0, 1.0, SLOW_S, opening_sigma_deg=20.0), Verdict.FINE),
        (timed(limits.LIFT_FAULT_S - 0.03, 1.0, SLOW_S, opening_sigma_deg=3.0), Verdict.NOT_JUDGED),
        (timed(limits.LIFT_FAULT_S - 0.06, 1.0, SLOW_S, opening_sigma_deg=3.0), Verdict.FAULTY),
        (timed(2.0, 1.0, SLOW_S, speed_ratio=NAN, pause_s=NAN), Verdict.FINE),
    ],
)
def test_momentum_is_one_time_far_too_short_or_one_short_and_another_sign(
    shape: RepMeasurement, verdict: Verdict
) -> None:
    assert Momentum().judge(shape, MOTION) is verdict


def test_a_bounce_is_a_weak_sign_beside_speed_alone() -> None:
    bounce = replace(MOTION, reversed_at_deg=12.0)
    assert Momentum().judge(timed(2.0, 0.0, SLOW_S, pause_s=0.0), bounce) is Verdict.FINE
    assert Momentum().judge(timed(QUICK_S, 1.0, SLOW_S), bounce) is Verdict.FAULTY


def test_of_a_very_small_rep_only_the_gravest_shows() -> None:
    small = {"opening_deg": limits.TIMED_FROM_DEG - 0.1, "opening_sigma_deg": 0.05}
    hasty = timed(QUICK_S, 0.0, limits.LOWER_NOTE_S - 0.01, pause_s=0.0, speed_ratio=JERKY, **small)
    assert Momentum().judge(hasty, MOTION) is Verdict.FINE
    assert Momentum().judge(timed(limits.LIFT_FAULT_S - 0.01, 1.0, SLOW_S, **small), MOTION) is Verdict.FAULTY


# --- incomplete return --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "verdict"),
    [
        (None, Verdict.FINE),
        (0.0, Verdict.FINE),
        (limits.RETURN_SHARE * CALM.opening_deg - 0.1, Verdict.FINE),
        (limits.RETURN_SHARE * CALM.opening_deg + 0.1, Verdict.FAULTY),
    ],
)
def test_what_turns_up_or_rests_before_the_knees_met(low: float | None, verdict: Verdict) -> None:
    assert IncompleteReturn().judge(CALM, replace(MOTION, reversed_at_deg=low)) is verdict
    assert IncompleteReturn().judge(CALM, replace(MOTION, settled_at_deg=low)) is verdict


def test_a_return_that_the_opening_is_too_uncertain_for_is_not_judged() -> None:
    left = replace(MOTION, reversed_at_deg=limits.RETURN_SHARE * CALM.opening_deg + 0.1)
    unsure = replace(CALM, opening_sigma_deg=settings.OPENING_SIGMA_SHARE * CALM.opening_deg + 0.1)
    assert IncompleteReturn().judge(unsure, left) is Verdict.NOT_JUDGED
    assert IncompleteReturn().judge(unsure, MOTION) is Verdict.FINE
