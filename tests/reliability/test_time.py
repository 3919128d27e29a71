"""Clocks that misbehave, machines that sleep, and hours."""

import signal
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any

import pytest

from formcheck.pose import Pose
from formcheck.recording import writer as recorder_module
from formcheck.recording.input_replay import Replay
from formcheck.recording.paths import folders
from formcheck.recording.reader import Recording
from formcheck.session.events import Event, RepCompleted
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.postures import Lift
from tests.recorded import LIFTS, StickModel, poses, record, stick

ROOT = Path(__file__).parents[2]


def moved(pose: Pose, by: float) -> Pose:
    return replace(pose, t=pose.t + by)


@pytest.mark.parametrize("at_s", [3.0, 4.5, 7.9, 12.0])
def test_a_minute_asleep_ends_no_set_and_makes_no_rep(at_s: float) -> None:
    """The lid was shut in the middle of a rep or between two: who lies there afterwards goes on."""
    before = [pose for pose in poses(LIFTS) if pose.t < at_s]
    after = [moved(pose, at_s + 60.0) for pose in poses([Lift()] * 3)]
    session = Session(RepRecognizer(StickModel()), Plan(reps=10))
    events: list[Event] = [event for pose in (*before, *after) for event in session.update(pose, 80.0).events]
    reps = [event.rep for event in events if isinstance(event, RepCompleted)]
    assert not [rep for rep in reps if rep.start_s < at_s < rep.end_s], "no rep spans the gap"
    assert len([rep for rep in reps if rep.start_s > at_s]) == 3
    assert [rep.number for rep in reps] == list(range(1, len(reps) + 1))
    assert not [rep for rep in reps if rep.end_s - rep.start_s > 10.0]


def test_a_clock_set_back_puts_no_session_into_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick_rules: None
) -> None:
    now = datetime(2026, 10, 25, 2, 30, tzinfo=timezone.utc)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return now

    monkeypatch.setattr(recorder_module, "datetime", Clock)
    made = [record(tmp_path, [Lift()])]
    for back in (timedelta(0), timedelta(hours=-1), timedelta(days=-40)):
        now += back
        made.append(record(tmp_path, [Lift()]))
    assert len(set(made)) == 4
    for folder in folders(tmp_path):
        recording = Recording(folder)
        assert Replay(recording).agrees(recording.events or ())


def test_times_that_repeat_or_run_backwards_are_refused_by_the_core() -> None:
    session = RepRecognizer(StickModel())
    session.update(stick(1.0))
    for t in (1.0, 0.5):
        with pytest.raises(ValueError, match="order of time"):
            session.update(stick(t))


def test_memory_stays_flat() -> None:
    """Minutes here stand for the hour of `python -m tests.reliability.soak`, which is reported in docs."""
    session = Session(RepRecognizer(StickModel()), Plan(reps=20, sets=3, rest_s=5.0))
    stream = poses([Lift()] * 50, fps=10.0)
    held = []
    tracemalloc.start()
    try:
        for i, pose in enumerate(stream):
            session.update(pose, 80.0)
            if i % 500 == 499:
                held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert len(held) >= 5
    assert held[-1] - held[1] < 200_000, held


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_the_whole_program_closes_its_files_when_it_is_told_to_end(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from formcheck import cli\n"
        "from formcheck.commands import history\n"
        "from tests.recorded import *\n"
        "def work(*_, **__):\n"
        "    with Recorder(Path(sys.argv[3]), METADATA, print) as recorder:\n"
        "        session = RepRecognizer(StickModel())\n"
        "        for i, pose in enumerate(poses(LIFTS)):\n"
        "            if i == 100:\n"
        "                os.kill(os.getpid(), signal.SIGTERM)\n"
        "            recorder.step(frame(i, pose.t), pose, session.update(pose))\n"
        "history.history = work\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "history", "--sessions", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 128 + 15, done.stderr
    assert done.stderr == ""
    (folder,) = tmp_path.iterdir()
    recording = Recording(folder)
    assert recording.metadata.frames == 100
    assert len(list(recording.inputs())) == 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_second_signal_does_not_interrupt_the_closing(name: str) -> None:
    code = (
        "import os, signal\n"
        "from formcheck import cli\n"
        "from formcheck.commands import history\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever runs the tests may ignore Ctrl-C
        "def work(*_, **__):\n"
        "    try:\n"
        f"        os.kill(os.getpid(), signal.{name})\n"
        "    finally:\n"
        "        for each in (signal.SIGINT, signal.SIGTERM):\n"
        "            os.kill(os.getpid(), each)\n"
        "        print('closed')\n"
        "history.history = work\n"
        "cli.main()\n"
    )
    words = [sys.executable, "-c", code, "history"]
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("closed\n", "", 128 + signal.Signals[name])
