"""All sessions in one table: SQLite beside the folders, made from them and safe to throw away.

Several processes may use it at once: readers do not wait for the writer (write-ahead log), a writer waits for another
for up to `BUSY_S`, and says so after `SILENT_S`. A session is read anew where its files changed.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from formcheck.errors import InputError
from formcheck.recording.input_replay import Replay
from formcheck.recording.paths import EVENTS, METADATA, NOTE, POSES, folders
from formcheck.recording.reader import Recording
from formcheck.session.counted import CountedRep, counted

FILE = "history.sqlite"
VERSION = 3
APPLICATION_ID = 0x666F726D  # by it a database is known as ours
MAGIC = b"SQLite format 3\0"  # how every SQLite database begins
FIRST_COLUMNS = ["name", "stamp", "started", "duration_s", "finished", "pain_before", "pain_after", "band", "text"]
BUSY_S = 30.0  # reading an hour's session takes less
SILENT_S = 1.0
TABLES = """
CREATE TABLE session (
    name TEXT PRIMARY KEY, stamp TEXT NOT NULL, started TEXT, duration_s REAL NOT NULL, finished INTEGER NOT NULL,
    pain_before INTEGER, pain_after INTEGER, band TEXT, text TEXT, pose_model TEXT, roll_model TEXT,
    exercise TEXT NOT NULL
);
CREATE TABLE rep (
    session TEXT NOT NULL REFERENCES session(name) ON DELETE CASCADE, number INTEGER NOT NULL, lying_on TEXT NOT NULL,
    set_number INTEGER NOT NULL, count INTEGER,
    start_s REAL NOT NULL, end_s REAL NOT NULL, lift_s REAL NOT NULL, hold_s REAL NOT NULL, lower_s REAL NOT NULL,
    opening_deg REAL NOT NULL, clean_opening_deg REAL, roll_deg REAL, roll_sigma_deg REAL,
    clean INTEGER NOT NULL, faults TEXT NOT NULL, not_judged TEXT NOT NULL,
    PRIMARY KEY (session, number)
);
"""
INSERT_REP = """
INSERT OR REPLACE INTO rep (
    session, number, lying_on, set_number, count, clean, faults, not_judged, start_s, end_s, lift_s, hold_s, lower_s,
    opening_deg, clean_opening_deg, roll_deg, roll_sigma_deg
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
OLDER = "DROP TABLE IF EXISTS rep; DROP TABLE IF EXISTS session;"


@contextmanager
def open_history(place: Path, tell: Callable[[str], None]) -> Iterator[sqlite3.Connection]:
    """Open the history of the sessions in `place`, by itself where it cannot be kept there.

    A damaged or older file is made anew from the folders; one of a newer version is left alone, and so is what is not
    ours. `tell` is given a sentence where that is so, or where another process keeps it waiting.
    """
    with closing(_connect(place, tell)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute(f"PRAGMA busy_timeout = {round(1000 * BUSY_S)}")
        yield database


def _connect(place: Path, tell: Callable[[str], None]) -> sqlite3.Connection:
    path = place / FILE
    with suppress(sqlite3.OperationalError, OSError):  # no folder, or a read-only one
        if not _ours(path):
            tell(f"{path} was not made by formcheck and is left alone: the sessions are read without a history.")
            return _prepared(None, 0.0)
        try:
            return _prepared_in_turn(path, tell)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
                (place / name).unlink(missing_ok=True)
            return _prepared(path, BUSY_S)
    return _prepared(None, 0.0)


def _ours(path: Path) -> bool:
    """Return whether the history may be kept there: nothing is, or what formcheck made. Links are not followed."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return False
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except FileNotFoundError:
        return True
    if not header.startswith(MAGIC):
        return not header
    return int.from_bytes(header[68:], "big") == APPLICATION_ID or _is_first_version(path)


def _is_first_version(path: Path) -> bool:
    """Return whether a database is a history of version 1, which bore no application id, by its columns."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as database:
            columns = database.execute("SELECT name FROM pragma_table_info('session')").fetchall()
            return _version(database) == 1 and [name for (name,) in columns] == FIRST_COLUMNS
    except sqlite3.DatabaseError:
        return False


def _prepared_in_turn(path: Path, tell: Callable[[str], None]) -> sqlite3.Connection:
    try:
        return _prepared(path, SILENT_S)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        tell(f"Another formcheck is at work on the history in {path.parent}: waiting for it, up to {BUSY_S:.0f} s.")
        try:
            return _prepared(path, BUSY_S - SILENT_S)
        except sqlite3.OperationalError:
            tell("It is still at work: the sessions are read without the history, which takes longer.")
            raise


def _prepared(path: Path | None, busy_s: float) -> sqlite3.Connection:
    if path is not None and not path.exists():
        path.touch(mode=0o600)
    database = sqlite3.connect(path or ":memory:", timeout=busy_s, isolation_level=None)
    try:
        if _version(database) > VERSION:
            raise sqlite3.OperationalError("made by a newer version")
        if _version(database) < VERSION:
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")  # into the file itself, not its log
        database.execute("PRAGMA journal_mode = WAL")
        with _writing(database):
            if _version(database) < VERSION:
                for statement in filter(str.strip, (OLDER + TABLES).split(";")):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        database.close()
        raise
    return database


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _writing(database: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock; nothing is changed where an error is raised."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def update(database: sqlite3.Connection, place: Path, tell: Callable[[str], None], *, rebuild: bool = False) -> None:
    """Bring the history up to the folders in `place`: new and changed ones read, missing ones taken out.

    A session that cannot be read is left out, and `tell` is given one sentence. Raises InputError where the history
    itself cannot be changed.
    """
    try:
        _update(database, place, tell, rebuild=rebuild)
    except sqlite3.DatabaseError as error:
        raise InputError(
            f"The history in {place} cannot be brought up to date ({error}): try again, or remove {FILE} there; "
            "it is made anew from the sessions."
        ) from error


def _update(database: sqlite3.Connection, place: Path, tell: Callable[[str], None], *, rebuild: bool) -> None:
    with _writing(database):
        if rebuild:
            database.execute("DELETE FROM session")
        known = dict(database.execute("SELECT name, stamp FROM session").fetchall())
        present = {_key(folder): folder for folder in folders(place)}
        for name in known.keys() - present.keys():
            database.execute("DELETE FROM session WHERE name = ?", (name,))
        for name, folder in present.items():
            try:
                stamp = _stamp(folder)
                if known.get(name) != stamp:
                    _read(database, folder, stamp)
            except InputError as error:
                tell(str(error))


def _key(folder: Path) -> str | bytes:
    """Return by what the folder is known: its name, its bytes where those are no UTF-8, which SQLite keeps as well."""
    raw = os.fsencode(folder.name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _stamp(folder: Path) -> str:
    """Return what changes where one of the files that the history is made from changes."""
    parts = []
    for name in (METADATA, EVENTS, NOTE):
        try:
            facts = (folder / name).stat()
            parts.append(f"{facts.st_size}:{facts.st_mtime_ns}")
        except OSError:
            parts.append("-")
    return " ".join(parts)


def _read(database: sqlite3.Connection, folder: Path, stamp: str) -> None:
    recording = Recording(folder)
    events = recording.events
    if events is None:
        events = Replay(recording).events() if recording.has(POSES) else ()
    metadata, note = recording.metadata, recording.note
    name = _key(folder)
    database.execute("DELETE FROM session WHERE name = ?", (name,))
    database.execute(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            stamp,
            metadata.started,
            metadata.duration_s or (events[-1].t if events else 0.0),
            metadata.finished,
            note.pain_before,
            note.pain_after,
            note.band,
            note.text,
            metadata.pose_model_sha256,
            metadata.roll_model_sha256,
            metadata.exercise,
        ),
    )
    database.executemany(INSERT_REP, [_rep(name, rep) for rep in counted(events)])


def _rep(name: str | bytes, counts: CountedRep) -> tuple[object, ...]:
    rep = counts.rep
    faults, not_judged = (" ".join(f.value for f in marked) for marked in (rep.faults, rep.not_judged))
    times = (rep.start_s, rep.end_s, rep.lift_s, rep.hold_s, rep.lower_s)
    angles = (rep.opening_deg, rep.clean_opening_deg, rep.roll_deg, rep.roll_sigma_deg)  # SQLite keeps NaN as NULL
    which = (name, rep.number, counts.lying_on.value, counts.set_number, counts.count)
    return (*which, rep.clean, faults, not_judged, *times, *angles)
