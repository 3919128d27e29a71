"""The small files of a session's folder: `session.json`, what it was, and `note.json`, what the person adds."""

import os
import platform
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from formcheck._version import __version__
from formcheck.errors import InputError
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.files.hashing import file_sha256
from formcheck.files.libraries import versions

SCHEMA = 1  # of the folder as a whole

Scalar = str | int | float | bool | None
Pixels = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
Name = Annotated[str, msgspec.Meta(max_length=100)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
Pain = Annotated[int, msgspec.Meta(ge=0, le=10)]


class Metadata(msgspec.Struct, kw_only=True, frozen=True):
    """What a session was: `session.json`.

    started: ISO 8601 with offset. camera: its name or number. plan: as the session took it. settings: other choices
    by their names. width, height: of the frames in pixels. frames, duration_s: of what was recorded. finished: whether
    the session came to its end; false while it runs, and after a crash. problem: why recording stopped early.
    shared: whether it was made by `formcheck share`. exercise: its name; a file
    without it is of the clamshell.
    """

    schema: int = SCHEMA
    formcheck: str = __version__
    started: str | None = None
    platform: str | None = None
    libraries: dict[str, str] = {}
    pose_model_sha256: str | None = None
    roll_model_sha256: str | None = None
    settings: dict[str, Scalar] = {}
    camera: str | None = None
    plan: dict[str, Any] | None = None
    width: Pixels | None = None
    height: Pixels | None = None
    frames: Annotated[int, msgspec.Meta(ge=0)] = 0
    duration_s: Seconds = 0.0
    finished: bool = False
    problem: str | None = None
    shared: bool = False
    exercise: Name = CLAMSHELL.name


class Note(msgspec.Struct, kw_only=True, frozen=True):
    """What the person adds to a session: pain before and after and the effort, 0 to 10, the band, and free words."""

    schema: int = SCHEMA
    pain_before: Pain | None = None
    pain_after: Pain | None = None
    effort: Pain | None = None
    band: str | None = None
    text: str | None = None


class _Versioned(msgspec.Struct):
    schema: int


File = TypeVar("File", bound=msgspec.Struct)


def decode_file(raw: bytes, kind: type[File], name: str) -> File:
    """Return the value of a small file. `name` is for the error.

    Raises InputError where it is damaged, or from a newer version.
    """
    try:
        found = msgspec.json.decode(raw, type=_Versioned).schema
        if found > SCHEMA:
            raise InputError(
                f"{name} was written by a newer formcheck (format {found}, this one reads {SCHEMA}): update formcheck."
            )
        return msgspec.json.decode(raw, type=kind)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is damaged ({error}): restore it from a copy, or move it away.") from error


def write_whole(path: Path, value: msgspec.Struct) -> None:
    """Write a small file whole or not at all, readable by its owner alone. Raises OSError where it cannot be."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    handle, scratch = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(scratch).unlink()
        raise


def this_machine() -> dict[str, Any]:
    """Return the fields of `Metadata` that tell with what a session is recorded."""
    from formcheck.files.resources import resource

    return {
        "platform": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "libraries": versions(),
        "roll_model_sha256": file_sha256(resource("models", "roll.npz")),
    }
