"""Every command on a session, from recording to export."""

import csv
import json
import re
import shutil
from dataclasses import asdict
from itertools import takewhile
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner, Result

from formcheck.capture import VideoFile
from formcheck.cli import app
from formcheck.commands.note import note
from formcheck.errors import FormcheckError
from formcheck.files.resources import resource
from formcheck.pipeline import run_file
from formcheck.pose.weights.find import find_or_fetch
from formcheck.recording.input_log import InputLog
from formcheck.recording.labels import LabelledRep, Labels, write_labels
from formcheck.recording.metadata import Metadata, Note, this_machine
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.roll_weights import load_roll_model
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.recorded import record

SECONDS = 12.5  # of the clip: a clean rep and one that rolls back


def formcheck(*words: object) -> Result:
    """Run the command line; the exit code is that of `main`."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, FormcheckError):
        result.exit_code = result.exception.exit_code
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(*words: object) -> str:
    """Run a command that must succeed; return what it prints."""
    result = formcheck(*words)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a session as `live` records it, of a clip in place of a camera."""
    pytest.importorskip("mediapipe")
    from formcheck.pose.estimator import PoseEstimator

    place = tmp_path_factory.mktemp("Meine Übungen") / "sessions"
    model = find_or_fetch(None, lambda *_: None)
    plan = Plan()
    input_log = InputLog(Session(RepRecognizer(load_roll_model()), plan))
    about = Metadata(**this_machine(), camera="clip", plan=asdict(plan))
    with (
        VideoFile(resource("tests", "fixtures", "videos", "rollback_mixed.mp4")) as clip,
        PoseEstimator(model) as estimator,
        Recorder(place, about, print, input_log=input_log, video=True) as recorder,
    ):
        run_file(takewhile(lambda frame: frame.t < SECONDS, clip), estimator, input_log, [recorder])
    assert recorder.folder is not None
    return recorder.folder


def test_a_session_from_recording_to_export(lived: Path, tmp_path: Path) -> None:
    place = ("--sessions", lived.parent)
    assert re.fullmatch(rf"{lived.name}: the same \d+ events\.\n", done("replay", "last", "--rerun", *place))

    page = Path(done("report", lived).strip())
    assert page == lived / "report.html"
    assert "the pelvis rolled back" in page.read_text(encoding="utf-8")
    assert "data:image/jpeg" in page.read_text(encoding="utf-8")

    assert "Pain before: 3" in done(
        "note", lived.name, "--pain-before", 3, "--pain-after", 2, "--band", "[/rot]", *place
    )
    told = done("history", "--html", tmp_path / "Übersicht.html", *place)
    assert "3 → 2" in told
    assert "[/rot]" in told
    assert "[/rot]" in (tmp_path / "Übersicht.html").read_text(encoding="utf-8")

    reps = [(event.rep.start_s, event.rep.end_s) for event in Recording(lived).events or () if hasattr(event, "rep")]
    assert len(reps) == 2
    found = [event.rep for event in Recording(lived).events or () if hasattr(event, "rep")]
    write_labels(
        lived, Labels(reps=tuple(LabelledRep(start_s=r.start_s, end_s=r.end_s, faults=r.faults) for r in found))
    )
    assert "2 reps found, 2 labelled" in done("evaluate", lived, "--expect")

    shared = tmp_path / "for the lab.zip"
    done("share", lived, "-o", shared)
    assert "the same" in done("replay", shared, "--rerun")
    assert "2 reps found, 2 labelled" in done("evaluate", shared, lived, "--expect")
    beside = Path(done("report", shared).strip())
    assert beside == shared.with_suffix(".html")
    assert "the pelvis rolled back" in beside.read_text(encoding="utf-8")

    out = tmp_path / "numbers"
    paths = [Path(line) for line in done("export", lived, "--csv", "--trc", "-o", out).split()[:3]]
    assert [path.name.removeprefix(lived.name) for path in paths] == ["-frames.csv", "-reps.csv", ".trc"]
    with paths[0].open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == Recording(lived).metadata.frames
    with paths[1].open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["faults"] for row in rows] == [" ".join(rep.faults) for rep in found]
    assert [(row["leg"], row["set"], row["rep"]) for row in rows] == [("left", "1", "1"), ("left", "1", "2")]
    assert paths[2].read_text(encoding="utf-8").startswith("PathFileType\t4")


def test_changed_rules_are_told_and_exit_with_1(folder: Path) -> None:
    events = folder / "events.jsonl"
    lines = [json.loads(line) for line in events.read_text().splitlines()]
    for line in lines:
        if line["event"] == "RepCompleted" and line["rep"]["number"] == 1:
            line["rep"]["faults"] = ["feet-apart"]
    events.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = formcheck("replay", folder, "--rerun")
    assert result.exit_code == 1
    assert "Rep 1: faults feet-apart, now none." in result.output


def test_labels_that_differ_exit_with_1_where_expected(folder: Path) -> None:
    write_labels(folder, Labels(reps=(LabelledRep(start_s=100, end_s=104),)))
    assert formcheck("evaluate", folder).exit_code == 0
    assert formcheck("evaluate", folder, "--expect").exit_code == 1


def test_a_note_keeps_what_is_not_given_anew(folder: Path) -> None:
    done("note", folder, "--band", "rot", "--pain-before", 5)
    assert done("note", folder, "--pain-before", 4).splitlines() == [
        "Pain before: 4",
        "Pain after: not entered",
        "Effort: not entered",
        "Band: rot",
        "Note: not entered",
    ]
    assert formcheck("note", folder, "--pain-after", 11).exit_code == 2


def test_a_note_is_asked_for_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["11", "a lot", "4", "", " rot ", ""])
    monkeypatch.setattr("formcheck.commands.note.sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("formcheck.commands.note.typer.prompt", lambda *_, **__: next(answers))
    note(folder, None, pain_before=None, pain_after=None, band=None, text=None)
    assert Recording(folder).note == Note(pain_before=4, band="rot")


def test_nothing_of_the_users_is_overwritten(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("mine")
    (tmp_path / f"{folder.name}.trc").write_text("mine")
    for command in (
        ("report", folder, "-o", mine),
        ("share", folder, "-o", mine),
        ("history", "--html", mine, "--sessions", folder.parent),
        ("export", folder, "--trc", "-o", tmp_path),
    ):
        result = formcheck(*command)
        assert result.exit_code == 2
        assert "exists already" in str(result.exception)
    assert mine.read_text() == "mine"


def test_the_report_is_made_anew(folder: Path) -> None:
    done("report", folder)
    page = folder / "report.html"
    page.write_text(page.read_text(encoding="utf-8") + "old", encoding="utf-8")
    done("report", folder)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not page.read_text(encoding="utf-8").endswith("old")


def test_the_history_is_made_anew_and_links_to_the_reports(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "my pages" / "history.html"
    page.parent.mkdir()
    told = done("history", "--html", page, "--sessions", folder.parent)
    assert folder.name in told  # whole, though the table is wider than 80 columns
    assert '<a href="../' not in page.read_text(encoding="utf-8")
    done("report", folder)
    done("history", "--html", page, "--sessions", folder.parent)
    [link] = re.findall(r'<a href="(\.\.[^"]*)">', page.read_text(encoding="utf-8"))
    assert (page.parent / unquote(link)).resolve() == (folder / "report.html").resolve()


def test_sessions_measured_with_another_model_are_marked(folder: Path) -> None:
    other = folder.parent / "9999-later"
    shutil.copytree(folder, other)
    for path, digest in ((folder, "a" * 64), (other, "b" * 64)):
        raw = json.loads((path / "session.json").read_text())
        (path / "session.json").write_text(json.dumps(raw | {"roll_model_sha256": digest}))
    told = done("history", "--sessions", folder.parent)
    assert "From 9999-later on measured with another model" in told


@pytest.mark.parametrize(
    ("command", "code", "text"),
    [
        (("report", "{none}"), 3, "There is no session"),
        (("report", "{empty}"), 3, "holds no session"),
        (("replay", "{file}", "--rerun"), 2, "--rerun compares"),
        (("report", "{file}"), 3, "is no session"),
        (("export", "{folder}"), 2, "Say what to export"),
        (("evaluate", "{folder}"), 3, "has no labels"),
        (("note", "{shared}", "--band", "x"), 3, "is a shared session"),
        (("label", "{shared}"), 3, "is a shared session"),
        (("share", "{folder}", "-o", "{none}/x/y.zip"), 3, "cannot be written"),
        (("report", "{folder}", "-o", "{none}/x.html"), 3, "cannot be written"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    folder: Path, tmp_path: Path, command: tuple[str, ...], code: int, text: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "film.mp4").write_bytes(b"\0" * 100)
    done("share", folder, "-o", tmp_path / "shared.zip")
    names = {
        "none": tmp_path / "none",
        "empty": tmp_path / "empty",
        "file": tmp_path / "film.mp4",
        "folder": folder,
        "shared": tmp_path / "shared.zip",
    }
    result = formcheck(*(word.format(**names) for word in command))
    assert result.exit_code == code
    assert text in str(result.exception)
    assert "\n" not in str(result.exception)


def test_missing_files_are_said(folder: Path) -> None:
    (folder / "events.jsonl").unlink()
    assert "has no events.jsonl, so there is nothing to compare" in str(
        formcheck("replay", folder, "--rerun").exception
    )
    assert "Left leg: 4 reps, 2 clean." in Path(done("report", folder).splitlines()[-1]).read_text(encoding="utf-8")


def test_a_session_that_broke_off_is_good_for_every_command(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path / "sessions", end=False)
    for name in ("poses.jsonl", "events.jsonl"):
        with (folder / name).open("ab") as file:
            file.write(b'{"frame":99,"t":')
    assert "the same" in done("replay", folder, "--rerun")
    assert "not ended properly" in Path(done("report", folder).splitlines()[-1]).read_text(encoding="utf-8")
    assert "2 of 4" in done("history", "--sessions", folder.parent)
    done("share", folder, "-o", tmp_path / "x.zip")
    done("export", folder, "--csv", "--trc", "-o", tmp_path)


def test_a_moved_session_is_still_one(folder: Path, tmp_path: Path) -> None:
    there = tmp_path / "Sitzung vom Freitag"
    shutil.move(folder, there)
    assert "the same" in done("replay", there, "--rerun")
