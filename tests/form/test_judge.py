import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.body.posture import JOINTS, Posture
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.form.judge import Judge, Rep
from formcheck.form.rule import Fault
from formcheck.motion import settings
from formcheck.motion.explanation import Discard
from formcheck.motion.segmenter import RepSegment
from tests.postures import Lift, postures

STILL_S = 1.5


def motion(lift: Lift, **how: Any) -> RepSegment:
    found = postures([lift], **how)
    return RepSegment(tuple(found), round(STILL_S * 30), 0.0)


def judged(lift: Lift, number: int = 1, judge: Judge | None = None, **how: Any) -> Rep | Discard:
    """Return the verdict on a lift that was watched all along."""
    judge, whole = judge or CLAMSHELL.judge(), motion(lift, **how)
    judge.begin_rep()
    for posture in whole.postures:
        judge.watch(posture)
    return judge.judge(number, whole)


def begins_and_ends(lift: Lift) -> list[tuple[float, list[Fault], list[Fault]]]:
    judge = CLAMSHELL.judge()
    judge.begin_rep()
    return [(p.t, *found) for p in postures([lift]) if any(found := judge.watch(p))]


def test_a_clean_rep_is_clean() -> None:
    rep = judged(Lift(), number=7)
    assert isinstance(rep, Rep)
    assert rep.clean
    assert (rep.number, rep.faults, rep.not_judged, rep.notes) == (7, (), (), ())


def test_a_fault_begins_when_it_begins_and_ends_when_it_ends() -> None:
    (begun, raised, _), (ended, _, cleared) = begins_and_ends(Lift(roll=20))
    assert raised == cleared == [Fault.PELVIS_ROLL]
    top = STILL_S + 2.0
    assert STILL_S + 1.0 < begun < top
    assert top + 1.0 < ended < top + 3.5


def test_faults_come_in_one_order_and_are_in_the_rep() -> None:
    rep = judged(Lift(up=0.4, hold=0.6, roll=22, feet_gap=0.4))
    assert isinstance(rep, Rep)
    assert rep.faults == (Fault.PELVIS_ROLL, Fault.MOMENTUM, Fault.FEET_APART)
    assert not rep.clean


def test_a_fault_seen_and_gone_is_still_the_reps() -> None:
    judge, whole = CLAMSHELL.judge(), motion(Lift())
    judge.begin_rep()
    for posture in whole.postures:
        judge.watch(replace(posture, roll_deg=20.0 if 2.0 < posture.t < 2.8 else 0.0))
    assert judge.present == []
    rep = judge.judge(1, whole)
    assert isinstance(rep, Rep)
    assert rep.faults == (Fault.PELVIS_ROLL,)


def test_a_skeleton_that_jumps_is_no_thrown_leg() -> None:
    thrown, jumped = judged(Lift(up=0.4)), judged(Lift(up=0.1))
    assert isinstance(thrown, Rep)
    assert isinstance(jumped, Rep)
    assert thrown.faults == (Fault.MOMENTUM,)
    assert jumped.faults == ()
    assert jumped.not_judged == (Fault.MOMENTUM,)


def test_the_next_rep_begins_anew() -> None:
    judge = CLAMSHELL.judge()
    rolled, clean = judged(Lift(roll=20), judge=judge), judged(Lift(), judge=judge)
    assert isinstance(rolled, Rep)
    assert isinstance(clean, Rep)
    assert (rolled.faults, clean.faults) == ((Fault.PELVIS_ROLL,), ())


def test_present_tells_what_is_there_now() -> None:
    judge = CLAMSHELL.judge()
    judge.begin_rep()
    assert judge.present == []
    for posture in postures([Lift(roll=20, hold=1)]):
        judge.watch(posture)
        if posture.t > STILL_S + 2.5:
            break
    assert judge.present == [Fault.PELVIS_ROLL]


def test_what_cannot_be_judged_is_said_with_its_probability() -> None:
    judge, whole = CLAMSHELL.judge(), motion(Lift(roll=14))
    unsure = tuple(replace(p, roll_sigma_deg=5.0) for p in whole.postures)
    judge.begin_rep()
    assert [found for p in unsure if any(found := judge.watch(p))] == []
    rep = judge.judge(1, replace(whole, postures=unsure))
    assert isinstance(rep, Rep)
    assert (rep.faults, rep.not_judged) == ((), (Fault.PELVIS_ROLL,))
    assert math.isnan(rep.roll_deg)
    assert rep.roll_probability == pytest.approx(0.64, abs=0.1)
    assert rep.likely_rolled
    assert not rep.clean


def test_what_was_not_seen_raises_no_fault() -> None:
    judge, whole = CLAMSHELL.judge(), motion(Lift(roll=25, feet_gap=0.6))
    judge.begin_rep()
    unseen = tuple(replace(p, roll_deg=math.nan, feet_gap=math.nan) for p in whole.postures)
    assert [found for p in unseen if any(found := judge.watch(p))] == []
    rep = judge.judge(1, replace(whole, postures=unseen))
    assert isinstance(rep, Rep)
    assert rep.faults == ()
    assert rep.not_judged == (Fault.PELVIS_ROLL, Fault.FEET_APART)


def test_a_seen_fault_counts_though_the_rest_was_not_seen() -> None:
    judge, whole = CLAMSHELL.judge(), motion(Lift(roll=25, hold=2.0))
    judge.begin_rep()
    for posture in whole.postures:
        judge.watch(posture)
    mostly_unseen = tuple(replace(p, roll_deg=math.nan) if p.t > STILL_S + 1.5 else p for p in whole.postures)
    rep = judge.judge(1, replace(whole, postures=mostly_unseen))
    assert isinstance(rep, Rep)
    assert rep.faults == (Fault.PELVIS_ROLL,)
    assert rep.not_judged == ()


def moving(whole: RepSegment, knee: float, ankle: float, bottom: float, **fields: Any) -> RepSegment:
    """Return the rep with its joints moved by so many body lengths at the top, and other fields of its postures."""
    most = max(p.opening_deg for p in whole.postures)
    ways = np.array([knee, ankle, *[bottom] * (len(JOINTS) - 2)])

    def seen(posture: Posture) -> Posture:
        joints = np.stack([100.0 + 200.0 * ways * posture.opening_deg / most, np.full(len(JOINTS), 50.0)], axis=1)
        return replace(posture, body_px=200.0, joints=joints, **fields)

    return replace(whole, postures=tuple(seen(p) for p in whole.postures))


@pytest.mark.parametrize(
    ("ankle", "sigma", "is_rep"),
    [
        (0.20, 10.0, False),  # the leg turns about the hip: its ankle goes twice as far as its knee
        (0.14, 10.0, True),
        (0.20, 5.0, True),  # feet apart, but the opening is too sure for a leg raise
    ],
)
def test_a_leg_that_turns_about_the_hip_is_a_leg_raise(ankle: float, sigma: float, is_rep: bool) -> None:
    seen = moving(motion(Lift()), 0.1, ankle, 0.0, opening_sigma_deg=sigma)
    assert (CLAMSHELL.judge().judge(1, seen) is not Discard.LEG_RAISE) is is_rep


def test_a_body_that_moves_as_a_whole_does_no_rep() -> None:
    for bottom, sigma, is_rep in ((0.08, 10.0, False), (0.06, 10.0, True), (0.08, 5.0, True)):
        seen = moving(motion(Lift()), 0.1, 0.0, bottom, opening_sigma_deg=sigma)
        assert isinstance(CLAMSHELL.judge().judge(1, seen), Rep) is is_rep


def test_where_the_joints_are_unknown_the_movement_may_be_a_rep() -> None:
    assert isinstance(CLAMSHELL.judge().judge(1, moving(motion(Lift()), math.nan, math.nan, math.nan)), Rep)


@pytest.mark.parametrize(
    ("leg_raise", "other", "found"),
    [(0.6, 0.15, Discard.LEG_RAISE), (0.15, 0.6, Discard.STRANGE), (0.5, 0.15, None), (math.nan, math.nan, None)],
)
def test_what_is_probably_another_movement_is_no_rep(leg_raise: float, other: float, found: Discard | None) -> None:
    whole = motion(Lift())
    seen = tuple(replace(p, leg_raise_probability=leg_raise, other_probability=other) for p in whole.postures)
    judged = CLAMSHELL.judge().judge(1, replace(whole, postures=seen))
    assert judged is found if found else isinstance(judged, Rep)


def test_who_slides_with_the_knees_together_does_no_rep() -> None:
    whole = motion(Lift())
    for apart, is_rep in ((settings.KNEES_PART_LENGTHS - 0.001, False), (settings.KNEES_PART_LENGTHS + 0.001, True)):
        seen = tuple(replace(p, knees_apart=apart) for p in whole.postures)
        assert isinstance(CLAMSHELL.judge().judge(1, replace(whole, postures=seen)), Rep) is is_rep


def test_a_slip_of_the_skeleton_is_no_rep() -> None:
    quick, slow = Lift(up=0.4, hold=0.1, down=0.4), Lift()
    agreed, apart = settings.FLIP_DISAGREEMENT - 0.001, settings.FLIP_DISAGREEMENT + 0.001
    small, large = (opening / settings.UNSURE_SIGMAS for opening in (1.1 * quick.opening, 0.9 * quick.opening))
    cases = [(quick, apart, small, False), (quick, apart, large, True), (quick, agreed, small, True)]
    for lift, flip_disagreement, sigma, is_rep in [*cases, (slow, apart, small, True)]:
        whole = motion(lift)
        seen = tuple(replace(p, flip_disagreement=flip_disagreement, opening_sigma_deg=sigma) for p in whole.postures)
        assert isinstance(CLAMSHELL.judge().judge(1, replace(whole, postures=seen)), Rep) is is_rep


def test_no_leg_opens_and_closes_at_once() -> None:
    whole = motion(Lift(up=0.4, hold=0.1, down=0.4))
    for least_s, is_rep in ((settings.ARTIFACT_S, True), (0.1, False)):
        faster = tuple(replace(p, t=p.t * (least_s + 0.1) / 0.9) for p in whole.postures)
        assert isinstance(CLAMSHELL.judge().judge(1, replace(whole, postures=faster)), Rep) is is_rep


def test_a_slip_in_the_middle_of_a_rep_does_not_make_two_of_it() -> None:
    quick = replace(motion(Lift(up=0.4, hold=0.1, down=0.4)), reversed_at_deg=15.0)
    for sigma, is_rep in ((9.0, False), (1.0, True)):
        seen = tuple(replace(p, opening_sigma_deg=sigma) for p in quick.postures)
        assert isinstance(CLAMSHELL.judge().judge(1, replace(quick, postures=seen)), Rep) is is_rep


def test_a_lift_that_may_as_well_be_none_is_no_rep() -> None:
    whole = motion(Lift(opening=10))
    for sigmas, is_rep in ((settings.LEAST_SIGMAS - 0.1, False), (settings.LEAST_SIGMAS + 0.1, True)):
        seen = tuple(replace(p, opening_sigma_deg=10 / sigmas) for p in whole.postures)
        assert isinstance(CLAMSHELL.judge().judge(1, replace(whole, postures=seen)), Rep) is is_rep
