"""A video is looked at again where its picture is upside down; what is told of it is of the look that counts."""

import csv
import io
from pathlib import Path

import pytest

from formcheck.analysis.analyze import check_video
from formcheck.batch.work import Checked, Job, check_job
from formcheck.files.outputs import STDOUT
from formcheck.pose.way_up import WayUp
from tests.recorded import LIFTS, TOOLS, StickEstimator, StickModel, write_upside_down


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("formcheck.analysis.analyze.PoseEstimator", StickEstimator)
    monkeypatch.setattr("formcheck.analysis.analyze.load_roll_model", StickModel)
    monkeypatch.setattr("formcheck.batch.work.find_or_fetch", lambda path, tell: path)
    monkeypatch.setattr("formcheck.batch.work.tools_here", lambda model: TOOLS)
    return write_upside_down(tmp_path / "v.mp4")


def test_a_table_on_standard_output_tells_of_one_look(video: Path, capfd: pytest.CaptureFixture[str]) -> None:
    checked = check_job(Job(video, Path("model"), TOOLS, STDOUT), lambda *_: None)
    assert isinstance(checked, Checked)
    assert len(checked.result.reps) == len(LIFTS)
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    frames = [int(row["frame"]) for row in rows]
    assert frames == sorted(set(frames))
    assert max(float(row["opening_deg"] or 0) for row in rows) > 20  # of the look that found the reps


def test_a_look_that_finds_no_more_does_not_count(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[None] = []

    class Once(StickEstimator):
        def __init__(self, model: Path) -> None:
            super().__init__(model)
            looks.append(None)

    monkeypatch.setattr("formcheck.analysis.analyze.PoseEstimator", Once)
    monkeypatch.setattr("tests.recorded.upside_down", lambda pose: pose)
    monkeypatch.setattr(WayUp, "upside_down", True)
    account = check_video(video, Path("model"), TOOLS)
    assert len(account.reps) == len(LIFTS)
    assert len(looks) == 2
