"""Reads what a session left, whole or broken off: a folder, or the one file that `formcheck share` makes."""

import lzma
import math
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from formcheck.errors import InputError
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.known import EXERCISES
from formcheck.recording.event_codec import decode_event
from formcheck.recording.metadata import Metadata, Note, decode_file
from formcheck.recording.paths import EVENTS, LABELS, METADATA, NOTE, POSES, VIDEO, is_session
from formcheck.recording.pose_codec import Input, decode_input
from formcheck.session.events import Event, RepCompleted, seconds_behind

# What reading a damaged or locked file raises, of a folder or within a zip file.
UNREADABLE = (OSError, EOFError, RuntimeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
LONGEST_LINE = 1 << 20  # bytes; a pose takes 3 kB, and a shared file may come from anyone
LINES_MOST = 1_000_000  # hours at any rate; a small zip file can hold endless ones
REPS_MOST = 20_000  # ten hours of quick ones


class Recording:
    """A session as it lies on disk. What cannot be read is left out and said in `remarks`.

    Raises InputError when made where the path is no session, or from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remarks: list[str] = []
        self._root = _open(path)
        raw = self.read(METADATA)
        if raw is None:
            self.metadata = Metadata(formcheck="unknown")
            self.remarks.append(f"{path.name} has no {METADATA}: what the session was is not known.")
        else:
            self.metadata = decode_file(raw, Metadata, f"{path.name}/{METADATA}")
        if self.metadata.problem is not None:
            self.remarks.append(f"Recording stopped early ({self.metadata.problem}).")
        elif raw is not None and not self.metadata.finished:
            self.remarks.append("The session was not ended properly: what was kept up to there is shown.")

    @property
    def name(self) -> str:
        """The name of the folder or file without its ending."""
        return self.path.resolve().name if self.path.is_dir() else self.path.stem

    @property
    def folder(self) -> Path:
        """The folder, to write into. Raises InputError where the session is a shared file."""
        if not self.path.is_dir():
            raise InputError(f"{self.path} is a shared session, which is not written to: name the folder of a session.")
        return self.path

    @property
    def exercise(self) -> Exercise:
        """The exercise that was done. Raises InputError where this version does not know it."""
        known = EXERCISES.get(self.metadata.exercise)
        if known is None:
            name = self.metadata.exercise
            raise InputError(f"{self.path.name} is a session of an exercise unknown here, {name!r}: update formcheck.")
        return known

    @property
    def files(self) -> list[Path]:
        """The files that it is read from."""
        names = (METADATA, POSES, EVENTS, NOTE, LABELS, VIDEO)
        return [self.path / name for name in names] if self.path.is_dir() else [self.path]

    @property
    def video(self) -> Path | None:
        """The video, None where none was kept."""
        path = self.path / VIDEO
        return path if self.path.is_dir() and path.is_file() else None

    @cached_property
    def note(self) -> Note:
        """What the person added, empty where nothing was."""
        raw = self.read(NOTE)
        return Note() if raw is None else decode_file(raw, Note, f"{self.path.name}/{NOTE}")

    @cached_property
    def events(self) -> tuple[Event, ...] | None:
        """The recorded events in their order, None where there is no such file."""
        if not self.has(EVENTS):
            self.remarks.append(f"{self.path.name} has no {EVENTS}: the events are found anew from the poses.")
            return None
        events, unknown, damaged, reps = [], 0, 0, 0
        for line in self._lines(EVENTS):
            try:
                event = decode_event(line)
            except ValueError:
                damaged += 1
                continue
            unknown += event is None
            events += [] if event is None else [event]
            reps += isinstance(event, RepCompleted)
            if reps > REPS_MOST:
                raise InputError(f"{self.path} holds more reps than any session: look at where it comes from.")
        if unknown:
            self.remarks.append(f"{unknown} events are of kinds that this version does not know, and are left out.")
        if damaged:
            self.remarks.append(f"{damaged} lines of {EVENTS} cannot be read, and are left out.")
        behind_s = seconds_behind(events)
        if behind_s:
            self.remarks.append(f"The computer was too busy to count reliably for {max(1, round(behind_s))} s.")
        return tuple(events)

    def inputs(self) -> Iterator[Input]:
        """Yield what the session took in, times strictly increasing. Reads the file as it goes."""
        if not self.has(POSES):
            self._remark(f"{self.path.name} has no {POSES}: there is nothing to replay or draw.")
            return
        last, damaged = -math.inf, 0
        for line in self._lines(POSES):
            try:
                given = decode_input(line)
            except ValueError:
                damaged += 1
                continue
            if given.pose is not None:
                if given.pose.t <= last:
                    damaged += 1
                    continue
                last = given.pose.t
            yield given
        if damaged:
            self._remark(f"{damaged} lines of {POSES} cannot be read, and are left out.")

    def has(self, name: str) -> bool:
        """Return whether the session has a file of that name."""
        return (self._root / name).is_file()

    def read(self, name: str) -> bytes | None:
        """Return the content of a small file, None where there is none."""
        if not self.has(name):
            return None
        try:
            with (self._root / name).open("rb") as file:
                return bytes(file.read(LONGEST_LINE))
        except UNREADABLE as error:
            raise _unreadable(self.path, error) from error

    def _lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a file without their ends; a last line that was not finished is left out."""
        try:
            with (self._root / name).open("rb") as file:
                for n, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b"")):
                    if n == LINES_MOST:
                        raise InputError(f"{self.path} is longer than any session: look at where it comes from.")
                    if line.endswith(b"\n"):
                        yield line[:-1]
        except UNREADABLE as error:
            raise _unreadable(self.path, error) from error

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)


def _open(path: Path) -> Path | zipfile.Path:
    if not path.exists():
        raise InputError(f"There is no session {path}: `formcheck history` lists them.")
    if path.is_dir():
        if not is_session(path):
            raise InputError(f"{path} holds no session: name a folder with a {METADATA}.")
        return path
    try:
        root = zipfile.Path(path)
    except UNREADABLE as error:
        raise InputError(f"{path} is no session: name a session's folder or a shared session.") from error
    if not (root / METADATA).is_file():
        raise InputError(f"{path} holds no session: name a session's folder or a shared session.")
    return root


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(
        f"{path} cannot be read ({getattr(error, 'strerror', None) or error}): check it and its permissions."
    )
