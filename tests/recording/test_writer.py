import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formcheck.body.posture import Posture
from formcheck.motion.segmenter import Phase
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.session.events import RepCompleted, SessionEnded
from formcheck.session.recognizer import Step
from tests.recorded import LIFTS, METADATA, StickModel, frame, poses, record, stick

ROOT = Path(__file__).parents[2]


def test_a_session_lies_in_a_folder_for_its_owner_alone(once: Path) -> None:
    folder = once
    assert sorted(path.name for path in folder.iterdir()) == ["events.jsonl", "poses.jsonl", "session.json"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_what_the_session_was_is_told(folder: Path) -> None:
    metadata = Recording(folder).metadata
    n = len(list(poses(LIFTS)))
    assert metadata.finished
    assert (metadata.frames, metadata.width, metadata.height) == (n, 32, 18)
    assert metadata.duration_s == pytest.approx((n - 1) / 30)
    assert metadata.started is not None


def test_unchanged_rules_give_the_same_events(folder: Path) -> None:
    recording = Recording(folder)
    assert recording.events is not None
    assert len([e for e in recording.events if isinstance(e, RepCompleted)]) == len(LIFTS)
    assert Replay(recording).agrees(recording.events)
    assert recording.remarks == []


def test_what_was_asked_by_hand_is_replayed(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path, asked={60: "pause", 90: "resume", 300: "restart_set"})
    recording = Recording(folder)
    names = [type(event).__name__ for event in recording.events or ()]
    assert {"Paused", "Resumed", "SetRestarted"} <= set(names)
    assert Replay(recording).agrees(recording.events or ())


def test_what_was_asked_after_the_last_frame_is_replayed(tmp_path: Path, stick_rules: None) -> None:
    from formcheck.recording.input_log import InputLog
    from formcheck.session.plan import Plan
    from formcheck.session.recognizer import RepRecognizer
    from formcheck.session.session import Session

    input_log = InputLog(Session(RepRecognizer(StickModel()), Plan(reps=10)))
    recorder = Recorder(tmp_path, METADATA, print, input_log=input_log)
    for i in range(60):
        pose = stick(i / 30)
        recorder.step(frame(i, pose.t), pose, input_log.update(pose, 80.0))
    input_log.pause(2.0)
    recorder.end(input_log.finish())
    assert recorder.folder is not None
    recording = Recording(recorder.folder)
    assert "Paused" in [type(event).__name__ for event in recording.events or ()]
    assert Replay(recording).agrees(recording.events or ())


def test_two_sessions_of_one_second_have_two_folders(tmp_path: Path) -> None:
    folders = {record(tmp_path, [], metadata=METADATA) for _ in range(4)}
    assert len(folders) == 4


def test_a_place_with_spaces_and_umlauts_will_do(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path / "Übungen für Zoë" / "clam shell")
    assert Replay(Recording(folder)).agrees(Recording(folder).events or ())


def test_no_frame_leaves_no_folder(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "sessions", METADATA, print)
    recorder.end((SessionEnded(0.0),))
    recorder.close()
    assert not (tmp_path / "sessions").exists()


def test_a_session_that_was_not_ended_stands_as_such(tmp_path: Path, stick_rules: None) -> None:
    recording = Recording(record(tmp_path, end=False))
    assert not recording.metadata.finished
    assert recording.remarks == ["The session was not ended properly: what was kept up to there is shown."]
    assert Replay(recording).agrees(recording.events or ())


def test_a_kill_loses_at_most_a_second(tmp_path: Path, stick_rules: None) -> None:
    """A process that records is killed while it does; what is left can be read."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tests.recorded import *\n"
        "input_log = InputLog(Session(RepRecognizer(StickModel()), Plan(reps=10)))\n"
        "recorder = Recorder(Path(sys.argv[1]), METADATA, print, input_log=input_log, video=True)\n"
        "for i, pose in enumerate(poses(LIFTS * 100)):\n"
        "    recorder.step(frame(i, pose.t), pose, input_log.update(pose, 80.0))\n"
        "    if i == 200: print('going', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"going\n"
    time.sleep(0.2)
    process.kill()
    process.wait()
    process.stdout.close()
    (folder,) = tmp_path.iterdir()
    recording = Recording(folder)
    assert recording.metadata.width == 32
    read = [given.pose.t for given in recording.inputs() if given.pose is not None]
    assert len(read) > 200
    assert Replay(recording).agrees(recording.events or ())
    # of the video, what was not yet a fragment is lost
    from formcheck.capture import VideoFile

    times = [picture.t for picture in VideoFile(folder / "video.mp4")]
    assert times
    assert times[-1] > 0


@pytest.mark.parametrize("after", [0, 1, 50])
def test_a_full_disk_is_said_once_and_the_session_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick_rules: None, after: int
) -> None:
    written = 0

    def full(file: int, data: bytes) -> int:
        nonlocal written
        written += 1
        if written > after:
            if after == 50 and written == 51:
                return os.pwrite(file, data[:10], 0) and 10  # half a line still fits
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, data)

    real = os.write
    monkeypatch.setattr("os.write", full)
    told: list[str] = []
    record(tmp_path, tell=told.append)
    monkeypatch.undo()
    assert len(told) == 1
    assert "No space left on device" in told[0]


def test_what_came_before_a_full_disk_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick_rules: None) -> None:
    tape_full_after, count, real = 100, 0, os.write

    def full(file: int, data: bytes) -> int:
        nonlocal count
        count += 1
        if count == tape_full_after:
            return real(file, data[: len(data) // 2])
        if count > tape_full_after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, data)

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        folder = record(tmp_path)
    recording = Recording(folder)
    assert recording.metadata.problem == "No space left on device"
    assert 80 < len(list(recording.inputs())) < 100
    assert recording.remarks == ["Recording stopped early (No space left on device)."]
    assert Replay(recording).agrees(recording.events or ())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_read_only_place_is_said_and_the_session_goes_on(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    told: list[str] = []
    try:
        with pytest.raises(AssertionError):
            record(tmp_path, tell=told.append)
    finally:
        tmp_path.chmod(0o700)
    assert told == [
        f"This session is not kept: {tmp_path} cannot be written (Permission denied). Choose another with --sessions."
    ]


def test_a_read_only_disk_is_said_and_the_session_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", read_only)
    told: list[str] = []
    recorder = Recorder(tmp_path, METADATA, told.append)
    for i in range(3):
        recorder.step(frame(i, i / 30), stick(i / 30), NOTHING)
    recorder.end(())
    assert told == [
        f"This session is not kept: {tmp_path} cannot be written (Read-only file system). "
        "Choose another with --sessions."
    ]


def test_a_place_that_is_a_file_is_said(tmp_path: Path) -> None:
    place = tmp_path / "sessions"
    place.write_text("mine")
    told: list[str] = []
    recorder = Recorder(place, METADATA, told.append)
    recorder.step(frame(0, 0.0), stick(0.0), NOTHING)
    recorder.end(())
    assert len(told) == 1
    assert "cannot be written" in told[0]
    assert place.read_text() == "mine"


NOTHING = Step(Posture(0.0, None), Phase.CLOSED, ())


def test_recording_is_light(tmp_path: Path) -> None:
    """A frame has 33 ms; keeping it must not be felt."""
    steps = [(frame(i, pose.t), pose) for i, pose in enumerate(poses(LIFTS))]
    recorder = Recorder(tmp_path, METADATA, print)
    began = time.perf_counter()
    for picture, pose in steps:
        recorder.step(picture, pose, NOTHING)
    assert (time.perf_counter() - began) / len(steps) < 0.003
    recorder.close()
