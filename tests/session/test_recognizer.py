"""The whole core, fed by a stick body whose truth is known."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pytest

from formcheck.body.features import Baseline
from formcheck.body.roll import Estimate
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.form.rule import Fault
from formcheck.motion import settings
from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.similarity import Similarity
from formcheck.session.events import (
    Event,
    FaultRaised,
    PoseFound,
    PoseLost,
    Ready,
    RepStarted,
    SessionEnded,
    SideChanged,
)
from formcheck.session.recognizer import RepRecognizer, Step
from tests.postures import Lift
from tests.stick import RATES, Body, Eye, MarkerModel, clamshells, coach, completed, events, film, lasts, pose

Kind = TypeVar("Kind", bound=Event)

ROLL, MOMENTUM, FEET, RETURN = Fault
MIXED = [
    Lift(),
    Lift(roll=20),
    Lift(opening=14, up=1.5, down=1.8),
    Lift(up=0.4, hold=0.1, down=0.4),
    Lift(feet_gap=0.16),  # metres here
    Lift(low=0.45, rest=0.0, hold=0.4),
    Lift(hold=3.0, roll=5),
]
FAULTS = [(), (ROLL,), (), (MOMENTUM,), (FEET,), (RETURN,), ()]


def mixed(fps: float = 30.0, **how: Any) -> list[Pose]:
    return film(clamshells(MIXED), lasts(MIXED), fps, **how)


def of(kind: type[Kind], steps: list[Step]) -> list[Kind]:
    return [event for event in events(steps) if isinstance(event, kind)]


def faults(steps: list[Step]) -> list[tuple[Fault, ...]]:
    return [event.rep.faults for event in completed(steps)]


def numbers(steps: list[Step]) -> list[int]:
    return [event.rep.number for event in completed(steps)]


@pytest.fixture(scope="module")
def stream() -> list[Pose]:
    return mixed(24.0)


# --- one motion, one account --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fps", "side"), [*((fps, Side.RIGHT) for fps in RATES), (15.0, Side.LEFT)])
def test_the_same_reps_and_faults_at_any_frame_rate_on_either_side(fps: float, side: Side) -> None:
    steps = coach(mixed(fps, lying_on=side))
    assert faults(steps) == FAULTS
    begin = 1.5
    for event, lift, number in zip(completed(steps), MIXED, range(1, 9), strict=False):
        assert event.lying_on is side
        assert event.rep.number == number
        assert event.rep.start_s == pytest.approx(begin, abs=0.35)
        assert event.rep.opening_deg == pytest.approx(lift.opening, abs=3)
        assert event.rep.not_judged == ()
        begin += lift.up + lift.hold + lift.down + lift.rest
    rolled = [event.rep.roll_deg for event in completed(steps)]
    assert rolled == pytest.approx([lift.roll for lift in MIXED], abs=2)


@pytest.mark.parametrize("eye", [Eye(-25, 25), Eye(0, 8), Eye(40, 30, 3.0)])
def test_from_other_places_too(eye: Eye) -> None:
    assert faults(coach(mixed(15.0, eye=eye))) == FAULTS


def test_a_stream_replayed_gives_identical_events(stream: list[Pose]) -> None:
    first, again = coach(stream), coach(stream)
    assert events(first) == events(again)
    assert len(events(first)) > 20
    assert repr([step.posture for step in first]) == repr([step.posture for step in again])


@pytest.mark.parametrize("seed", range(3))
def test_a_frame_in_ten_may_be_lost(stream: list[Pose], seed: int) -> None:
    kept = np.random.default_rng(seed).random(len(stream)) > 0.1
    assert faults(coach([p for p, keep in zip(stream, kept, strict=True) if keep])) == FAULTS


@pytest.mark.parametrize(("share", "seed"), [(0.1, 0), (0.1, 1), (0.3, 0)])
def test_now_and_then_nobody_may_be_found(stream: list[Pose], share: float, seed: int) -> None:
    lost = np.random.default_rng(seed).random(len(stream)) < share
    steps = coach(Pose.missing(p.t) if gone else p for p, gone in zip(stream, lost, strict=True))
    assert faults(steps) == FAULTS
    [ready] = of(Ready, steps)
    assert ready.t < 1.3
    assert [event for event in of(PoseLost, steps) if event.t > ready.t] == []


def test_uneven_times_are_no_matter(stream: list[Pose]) -> None:
    rng = np.random.default_rng(5)
    times = np.sort(rng.uniform(0, lasts(MIXED), len(stream)))
    motion = clamshells(MIXED)
    assert faults(coach(pose(float(t), motion(float(t))) for t in times)) == FAULTS


# --- events -------------------------------------------------------------------------------------------------------


def test_events_come_in_order_of_time_and_of_sense(stream: list[Pose]) -> None:
    steps = coach(stream)
    found = events(steps)
    assert all(one.t <= other.t for one, other in pairwise(found))
    assert isinstance(found[0], PoseFound)
    assert isinstance(found[1], Ready)
    assert numbers(steps) == [event.number for event in of(RepStarted, steps)] == list(range(1, 8))
    for event in of(FaultRaised, steps):
        assert event.fault in completed(steps)[event.number - 1].rep.faults


def test_roll_is_told_while_the_leg_is_up() -> None:
    steps = coach(film(clamshells([Lift(roll=20)]), 8.0))
    [raised] = of(FaultRaised, steps)
    [rep] = completed(steps)
    assert rep.rep.start_s < raised.t < rep.rep.release_s


def test_time_must_increase() -> None:
    session = RepRecognizer(MarkerModel())
    session.update(pose(1.0, Body()))
    for t in (1.0, 0.5):
        with pytest.raises(ValueError, match=f"poses must come in order of time: {t} s after 1.0 s"):
            session.update(pose(t, Body()))


def test_the_end_is_at_the_last_pose() -> None:
    session = RepRecognizer(MarkerModel())
    assert session.finish() == (SessionEnded(0.0),)
    session.update(pose(2.5, None))
    assert session.finish() == (SessionEnded(2.5),)


# --- what is no clamshell -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (Body(upright=True, hip_flexion=0, knee_flexion=0), SetupIssue.NOT_LYING),
        (Body(upright=True, hip_flexion=90), SetupIssue.NOT_LYING),
    ],
    ids=["standing", "sitting"],
)
def test_nobody_ready_does_no_reps(body: Body, why: SetupIssue) -> None:
    steps = coach(film(clamshells([Lift()] * 2, body=body), 12.0, 15.0))
    assert events(steps) == []
    assert {step.posture.setup_issue for step in steps} == {why}


@pytest.mark.parametrize(
    "body",
    [Body(hip_flexion=0, knee_flexion=0), Body(hip_flexion=40, knee_flexion=8)],
    ids=["straight legs", "legs forward"],
)
def test_legs_all_but_straight_do_no_reps(body: Body) -> None:
    steps = coach(film(clamshells([Lift()] * 2, body=body), 12.0, 15.0))
    assert [type(event) for event in events(steps)] == [PoseFound, PoseLost]
    assert {step.posture.setup_issue for step in steps} == {SetupIssue.MOVING, SetupIssue.LEGS_STRAIGHT}
    assert steps[-1].posture.setup_issue is SetupIssue.LEGS_STRAIGHT


def test_the_back_to_the_camera_gives_no_reps() -> None:
    assert events(coach(film(clamshells([Lift()] * 2), 12.0, 15.0, eye=Eye(170, 20)))) == []


@pytest.mark.parametrize("height", [50.0, 65.0])
def test_a_leg_raise_is_no_rep(height: float) -> None:
    lifting = clamshells([Lift(opening=height, up=1.5, down=1.5)] * 4)

    def raising(t: float) -> Body:
        return Body(raise_deg=lifting(t).opening)

    assert completed(coach(film(raising, 24.0))) == []


def test_lying_still_is_no_rep() -> None:
    steps = coach(film(lambda t: Body(), 30.0, noise_px=1.0))
    assert len(of(Ready, steps)) == 1
    assert completed(steps) == of(RepStarted, steps) == []


def test_hidden_landmarks_raise_no_fault(stream: list[Pose]) -> None:
    def hide(seen: Pose, *marks: Landmark) -> Pose:
        image, world = seen.image_px.copy(), seen.world_m.copy()
        image[list(marks)] = world[list(marks)] = np.nan
        return Pose(seen.t, image, world, seen.visibility)

    arms = [mark for mark in Landmark if Landmark.LEFT_ELBOW <= mark <= Landmark.RIGHT_THUMB]
    assert faults(coach(hide(p, *arms) for p in stream)) == FAULTS
    assert events(coach(hide(p, Landmark.RIGHT_ANKLE) for p in stream)) == []


def test_of_feet_whose_place_is_a_guess_nothing_is_said(stream: list[Pose]) -> None:
    def guessed(seen: Pose) -> Pose:
        visibility = seen.visibility.copy()
        visibility[Landmark.RIGHT_ANKLE] = 0.05
        return replace(seen, visibility=visibility)

    steps = coach(guessed(p) for p in stream)
    assert faults(steps) == [() if kinds == (FEET,) else kinds for kinds in FAULTS]
    assert all(FEET in event.rep.not_judged for event in completed(steps))


def test_a_roll_too_uncertain_is_not_judged_and_the_reps_count(stream: list[Pose]) -> None:
    steps = coach(stream, MarkerModel(roll_sigma=20.0))
    assert all(ROLL in event.rep.not_judged and ROLL not in event.rep.faults for event in completed(steps))
    assert len(completed(steps)) == len(MIXED)


# --- comings and goings -------------------------------------------------------------------------------------------


def test_half_a_second_unseen_in_a_hold_loses_nothing() -> None:
    lifts = [Lift(hold=3.0, roll=20), Lift(hold=3.0)]
    poses = film(clamshells(lifts), lasts(lifts))
    steps = coach(Pose.missing(p.t) if 4.5 < p.t < 5.0 or 13.0 < p.t < 13.5 else p for p in poses)
    assert faults(steps) == [(ROLL,), ()]
    assert [event.rep.hold_s for event in completed(steps)] == pytest.approx([3.0, 3.0], abs=0.4)
    assert len(of(Ready, steps)) == 1
    assert of(PoseLost, steps) == []


def away(
    begin: float, end: float, motion: Callable[[float], Body], back: Callable[[Body], Body] = lambda body: body
) -> Callable[[float], Body | None]:
    """Return the motion with nobody there from `begin` to `end`, which then goes on where it stopped."""

    def at(t: float) -> Body | None:
        if begin < t < end:
            return None
        return motion(t) if t <= begin else back(motion(begin + t - end))

    return at


def test_who_leaves_and_comes_back_is_counted_on() -> None:
    lifts = [Lift(), Lift(roll=20), Lift(), Lift(roll=20)]
    leave = 1.5 + 2 * 6.3 - 0.4
    elsewhere = away(leave, leave + 3.0, clamshells(lifts), lambda body: replace(body, at_m=(0.3, 0.2)))

    def motion(t: float) -> Body | None:
        return elsewhere(t) if t < leave + 3.0 else elsewhere(max(leave + 3.0, t - 1.2))  # time to settle

    steps = coach(film(motion, lasts(lifts) + 4.5))
    assert faults(steps) == [(), (ROLL,), (), (ROLL,)]
    assert numbers(steps) == [1, 2, 3, 4]
    [lost] = of(PoseLost, steps)
    assert lost.setup_issue is SetupIssue.NOBODY
    assert lost.t == pytest.approx(leave + 1.0, abs=0.15)
    assert len(of(Ready, steps)) == len(of(PoseFound, steps)) == 2


def test_after_a_gap_without_any_frame_the_start_is_found_anew() -> None:
    lifts = [Lift(rest=6.0), Lift(roll=20)]
    poses = film(clamshells(lifts), lasts(lifts))
    steps = coach(p for p in poses if not 7.2 < p.t < 10.6)
    assert faults(steps) == [(), (ROLL,)]
    assert len(of(Ready, steps)) == 2


def test_a_rep_that_its_person_left_is_no_rep() -> None:
    def motion(t: float) -> Body | None:
        if t < 4.0:
            return clamshells([Lift()])(t)
        return None if t < 7.0 else clamshells([Lift()], still=9.0)(t)

    steps = coach(film(motion, 17.0))
    assert [event.number for event in of(RepStarted, steps)] == [1, 1]
    assert numbers(steps) == [1]


def test_turning_over_is_found() -> None:
    lifts = [Lift(), Lift(roll=20)]
    turned = lasts(lifts) + 2.0

    def motion(t: float) -> Body:
        return clamshells(lifts)(t) if t < turned else clamshells(lifts)(t - turned)

    steps = coach(film(motion, 2 * turned, lying_on=lambda t: Side.RIGHT if t < turned else Side.LEFT))
    assert [event.lying_on for event in completed(steps)] == [Side.RIGHT] * 2 + [Side.LEFT] * 2
    assert faults(steps) == [(), (ROLL,)] * 2
    [changed] = of(SideChanged, steps)
    assert changed.lying_on is Side.LEFT
    assert turned < changed.t < turned + 1.6
    assert [event.lying_on for event in of(Ready, steps)] == [Side.RIGHT, Side.LEFT]


def test_a_cut_begins_anew_without_a_false_rep() -> None:
    """The first take ends with the leg up; the second shows somebody elsewhere, nearer, at rest."""

    def motion(t: float) -> Body:
        if t < 10.3:
            return clamshells([Lift(), Lift()])(t)
        return replace(clamshells([Lift(), Lift(roll=20)], still=12.5)(t), at_m=(-0.5, 0.6))

    steps = coach(film(motion, 27.0))
    assert faults(steps) == [(), (), (ROLL,)]
    assert numbers(steps) == [1, 2, 3]
    assert len(of(Ready, steps)) == 2


def test_who_never_holds_still_is_coached_too() -> None:
    lifts = [Lift(rest=0.0, hold=0.3)] * 5
    steps = coach(film(clamshells(lifts, still=0.0), 24.0))
    assert faults(steps) == [()] * 5
    assert numbers(steps) == [1, 2, 3, 4, 5]
    openings = [event.rep.opening_deg for event in completed(steps)]
    assert openings[1:] == pytest.approx([30] * 4, abs=2)
    assert openings[0] == pytest.approx(30, abs=2.5)  # while the start was looked for


def test_a_set_that_never_holds_still_is_counted_and_judged_from_its_first_rep() -> None:
    honest, thrown = Lift(up=1.0, hold=0.3, down=1.2, rest=0.0), Lift(up=0.4, hold=0.1, down=0.4, rest=0.0)
    lifts = [honest] * 3 + [thrown] * 3 + [replace(honest, roll=20.0)]
    steps = coach(film(clamshells(lifts, still=0.0), lasts(lifts), 24.0))
    assert faults(steps) == [()] * 3 + [(MOMENTUM,)] * 3 + [(ROLL,)]
    assert [event.rep.not_judged for event in completed(steps)] == [()] * 7


def test_nobody_is_accused_of_speed_while_two_looks_see_different_legs() -> None:
    thrown = [Lift(up=0.4, hold=1.2, down=0.4)]
    seen = film(clamshells(thrown), lasts(thrown), 24.0)
    assert faults(coach(seen)) == [(MOMENTUM,)]
    unsure = coach([replace(pose, flip_disagreement=2 * settings.FLIP_DISAGREEMENT) for pose in seen])
    assert faults(unsure) == [()]
    assert MOMENTUM in completed(unsure)[0].rep.not_judged


def test_what_is_small_over_at_once_and_seen_differently_by_two_looks_is_not_counted() -> None:
    slip = [Lift(opening=4.3, up=0.4, hold=0.1, down=0.4)]
    seen = film(clamshells(slip), lasts(slip), 24.0)
    assert len(completed(coach(seen))) == 1
    assert completed(coach([replace(pose, flip_disagreement=2 * settings.FLIP_DISAGREEMENT) for pose in seen])) == []


def test_a_start_that_was_open_is_replaced() -> None:
    """Ready with the knees 14 degrees apart, then closed: what follows is measured from the closed knees."""

    def motion(t: float) -> Body:
        if t < 2.0:
            return Body(opening=14.0)
        if t < 3.0:
            return Body(opening=14.0 * (3.0 - t))
        return clamshells([Lift(), Lift(roll=20)], still=5.0)(t)

    steps = coach(film(motion, 19.0))
    starts = of(Ready, steps)
    assert starts[0].t < 2.0 < starts[-1].t < 4.0
    for before, after in pairwise(steps):
        if after.posture.start != before.posture.start:
            assert abs(after.posture.opening_deg) < 6 or np.isnan(after.posture.opening_deg)
    assert faults(steps) == [(), (ROLL,)]
    assert [event.rep.opening_deg for event in completed(steps)] == pytest.approx([30, 30], abs=2)


class NeverOpened(MarkerModel):
    """Knows what an open leg looks like against a closed start only, as the fitted model does."""

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        said = super().change(baseline, image)
        return said if baseline.image[Landmark.NOSE, 1] < 5 else replace(said, opening=0.0, roll=0.0)


@pytest.mark.parametrize("side", Side)
def test_a_recording_that_begins_with_the_leg_open_starts_when_it_closes(side: Side) -> None:
    lifts = [Lift(hold=2.5), Lift(), Lift(roll=20)]
    steps = coach([p for p in film(clamshells(lifts), lasts(lifts), lying_on=side) if p.t > 4.0], NeverOpened())
    assert faults(steps) == [(), (ROLL,)]
    assert [event.rep.opening_deg for event in completed(steps)] == pytest.approx([30, 30], abs=2)


def test_a_recording_that_begins_with_the_first_rep_counts_it() -> None:
    lifts = [Lift(hold=1.5), Lift(), Lift(roll=20)]
    steps = coach([p for p in film(clamshells(lifts), lasts(lifts)) if p.t > 1.4], NeverOpened())
    assert faults(steps) == [(), (), (ROLL,)]
    assert [event.rep.opening_deg for event in completed(steps)] == pytest.approx([30, 30, 30], abs=4)
    assert completed(steps)[0].rep.not_judged in ((), (MOMENTUM,))


# --- drift --------------------------------------------------------------------------------------------------------


def drifting(lifts: list[Lift], settle_deg: float, seconds: float) -> Callable[[float], Body]:
    """Return the motion of somebody whose pelvis and leg settle by so many degrees over the whole time."""
    motion = clamshells(lifts)

    def at(t: float) -> Body:
        body, share = motion(t), min(t / seconds, 1.0)
        return replace(body, opening=body.opening + settle_deg * share, roll=body.roll + settle_deg * share)

    return at


@pytest.mark.parametrize("settle_deg", [3.0, -3.0])
@pytest.mark.parametrize("fps", [15.0, 30.0])
def test_a_person_who_settles_is_followed(settle_deg: float, fps: float) -> None:
    lifts = [Lift(roll=7, rest=2.0)] * 8
    seconds = lasts(lifts)
    steps = coach(film(drifting(lifts, settle_deg, seconds), seconds, fps))
    assert faults(steps) == [()] * 8
    assert [event.rep.opening_deg for event in completed(steps)] == pytest.approx([30] * 8, abs=2)
    assert completed(steps)[-1].rep.roll_deg == pytest.approx(7, abs=2)
    assert len(of(Ready, steps)) == 1


def test_who_draws_up_the_legs_right_up_to_a_lift_is_measured_from_where_it_began() -> None:
    """The model takes drawn-up legs for a little roll, as long as they lie elsewhere than at the start."""
    lifts = [Lift(roll=10, rest=0.5)] * 3
    motion, begins = clamshells(lifts), lasts(lifts[:1]) - 1.5

    def drawn_up(t: float) -> float:
        return float(np.clip((t - begins + 0.5) / 0.5, 0, 1))

    def mistaken(pose: Pose) -> Pose:
        image = pose.image_px.copy()
        image[[Landmark.LEFT_EYE, Landmark.RIGHT_EYE], 1] += 4 * drawn_up(pose.t)
        return replace(pose, image_px=image)

    poses = film(lambda t: replace(motion(t), hip_flexion=45 + 8 * drawn_up(t)), lasts(lifts))
    steps = coach(map(mistaken, poses))
    assert faults(steps) == [()] * 3
    assert [event.rep.roll_deg for event in completed(steps)] == pytest.approx([10, 10, 10], abs=1)


def test_a_camera_that_slides_slowly_is_followed() -> None:
    lifts = [Lift(roll=5, rest=2.0)] * 6
    motion, seconds = clamshells(lifts), lasts(lifts)
    steps = coach(film(lambda t: replace(motion(t), at_m=(0.03 * t / seconds, 0.0)), seconds))
    assert faults(steps) == [()] * 6


@pytest.mark.parametrize("side", Side)
def test_a_camera_that_is_known_to_move_changes_nothing(side: Side) -> None:
    def swayed(pose: Pose) -> Pose:
        """Seen by a phone in a hand; the marks in the face that the model reads stay."""
        turn, size = 0.02 * np.sin(2 * pose.t), 1 + 0.02 * np.sin(pose.t)
        way = Similarity(size * np.cos(turn), size * np.sin(turn), 25 * np.sin(1.5 * pose.t), 20 * np.sin(1.1 * pose.t))
        return replace(pose, image_px=way.of(pose.image_px), camera=way.inverse())

    still = film(clamshells(MIXED), lasts(MIXED), lying_on=side)
    expected, found = completed(coach(still)), completed(coach([swayed(pose) for pose in still]))
    assert [event.rep.faults for event in found] == [event.rep.faults for event in expected] == FAULTS
    assert [event.rep.opening_deg for event in found] == pytest.approx([event.rep.opening_deg for event in expected])
    assert [event.rep.roll_deg for event in found] == pytest.approx([event.rep.roll_deg for event in expected])


@pytest.mark.parametrize(("fps", "stays", "rest"), [(15.0, 0.0, 2.0), (15.0, 0.6, 7.0), (30.0, 0.3, 3.0)])
def test_a_roll_that_grows_over_a_set_is_not_swallowed(fps: float, stays: float, rest: float) -> None:
    """The pelvis comes back to rest only in part: so much of each rep's roll stays between the reps."""
    lifts = [Lift(roll=18.0 * i / 11, rest=rest) for i in range(12)]
    motion = clamshells(lifts)
    length = lasts(lifts[:1], still=0.0)

    def at(t: float) -> Body:
        body, since = motion(t), t - 1.5
        if since < 0:
            return body
        i = min(int(since / length), 11)
        done = lifts[i] if since - i * length > lifts[i].up else lifts[max(i - 1, 0)]
        return replace(body, roll=max(body.roll, stays * done.roll))

    steps = coach(film(at, lasts(lifts), fps))
    reps = [event.rep for event in completed(steps)]
    assert len(reps) == 12
    for rep, lift in zip(reps, lifts, strict=True):
        if lift.roll > 15:
            assert rep.faults == (ROLL,)
        if lift.roll < 8:
            assert rep.faults == ()
