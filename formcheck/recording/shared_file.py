"""One file of a session without a picture: poses, events and labels, and nothing that tells who, where or when."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from formcheck.recording.event_codec import encode_event
from formcheck.recording.labels import read_labels
from formcheck.recording.metadata import Metadata
from formcheck.recording.paths import EVENTS, LABELS, METADATA, POSES
from formcheck.recording.pose_codec import Input, encode_input, without_face
from formcheck.recording.reader import Recording

NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can state
FOR_ALL = 0o644 << 16


def share(recording: Recording, file: BinaryIO) -> None:
    """Write the shared file; the same session gives the same bytes. Raises OSError where it cannot be written."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        _put(bundle, METADATA, iter([msgspec.json.format(msgspec.json.encode(_public(recording.metadata)), indent=1)]))
        _put(bundle, POSES, (encode_input(_faceless(given)) for given in recording.inputs()))
        if recording.events is not None:
            _put(bundle, EVENTS, map(encode_event, recording.events))
        labels = read_labels(recording)
        if labels is not None:
            _put(bundle, LABELS, iter([msgspec.json.encode(labels)]))


def _public(metadata: Metadata) -> Metadata:
    """Return what the rules need and nobody can be known by. A field that is added later stays out until named here."""
    return Metadata(
        schema=metadata.schema,
        formcheck=metadata.formcheck,
        pose_model_sha256=metadata.pose_model_sha256,
        roll_model_sha256=metadata.roll_model_sha256,
        plan=metadata.plan,
        width=metadata.width,
        height=metadata.height,
        frames=metadata.frames,
        duration_s=metadata.duration_s,
        finished=metadata.finished,
        shared=True,
        exercise=metadata.exercise,
    )


def _faceless(given: Input) -> Input:
    pose = None if given.pose is None else without_face(given.pose)
    return Input(given.frame, pose, given.light, given.asked)


def _put(bundle: zipfile.ZipFile, name: str, lines: Iterator[bytes]) -> None:
    entry = zipfile.ZipInfo(name, NEVER)
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, FOR_ALL, 3
    with bundle.open(entry, "w", force_zip64=True) as file:
        for line in lines:
            file.write(line + b"\n")
