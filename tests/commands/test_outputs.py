"""No output harms a file: no input, nothing of the user's, nothing behind a link. It is refused before any work."""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.batch.journal import Journal
from formcheck.errors import InputError
from tests.commands.program import Ran, program
from tests.commands.test_check import StickEstimator, clip, model
from tests.recorded import record

__all__ = ["clip", "model"]

MINE = "what somebody wrote, in an afternoon\n"


@pytest.fixture
def video(clip: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(clip, tmp_path / "my clip.mkv"))


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "truth.json"
    path.write_text('{"reps": []}')
    return path


@pytest.fixture
def run(
    model: Path, video: Path, truth: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Path], Ran]:
    """Return what runs a command so that it writes to a path; no work may be done where that is refused."""
    shared = tmp_path / "march.zip"
    assert program("share", folder, "-o", shared).code == 0

    def run(command: str, out: Path) -> Ran:
        words = {
            "check --json": ("check", video, "--model", model, "--json", out),
            "check --junit": ("check", video, "--model", model, "--junit", out),
            "check --csv": ("check", video, "--model", model, "--csv", out),
            "check --expect": ("check", video, "--model", model, "--expect", truth, "--json", out),
            "check --resume": ("check", video, "--model", model, "--json", out, "--resume"),
            "report": ("report", folder, "-o", out),
            "history": ("history", "--sessions", folder.parent, "--html", out),
            "share": ("share", folder, "-o", out),
            "share again": ("share", shared, "-o", out),
        }
        return program(*words[command])

    return run


COMMANDS = [
    "check --json",
    "check --csv",
    "check --junit",
    "check --expect",
    "check --resume",
    "report",
    "history",
    "share",
    "share again",
]


def contents(place: Path) -> dict[str, bytes | str]:
    """Return all files below a folder, but for the history, which may be thrown away."""
    return {
        str(path.relative_to(place)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in place.rglob("*")
        if (path.is_symlink() or path.is_file()) and not path.name.startswith("history.sqlite")
    }


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(*_: object) -> None:
        raise AssertionError("this is work")

    monkeypatch.setattr(StickEstimator, "__init__", work)
    monkeypatch.setattr("formcheck.commands.report.build", work)
    monkeypatch.setattr("formcheck.commands.share.write", work)
    monkeypatch.setattr("formcheck.commands.history.update", work)


HARMS = ["mine", "link to mine", "hard link to mine", "link to nothing", "folder", "video", "hard link to video"]
HARMS += ["link to video", "truth", "model", "poses", "about", "shared", "mine in a folder by another way"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_refused_before_any_work(
    run: Callable[[str, Path], Ran],
    no_work: None,
    model: Path,
    video: Path,
    truth: Path,
    folder: Path,
    tmp_path: Path,
    command: str,
    harm: str,
) -> None:
    mine, out = tmp_path / "mine.html", tmp_path / "out.html"
    mine.write_text(MINE)
    for name, real in {"mine": mine, "video": video}.items():
        if harm == f"link to {name}":
            out.symlink_to(real)
        if harm == f"hard link to {name}":
            out.hardlink_to(real)
    if harm == "link to nothing":
        out.symlink_to(tmp_path / "nothing")
    if harm == "folder":
        out.mkdir()
    named = {"mine": mine, "video": video, "truth": truth, "model": model, "poses": folder / "poses.jsonl"}
    named |= {"about": folder / "session.json", "shared": tmp_path / "march.zip"}
    named |= {"mine in a folder by another way": folder / ".." / ".." / "mine.html"}
    before = contents(tmp_path)
    ran = run(command, named.get(harm, out))
    assert ran.code in (2, 3), ran
    assert ran.err.count("\n") == 1
    assert ran.err.endswith(".\n")
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "ours",
    ["[]", '[{"schema": 1}]', '{"schema": 1, "formcheck": "x"}', "frame,t\n1,2\n", "<!doctype html>", "<testsuites/>"],
)
def test_what_only_looks_like_ours_is_the_users(run: Callable[[str, Path], Ran], tmp_path: Path, ours: str) -> None:
    for command in ("check --json", "check --csv", "check --junit", "report", "history"):
        out = tmp_path / "out"
        out.write_text(ours)
        if command == "check --json" and ours == "[]":
            continue  # no results: nothing is lost
        assert run(command, out).code == 2, command
        assert out.read_text() == ours


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_ours_is_replaced_but_no_export(run: Callable[[str, Path], Ran], tmp_path: Path, command: str) -> None:
    out = tmp_path / "out"
    out.touch()
    assert run(command, out).code in (0, 1), "an empty file may be written"
    first = out.read_bytes()
    assert first
    assert run(command, out).code == (2 if command.startswith("share") else 1 if command == "check --expect" else 0)
    assert out.read_bytes() == first or command == "history"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are a thing of Unix")
@pytest.mark.parametrize("command", ["check --json", "check --csv", "check --junit", "report", "share"])
def test_pipes_and_devices_take_everything(run: Callable[[str, Path], Ran], tmp_path: Path, command: str) -> None:
    assert run(command, Path(os.devnull)).code == 0
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert run(command, pipe).code == 0
    reader.join()
    assert len(read[0]) > 100
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_gets_the_result_alone(run: Callable[[str, Path], Ran], name: str) -> None:
    ran = run("check --json", Path(name))
    assert json.loads(ran.out)[0]["summary"]["reps"] == 2
    assert "2 reps, 1 clean" in ran.err
    assert run("check --csv", Path(name)).out.startswith("frame,t_s,")
    assert run("report", Path(name)).out.startswith("<!doctype html>")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files have no names here")
def test_an_open_file_is_written_where_it_stands(run: Callable[[str, Path], Ran], tmp_path: Path) -> None:
    with (tmp_path / "log").open("ab") as log:
        log.write(b"before\n")
        log.flush()
        assert run("check --json", Path(f"/dev/fd/{log.fileno()}")).code == 0
    assert (tmp_path / "log").read_bytes().startswith(b"before\n[\n {")


def test_two_outputs_are_two_files(model: Path, video: Path, tmp_path: Path) -> None:
    for csv in ("x.json", "./x.json", "x.json.partial"):
        ran = program("check", video, "--model", model, "--json", tmp_path / "x.json", "--csv", tmp_path / csv)
        assert ran.code == 2
        assert "two outputs" in ran.err
    assert not (tmp_path / "x.json").exists()


def test_what_a_stopped_run_left_is_known_from_a_file_of_the_users(model: Path, video: Path, tmp_path: Path) -> None:
    out, partial = tmp_path / "x.json", tmp_path / "x.json.partial"
    partial.write_text(MINE)
    for resume in ((), ("--resume",)):
        assert program("check", video, "--model", model, "--json", out, *resume).code == 2
    assert partial.read_text() == MINE
    partial.unlink()
    mine = tmp_path / "mine"
    mine.touch()
    partial.symlink_to(mine)
    assert program("check", video, "--model", model, "--json", out).code == 2
    assert mine.read_bytes() == b""


def test_default_outputs_get_the_same_care(folder: Path, tmp_path: Path) -> None:
    assert program("share", folder, "-o", tmp_path / "march.zip").code == 0
    (tmp_path / "march.html").write_text(MINE)
    assert program("report", tmp_path / "march.zip").code == 2
    (tmp_path / "march.zip").rename(tmp_path / "shared.html")
    assert program("report", tmp_path / "shared.html").code == 2
    (tmp_path / "diary.html").write_text(MINE)
    (folder / "report.html").symlink_to(tmp_path / "diary.html")
    assert program("report", folder).code == 2
    for name in ("march.html", "diary.html"):
        assert (tmp_path / name).read_text() == MINE
    assert (tmp_path / "shared.html").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("end", ["-frames.csv", "-reps.csv", ".trc"])
@pytest.mark.parametrize("link", [True, False])
def test_exports_replace_nothing(folder: Path, tmp_path: Path, end: str, link: bool) -> None:
    mine, out = tmp_path / "mine", tmp_path / "out"
    mine.write_text(MINE)
    out.mkdir()
    place = out / f"{folder.name}{end}"
    if link:
        place.symlink_to(mine)
    else:
        place.write_text(MINE)
    before = contents(tmp_path)
    assert program("export", folder, "--csv", "--trc", "-o", out).code == 2
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["note.json", "labels.json"])
def test_small_files_of_a_session_are_not_written_through_links(folder: Path, tmp_path: Path, name: str) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text('{"schema": 1}')
    (folder / name).symlink_to(mine)
    ran = program("note", folder, "--band", "red") if name == "note.json" else program("label", folder)
    assert ran.code == 2
    assert "is a link" in ran.err
    assert (folder / name).is_symlink()
    assert mine.read_text() == '{"schema": 1}'


def test_an_export_that_fails_leaves_nothing(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path / "sessions", [])
    (folder / "poses.jsonl").write_bytes((folder / "poses.jsonl").read_bytes().splitlines(keepends=True)[0])
    assert program("export", folder, "--csv", "--trc", "-o", tmp_path / "out").code == 3
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a thing of Linux")
@pytest.mark.parametrize("option", ["--json", "--csv", "--junit"])
def test_an_output_of_check_that_fails_is_an_error_and_the_analysis_is_there(
    model: Path, video: Path, truth: Path, option: str
) -> None:
    ran = program("check", video, "--model", model, option, "/dev/full", "--expect", truth)
    assert ran.code == 3
    assert "2 reps, 1 clean" in ran.out
    assert "2 reps found, 0 expected." in ran.out
    assert "/dev/full cannot be written (No space left on device)" in ran.err


def test_a_journal_that_fails_loses_no_analysis(
    model: Path, video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(self: Journal, account: object) -> None:
        raise InputError("x.json.partial cannot be written (No space left on device): choose another place.")

    monkeypatch.setattr(Journal, "add", failing)
    ran = program("check", video, video, "--jobs", 1, "--model", model, "--json", tmp_path / "x.json")
    assert ran.err.count("No space left") == 1
    assert ran.out.count("2 reps, 1 clean") == 2
    assert len(json.loads((tmp_path / "x.json").read_text())) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors have no names there")
def test_an_open_descriptor_of_an_input_is_refused(model: Path, video: Path, no_work: None) -> None:
    before = video.read_bytes()
    with video.open("ab") as file:
        ran = program("check", video, "--model", model, "--json", f"/dev/fd/{file.fileno()}")
    assert ran.code == 2
    assert "leads into an input" in ran.err
    assert video.read_bytes() == before
