import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.segmenter import TRANSITIONS, Move, Phase, Segmenter
from tests.postures import Lift, postures

RATES = (15.0, 24.0, 30.0, 60.0)


def reps(lifts: list[Lift], stop_s: float = math.inf, **how: Any) -> list[Rep]:
    """Run the counter and the judge as the session does."""
    counter, judge, found = Segmenter(CLAMSHELL.primary), CLAMSHELL.judge(), list[Rep]()
    for posture in postures(lifts, **how):
        if posture.t > stop_s:
            break
        was = counter.phase
        motion = counter.update(posture)
        if was is Phase.CLOSED and counter.phase is not Phase.CLOSED:
            judge.begin_rep()
        if was is not Phase.CLOSED:
            judge.watch(posture)
        if motion is not None:
            rep = judge.judge(len(found) + 1, motion)
            assert isinstance(rep, Rep)
            found.append(rep)
            judge.begin_rep()
    return found


@pytest.mark.parametrize("fps", RATES)
def test_an_ordinary_set_is_counted_with_its_times(fps: float) -> None:
    found = reps([Lift()] * 4, fps=fps)
    assert len(found) == 4
    for i, rep in enumerate(found):
        start = 1.5 + i * 6.3
        truth = (start, start + 2.0, start + 3.0, start + 5.5)
        assert (rep.start_s, rep.top_s, rep.release_s, rep.end_s) == pytest.approx(truth, abs=0.15)
        assert rep.opening_deg == pytest.approx(30, abs=1)
        assert rep.faults == ()


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("opening", [10.0, 15.0, 50.0])
def test_small_and_large_reps_count(fps: float, opening: float) -> None:
    found = reps([Lift(opening=opening)] * 3, fps=fps, noise=0.4)
    assert [rep.opening_deg for rep in found] == pytest.approx([opening] * 3, abs=1.5)


@pytest.mark.parametrize("hold", [0.0, 5.0, 30.0])
def test_a_hold_of_any_length_is_one_rep(hold: float) -> None:
    (rep,) = reps([Lift(hold=hold)])
    assert rep.hold_s == pytest.approx(hold, abs=0.4)


def test_a_twitch_is_no_rep() -> None:
    assert reps([Lift(opening=9, up=0.15, hold=0, down=0.15)] * 3) == []


@pytest.mark.parametrize("fps", RATES)
def test_the_last_of_a_slow_lowering_is_no_rep(fps: float) -> None:
    assert len(reps([Lift(opening=50, down=8)] * 2, fps=fps)) == 2


def test_a_thrown_rep_counts() -> None:
    found = reps([Lift(opening=20, up=0.3, hold=0, down=0.3)] * 3)
    assert [rep.faults for rep in found] == [(Fault.MOMENTUM,)] * 3


def test_stillness_with_noise_is_no_rep() -> None:
    assert reps([Lift(opening=0)] * 5, noise=1.2) == []


def test_a_leg_that_opens_slowly_and_stays_is_no_rep() -> None:
    assert reps([Lift(up=8, hold=60, down=0.01, rest=0)][:1], stop_s=60.0) == []


@pytest.mark.parametrize("fps", RATES)
def test_bounces_count_and_are_faulty(fps: float) -> None:
    found = reps([Lift(low=0.45, rest=0.0, hold=0.4)] * 3 + [Lift()], fps=fps)
    assert [rep.faults for rep in found] == [(Fault.INCOMPLETE_RETURN,)] * 3 + [()]


@pytest.mark.parametrize("fps", RATES)
def test_a_leg_that_rests_half_open_has_not_returned(fps: float) -> None:
    first, second = reps([Lift(low=0.38, rest=3.0), Lift()], fps=fps)
    assert (first.faults, second.faults) == ((Fault.INCOMPLETE_RETURN,), ())
    assert first.end_s == pytest.approx(1.5 + 2.0 + 1.0 + 2.5, abs=0.4)


@pytest.mark.parametrize(("sigma", "count"), [(2.0, 2), (math.nan, 2), (15.0, 1)])
def test_a_rise_that_may_be_noise_begins_no_rep(sigma: float, count: int) -> None:
    counter, found = Segmenter(CLAMSHELL.primary), 0
    for posture in postures([Lift(low=0.45, rest=0.0, hold=0.4), Lift()]):
        found += counter.update(replace(posture, opening_sigma_deg=sigma)) is not None
    assert found == count


def test_a_wobble_at_the_top_is_one_rep() -> None:
    wobble = [Lift(low=0.8, rest=0.0, hold=0.3, down=0.6), Lift(up=0.6)]
    assert len(reps(wobble)) == 1


@pytest.mark.parametrize("fps", RATES)
def test_thrown_reps_are_momentum(fps: float) -> None:
    thrown = Lift(up=0.38, hold=0.0, down=0.36, rest=0.6)
    found = reps([Lift(), thrown, thrown, Lift()], fps=fps)
    assert [rep.faults for rep in found] == [(), (Fault.MOMENTUM,), (Fault.MOMENTUM,), ()]


@pytest.mark.parametrize("fps", RATES)
def test_roll_back_is_flagged_and_mild_roll_is_not(fps: float) -> None:
    found = reps([Lift(roll=15), Lift(roll=8), Lift(roll=15)], fps=fps, noise=0.3)
    assert [rep.faults for rep in found] == [(Fault.PELVIS_ROLL,), (), (Fault.PELVIS_ROLL,)]
    assert [rep.roll_deg for rep in found] == pytest.approx([15, 8, 15], abs=0.8)
    assert found[0].clean_opening_deg == pytest.approx(30 * 8 / 15, abs=3)


@pytest.mark.parametrize("fps", RATES)
def test_quick_reps_are_told_of_roll(fps: float) -> None:
    quick = Lift(up=0.7, hold=0.1, down=0.8)
    found = reps([quick, replace(quick, roll=18.0), replace(quick, roll=7.0)], fps=fps)
    assert [Fault.PELVIS_ROLL in rep.faults for rep in found] == [False, True, False]
    assert not any(rep.not_judged for rep in found)


def test_feet_apart() -> None:
    found = reps([Lift(feet_gap=0.35), Lift(feet_gap=0.1)])
    assert [rep.faults for rep in found] == [(Fault.FEET_APART,), ()]


@given(
    opening=st.floats(12, 55),
    up=st.floats(1.3, 3.5),
    hold=st.floats(0.3, 3),
    down=st.floats(1.5, 4),
    fps=st.sampled_from(RATES),
)
def test_any_calm_rep_is_counted_once_and_clean(
    opening: float, up: float, hold: float, down: float, fps: float
) -> None:
    found = reps([Lift(opening, up, hold, down)] * 2, fps=fps)
    assert len(found) == 2
    assert all(rep.faults == () for rep in found)


def test_an_illegal_move_is_a_missing_key() -> None:
    assert (Phase.CLOSED, Move.FELL) not in TRANSITIONS
