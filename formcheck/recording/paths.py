"""Where sessions are kept, and how a session is named on the command line."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import platformdirs

from formcheck.errors import InputError

LAST = "last"
POSES, EVENTS, METADATA, NOTE, LABELS, VIDEO, REPORT = (
    "poses.jsonl",
    "events.jsonl",
    "session.json",
    "note.json",
    "labels.json",
    "video.mp4",
    "report.html",
)


def default_place() -> Path:
    """Return the folder of all sessions in the user's data folder. It need not exist."""
    return platformdirs.user_data_path("formcheck", appauthor=False) / "sessions"


def new_folder(place: Path, started: datetime) -> Path:
    """Make and return a folder for a session in `place`, for its owner alone, named by the time.

    Two sessions of one second differ by a number at the end. Raises OSError where it cannot be made.
    """
    _make_private(place)
    name = started.strftime("%Y-%m-%d_%H-%M-%S")
    number = 1
    while True:
        folder = place / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            return folder


def _make_private(place: Path) -> None:
    if not place.is_dir():
        _make_private(place.parent)
        place.mkdir(mode=0o700, exist_ok=True)


def folders(place: Path) -> Iterator[Path]:
    """Yield the session folders in `place`, the oldest first. Anything else in there is passed over."""
    if place.is_dir():
        yield from sorted(f for f in place.iterdir() if f.is_dir() and is_session(f))


def is_session(folder: Path) -> bool:
    """Return whether the folder holds a session, whole or in part."""
    return any((folder / name).is_file() for name in (METADATA, POSES, EVENTS))


def find(named: Path, place: Path) -> Path:
    """Return the path of the session `named`: a path, a name in `place`, or `last`, the latest one there.

    Raises InputError where there is none.
    """
    if named.exists():
        return named
    if str(named) == LAST:
        found = list(folders(place))
        if not found:
            raise InputError(f"There is no session in {place} yet: do one first, or name a folder with --sessions.")
        return found[-1]
    if (place / named).exists():
        return place / named
    raise InputError(f"There is no session {named}, here or in {place}: `formcheck history` lists them.")
