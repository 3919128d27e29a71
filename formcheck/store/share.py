"""One file of a session without a picture: poses, events and labels, and nothing that tells who, where or when."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from formcheck.store.about import About
from formcheck.store.event_codec import encode_event
from formcheck.store.labels import read_labels
from formcheck.store.place import ABOUT, EVENTS, LABELS, POSES
from formcheck.store.pose_codec import Input, encode_input, without_face
from formcheck.store.recording import Recording

NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can state
FOR_ALL = 0o644 << 16


def share(recording: Recording, file: BinaryIO) -> None:
    """Write the shared file; the same session gives the same bytes. Raises OSError where it cannot be written."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        _put(bundle, ABOUT, iter([msgspec.json.format(msgspec.json.encode(_public(recording.about)), indent=1)]))
        _put(bundle, POSES, (encode_input(_faceless(given)) for given in recording.inputs()))
        if recording.events is not None:
            _put(bundle, EVENTS, map(encode_event, recording.events))
        labels = read_labels(recording)
        if labels is not None:
            _put(bundle, LABELS, iter([msgspec.json.encode(labels)]))


def _public(about: About) -> About:
    """Return what the rules need and nobody can be known by. A field that is added later stays out until named here."""
    return About(
        schema=about.schema,
        formcheck=about.formcheck,
        pose_model_sha256=about.pose_model_sha256,
        roll_model_sha256=about.roll_model_sha256,
        plan=about.plan,
        width=about.width,
        height=about.height,
        frames=about.frames,
        duration_s=about.duration_s,
        finished=about.finished,
        shared=True,
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
