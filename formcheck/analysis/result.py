"""The result of one video, `VideoResult`, which `formcheck check` writes as JSON. Schema 1."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from formcheck.body.side import Side
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.known import MOVEMENTS
from formcheck.form.rule import Fault

SCHEMA: Literal[1] = 1
Movement = Annotated[str, Meta(pattern=f"^({'|'.join(MOVEMENTS)})$", extra_json_schema={"enum": list(MOVEMENTS)})]
Note = Annotated[str, Meta(extra_json_schema={"enum": ["roll-share", "early-roll", "hurried"]})]
Count = Annotated[int, Meta(ge=0)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of a file's content, in hexadecimal.")]


def _told(text: str, **limits: Any) -> Meta:
    return Meta(description=text, **limits)


class ViewResult(msgspec.Struct, kw_only=True, frozen=True):
    """From where the camera looks."""

    azimuth_towards_feet_deg: Annotated[
        float | None,
        _told("0 looks at the person from the front, positive from the feet's side, negative from the head's."),
    ]
    elevation_deg: Annotated[float | None, _told("How far the camera looks down.")]
    roll_resolution_deg: Annotated[float | None, _told("Standard deviation to expect of a rep's roll from here.")]
    judgeable: Annotated[
        bool,
        _told(
            "Whether pelvic roll is well seen from here. Reps from elsewhere are judged where the roll is certain "
            "enough."
        ),
    ]
    advice: Annotated[str | None, _told("How to move the camera, in a sentence. Null where roll is well seen.")]


class RepResult(msgspec.Struct, kw_only=True, frozen=True):
    """One rep."""

    number: Annotated[int, Meta(ge=1)]
    lying_on: Side
    leg: Annotated[Side, _told("The leg that works: the upper one.")]
    set: Annotated[int, _told("On its leg. A video has one.", ge=1)]
    count: Annotated[int, _told("The rep's number on its leg, as in the table.", ge=1)]
    start_s: Annotated[float, _told("The knee leaves its rest.")]
    top_s: Annotated[float, _told("The top is reached.")]
    release_s: Annotated[float, _told("The top is left.")]
    end_s: Annotated[float, _told("The lowering ends.")]
    lift_s: Annotated[float, _told("top_s - start_s")]
    hold_s: Annotated[float, _told("release_s - top_s")]
    lower_s: Annotated[float, _told("end_s - release_s")]
    opening_deg: Annotated[float, _told("How far the top leg opened, against the closed start.")]
    roll_deg: Annotated[
        float | None,
        _told(
            "How far the pelvis rolled at the top, against the start; backward is positive. Null where roll was not "
            "judged."
        ),
    ]
    roll_sigma_deg: Annotated[Annotated[float, Meta(ge=0)] | None, _told("Standard deviation of roll_deg.")]
    clean_opening_deg: Annotated[
        Annotated[float, Meta(ge=0)] | None, _told("Largest opening before roll passed ROLL_NOTE_DEG.")
    ]
    roll_probability: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None,
        _told(
            "Probability that the pelvis rolled back beyond ROLL_FAULT_DEG, also where that is not certain enough for "
            "a fault. Null where roll was not seen."
        ),
    ]
    faults: Annotated[tuple[Fault, ...], _told("What was wrong.", extra_json_schema={"uniqueItems": True})]
    not_judged: Annotated[
        tuple[Fault, ...],
        _told(
            "What could not be judged; a rep with one of these is not counted as clean.",
            extra_json_schema={"uniqueItems": True},
        ),
    ]
    notes: Annotated[
        tuple[Note, ...],
        _told(
            "Worth knowing, no fault: much roll for the opening; roll in the first half of the lift; a lift or "
            "lowering quicker than it should be.",
            extra_json_schema={"uniqueItems": True},
        ),
    ]


class Summary(msgspec.Struct, kw_only=True, frozen=True):
    """All reps of a video in numbers."""

    reps: Count
    clean: Annotated[Count, _told("Reps without a fault of which everything could be judged.")]
    faults: Annotated[
        dict[Fault, Count],
        _told(
            "How many reps had each fault; every fault is named.",
            extra_json_schema={"required": [fault.value for fault in Fault]},
        ),
    ]


class VideoResult(msgspec.Struct, kw_only=True, frozen=True):
    """What was found in one video. Times in seconds from its first frame, angles in degrees, None where unknown."""

    schema: Annotated[Literal[1], _told("Version of this format.")]
    formcheck: Annotated[str, _told("Version of the program.")]
    pose_model_sha256: Annotated[Sha256, _told("Of the pose model's file.")]
    roll_model_sha256: Annotated[Sha256, _told("Of the roll model's file.")]
    video: Annotated[str, _told("The file's name, without its folder.")]
    sha256: Annotated[Sha256, _told("Of the video's file: tells which video it was, whatever its name.")]
    duration_s: Annotated[float, _told("From the first frame to the last.", ge=0)]
    frames: Annotated[Count, _told("How many were read.")]
    fps: Annotated[Annotated[float, Meta(gt=0)] | None, _told("Mean frames a second.")]
    truncated: Annotated[
        str | None,
        _told(
            "A clause where the file lacks its beginning, or breaks off before its end: it was used as far as it goes."
        ),
    ]
    lying_on: Annotated[
        Side | None,
        _told("The side of most reps; without reps, of the first start found. Null where nobody lay ready in view."),
    ]
    top_leg: Annotated[Side | None, _told("The leg that works: the other one.")]
    view: Annotated[ViewResult | None, _told("From where the camera looked at the first start on that side.")]
    exercise: Annotated[
        Movement,
        _told("The movement that was recognized: another one where it came more often than a clamshell."),
    ]
    judged_as: Annotated[str, _told("The exercise whose rules the reps were judged by.")] = CLAMSHELL.name
    unseen_s: Annotated[
        float,
        _told(
            "Seconds without a picture while the person was tracked, in stretches of one second and more: reps may be "
            "missing there.",
            ge=0,
        ),
    ]
    tracked_share: Annotated[float, _told("Share of the frames in which the person could be judged.", ge=0, le=1)]
    remark: Annotated[
        str | None,
        _told(
            "Why there are no reps, that some may be missing, or that the recording's speed looks or may be wrong, as "
            "of time lapse or slow motion; momentum is then not judged. Null otherwise."
        ),
    ]
    reps: tuple[RepResult, ...]
    summary: Summary


def to_json(result: VideoResult) -> dict[str, Any]:
    """Return the result as its JSON object."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(result))
    return plain


def from_json(plain: Mapping[str, Any]) -> VideoResult:
    """Return the result that a JSON object of schema 1 holds; fields that are not known are passed over.

    Raises ValueError where it holds none.
    """
    return msgspec.convert(plain, VideoResult)
