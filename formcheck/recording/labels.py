"""What a physiotherapist says of a session's reps: `labels.json`."""

from pathlib import Path

import msgspec

from formcheck.errors import InputError
from formcheck.form.rule import Fault
from formcheck.recording.metadata import SCHEMA, decode_file, write_whole
from formcheck.recording.paths import LABELS
from formcheck.recording.reader import Recording


class LabelledRep(msgspec.Struct, kw_only=True, frozen=True):
    """One rep, or what was taken for one. Times in seconds of the session.

    checked: whether somebody labelled it; what nobody labelled is not evaluated. counted: whether it is a rep.
    faults: those that were truly there. blind: whether it stands as it was given before the verdict was shown.
    """

    start_s: float
    end_s: float
    checked: bool = True
    counted: bool = True
    faults: tuple[Fault, ...] = ()
    blind: bool = False


class Labels(msgspec.Struct, kw_only=True, frozen=True):
    """All labelled reps of a session, in order of time."""

    schema: int = SCHEMA
    reps: tuple[LabelledRep, ...] = ()


def read_labels(recording: Recording) -> Labels | None:
    """Return the labels of a session, None where it has none. Raises InputError where they cannot be used."""
    raw = recording.read(LABELS)
    if raw is None:
        return None
    name = f"{recording.path.name}/{LABELS}"
    labels = decode_file(raw, Labels, name)
    for rep in labels.reps:
        if not rep.start_s < rep.end_s:
            raise InputError(f"{name} is damaged (a rep ends at {rep.end_s:g} s, before it starts): label it again.")
    return labels


def write_labels(folder: Path, labels: Labels) -> None:
    """Keep the labels in the session's folder. Raises OSError where they cannot be written."""
    write_whole(folder / LABELS, labels)
