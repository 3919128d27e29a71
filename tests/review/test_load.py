from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner
from typing_extensions import Self

from formcheck.capture.frame import Frame
from formcheck.cli import app
from formcheck.evaluation.labels import read_labels
from formcheck.pose import Pose
from formcheck.recording.reader import Recording
from formcheck.review.film import Film
from formcheck.review.load import analysed
from formcheck.review.review_window import ReviewWindow
from tests.recorded import LIFTS, StickModel, poses, record


class StickEstimator:
    """Finds the stick in every frame, whatever it shows."""

    def __init__(self, model: Path) -> None:
        self._poses: Iterator[Pose] = poses(LIFTS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        pose = next(pose for pose in self._poses if pose.t > frame.t - 0.01)
        return Pose(frame.t, pose.image_px, pose.world_m, pose.visibility)


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick_rules: None) -> Path:
    monkeypatch.setattr("formcheck.pose.estimator.PoseEstimator", StickEstimator)
    monkeypatch.setattr("formcheck.review.load.load_roll_model", StickModel)
    return record(tmp_path, video=True) / "video.mp4"


def test_a_plain_video_is_analysed(video: Path) -> None:
    film = analysed(video, Path("model"))
    assert film.times[-1] == pytest.approx(max(pose.t for pose in poses(LIFTS)), abs=0.05)
    assert len(film.reps) == len(LIFTS)
    assert film.size == (32, 18)
    last = film.scene(len(film) - 1)
    assert (last.progress.reps, last.progress.target, last.line) == (len(LIFTS), None, None)
    assert len(last.marks) == len(LIFTS)
    assert [counts.count for counts in film.counted] == [1, 2, 3, 4]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Film]:
    """Windows that are closed after some turns; return the films they showed."""
    films: list[Film] = []
    turn = ReviewWindow.turn

    def some(self: ReviewWindow) -> bool:
        films.append(self._film)
        if self._labelling is not None:
            self.player.jump(self._film.reps[1].start_s + 1)
            self._labelling.confirm(1)
        return turn(self) and len(films) < 3

    monkeypatch.setattr(ReviewWindow, "turn", some)
    return films


def test_replay_shows_a_session_and_a_video(video: Path, shown: list[Film], tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["replay", str(video.parent)]).exit_code == 0
    assert len(shown[-1].reps) == len(LIFTS)
    shown.clear()
    model = tmp_path / "model.task"
    result = CliRunner().invoke(app, ["replay", str(video), "--model", str(model)])
    assert str(result.exception).startswith("There is no model file")


def test_label_keeps_what_was_said(folder: Path, shown: list[Film]) -> None:
    result = CliRunner().invoke(app, ["label", str(folder)])
    assert result.exit_code == 0, result.output
    assert f"{folder.name}: 1 of 4 reps are labelled." in result.output
    labels = read_labels(Recording(folder))
    assert labels is not None
    assert [rep.checked for rep in labels.reps] == [False, True, False, False]


def test_labels_that_cannot_be_kept_are_said(folder: Path, shown: list[Film], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("formcheck.commands.replay.write_labels", full)
    result = CliRunner().invoke(app, ["label", str(folder)])
    assert "labels.json cannot be written (No space left on device)" in str(result.exception)
