import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from formcheck.body.side import Side
from formcheck.capture import VideoFile
from formcheck.capture.camera import Camera
from formcheck.capture.file_playback import FilePlayback
from formcheck.cli import app
from formcheck.commands import live as live_command
from formcheck.commands.live import live, plan_of, source_of, words_of
from formcheck.console.fetch_bar import fetch_bar
from formcheck.errors import FormcheckError, InputError, UsageError
from formcheck.exercise.next_step import NextStep
from formcheck.pose.weights.find import find_or_fetch
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult, Summary
from formcheck.ui.coach_window import Window

CLIP = "tests/fixtures/videos/clean.mp4"


@pytest.fixture
def pose_model() -> Path:
    with fetch_bar() as progress:
        return find_or_fetch(None, progress)


@pytest.fixture(autouse=True)
def _dummy_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")


def test_a_file_as_camera_is_coached_and_kept(
    monkeypatch: pytest.MonkeyPatch, pose_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(Window):
        """Closed by the person after some frames."""

        def turn(self) -> bool:
            return super().turn() and (self.scene is None or self.scene.posture.t < 4.0)

    monkeypatch.setattr(live_command, "Window", Closed)
    threads = threading.active_count()
    code = live(source_of(CLIP), plan_of(10, 1, 60.0), pose_model, CLIP, video=True, sessions=tmp_path / "kept")
    out = capsys.readouterr().out
    assert code == 0
    [folder] = (tmp_path / "kept").iterdir()
    assert f"Kept in {folder}." in out
    assert len((folder / "poses.jsonl").read_text().splitlines()) > 1  # however busy the machine is
    assert 'finished": true' in (folder / "session.json").read_text()
    assert VideoFile(folder / "video.mp4").width == VideoFile(CLIP).width
    assert threading.active_count() == threads, "no thread is left behind"


def test_nothing_is_kept_where_nothing_is_to_be(
    monkeypatch: pytest.MonkeyPatch, pose_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(Window):
        def turn(self) -> bool:
            return super().turn() and self.scene is None

    monkeypatch.setattr(live_command, "Window", Closed)
    live(source_of(CLIP), plan_of(10, 1, 60.0), pose_model, CLIP, sound=False, save=False, sessions=tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    assert "Kept" not in capsys.readouterr().out


def test_an_error_of_the_model_reaches_the_user(tmp_path: Path) -> None:
    (tmp_path / "model.task").write_bytes(b"none")
    with pytest.raises(FormcheckError):
        live(source_of(CLIP), plan_of(10, 1, 60.0), tmp_path / "model.task", CLIP, sound=False, save=False)


def test_what_a_camera_may_be() -> None:
    assert isinstance(source_of(None), Camera)
    assert isinstance(source_of("1"), Camera)
    assert isinstance(source_of("/dev/video2"), Camera)
    assert isinstance(source_of(CLIP), FilePlayback)
    with pytest.raises(InputError):
        source_of("none.mp4")


@pytest.mark.parametrize(("reps", "sets", "rest"), [(0, 1, 60), (21, 1, 60), (10, 4, 60), (10, 1, -1), (10, 1, 601)])
def test_a_plan_that_cannot_be_is_a_wrong_use(reps: int, sets: int, rest: int) -> None:
    with pytest.raises(UsageError, match="must be between"):
        plan_of(reps, sets, rest)


def test_nothing_done_is_nothing_said() -> None:
    assert words_of(Summary((), NextStep.SAME), Plan(), None) == []


@pytest.mark.parametrize(
    ("plan", "told"), [(Plan(reps=3), ["Right leg: not begun."]), (Plan(reps=3, leg=Side.LEFT), [])]
)
def test_a_planned_leg_that_was_never_begun_is_named(plan: Plan, told: list[str]) -> None:
    done = SetResult(Side.RIGHT, 1, 3, 3, 0, 0, (), early=False, target=3)
    assert words_of(Summary((done,), NextStep.SAME), plan, None) == [
        "Left leg: 3 reps, 3 clean.",
        *told,
        "Next time, the same again.",
    ]


@pytest.mark.parametrize(
    "flags",
    [["--bogus"], ["--reps", "many"], ["extra"]],
)
def test_bad_flags_get_a_usage_message(flags: list[str]) -> None:
    result = CliRunner().invoke(app, ["live", *flags])
    assert result.exit_code == 2
    assert "Usage:" in result.output


def run(*words: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **changes}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "formcheck.cli", *words],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["live", "--reps", "40"], 2, "reps must be between 1 and 20"),
        (["live", "--video", "--no-save"], 2, "leave one of them out"),
        (["live", "--camera", "none.mp4"], 3, "There is no file none.mp4"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: list[str], code: int, sentence: str) -> None:
    done = run(*words)
    assert done.returncode == code
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display can be taken away")
@pytest.mark.parametrize("words", [["live", "--camera", CLIP, "--no-sound"], []])
def test_without_a_display_there_is_one_sentence(words: list[str], pose_model: Path) -> None:
    done = run(*words, FORMCHECK_MODEL=str(pose_model), SDL_AUDIODRIVER="dummy")
    assert done.returncode == 4
    assert re.fullmatch(r"No window can be opened here: .*\n", done.stderr)


@pytest.mark.parametrize("save", [True, False])
def test_the_start_screen_is_told_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: bool) -> None:
    monkeypatch.setattr("formcheck.commands.doctor.LITTLE_SPACE_MB", 1e12)
    no_sound: Any = SimpleNamespace(problem="No sound device was found.")
    told = live_command._missing(no_sound, tmp_path, save=save)
    assert told[0] == "No sound device was found."
    assert [line for line in told[1:] if "Make room" in line] == list(told[1:])
    assert len(told) == 1 + save
    monkeypatch.undo()
    assert live_command._missing(None, tmp_path, save=True) == ()


def test_nobody_is_greeted_by_a_library() -> None:
    importing = [sys.executable, "-c", "import formcheck.commands.live"]
    assert subprocess.run(importing, capture_output=True, check=True).stdout == b""
