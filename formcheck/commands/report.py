"""`formcheck report`: the page on a session."""

import webbrowser
from pathlib import Path

from formcheck.commands.opened import busy, opened, remark
from formcheck.console.streams import say, tell
from formcheck.files.outputs import Kind, Output, refuse_harm, written
from formcheck.recording.paths import REPORT
from formcheck.report.session_page import report as build
from formcheck.text.sentences import sentence


def report(session: Path, sessions: Path | None, out: Path | None, *, show: bool) -> int:
    """Write the report, by default into the session's folder or beside a shared file; return the exit code."""
    recording = opened(session, sessions)
    own = recording.path / REPORT if recording.path.is_dir() else recording.path.with_suffix(".html")
    output = Output(out or own, Kind.PAGE, "-o")
    refuse_harm([output], recording.files)
    with busy(sentence("report.making")):
        page = build(recording)
    with written(output) as file:
        file.write(page)
    remark(recording.remarks)
    say(output.path)
    if show and not webbrowser.open(output.path.resolve().as_uri()):
        tell(sentence("report.no-browser", page=output.path))
    return 0
