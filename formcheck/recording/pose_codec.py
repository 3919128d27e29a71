"""What a session took in, as lines of JSON, exact: every number is written so that it reads back as the same float."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Annotated, Literal

import msgspec
import numpy as np

from formcheck.pose import Floats, Pose
from formcheck.pose.landmarks import FACE, N_LANDMARKS
from formcheck.pose.similarity import UNMOVED, Similarity

LARGEST = 1e6  # seconds, pixels or metres; beyond, a line is damaged
Seconds = Annotated[float, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
Asked = Literal["pause", "resume", "restart_set", "fall_behind", "catch_up"]


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """What a session took in with one frame: first what happened since the last, by hand or not, each with its time.

    frame: its index. pose: None after the last frame, where something was still asked. light: mean grey level, 0 to
    255, None where the session did not ask for it.
    """

    frame: int
    pose: Pose | None
    light: float | None = None
    asked: tuple[tuple[Asked, float], ...] = ()


class _Line(msgspec.Struct, omit_defaults=True):
    """image_px: 66 numbers x, y. world_m: 99 numbers x, y, z. visibility: 33. Nobody found: all left out."""

    frame: Annotated[int, msgspec.Meta(ge=0)]
    t: Seconds | None = None
    asked: tuple[tuple[Asked, float], ...] = ()
    light: float | None = None
    image_px: Sequence[float | None] | None = None
    world_m: Sequence[float | None] | None = None
    visibility: Sequence[float] | None = None
    flip_disagreement: Annotated[float, msgspec.Meta(ge=0, le=LARGEST)] = msgspec.field(default=0.0, name="spread")
    camera: Similarity = UNMOVED


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Line)


def encode_input(given: Input) -> bytes:
    """Return the input as one line of JSON without its end."""
    pose = given.pose
    line = _Line(given.frame, None if pose is None else pose.t, given.asked, given.light)
    if pose is not None and (pose.found or pose.visibility.any()):
        line.image_px = pose.image_px.ravel().tolist()
        line.world_m = pose.world_m.ravel().tolist()
        line.visibility = pose.visibility.tolist()
        line.flip_disagreement = pose.flip_disagreement
        if pose.camera != UNMOVED:
            line.camera = pose.camera
    return _encoder.encode(line)


def decode_input(raw: bytes) -> Input:
    """Return the input of a line. Raises ValueError where it is damaged."""
    try:
        line = _decoder.decode(raw)
    except RecursionError as error:
        raise ValueError("lists in lists without end") from error
    return Input(line.frame, None if line.t is None else _pose(line.t, line), line.light, line.asked)


def without_face(pose: Pose) -> Pose:
    """Return the pose with the landmarks of the face unknown."""
    image, world, visibility = pose.image_px.copy(), pose.world_m.copy(), pose.visibility.copy()
    image[FACE], world[FACE], visibility[FACE] = np.nan, np.nan, 0.0
    return Pose(pose.t, image, world, visibility, pose.flip_disagreement, pose.camera)


def _pose(t: float, line: _Line) -> Pose:
    if line.image_px is None or line.world_m is None or line.visibility is None:
        return Pose.missing(t)
    if max(map(abs, astuple(line.camera))) > LARGEST:
        raise ValueError("no camera moves so far")
    visibility = np.array(line.visibility, dtype=np.float64)
    return Pose(t, _rows(line.image_px, 2), _rows(line.world_m, 3), visibility, line.flip_disagreement, line.camera)


def _rows(flat: Sequence[float | None], width: int) -> Floats:
    if len(flat) != N_LANDMARKS * width:
        raise ValueError(f"{N_LANDMARKS * width} numbers expected, got {len(flat)}")
    rows = np.array(flat, dtype=np.float64).reshape(N_LANDMARKS, width)
    if (np.abs(rows) > LARGEST).any():
        raise ValueError("a landmark lies beyond any picture")
    return rows
