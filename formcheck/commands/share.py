"""`formcheck share`: one file of a session without a picture."""

from pathlib import Path

import typer

from formcheck.commands.opened import busy, opened, say, writing
from formcheck.store.share import share as write


def share(session: Path, sessions: Path | None, out: Path) -> int:
    """Write the shared file and print its path; return the exit code."""
    recording = opened(session, sessions)
    with busy("Writing the shared file"), writing(out):
        write(recording, out)
    say(recording.remarks)
    typer.echo(out)
    return 0
