"""The file of accounts: written whole at the end of a run, and what is done until then kept beside it."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from typing_extensions import Self

from formcheck.errors import InputError, UsageError
from formcheck.files.outputs import Output, unwritable, written

Json = dict[str, Any]


class Journal:
    """What is done of a run whose accounts go to the file `results`: one a line in FILE.partial, written as they come.

    A line is with the system when `add` returns: a killed process loses none. A context manager; leaving it removes
    the partial file where nothing is in it.
    Raises UsageError where a run that was stopped left one and `resume` is false, InputError where one of the two
    cannot be used. That nothing else is in them was seen to by `refuse_harm`.
    """

    def __init__(self, results: Output, *, resume: bool) -> None:
        self.results = results
        self.path = partial_path(results.path)
        self.found = [*_array(results.path), *_lines(self.path)] if resume else []
        try:
            self._file = self.path.open("ab")
        except OSError as error:
            raise self._unwritable(error) from error
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
        self._write(json.dumps(account, ensure_ascii=False).encode(errors="backslashreplace") + b"\n")
        self.empty = False

    def finish(self, accounts: Iterable[Json]) -> None:
        """Write all accounts to the file in one step. Raises InputError where it cannot be written."""
        with written(self.results) as file:
            write_accounts(accounts, file)
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
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> InputError:
        return unwritable(replace(self.results, path=self.path), error)


def partial_path(path: Path) -> Path:
    """Return the path of what is done of a run whose accounts go to `path`."""
    return path.with_name(f"{path.name}.partial")


def write_accounts(accounts: Iterable[Json], file: TextIO) -> None:
    """Write a JSON array of accounts, one after another. Where the file is no UTF-8, in ASCII."""
    before, ascii_alone = "[\n ", not (file.encoding or "utf-8").lower().startswith("utf")
    for account in accounts:
        file.write(before + json.dumps(account, indent=1, ensure_ascii=ascii_alone).replace("\n", "\n "))
        before = ",\n "
    file.write("[]\n" if before.startswith("[") else "\n]\n")


def _array(path: Path) -> list[Json]:
    try:
        found = json.loads(path.read_text(encoding="utf-8") or "[]")
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
