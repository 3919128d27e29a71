"""No name, encoding, width or stream ends a run, and nothing from outside is obeyed by the terminal."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.recording.labels import LabelledRep, Labels, write_labels
from formcheck.recording.reader import Recording
from formcheck.text.plain_text import encodable, shown
from tests.commands.program import Ran, program
from tests.commands.test_check import clip, model
from tests.recorded import record

__all__ = ["clip", "model"]

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
HOSTILE = os.fsdecode(b"w\xff\x1b[2J\x1b]0;t\x07\r\n\xe2\x80\xae[b]\xc2\x9b")
COMMANDS = (
    "check",
    "check --resume",
    "report",
    "history",
    "note",
    "rerun",
    "share",
    "export",
    "evaluate",
    "none",
    "no option",
)


@pytest.fixture
def run(model: Path, clip: Path, folder: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Return what runs a command on files of hostile names and words."""
    odd = folder.rename(folder.parent / HOSTILE)
    about = json.loads((odd / "session.json").read_text())
    words = encodable(HOSTILE)
    about |= {"problem": words, "formcheck": words, "camera": words}
    (odd / "session.json").write_text(json.dumps(about))
    (odd / "note.json").write_text(json.dumps({"schema": 1, "band": words, "text": words}))
    write_labels(odd, Labels(reps=(LabelledRep(start_s=100, end_s=104),)))
    video = Path(shutil.copy(clip, tmp_path / f"{HOSTILE}.mkv"))
    out = tmp_path / f"{HOSTILE}.out"

    def run(command: str, encoding: str = "utf-8", columns: int | None = None) -> Ran:
        place = ("--sessions", odd.parent)
        commands = {
            "check": ("check", video, video, "--model", model, "--json", out, "--jobs", 1),
            "check --resume": ("check", video, "--model", model, "--json", out, "--resume"),
            "report": ("report", odd),
            "history": ("history", *place, "--html", f"{out}.html"),
            "note": ("note", HOSTILE, "--text", HOSTILE, "--band", HOSTILE, *place),
            "rerun": ("replay", "--rerun", HOSTILE, *place),
            "share": ("share", "last", "-o", out, *place),
            "export": ("export", odd, "--csv", "--trc", "-o", f"{out}.folder"),
            "evaluate": ("evaluate", odd),
            "none": ("report", f"{HOSTILE}.none"),
            "no option": ("check", f"--{HOSTILE}"),
        }
        return program(*commands[command], encoding=encoding, columns=columns)

    return run


CODES = {"none": 3, "no option": 2}
STYLE = re.compile(r"\x1b\[[\d;]*m")  # the program's own, on a terminal


def obeyed(text: str) -> set[str]:
    """Return the characters that a terminal would obey."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {c for c in STYLE.sub("", text) if unicodedata.category(c) in kinds and c != "\n"}


@pytest.mark.parametrize(("encoding", "columns"), [("utf-8", None), ("ascii", None), ("latin-1", 20)])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_every_name(
    run: Callable[..., Ran], command: str, encoding: str, columns: int | None
) -> None:
    ran = run(command, encoding, columns)
    assert ran.code == CODES.get(command, 0), ran
    assert obeyed(ran.out + ran.err) == set()
    assert "Traceback" not in ran.err
    assert r"w\xff\x1b[2J" in ran.out + ran.err or command in ("check --resume", "history")


def test_results_of_odd_names_can_be_read_and_resumed(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("check").code == 0
    [out] = tmp_path.glob("*.out")
    assert [result["video"] for result in json.loads(out.read_text("utf-8"))] == [encodable(f"{HOSTILE}.mkv")] * 2
    assert "1 of 1 videos" in run("check --resume").err


def test_one_odd_folder_leaves_the_history_usable(run: Callable[..., Ran], tmp_path: Path) -> None:
    record(tmp_path / "sessions")
    for _ in range(2):
        assert "2 sessions" in run("history").out
        (tmp_path / f"{HOSTILE}.out.html").unlink()


@pytest.mark.parametrize("text", [b"caf\xe9", b"\xed\xa0\x80", "gr\u00fcn \U0001f600 \u202fx".encode()])
def test_a_note_of_any_bytes_is_kept(folder: Path, text: bytes) -> None:
    assert program("note", folder, "--band", os.fsdecode(text)).code == 0
    assert Recording(folder).note.band == encodable(os.fsdecode(text))


@pytest.mark.parametrize("name", ["Übung 1.mp4", "क\u200dष.mp4", "Screenshot 9.41\u202fAM", "a\u00a0b", "👩\u200d🦰"])
def test_ordinary_names_are_shown_as_they_are(name: str) -> None:
    assert shown(name) == encodable(name) == name


@pytest.mark.parametrize("columns", [20, 40, 60])
def test_below_its_width_a_table_has_a_line_for_each_field(model: Path, clip: Path, columns: int) -> None:
    wide = program("check", clip, "--model", model, columns=200).out
    ran = program("check", clip, "--model", model, columns=columns)
    assert "…" not in ran.out
    lines = [STYLE.sub("", line).strip() for line in ran.out.splitlines()]
    row = next(line.split() for line in STYLE.sub("", wide).splitlines() if line.split()[1:3] == ["1", "2"])
    for value, name in zip((row[0], row[2], row[3], row[5]), ("leg", "rep", "start s", "opening °"), strict=True):
        assert f"{name} {value}" in lines
    assert any(line.startswith("faults pelvis-roll") for line in lines)


def test_what_is_no_terminal_gets_the_whole_table(model: Path, clip: Path) -> None:
    told = program("check", clip, "--model", model).out
    assert [line.split()[2] for line in told.splitlines() if line.split()[:1] == ["left"]] == ["1", "2"]
    assert "…" not in told


def started(words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which $F is the program and $S a session."""
    names = {"F": f"{sys.executable} -m formcheck.cli", "S": str(folder), "PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(
        ["bash", "-c", words], check=False, capture_output=True, text=True, env=os.environ | names, timeout=120
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("$F report $S 2>&-", 0),
        ("$F report $S >&-", 0),
        ("$F report $S <&- >&- 2>&-", 0),
        ("$F report $S | true; exit ${PIPESTATUS[0]}", 0),
        ("$F report $S >/dev/full", 3),
        ("$F report none 2>&-", 3),
        ("$F report none 2>/dev/full", 3),
        ("LC_ALL=C PYTHONIOENCODING=ascii:strict $F report $S", 0),
    ],
)
def test_closed_and_full_streams_lose_no_result(folder: Path, words: str, code: int) -> None:
    done = started(words, folder)
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    page = folder / "report.html"
    assert page.exists() == ("none" not in words)
    if page.exists():
        assert page.read_text(encoding="utf-8").startswith("<!doctype html>"), "nothing else was written into it"


@pytest.mark.parametrize("kilobytes", [300_000, 700_000, 1_500_000])
@pytest.mark.parametrize("words", ["check clip.mp4", "report $S"])
def test_too_little_memory_is_one_sentence(folder: Path, tmp_path: Path, kilobytes: int, words: str) -> None:
    done = started(f"cd {tmp_path}; ulimit -v {kilobytes}; $F {words}", folder, OPENBLAS_NUM_THREADS="1")
    assert done.returncode in ((4,) if words.startswith("check") else (0, 4)), done
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert done.stderr.strip().endswith(".")
