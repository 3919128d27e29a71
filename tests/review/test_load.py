from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck.capture.frame import Image
from formcheck.cli import app
from formcheck.commands.replay import show
from formcheck.recording.labels import read_labels
from formcheck.recording.reader import Recording
from formcheck.review.film import Film
from formcheck.review.load import analysed
from formcheck.review.pictures import Pictures
from formcheck.review.review_window import ReviewWindow
from tests.recorded import LIFTS, StickEstimator, StickModel, poses, record, write_upside_down

PICTURE_AT = Pictures.at


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stick_rules: None) -> Path:
    see_a_stick(monkeypatch)
    return record(tmp_path, video=True) / "video.mp4"


def see_a_stick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.pose.estimator.PoseEstimator", StickEstimator)
    monkeypatch.setattr("formcheck.review.load.load_roll_model", StickModel)


def test_a_plain_video_is_analysed(video: Path) -> None:
    film, half_turn = analysed(video, Path("model"))
    assert not half_turn
    assert film.times[-1] == pytest.approx(max(pose.t for pose in poses(LIFTS)), abs=0.05)
    assert len(film.reps) == len(LIFTS)
    assert film.size == (32, 18)
    last = film.scene(len(film) - 1)
    assert (last.progress.reps, last.progress.target, last.line) == (len(LIFTS), None, None)
    assert len(last.marks) == len(LIFTS)
    assert [counts.count for counts in film.counted] == [1, 2, 3, 4]


def test_a_video_upside_down_is_analysed_and_shown_turned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: list[Film]
) -> None:
    see_a_stick(monkeypatch)
    video = write_upside_down(tmp_path / "v.mp4")
    film, half_turn = analysed(video, Path("model"))
    assert half_turn
    assert len(film.reps) == len(LIFTS)
    given: list[bool] = []
    monkeypatch.setattr(Pictures, "at", lambda pictures, t: given.append(_bright_at_the_top(PICTURE_AT(pictures, t))))
    show(video, None, lambda: Path("model"))
    assert given
    assert all(given)


def _bright_at_the_top(image: Image | None) -> bool:
    assert image is not None
    return bool(image[:20].mean() > image[-20:].mean())


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
