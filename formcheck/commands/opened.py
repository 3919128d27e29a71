"""Opens the session that a command names, and says what is missing of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.console.streams import tell
from formcheck.recording.paths import default_place, find
from formcheck.recording.reader import Recording
from formcheck.text.plain_text import shown


def place_of(sessions: Path | None) -> Path:
    """Return the folder of all sessions: the one given, or the user's own."""
    return default_place() if sessions is None else sessions


def opened(session: Path, sessions: Path | None) -> Recording:
    """Return the recording that is named. Raises InputError where there is none."""
    return Recording(find(session, place_of(sessions)))


def remark(lines: Sequence[str]) -> None:
    """Tell what is worth knowing beside the result, each once."""
    for line in dict.fromkeys(lines):
        tell(line)


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show on a terminal that a job is under way; an hour's session may take a minute."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(escape(f"{shown(what)} …")):
        yield
