"""`formcheck check` of several videos: processes, what is done already, and being stopped."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import analyze as checking
from formcheck.analysis.analyze import check_video
from formcheck.analysis.result import VideoResult
from formcheck.batch import work
from formcheck.batch.local import here
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.commands import check as check_command
from formcheck.files.resources import resource
from formcheck.pose import Pose
from formcheck.pose.weights.find import find_or_fetch
from tests.capture.clips import write_video
from tests.commands.test_check import StickEstimator, check, model

__all__ = ["model"]

FRAMES = 20


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return three small videos of different content."""
    folder = tmp_path_factory.mktemp("videos")
    return [write_video(folder / f"{n}.mkv", [i / 15 for i in range(10 + n)]) for n in range(3)]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the videos that are checked, in a list that grows."""
    names: list[str] = []

    def counted(video: Path, *rest: Any, **named: Any) -> VideoResult:
        names.append(video.name)
        return check_video(video, *rest, **named)

    monkeypatch.setattr(work, "check_video", counted)
    return names


def read(out: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_what_is_there_is_not_checked_again(model: Path, clips: list[Path], tmp_path: Path, checked: list[str]) -> None:
    out, fresh = tmp_path / "out.json", tmp_path / "fresh.json"
    assert check(model, *clips, "--jobs", 1, "--json", fresh).exit_code == 0
    assert check(model, *clips[1:], "--json", out, "--jobs", 1).exit_code == 0
    checked.clear()
    result = check(model, *clips, "--json", out, "--resume", "--jobs", 1)
    assert result.exit_code == 0
    assert checked == [clips[0].name]
    assert f"2 of 3 videos are in {out} already.\n" in result.stderr
    assert out.read_bytes() == fresh.read_bytes()
    assert "0.mkv: " in result.stdout
    assert "1.mkv: " not in result.stdout


def test_a_video_is_known_by_its_content(model: Path, clips: list[Path], tmp_path: Path, checked: list[str]) -> None:
    out = tmp_path / "out.json"
    check(model, *clips, "--json", out, "--jobs", 1)
    checked.clear()
    moved = shutil.copy(clips[0], tmp_path / "moved.mkv")
    changed = shutil.copy(clips[1], tmp_path / clips[2].name)
    assert check(model, moved, changed, clips[2], "--json", out, "--resume", "--jobs", 1).exit_code == 0
    assert checked == []
    assert [account["video"] for account in read(out)] == ["moved.mkv", clips[2].name, clips[2].name]
    assert [account["frames"] for account in read(out)] == [10, 11, 12]


@pytest.mark.parametrize("field", ["formcheck", "pose_model_sha256", "roll_model_sha256", "schema", "sha256"])
def test_what_was_made_with_something_else_is_made_anew(
    model: Path, clips: list[Path], tmp_path: Path, checked: list[str], field: str
) -> None:
    out = tmp_path / "out.json"
    check(model, *clips, "--json", out, "--jobs", 1)
    before, accounts = out.read_bytes(), read(out)
    for account in accounts[1:]:
        account[field] = None
    out.write_text(json.dumps(accounts))
    checked.clear()
    result = check(model, *clips, "--json", out, "--resume", "--jobs", 1)
    assert checked == [clip.name for clip in clips[1:]]
    assert "1 of 3 videos are in " in result.stderr
    assert "Not taken over: 2 accounts of another version of formcheck or another model." in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert out.read_bytes() == before


def test_accounts_of_other_videos_stay(model: Path, clips: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    check(model, *clips[:2], "--json", out, "--jobs", 1)
    result = check(model, clips[2], "--json", out, "--resume", "--jobs", 1)
    assert "Of other videos, and left at its end: 2 accounts." in result.stderr
    assert [account["video"] for account in read(out)] == [clips[i].name for i in (2, 0, 1)]


def test_resume_where_nothing_is_there_yet(model: Path, clips: list[Path], tmp_path: Path) -> None:
    result = check(model, *clips, tmp_path / "none.mkv", "--json", tmp_path / "out.json", "--resume", "--jobs", 1)
    assert result.exit_code == 3
    assert len(read(tmp_path / "out.json")) == 3
    assert "0 of 4 videos are in " in result.stderr


def test_a_run_that_is_stopped_goes_on_where_it_was(
    model: Path, clips: list[Path], tmp_path: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, fresh = tmp_path / "out.json", tmp_path / "fresh.json"
    check(model, *clips, "--json", fresh, "--jobs", 1)
    whole = StickEstimator.estimate

    def stopping(self: StickEstimator, frame: Frame) -> Pose:
        if checked[-1] == clips[1].name:
            raise KeyboardInterrupt
        return whole(self, frame)

    with monkeypatch.context() as patch:
        patch.setattr(StickEstimator, "estimate", stopping)
        result = check(model, *clips, "--json", out, "--jobs", 1)
    assert result.exit_code == 130
    assert result.stderr.strip() == (
        f"What is done is kept in {out}.partial: the same command with --resume goes on from there."
    )
    assert not out.exists()
    refused = check(model, *clips, "--json", out, "--jobs", 1)
    assert refused.exit_code == 2
    checked.clear()
    assert check(model, *clips, "--json", out, "--jobs", 1, "--resume").exit_code == 0
    assert checked == [clip.name for clip in clips[1:]]
    assert out.read_bytes() == fresh.read_bytes()
    assert not list(tmp_path.glob("*.partial"))


def test_a_device_is_written_to_and_not_replaced(model: Path, clips: list[Path], tmp_path: Path) -> None:
    null = tmp_path / "null"
    null.symlink_to(os.devnull)
    before = Path(os.devnull).stat()
    assert check(model, clips[0], "--json", null).exit_code == 0
    assert Path(os.devnull).stat().st_rdev == before.st_rdev
    assert not Path(os.devnull).is_file()
    assert not Path(f"{os.devnull}.partial").exists()


def test_as_many_processes_as_cores_but_never_more_than_videos(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(check_command, "in_processes", asked.append)
    monkeypatch.setattr(check_command, "usable_cores", lambda: 4)
    for jobs, videos in ((None, 9), (None, 3), (2, 9), (9, 3)):
        check_command._engine(jobs, None, videos)
    assert asked == [4, 3, 2, 3]
    for jobs, videos in ((None, 1), (8, 1), (1, 8)):
        assert check_command._engine(jobs, None, videos) is here


def test_progress_is_told_a_few_times_a_second_and_not_for_every_frame(model: Path, clips: list[Path]) -> None:
    told: list[tuple[object, ...]] = []
    checking.check_video(clips[0], model, checking.tools_here(model), tell=lambda *news: told.append(news))
    assert told[0][:2] == (clips[0].name, 0)
    assert len(told) < 10


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the starts of three fixture clips, and between them what is no video."""
    folder = tmp_path_factory.mktemp("people")
    made = []
    for name in ("clean", "dark_noisy", "towards_feet"):
        with VideoFile(resource("tests", "fixtures", "videos", f"{name}.mp4")) as whole:
            pictures = [frame.image for frame in islice(whole, FRAMES)]
        size = pictures[0].shape[1::-1]
        made.append(
            write_video(
                folder / f"{name}.mp4", [i / 30 for i in range(FRAMES)], size=size, picture=pictures.__getitem__
            )
        )
    (folder / "text.mp4").write_text("no video\n" * 50)
    return [made[0], folder / "text.mp4", made[1], folder / "none.mp4", made[2]]


def run(*words: object, **more: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "formcheck.cli", "check", *map(str, words)]
    environment = os.environ | {"FORMCHECK_MODEL": str(find_or_fetch(None, lambda *_: None)), "COLUMNS": "200"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def test_accounts_tables_and_errors_are_the_same_however_many_processes(people: list[Path], tmp_path: Path) -> None:
    said = []
    for jobs in (1, 2):
        process = run(*people, "--jobs", jobs, "--json", tmp_path / f"{jobs}.json")
        said.append((*process.communicate(timeout=120), process.returncode))
    assert said[0] == said[1]
    out, errors, code = said[0]
    assert code == 3
    assert [line.split(":")[0] for line in out.splitlines() if ".mp4: " in line] == [
        "clean.mp4",
        "dark_noisy.mp4",
        "towards_feet.mp4",
    ]
    [first, second] = errors.splitlines()
    assert "text.mp4 is not a video" in first
    assert "There is no file" in second
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    assert len(read(tmp_path / "1.json")) == 3


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C goes to a group of processes on POSIX")
def test_ctrl_c_stops_all_without_a_trace(people: list[Path], tmp_path: Path) -> None:
    """As the terminal sends it: to this process and all that it started, when a short video is done."""
    clips = sorted(resource("tests", "fixtures", "videos").glob("*.mp4"))
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore Ctrl-C
    try:
        process = run(people[0], *clips, "--jobs", 2, "--json", tmp_path / "out.json")
    finally:
        signal.signal(signal.SIGINT, heard)
    journal = tmp_path / "out.json.partial"
    while not (journal.exists() and journal.stat().st_size):  # until the first video is done
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)  # until nobody, worker or not, holds the pipes any more
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert errors.startswith("What is done is kept in ")
