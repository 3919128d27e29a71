"""The whole program as a terminal sees it, in this process: `main` with streams of any encoding."""

import io
import sys
from dataclasses import dataclass
from unittest.mock import patch

from formcheck import cli


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Terminal(io.TextIOWrapper):
    """A terminal that shows what its encoding can hold, and refuses the rest."""

    def __init__(self, encoding: str, *, seen: bool) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding=encoding, errors="strict", newline="")
        self._seen = seen

    def isatty(self) -> bool:
        return self._seen

    def text(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode(self.encoding)


def program(*words: object, encoding: str = "utf-8", columns: int | None = None) -> Ran:
    """Run the program with standard streams of that encoding; with `columns`, on a terminal so wide."""
    out, err = Terminal(encoding, seen=columns is not None), Terminal(encoding, seen=False)
    with (
        patch.object(sys, "argv", ["formcheck", *map(str, words)]),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
        patch("signal.signal"),
        patch.dict("os.environ", {"COLUMNS": str(columns or 80), "TERM": "xterm"}),
    ):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
    return Ran(code, out.text(), err.text())
