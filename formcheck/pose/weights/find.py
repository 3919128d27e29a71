"""The pose model's file: where it is, and getting it there whole or not at all."""

import contextlib
import os
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

import platformdirs

from formcheck.errors import MissingError
from formcheck.files.hashing import file_sha256
from formcheck.files.resources import resource
from formcheck.pose.weights.assemble import DETECTOR, LANDMARKER
from formcheck.pose.weights.fetch import ASSEMBLED_SHA256, OFFICIAL_SHA256, Size, fetch
from formcheck.pose.weights.source import Progress

ENVIRONMENT = "FORMCHECK_MODEL"
KNOWN_SHA256 = {size: {known} for size, known in OFFICIAL_SHA256.items()}
KNOWN_SHA256[Size.FULL].add(ASSEMBLED_SHA256)
_SCRATCH_PREFIX = ".fetch-"
_STALE_S = 3600.0  # a fetch takes a minute or two; what is older was left by a process that was killed


def chosen(explicit: Path | None) -> Size | Path:
    """Return the model asked for: `explicit`, or else what FORMCHECK_MODEL names, or else the full one.

    `lite`, `full` and `heavy` name MediaPipe's own; everything else is a file.
    """
    named = explicit or os.environ.get(ENVIRONMENT) or Size.FULL.value
    try:
        return Size(str(named))
    except ValueError:
        return Path(named)


def find_or_fetch(explicit: Path | None, progress: Progress) -> Path:
    """Return the path of the pose model asked for, see `chosen`, fetching it if it is not on this machine.

    A file is taken as it is if it is a model bundle of any kind. MediaPipe's own are in one of their `places`; one
    that is missing there, or whose SHA-256 is not a known one, is fetched.
    Raises MissingError, whose text names the next step.
    """
    choice = chosen(explicit)
    if isinstance(choice, Path):
        _check_bundle(choice)
        return choice
    if (known := known_path(choice)) is not None:
        return known
    path = cached_path(choice)
    try:
        _fetch_whole(choice, path, progress)
    except OSError as error:
        raise MissingError(
            f"The pose model cannot be kept in {path.parent} ({error.strerror or error}): "
            f"make room or make the folder writable, or name a model file with --model or {ENVIRONMENT}."
        ) from error
    return path


def known_path(size: Size) -> Path | None:
    """Return where one of MediaPipe's own is on this machine, whole; None where it is not."""
    return next((path for path in places(size) if _is_known(path, size)), None)


def places(size: Size) -> tuple[Path, ...]:
    """Return where one of MediaPipe's own may be: beside the program, as in the bundle, or in the user's cache."""
    try:
        return resource("models", _file_name(size)), cached_path(size)
    except FileNotFoundError:
        return (cached_path(size),)


def cached_path(size: Size) -> Path:
    """Return where a fetched model is kept: in the user's cache folder."""
    return platformdirs.user_cache_path("formcheck") / _file_name(size)


def _file_name(size: Size) -> str:
    return f"pose_landmarker_{size.value}.task"


def _is_known(path: Path, size: Size) -> bool:
    try:
        return file_sha256(path) in KNOWN_SHA256[size]
    except OSError:
        return False


def _check_bundle(path: Path) -> None:
    next_step = "name a pose landmarker .task file, or none to use the standard one."
    if not path.is_file():
        raise MissingError(f"There is no model file {path}: {next_step}")
    try:
        with zipfile.ZipFile(path) as bundle:
            names, damaged = bundle.namelist(), bundle.testzip()  # the library that runs it trusts what it reads
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
        raise MissingError(f"{path} is not a whole, readable model file: {next_step}") from error
    if damaged is not None:
        raise MissingError(f"{path} is damaged: {next_step}")
    if not {DETECTOR, LANDMARKER} <= set(names):
        raise MissingError(f"{path} is a model for something else: {next_step}")


def _fetch_whole(size: Size, path: Path, progress: Progress) -> None:
    """Fetch into a folder beside `path`, then put the file in place in one step.

    Processes that fetch at the same time each have their own folder, and the last one wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(path.parent)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH_PREFIX, dir=path.parent) as scratch:
        fetched = Path(scratch) / path.name
        fetch(size, fetched, Path(scratch), progress)
        if not _is_known(fetched, size):
            raise MissingError(
                "The pose model came out different from what was expected: "
                "reinstall formcheck with the versions it asks for, or name a model file with --model."
            )
        with fetched.open("rb+") as file:
            os.fsync(file.fileno())
        fetched.replace(path)


def _remove_stale(folder: Path) -> None:
    for scratch in folder.glob(f"{_SCRATCH_PREFIX}*"):
        with contextlib.suppress(OSError):  # another process may be removing it too
            if time.time() - scratch.stat().st_mtime > _STALE_S:
                shutil.rmtree(scratch, ignore_errors=True)
