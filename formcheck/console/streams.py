"""What is said on standard output and standard error. No name, encoding, width or closed stream ends a run."""

import codecs
import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.errors import InputError
from formcheck.text.plain_text import shown

_PLAIN = "formcheck.plain"
_SPELLED = {"°": "deg", "±": "+-", "→": "->", "…": "...", "–": "-", "×": "x", "✓": "ok", "✗": "x"}
_UNLIMITED = 100_000  # columns: of what is no terminal


def prepare() -> None:
    """Make the standard streams safe to write to, whatever they are; once, before anything is opened."""
    _open_standard_descriptors()
    codecs.register_error(_PLAIN, _spell_out)
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name) or open(descriptor, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for the whole run
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_PLAIN)
        setattr(sys, name, _Stream(stream))


def finish() -> None:
    """Flush standard output. Raises InputError where it could not be written, unless nobody reads it any more."""
    sys.stdout.flush()
    problem = getattr(sys.stdout, "problem", None)
    if problem is not None and problem.errno != errno.EPIPE:
        raise InputError(f"Standard output could not be written ({problem.strerror}): make room, or send it elsewhere.")


def say(text: object) -> None:
    """Print a line to standard output."""
    print(shown(text), flush=True)  # noqa: T201 - printing is its job


def tell(text: object) -> None:
    """Print a line to standard error: what is worth knowing beside the result."""
    print(shown(text), file=sys.stderr, flush=True)  # noqa: T201 - printing is its job


def print_table(
    console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[str]
) -> None:
    """Print rows of plain text below their columns' names. words: the columns that hold words, the others numbers.

    A name may have two lines. On a terminal narrower than the table, every field has a line of its own.
    """
    clean = [[shown(cell) for cell in row] for row in rows]
    console.print(shown(title), style="italic", markup=False, highlight=False, soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in columns:
        table.add_column(name, justify="left" if name in words else "right")
    for row in clean:
        table.add_row(*(Text(cell) for cell in row))
    whole = console.measure(table, options=console.options.update(width=_UNLIMITED)).maximum
    if not console.is_terminal:
        wide = Console(file=console.file, width=whole)  # `print` itself would cut the table to 80 columns
        wide.print(table, crop=False, markup=False, highlight=False)
    elif whole - _may_wrap([row[-1] for row in clean]) <= console.width:
        console.print(table, markup=False, highlight=False)
    else:
        for row in clean:
            for name, cell in zip(columns, row, strict=True):
                line = f"{name} {cell}".replace("\n", " ").strip()
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            console.print()


def _may_wrap(cells: Sequence[str]) -> int:
    """Return by how much a column can become narrower without cutting a word."""
    words = [word for cell in cells for word in cell.split()]
    return max(map(cell_len, cells), default=0) - max(map(cell_len, words), default=0)


class _Stream:
    """A standard stream of which the first error is kept in `problem`, and what comes after it dropped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.problem: OSError | None = None

    def write(self, text: str) -> int:
        """Write the text, or drop it."""
        try:
            self._stream.write(text)
        except OSError as error:
            self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Flush what was written, or drop it."""
        try:
            self._stream.flush()
        except OSError as error:
            self._give_up(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _give_up(self, error: OSError) -> None:
        """Let the stream lead nowhere, so that what it still holds fails neither now nor as Python ends."""
        self.problem = self.problem or error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)


def _open_standard_descriptors() -> None:
    """Let closed standard descriptors lead nowhere: the next file opened would be taken for one of them."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:  # the lowest free number is given
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(_SPELLED.get(c, c.encode("ascii", "backslashreplace").decode()) for c in found), error.end
