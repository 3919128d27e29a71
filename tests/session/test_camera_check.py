"""The camera is checked before a session: what it says, and when it lets begin."""

from dataclasses import replace
from typing import cast

import pytest

from formcheck.body.posture import Posture
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.tracker import BodyTracker
from formcheck.body.view import View
from formcheck.exercise.instruction import Instruction
from formcheck.pose import Pose
from formcheck.session.camera_check import ADJUST_S, CameraCheck
from formcheck.session.events import Instructed
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step
from tests.postures import BLIND_VIEW, GOOD_VIEW
from tests.session.script import NO_MODEL, pose_at


class FakeBody:
    """Stands in for the body tracker; a new one sees the view of the time at which it was made."""

    def __init__(self, setup_issue: SetupIssue | None, view: View | None) -> None:
        self._setup_issue, self._view = setup_issue, view

    def update(self, pose: Pose) -> Posture:
        return Posture(pose.t, self._setup_issue, Side.RIGHT, 1, self._view)


def checked(
    monkeypatch: pytest.MonkeyPatch,
    *views: View | None,
    setup_issue: SetupIssue | None = None,
    seconds: float = 4.0,
    light: float | None = None,
) -> list[Step]:
    """Return the steps; each new look at the view finds the next of the views, and then the last for ever."""
    left = list(views)
    monkeypatch.setattr(
        "formcheck.session.camera_check.BodyTracker",
        lambda *_: FakeBody(setup_issue, left.pop(0) if len(left) > 1 else left[0]),
    )
    check = CameraCheck(NO_MODEL)
    return [check.update(pose_at(i / 10), light) for i in range(round(seconds * 10))]


def said(steps: list[Step]) -> list[Instruction]:
    return [event.instruction for step in steps for event in step.events if isinstance(event, Instructed)]


def progress(step: Step) -> Progress:
    assert step.progress is not None
    return step.progress


def test_a_good_view_begins_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = checked(monkeypatch, GOOD_VIEW)
    assert progress(steps[0]).stage is Stage.EXERCISE
    assert said(steps) == []


def test_a_low_camera_is_told_before_the_set_and_a_raised_one_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = checked(monkeypatch, BLIND_VIEW, BLIND_VIEW, BLIND_VIEW, GOOD_VIEW, seconds=12.0)
    assert said(steps) == [
        Instruction.MOVE_CAMERA,
        Instruction.HIGHER,
        Instruction.HIGHER,
        Instruction.GOOD_VIEW,
    ]
    assert progress(steps[0]).detail == BLIND_VIEW.advice
    good = next(i for i, step in enumerate(steps) if progress(step).instruction is Instruction.GOOD_VIEW)
    assert {progress(step).stage for step in steps[:good]} == {Stage.GUIDE}
    assert progress(steps[-1]).stage is Stage.EXERCISE


def test_a_camera_at_the_head_is_sent_towards_the_feet(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_head = replace(BLIND_VIEW, azimuth_towards_feet_deg=-40.0)
    assert said(checked(monkeypatch, at_the_head, seconds=5.0))[1:] == [Instruction.TOWARDS_FEET]


def test_who_gets_up_to_move_the_laptop_has_the_whole_time_again(monkeypatch: pytest.MonkeyPatch) -> None:
    check = CameraCheck(NO_MODEL)
    check._body = cast("BodyTracker", FakeBody(None, BLIND_VIEW))
    monkeypatch.setattr("formcheck.session.camera_check.BodyTracker", lambda *_: FakeBody(None, BLIND_VIEW))
    check.update(pose_at(0.0))
    check._body = cast("BodyTracker", FakeBody(SetupIssue.NOT_LYING, None))
    check.update(pose_at(10.0))
    check._body = cast("BodyTracker", FakeBody(None, BLIND_VIEW))
    assert progress(check.update(pose_at(ADJUST_S + 1))).stage is Stage.GUIDE


def test_a_computer_that_is_too_slow_is_told_before_the_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.session.camera_check.BodyTracker", lambda *_: FakeBody(None, GOOD_VIEW))
    check = CameraCheck(NO_MODEL)
    check.fall_behind(0.5)
    step = check.update(pose_at(0.6))
    assert said([step]) == [Instruction.TOO_BUSY]
    assert progress(step).behind
    check.catch_up(9.0)
    assert not progress(check.update(pose_at(9.1))).behind


def test_a_view_that_stays_low_begins_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = checked(monkeypatch, BLIND_VIEW, seconds=ADJUST_S + 1)
    begun = next(step.posture.t for step in steps if progress(step).stage is Stage.EXERCISE)
    assert begun == pytest.approx(ADJUST_S, abs=0.2)


@pytest.mark.parametrize(
    ("setup_issue", "light", "instruction"),
    [
        (SetupIssue.NOBODY, 20.0, Instruction.MORE_LIGHT),
        (SetupIssue.PARTLY_HIDDEN, 120.0, Instruction.SHOW_WHOLE_BODY),
        (SetupIssue.NOT_LYING, 120.0, Instruction.LIE_DOWN),
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_begins(
    monkeypatch: pytest.MonkeyPatch, setup_issue: SetupIssue, light: float, instruction: Instruction
) -> None:
    steps = checked(monkeypatch, None, setup_issue=setup_issue, light=light)
    assert said(steps) == [instruction]
    assert {progress(step).stage for step in steps} == {Stage.GUIDE}
