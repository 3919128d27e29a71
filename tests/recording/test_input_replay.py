from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.pose import Pose
from formcheck.recording.input_replay import Replay, replay_poses, same
from formcheck.recording.reader import Recording
from tests.recorded import LIFTS, StickModel, poses


def test_events_come_from_poses_alone(folder: Path) -> None:
    (folder / "events.jsonl").unlink()
    found = replay_poses(folder, StickModel())
    assert [type(event).__name__ for event in found].count("RepCompleted") == len(LIFTS)


def test_poses_come_back_in_step(folder: Path) -> None:
    for expected, (index, pose, step) in zip(poses(LIFTS), Replay(Recording(folder), StickModel()), strict=True):
        assert isinstance(pose, Pose)
        assert (pose.t, step.posture.t) == (expected.t, expected.t)
        assert index == round(expected.t * 30)


def test_a_plan_that_cannot_be_followed_is_said(folder: Path) -> None:
    path = folder / "session.json"
    path.write_text(path.read_text().replace('"reps": 10', '"reps": 1000'))
    with pytest.raises(InputError, match="cannot be followed"):
        Replay(Recording(folder), StickModel())


def test_without_a_plan_the_bare_session_is_replayed(folder: Path) -> None:
    path = folder / "session.json"
    text = path.read_text()
    start, end = text.index('"plan": {'), text.index("}", text.index('"plan": {')) + 1
    path.write_text(f'{text[:start]}"plan": null{text[end:]}')
    kinds = {type(event).__name__ for event in Replay(Recording(folder), StickModel()).events()}
    assert "RepCompleted" in kinds
    assert "SetStarted" not in kinds


def test_what_a_kill_may_cost_is_no_change(folder: Path) -> None:
    events = Recording(folder).events or ()
    ended = len(Replay(Recording(folder), StickModel()).events()) - len(events)
    assert ended == 0
    last_t = events[-1].t
    at_end = sum(event.t == last_t for event in events)
    assert same(events[:-at_end], events, finished=False, at_end=at_end)
    assert not same(events[:-at_end], events, finished=True, at_end=at_end)
    assert not same(events[: len(events) // 2], events, finished=False, at_end=at_end)
    assert not same(events[1:], events, finished=False, at_end=at_end)
