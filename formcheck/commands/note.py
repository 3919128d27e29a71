"""`formcheck note`: pain, band and words, added to a session afterwards."""

from pathlib import Path

import typer
from msgspec.structs import replace

from formcheck.commands.opened import opened
from formcheck.errors import InputError
from formcheck.store.about import write_whole
from formcheck.store.place import NOTE


def note(
    session: Path,
    sessions: Path | None,
    *,
    pain_before: int | None,
    pain_after: int | None,
    band: str | None,
    text: str | None,
) -> int:
    """Change what is given and keep the rest; print the note; return the exit code."""
    recording = opened(session, sessions)
    folder = recording.folder
    given = {"pain_before": pain_before, "pain_after": pain_after, "band": band, "text": text}
    changed = {name: value for name, value in given.items() if value is not None}
    kept = replace(recording.note, **changed)
    if changed:
        try:
            write_whole(folder / NOTE, kept)
        except OSError as error:
            raise InputError(f"{folder / NOTE} cannot be written ({error.strerror}): the note was not kept.") from error
    for label, value in (
        ("Pain before", kept.pain_before),
        ("Pain after", kept.pain_after),
        ("Band", kept.band),
        ("Note", kept.text),
    ):
        typer.echo(f"{label}: {'not entered' if value is None else value}")
    return 0
