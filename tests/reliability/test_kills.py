"""A process that records is killed at any moment; every command reads what is left."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

from formcheck.history.database import open_history, update
from formcheck.recording.input_replay import Replay
from formcheck.recording.paths import is_session
from formcheck.recording.reader import Recording
from tests.commands.test_sessions import formcheck
from tests.recorded import StickModel
from tests.reliability import recording_child

KILLS = int(os.environ.get("FORMCHECK_KILLS", "25"))  # a hundred and more by `make fuzz`
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked, for a start in no time")


def killed_after(place: Path, seconds: float, how: signal.Signals, *, first_pose: bool) -> None:
    """Record into `place` in a child and kill it so many seconds after it began, or after its first pose was kept."""
    context = multiprocessing.get_context("fork")
    child = context.Process(target=quiet, args=(place,))
    child.start()
    while first_pose and child.is_alive() and not any(path.stat().st_size for path in place.glob("*/poses.jsonl")):
        time.sleep(0.001)
    time.sleep(seconds)
    assert child.pid is not None
    os.kill(child.pid, how)
    child.join()
    assert child.exitcode == -how


def quiet(place: Path) -> None:
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the child's, until its end
    recording_child.main(place)


def test_what_a_kill_leaves_can_be_read(tmp_path: Path, stick_rules: None) -> None:
    rng = Random(6)
    kept = []
    for i in range(KILLS):
        place = tmp_path / str(i)
        how = rng.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM))
        killed_after(place, rng.uniform(0.0, 0.25), how, first_pose=i % 3 > 0)  # a busy machine is slow to begin
        found = list(place.iterdir()) if place.exists() else []
        for folder in filter(is_session, found):  # killed before its first file is whole: no frame was there yet
            recording = Recording(folder)
            assert not recording.metadata.finished
            poses = [given.pose for given in recording.inputs() if given.pose is not None]
            lines = (folder / "poses.jsonl").read_bytes().count(b"\n") if recording.has("poses.jsonl") else 0
            assert len(poses) == lines, "every whole line counts"
            assert [p.t for p in poses] == pytest.approx([n / 15.0 for n in range(lines)]), "from the first on"
            if recording.events is not None:
                assert Replay(recording, StickModel()).agrees(recording.events)
            assert not any("cannot be read" in remark for remark in recording.remarks)
            kept.append(lines)
        told: list[str] = []
        with open_history(place, print) as database:
            update(database, place, told.append)
        assert told == []
    assert sum(lines > 0 for lines in kept) > KILLS / 2


@pytest.mark.parametrize("seconds", [0.0, 0.4])
def test_every_command_takes_what_a_kill_left(tmp_path: Path, stick_rules: None, seconds: float) -> None:
    killed_after(tmp_path / "sessions", seconds, signal.SIGKILL, first_pose=True)
    (folder,) = (tmp_path / "sessions").iterdir()
    place = ("--sessions", folder.parent)
    for words in (
        ("replay", folder, "--rerun"),
        ("report", folder),
        ("history", *place),
        ("note", folder, "--pain-after", 2),
        ("share", folder, "-o", tmp_path / "shared.zip"),
        ("report", tmp_path / "shared.zip"),
        ("export", folder, "--csv", "-o", tmp_path / "numbers"),
    ):
        assert formcheck(*words).exit_code == 0, words
