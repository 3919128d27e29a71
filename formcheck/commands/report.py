"""`formcheck report`: the page on a session."""

import webbrowser
from pathlib import Path

import typer

from formcheck.commands.opened import busy, opened, say, writing
from formcheck.errors import UsageError
from formcheck.report.report import report as build


def report(session: Path, sessions: Path | None, out: Path | None, *, show: bool) -> int:
    """Write the report, by default into the session's folder or beside a shared file; return the exit code."""
    recording = opened(session, sessions)
    own = recording.path / "report.html" if recording.path.is_dir() else recording.path.with_suffix(".html")
    if out is not None and out.exists():
        raise UsageError(f"{out} exists already: choose another name.")
    with busy("Making the report"):
        page = build(recording)
    path = out or own
    with writing(path):
        path.write_text(page, encoding="utf-8")
        path.chmod(0o600)
    say(recording.remarks)
    typer.echo(path)
    if show and not webbrowser.open(path.resolve().as_uri()):
        say([f"No browser was found: open {path} by hand."])
    return 0
