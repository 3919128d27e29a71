import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from formcheck.body.side import Side
from formcheck.errors import InputError
from formcheck.history.database import APPLICATION_ID, FILE, open_history, update
from formcheck.history.progression import advice, weeks_in_a_row
from formcheck.history.queries import SessionRow, SideRow, remeasured, sessions
from formcheck.recording.metadata import Note, write_whole
from formcheck.text.sentences import sentence
from tests.postures import Lift
from tests.recorded import record

ROOT = Path(__file__).parents[2]


def read(place: Path, *, rebuild: bool = False) -> tuple[list[SessionRow], list[str]]:
    told: list[str] = []
    with open_history(place, print) as database:
        update(database, place, told.append, rebuild=rebuild)
        return sessions(database), told


def test_a_session_is_one_row(folder: Path) -> None:
    write_whole(folder / "note.json", Note(pain_before=4, pain_after=2, band="red"))
    (row,), told = read(folder.parent)
    assert told == []
    assert (row.name, row.pain_before, row.pain_after, row.band) == (folder.name, 4, 2, "red")
    assert (row.reps, row.clean, row.judged, row.streak) == (4, 2, 4, 1)
    (side,) = row.sides
    assert side.lying_on is Side.RIGHT
    assert side.clean_range_deg == pytest.approx(30, abs=2)
    assert side.roll_deg == pytest.approx(5, abs=1)


def test_new_changed_and_removed_sessions_are_followed(folder: Path) -> None:
    place = folder.parent
    assert len(read(place)[0]) == 1
    second = record(place, [Lift(), Lift()])
    assert [row.reps for row in read(place)[0]] == [4, 2]
    write_whole(second / "note.json", Note(pain_before=1))
    assert read(place)[0][1].pain_before == 1
    for path in second.iterdir():
        path.unlink()
    second.rmdir()
    assert [row.name for row in read(place)[0]] == [folder.name]


def test_it_can_be_thrown_away_and_rebuilt(folder: Path) -> None:
    before = read(folder.parent)
    (folder.parent / FILE).unlink()
    assert read(folder.parent) == before
    assert read(folder.parent, rebuild=True) == before


def test_a_damaged_history_is_made_anew(folder: Path) -> None:
    before = read(folder.parent)
    path = folder.parent / FILE
    path.write_bytes(path.read_bytes()[:100] + b"this is no database" * 1000)
    assert read(folder.parent) == before
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (1,)


@pytest.mark.parametrize("kind", ["text", "database", "link", "link to nothing", "pipe"])
def test_what_is_not_ours_is_left_alone(folder: Path, tmp_path: Path, kind: str) -> None:
    path, mine = folder.parent / FILE, tmp_path / "mine.sqlite"
    if kind == "text":
        path.write_text("what somebody wrote, in an afternoon")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link to nothing":
        path.symlink_to(mine)
    else:
        with closing(sqlite3.connect(mine)) as database, database:
            database.execute("CREATE TABLE march (day TEXT)")
        path.symlink_to(mine) if kind == "link" else mine.rename(path)
    before = {p.name: p.read_bytes() for p in (path, mine) if p.is_file()}
    told: list[str] = []
    with open_history(folder.parent, told.append) as database:
        update(database, folder.parent, told.append)
        assert len(sessions(database)) == 1
    assert told == [f"{path} was not made by formcheck and is left alone: the sessions are read without a history."]
    assert {p.name: p.read_bytes() for p in (path, mine) if p.is_file()} == before
    assert sorted(p.name for p in folder.parent.iterdir()) == sorted([folder.name, FILE])


def test_a_history_without_exercises_is_made_anew(folder: Path) -> None:
    before = read(folder.parent)
    assert [row.exercise for row in before[0]] == ["clamshell"]
    with closing(sqlite3.connect(folder.parent / FILE)) as database:
        database.executescript("ALTER TABLE session DROP COLUMN exercise; PRAGMA user_version = 2")
    assert read(folder.parent) == before


def test_one_of_an_older_version_is_made_anew(folder: Path) -> None:
    before = read(folder.parent)
    with closing(sqlite3.connect(folder.parent / FILE)) as database:
        database.executescript(
            "DROP TABLE rep; DROP TABLE session; CREATE TABLE session (name TEXT PRIMARY KEY, stamp TEXT NOT NULL);"
            "CREATE TABLE rep (session TEXT); PRAGMA user_version = 1"
        )
    assert read(folder.parent) == before


def test_one_of_before_histories_were_marked_as_ours_is_made_anew(folder: Path) -> None:
    before = read(folder.parent)
    path = folder.parent / FILE
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "PRAGMA journal_mode = WAL; CREATE TABLE session (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, started TEXT,"
            "duration_s REAL NOT NULL, finished INTEGER NOT NULL, pain_before INTEGER, pain_after INTEGER, band TEXT,"
            "text TEXT); CREATE TABLE rep (session TEXT); PRAGMA user_version = 1"
        )
    assert read(folder.parent) == before  # nothing is told
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (1,)
    assert read(folder.parent) == before


def test_only_what_counted_is_told(folder: Path) -> None:
    events = folder / "events.jsonl"
    lines = events.read_text().splitlines(keepends=True)
    events.write_text("".join(line for line in lines if '"RepCounted"' not in line or '"count":4' not in line))
    (row,), _ = read(folder.parent)
    assert [side.reps for side in row.sides] == [3]


def test_another_model_is_noticed_where_both_are_known() -> None:
    hashes = [("a", "b"), ("a", "b"), ("a", None), ("a", "c"), (None, None), ("z", "c")]
    rows = [replace(session(), models=models) for models in hashes]
    assert remeasured(rows) == [False, False, False, True, False, True]


def test_one_of_a_newer_version_is_left_alone(folder: Path) -> None:
    path = folder.parent / FILE
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute("PRAGMA user_version = 99")
    database.close()
    before = path.read_bytes()
    assert len(read(folder.parent)[0]) == 1
    assert path.read_bytes() == before


def test_a_session_that_cannot_be_read_is_left_out_and_said(folder: Path) -> None:
    other = record(folder.parent)
    (other / "session.json").write_text("{")
    rows, told = read(folder.parent)
    assert [row.name for row in rows] == [folder.name]
    assert len(told) == 1
    assert "session.json is damaged" in told[0]


def test_no_sessions_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path / "nowhere") == ([], [])
    assert not (tmp_path / "nowhere").exists()


def test_two_processes_can_use_it_at_once(folder: Path) -> None:
    for _ in range(3):
        record(folder.parent, [Lift()])
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.history.test_database import read\n"
        "for _ in range(5): assert len(read(Path(sys.argv[1]), rebuild=True)[0]) == 4\n"
    )
    command = [sys.executable, "-c", code, str(folder.parent)]
    running = [subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": "."}) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert len(read(folder.parent)[0]) == 4


def test_a_history_in_use_is_said_and_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(folder.parent)
    monkeypatch.setattr("formcheck.history.database.SILENT_S", 0.05)
    monkeypatch.setattr("formcheck.history.database.BUSY_S", 0.2)
    told: list[str] = []
    with closing(sqlite3.connect(folder.parent / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with open_history(folder.parent, told.append) as database:
            update(database, folder.parent, told.append)
            assert [row.name for row in sessions(database)] == [folder.name]
    assert len(told) == 2
    assert "Another formcheck is at work" in told[0]
    assert "It is still at work" in told[1]


def session(
    started: str = "2026-11-20T10:00:00+01:00", clean: int = 15, pain: int | None = 2, band: str = ""
) -> SessionRow:
    sides = tuple(SideRow(side, 15, clean, 0, 30.0, 3.0) for side in Side)
    return SessionRow("x", started, 60.0, pain, pain, band, sides, clean)


@pytest.mark.parametrize(
    ("rows", "offered"),
    [
        ([session(), session()], True),
        ([session(clean=3), session(), session()], True),
        ([session()], False),
        ([session(), session(clean=14)], False),
        ([session(), session(pain=4)], False),
        ([session(), session(pain=None)], False),
        ([session(band="red"), session(band="blue")], False),  # one session with the new band only
        ([], False),
    ],
)
def test_a_thicker_band_is_offered_after_two_sessions_of_15_clean_reps_at_low_pain(
    rows: list[SessionRow], offered: bool
) -> None:
    assert advice(rows) == (sentence("progression.band") if offered else None)


def test_weeks_in_a_row_end_with_this_week_or_the_last() -> None:
    days = ["2026-10-26", "2026-11-09", "2026-11-12", "2026-11-16"]
    rows = [session(f"{day}T08:00:00+00:00") for day in days]
    assert weeks_in_a_row(rows, date(2026, 11, 20)) == 2
    assert weeks_in_a_row(rows, date(2026, 11, 25)) == 2
    assert weeks_in_a_row(rows, date(2026, 12, 1)) == 0


def test_a_history_in_use_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.history.database.BUSY_S", 0.1)
    read(folder.parent)
    record(folder.parent, [Lift()])
    with open_history(folder.parent, print) as database:
        other = sqlite3.connect(folder.parent / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match=r"cannot be brought up to date \(database is locked\): try again"):
            update(database, folder.parent, print)
        other.execute("ROLLBACK")
        other.close()
    assert len(read(folder.parent)[0]) == 2
