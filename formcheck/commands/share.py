"""`formcheck share`: one file of a session without a picture."""

from pathlib import Path

from formcheck.commands.opened import busy, opened, remark
from formcheck.console.streams import say
from formcheck.files.outputs import Kind, Output, refuse_harm, written_binary
from formcheck.recording.shared_file import share as write
from formcheck.text.sentences import sentence


def share(session: Path, sessions: Path | None, out: Path) -> int:
    """Write the shared file and print its path; return the exit code."""
    recording = opened(session, sessions)
    output = Output(out, Kind.ONCE, "-o")
    refuse_harm([output], recording.files)
    with busy(sentence("share.busy")), written_binary(output) as file:
        write(recording, file)
    remark(recording.remarks)
    say(out)
    return 0
