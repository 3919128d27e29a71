"""`formcheck note`: pain, band and words, added to a session afterwards."""

import sys
from pathlib import Path

import typer
from msgspec.structs import replace

from formcheck.commands.opened import opened
from formcheck.console.streams import say
from formcheck.errors import InputError
from formcheck.files.outputs import Kind, Output, refuse_harm
from formcheck.recording.metadata import write_whole
from formcheck.recording.paths import NOTE
from formcheck.text.plain_text import encodable
from formcheck.text.sentences import sentence

WORST_PAIN = 10


def note(
    session: Path,
    sessions: Path | None,
    *,
    pain_before: int | None,
    pain_after: int | None,
    band: str | None,
    text: str | None,
) -> int:
    """Change what is given and keep the rest; print the note; return the exit code.

    Where nothing is given, it is asked for on a terminal.
    """
    recording = opened(session, sessions)
    folder = recording.folder
    refuse_harm([Output(folder / NOTE, Kind.SMALL, "--sessions")], ())
    given: dict[str, object] = {"pain_before": pain_before, "pain_after": pain_after, "band": band, "text": text}
    if not any(value is not None for value in given.values()) and sys.stdin.isatty():
        given = _asked()
    changed = {
        name: encodable(value) if isinstance(value, str) else value
        for name, value in given.items()
        if value is not None
    }
    kept = replace(recording.note, **changed)
    if changed:
        try:
            write_whole(folder / NOTE, kept)
        except OSError as error:
            raise InputError(f"{folder / NOTE} cannot be written ({error.strerror}): the note was not kept.") from error
    for label, value in (
        ("note.pain-before", kept.pain_before),
        ("note.pain-after", kept.pain_after),
        ("note.effort", kept.effort),
        ("note.band", kept.band),
        ("note.text", kept.text),
    ):
        say(f"{sentence(label)}: {sentence('note.none') if value is None else value}")
    return 0


def _asked() -> dict[str, object]:
    """Ask for everything; Enter leaves a thing as it was."""
    return {
        "pain_before": _pain(sentence("note.pain-before.asked")),
        "pain_after": _pain(sentence("note.pain-after.asked")),
        "band": _words(sentence("note.band")),
        "text": _words(sentence("note.text")),
    }


def _words(question: str) -> str | None:
    answer: str = typer.prompt(sentence("note.asked", question=question), default="", show_default=False)
    return answer.strip() or None


def _pain(question: str) -> int | None:
    while (answer := _words(question)) is not None:
        if answer.isdecimal() and int(answer) <= WORST_PAIN:
            return int(answer)
        say(sentence("note.whole-number"))
    return None
