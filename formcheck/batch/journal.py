"""The file of accounts: written whole at the end of a run, and what is done until then kept beside it."""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from typing_extensions import Self

from formcheck.errors import InputError, UsageError

Json = dict[str, Any]


class Journal:
    """What is done of a run whose accounts go to the file `out`: one a line in `out`.partial, written as they come.

    A line is with the system when `add` returns: a killed process loses none. A context manager; leaving it removes
    the partial file where nothing is in it.
    Raises UsageError where a run that was stopped left one and `resume` is false, InputError where `out` or the
    partial file cannot be used.
    """

    def __init__(self, out: Path, *, resume: bool) -> None:
        self.out = out.resolve()  # a link is followed, not replaced
        self.path = self.out.with_name(f"{self.out.name}.partial")
        if self.out.is_dir():
            raise InputError(f"{out} cannot be written (it is a folder); name a file.")
        self.found = [*_array(self.out), *_lines(self.path)] if resume else []
        try:
            self._file = self.path.open("ab")
        except OSError as error:
            raise unwritable(self.path, error) from error
        self.empty = self._file.tell() == 0
        if not self.empty and not resume:
            self._file.close()
            raise UsageError(
                f"{self.path} holds what a run that was stopped has done: add --resume to go on, or remove it."
            )
        if not self.empty:
            self._write(b"\n")  # after a line that a kill may have left without its end

    def add(self, account: Json) -> None:
        """Keep an account. Raises InputError where it cannot be written."""
        self._write(json.dumps(account, ensure_ascii=False).encode() + b"\n")
        self.empty = False

    def finish(self, accounts: Iterable[Json]) -> None:
        """Write all accounts to `out` in one step. Raises InputError where it cannot be written."""
        scratch = self.out.with_name(f".{self.out.name}.new")
        try:
            with scratch.open("w", encoding="utf-8") as file:
                write_accounts(accounts, file)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileNotFoundError):
                shutil.copymode(self.out, scratch)
            scratch.replace(self.out)
        except OSError as error:
            raise unwritable(self.out, error) from error
        finally:
            scratch.unlink(missing_ok=True)
        self.empty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what could not be written was told already
            self._file.close()
        if self.empty:
            self.path.unlink(missing_ok=True)

    def _write(self, line: bytes) -> None:
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise unwritable(self.path, error) from error


def write_accounts(accounts: Iterable[Json], file: TextIO) -> None:
    """Write a JSON array of accounts, one after another."""
    before = "[\n "
    for account in accounts:
        file.write(before + json.dumps(account, indent=1, ensure_ascii=False).replace("\n", "\n "))
        before = ",\n "
    file.write("[]\n" if before.startswith("[") else "\n]\n")


def unwritable(path: Path, error: OSError) -> InputError:
    """Return the error for the user where a file cannot be written."""
    return InputError(f"{path} cannot be written ({error.strerror}); choose another place.")


def _array(path: Path) -> list[Json]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read as accounts ({error}): remove it, or name another file.") from error
    if not isinstance(found, list) or not all(isinstance(account, dict) for account in found):
        raise InputError(f"{path} holds no accounts: remove it, or name another file.")
    return found


def _lines(path: Path) -> list[Json]:
    """Return the accounts of whole lines; a kill leaves at most one that is not."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): check its permissions.") from error
    accounts = []
    for line in lines:
        with suppress(ValueError, RecursionError):
            account = json.loads(line)
            if isinstance(account, dict):
                accounts.append(account)
    return accounts
