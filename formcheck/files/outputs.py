"""Where results are written: what an output may replace, and how it is put in place.

An output is a new file, an empty one, one that formcheck wrote before (known by how it begins), or no file at all: a
pipe, a device, `-`. It is never an input, another output, or a link. docs/commands.md tells users.
"""

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast

from formcheck.errors import InputError, UsageError

STDOUT = Path("-")
_HEAD = 1024  # bytes of a file in which it is looked for how it begins
_DESCRIPTOR = re.compile(r"/dev/fd/(\d+)|/proc/self/fd/(\d+)|/dev/std(out|err)")


class Kind(Enum):
    """What is written; of each kind, the beginning by which a file is known as formcheck's own."""

    RESULTS = rb'\s*\[\s*(\]\s*$|\{\s*"schema"\s*:\s*\d+,\s*"formcheck"\s*:)'
    PARTIAL = rb'\s*\{"schema": \d+, "formcheck": '
    FRAMES = rb"frame,t_s,"
    JUNIT = rb'<\?xml version="1.0" encoding="utf-8"\?>\s*<testsuites name="formcheck check"'
    PAGE = rb'<!doctype html>.{0,500}<meta name="generator" content="formcheck '
    SMALL = rb'\s*\{\s*"schema"\s*:\s*\d+'  # the small files of a session
    ONCE = rb"(?!)"  # never replaced

    def wrote(self, path: Path) -> bool:
        """Return whether formcheck wrote the file. Raises OSError where it cannot be read."""
        with path.open("rb") as file:
            return re.match(self.value, file.read(_HEAD), re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Output:
    """An output before any work is done. option: how the user names another."""

    path: Path
    kind: Kind
    option: str


def is_stdout(path: Path | None) -> bool:
    """Return whether the path stands for standard output."""
    return path is not None and (path == STDOUT or _descriptor(path) == 1)


def is_stream(path: Path) -> bool:
    """Return whether the path is no file: standard output, a pipe, a device. Nothing in it can be lost."""
    if is_stdout(path) or _descriptor(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def refuse_harm(outputs: Sequence[Output], inputs: Iterable[Path]) -> None:
    """Raise UsageError where writing an output would lose a file that it must not, or one of the inputs.

    Raises InputError where an output cannot be written.
    """
    used = [facts for path in inputs if (facts := _facts(path)) is not None]
    for i, output in enumerate(outputs):
        if any(_same(output.path, other.path) for other in outputs[:i]):
            raise UsageError(f"{output.path} is named for two outputs: name another with {output.option}.")
        if not is_stream(output.path):
            _refuse(output, used)
        elif any(map(partial(_appends_to, output.path), used)):
            raise UsageError(f"{output.path} leads into an input, which would be lost: send it elsewhere.")


def _appends_to(stream: Path, facts: os.stat_result) -> bool:
    """Return whether a stream is a file that is open already, as in `formcheck check a.mp4 --json - >> a.mp4`."""
    descriptor = 1 if is_stdout(stream) else _descriptor(stream)
    try:
        return descriptor is not None and os.path.samestat(os.fstat(descriptor), facts)
    except OSError:
        return False


def _refuse(output: Output, used: Sequence[os.stat_result]) -> None:
    path, other = output.path, f"name another with {output.option}"
    if path.is_symlink():
        raise UsageError(f"{path} is a link, and links are not followed: name the file itself.")
    facts = _facts(path)
    if facts is None:
        if not path.parent.is_dir():
            raise InputError(f"{path} cannot be written (there is no such folder): make it, or {other}.")
        return
    if stat.S_ISDIR(facts.st_mode):
        raise InputError(f"{path} cannot be written (it is a folder): {other}.")
    if any(os.path.samestat(facts, one) for one in used):
        raise UsageError(f"{path} is an input, which would be lost: {other}.")
    if not facts.st_size:
        return
    if output.kind is Kind.ONCE:
        raise UsageError(f"{path} exists already: {other}.")
    try:
        ours = output.kind.wrote(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): {other}.") from error
    if not ours:
        raise UsageError(f"{path} exists already and was not written by formcheck: {other}.")


@contextmanager
def written(output: Output) -> Iterator[TextIO]:
    """Give a text file to write to, UTF-8, which becomes the output when the block ends without an error.

    A file is replaced in one step, or is left as it was. Raises InputError where it cannot be written, UsageError
    where it must not be (see `refuse_harm`).
    """
    with _written(output, binary=False) as file:
        yield cast("TextIO", file)


@contextmanager
def written_binary(output: Output) -> Iterator[BinaryIO]:
    """Give a binary file to write to, in which the position can be set; else as `written`."""
    if not is_stream(output.path):
        with _written(output, binary=True) as file:
            yield cast("BinaryIO", file)
        return
    with tempfile.TemporaryFile() as scratch:
        yield cast("BinaryIO", scratch)
        scratch.seek(0)
        with _written(output, binary=True) as file:
            shutil.copyfileobj(scratch, file)


@contextmanager
def _written(output: Output, *, binary: bool) -> Iterator[IO[Any]]:
    try:
        if is_stdout(output.path):
            yield sys.stdout.buffer if binary else sys.stdout
            sys.stdout.flush()
        elif is_stream(output.path):
            descriptor = _descriptor(output.path)
            with _opened(output.path if descriptor is None else os.dup(descriptor), binary=binary) as file:
                yield file
        else:
            refuse_harm([output], ())
            with _replaced(output.path, binary=binary) as file:
                yield file
    except OSError as error:
        raise unwritable(output, error) from error


def unwritable(output: Output, error: OSError) -> InputError:
    """Return the error for the user where an output cannot be written."""
    reason = error.strerror or error
    return InputError(f"{output.path} cannot be written ({reason}): choose another place with {output.option}.")


def _opened(file: Path | int, *, binary: bool) -> IO[Any]:
    if binary:
        return open(file, "wb")  # noqa: PTH123 - of a descriptor too
    return open(file, "w", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: PTH123 - of a descriptor too


@contextmanager
def _replaced(path: Path, *, binary: bool) -> Iterator[IO[Any]]:
    handle, scratch = tempfile.mkstemp(prefix=".formcheck-", dir=path.parent)  # made with mode 0600
    try:
        with _opened(handle, binary=binary) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            Path(scratch).chmod(stat.S_IMODE(path.stat().st_mode))
        Path(scratch).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(scratch).unlink()
        raise


def _descriptor(path: Path) -> int | None:
    """Return the open file that the path stands for: opened anew, it would begin at its start again."""
    found = _DESCRIPTOR.fullmatch(str(path))
    if found is None:
        return None
    fd, proc, name = found.groups()
    return int(fd or proc) if name is None else 1 if name == "out" else 2


def _facts(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _same(one: Path, other: Path) -> bool:
    if is_stdout(one) or is_stdout(other):
        return is_stdout(one) and is_stdout(other)
    if is_stream(one) or is_stream(other):
        return False
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
