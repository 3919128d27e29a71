"""Faults that are injected here; docs/reliability.md lists all, and where the others are tested."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import MissingError
from formcheck.pose import Landmark, Pose
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.session.events import Event, PoseLost, RepCompleted
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.postures import Lift
from tests.recorded import METADATA, StickModel, frame, poses, stick

ROOT = Path(__file__).parents[2]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


def coached(stream: Iterator[Pose]) -> list[Event]:
    session = Session(RepRecognizer(StickModel()), Plan(reps=20))
    return [event for pose in stream for event in session.update(pose, 80.0).events]


def reps(events: list[Event]) -> list[RepCompleted]:
    return [event for event in events if isinstance(event, RepCompleted)]


def without_hips(pose: Pose) -> Pose:
    image, world, visibility = pose.image_px.copy(), pose.world_m.copy(), pose.visibility.copy()
    image[HIPS], world[HIPS], visibility[HIPS] = np.nan, np.nan, 0.0
    return Pose(pose.t, image, world, visibility)


def nobody(pose: Pose) -> Pose:
    return Pose.missing(pose.t)


@pytest.mark.parametrize("changed", [without_hips, nobody])
@pytest.mark.parametrize(("start", "end"), [(8.2, 8.4), (9.0, 11.0), (14.0, 30.0)])
def test_hips_covered_or_nobody_there_is_no_fault_and_no_rep(
    changed: Callable[[Pose], Pose], start: float, end: float
) -> None:
    """A pet, a pillow, a walk out of the picture, in the middle of clean reps."""
    stream = (changed(pose) if start <= pose.t < end else pose for pose in poses([Lift()] * 8))
    events = coached(stream)
    found = reps(events)
    away = end - start > 1.0
    assert any(isinstance(event, PoseLost) for event in events) == away
    touched = sum(start < 1.5 + 6.3 * (i + 1) and end > 1.5 + 6.3 * i for i in range(8))
    assert 8 - touched - away <= len(found) <= 8
    assert [event.rep.faults for event in found] == [()] * len(found)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_disk_that_is_truly_full_ends_the_record_and_not_the_session(tmp_path: Path, stick_rules: None) -> None:
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tests.recorded import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "folder = record(Path(sys.argv[1]), tell=print)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": "."},
        timeout=60,
    )
    (folder,) = tmp_path.iterdir()
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"From here on this session is not kept (File too large). What came before is in {folder}.\n"
    recording = Recording(folder)
    assert recording.metadata.problem == "File too large"
    assert len(list(recording.inputs())) == recording.metadata.frames > 50
    assert Replay(recording).agrees(recording.events or ())


def test_pictures_of_changing_size_leave_the_session_whole(tmp_path: Path, stick_rules: None) -> None:
    told: list[str] = []
    session = RepRecognizer(StickModel())
    with Recorder(tmp_path, METADATA, told.append, video=True) as recorder:
        for i in range(60):
            pose = stick(i / 30)
            recorder.step(frame(i, pose.t, side=(16, 64, 3, 16)[i // 15]), pose, session.update(pose))
        recorder.end(session.finish())
    assert recorder.folder is not None
    recording = Recording(recorder.folder)
    assert recording.metadata.finished
    assert len(list(recording.inputs())) == 60
    assert len(told) <= 1
    assert all("all else is kept" in line for line in told)


def test_a_pose_model_cut_off_is_one_sentence(tmp_path: Path) -> None:
    from formcheck.pose.estimator import PoseEstimator
    from formcheck.pose.weights.find import find_or_fetch

    whole = find_or_fetch(None, lambda *_: None).read_bytes()
    for data in (whole[: len(whole) // 2], whole[:100], b"PK\x05\x06" + bytes(18)):
        path = tmp_path / "model.task"
        path.write_bytes(data)
        with pytest.raises(MissingError, match=r"model.task.*[.]$"):
            PoseEstimator(path)
