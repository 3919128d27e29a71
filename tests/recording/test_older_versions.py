"""A session that version 0.1.0 recorded, at commit 41e4648, of a fixture clip (`rate_15`): still read by every command.

Its plan had three reps a leg; it was paused for three frames, and ended in the middle of the plan.
"""

import csv
import tarfile
from pathlib import Path

import pytest

from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.session.events import Event, Paused, RepCompleted, SetCompleted
from tests.commands.test_sessions import done, formcheck

PACKED = Path(__file__).parents[1] / "fixtures" / "sessions" / "version_0.1.0.tar.xz"
POSES, REPS = 361, 5


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the folder of the session."""
    with tarfile.open(PACKED) as packed:
        packed.extractall(tmp_path / "sessions", filter="data")
    (folder,) = (tmp_path / "sessions").iterdir()
    return folder


def reps(events: tuple[Event, ...]) -> list[RepCompleted]:
    return [event for event in events if isinstance(event, RepCompleted)]


def test_all_that_version_0_1_0_wrote_is_read(old: Path) -> None:
    recording = Recording(old)
    events = recording.events
    assert events is not None
    assert recording.metadata.formcheck == "0.1.0"
    assert recording.metadata.finished
    assert sum(given.pose is not None for given in recording.inputs()) == POSES
    assert len(events) == len((old / "events.jsonl").read_bytes().splitlines())
    assert [event.rep.number for event in reps(events)] == [*range(1, REPS + 1)]
    assert [event.result.clean for event in events if isinstance(event, SetCompleted)] == [2]
    assert recording.remarks == []


def test_its_poses_and_what_was_asked_by_hand_give_the_same_reps_today(old: Path) -> None:
    recording = Recording(old)
    now = Replay(recording).events()
    assert [event.t for event in now if isinstance(event, Paused)] == [8.0]
    before = reps(recording.events or ())
    assert [event.rep.top_s for event in reps(now)] == pytest.approx([event.rep.top_s for event in before], abs=0.3)


def test_every_command_takes_it(old: Path, tmp_path: Path) -> None:
    rerun = formcheck("replay", old, "--rerun")
    assert rerun.exit_code == 1, "today's rules differ in some numbers"
    assert "recorded by formcheck 0.1.0" in rerun.output
    assert "<!doctype html>" in Path(done("report", old).strip()).read_text(encoding="utf-8")
    done("share", old, "-o", tmp_path / "shared.zip")
    done("report", tmp_path / "shared.zip")
    done("export", old, "--csv", "--trc", "-o", tmp_path / "numbers")
    with next((tmp_path / "numbers").glob("*-reps.csv")).open(encoding="utf-8", newline="") as file:
        assert [int(row["number"]) for row in csv.DictReader(file)] == [*range(1, REPS + 1)]
    assert "2 of 3" in done("history", "--sessions", old.parent)
