"""Changes inputs at random: bytes of any file, values of a JSON file, movements of a body."""

import json
import math
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from formcheck.pose import Pose
from formcheck.pose.similarity import Similarity

MARKS = (
    b"\0",
    b"\xff",
    b"\n",
    b'"',
    b"{",
    b"[",
    b"\xf0\x9f\x98\x80",
    b"moov",
    b"mdat",
    b"PK\x05\x06",
    b"\x7f\xff\xff\xff",
)
TEXTS = (
    "",
    "last",
    "-",
    "\0",
    "\x1b[2J",
    "x" * 5000,
    "[/b]",
    "[bold]",
    "<script>alert(1)</script>",
    "'; DROP TABLE session; --",
    "../../elsewhere",
    "/",
    "9999-99-99T99:99:99",
    "0001-01-01T00:00:00+23:59",
    "\u202etxt.exe",
    "NaN",
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 11, 255, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**40),
    *(0.5, -0.5, 1e-320, 1e18, -1e18, 1e200, 1e308, -1e308),
    *([], {}, [None], [[]], [0.0], {"": None}),
    *TEXTS,
)
RAW = (
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    '"\\ud800"',
    "[" * 2000 + "]" * 2000,
    '{"a":' * 1500 + "0" + "}" * 1500,
    "01",
    "",
)
PLACE = "\x01raw\x01"
POSES_MOST = 300  # a longer stream is cut, to stay within the time of one input


def bytes_of(rng: Random, data: bytes) -> bytes:
    """Return the bytes with one to five changes."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        at = rng.randrange(len(found) + 1)
        length = min(rng.choice((1, 1, 2, 4, 16, 200, 4000)), len(found) - at)
        match rng.randrange(7):
            case 0 if at < len(found):
                found[at] ^= 1 << rng.randrange(8)
            case 1:
                found[at : at + length] = rng.randbytes(length)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length] or rng.choice(MARKS)
            case 4:
                found[at:at] = rng.choice(MARKS)
            case 5:
                found[at : at + length] = bytes(length)
            case 6 if rng.random() < 0.3:
                del found[at:]
    return bytes(found)


def json_of(rng: Random, data: bytes) -> bytes:
    """Return the lines of JSON with one value of one line exchanged, left out, or written as no JSON is."""
    lines = data.splitlines() if b"\n{" in data else [data]
    i = rng.randrange(len(lines))
    try:
        plain = json.loads(lines[i])
    except (ValueError, RecursionError):  # changed before into what is no JSON
        return bytes_of(rng, data)
    raw = rng.choice(RAW) if rng.random() < 0.2 else None
    changed = _exchanged(rng, plain, PLACE if raw is not None else rng.choice(VALUES))
    text = json.dumps(changed)
    if raw is not None:
        text = text.replace(json.dumps(PLACE), raw)
    lines[i] = text.encode()
    match rng.randrange(8):
        case 0:
            lines.insert(rng.randrange(len(lines) + 1), lines[i])
        case 1:
            rng.shuffle(lines)
    return b"\n".join(lines) + b"\n"


def movement_of(rng: Random, poses: list[Pose]) -> list[Pose]:
    """Return the poses with one to four changes of a stretch of them, or of all."""
    found = list(poses)
    for _ in range(rng.choice((1, 1, 2, 4))):
        first = rng.randrange(len(found)) if rng.random() < 0.8 else 0
        stretch = slice(first, first + rng.choice((1, 3, 10, 40, 150, len(found))))
        change = rng.choice(MOVEMENTS)
        found[stretch] = change(rng, found[stretch])
        if not found:
            break
    return _in_time(found)[:POSES_MOST]


def _in_time(poses: list[Pose]) -> list[Pose]:
    """Return the poses with times that increase, as a camera's do: what repeats or runs back is a new take."""
    found: list[Pose] = []
    shift = 0.0
    for pose in poses:
        if found and pose.t + shift <= found[-1].t:
            shift = found[-1].t + 1 / 30 - pose.t
        found.append(replace(pose, t=pose.t + shift))
    return found


def _moved(pose: Pose, image: Any, world: Any, visibility: Any | None = None) -> Pose:
    return replace(
        pose, image_px=image, world_m=world, visibility=pose.visibility if visibility is None else visibility
    )


def _dropped(rng: Random, part: list[Pose]) -> list[Pose]:
    share = rng.choice((0.1, 0.5, 0.9, 1.0))
    return [pose for pose in part if rng.random() >= share]


def _frozen(rng: Random, part: list[Pose]) -> list[Pose]:
    """The same picture for a while, and then what came meanwhile at once or never."""
    return [replace(part[0], t=pose.t) for pose in part]


def _nobody(rng: Random, part: list[Pose]) -> list[Pose]:
    return [Pose.missing(pose.t) if rng.random() < 0.9 else pose for pose in part]


def _hidden(rng: Random, part: list[Pose]) -> list[Pose]:
    marks = rng.sample(range(33), rng.choice((1, 2, 8, 20)))
    image, world = np.zeros((33, 1)), np.ones(33)
    image[marks], world[marks] = np.nan, 0.0
    return [_moved(p, p.image_px + image, p.world_m + image, p.visibility * world) for p in part]


def _noisy(rng: Random, part: list[Pose]) -> list[Pose]:
    noise, px = np.random.default_rng(rng.randrange(1 << 30)), rng.choice((0.5, 3.0, 30.0, 500.0))
    return [
        _moved(p, p.image_px + noise.normal(0, px, (33, 2)), p.world_m + noise.normal(0, px / 250, (33, 3)))
        for p in part
    ]


def _elsewhere(rng: Random, part: list[Pose]) -> list[Pose]:
    """Another place, size or way up, from one frame to the next."""
    scale, by = rng.choice((1.0, 1.0, 0.3, -1.0, 1e-6, 40.0)), (rng.gauss(0, 200), rng.gauss(0, 200))
    return [_moved(p, p.image_px * scale + by, p.world_m * scale) for p in part]


def _mirrored(rng: Random, part: list[Pose]) -> list[Pose]:
    """Lying on the other side, or left and right mistaken for each other."""
    swapped = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))]
    flip = (-1.0, 1.0) if rng.random() < 0.5 else (1.0, 1.0)
    return [
        _moved(p, p.image_px[swapped] * flip, p.world_m[swapped] * (*flip, 1.0), p.visibility[swapped]) for p in part
    ]


def _quicker(rng: Random, part: list[Pose]) -> list[Pose]:
    rate = rng.choice((0.05, 0.5, 2.0, 8.0))
    return [replace(pose, t=part[0].t + (pose.t - part[0].t) / rate) for pose in part]


def _asleep(rng: Random, part: list[Pose]) -> list[Pose]:
    by = rng.choice((0.5, 2.0, 60.0, 600.0))
    return [replace(pose, t=pose.t + by) for pose in part]


def _again(rng: Random, part: list[Pose]) -> list[Pose]:
    return part * rng.choice((2, 3))


def _backwards(rng: Random, part: list[Pose]) -> list[Pose]:
    return [replace(pose, t=part[-1].t + part[0].t - pose.t) for pose in reversed(part)]


def _unsure(rng: Random, part: list[Pose]) -> list[Pose]:
    return [replace(pose, flip_disagreement=rng.choice((0.0, 0.02, 0.1, 1.0))) for pose in part]


def _swaying(rng: Random, part: list[Pose]) -> list[Pose]:
    size = rng.choice((0.5, 10.0, 200.0))
    return [replace(p, camera=Similarity(1.0, 0.0, size * math.sin(3 * p.t), size * math.cos(2 * p.t))) for p in part]


MOVEMENTS = (
    *(
        _dropped,
        _frozen,
        _nobody,
        _hidden,
        _noisy,
        _elsewhere,
        _mirrored,
        _quicker,
        _asleep,
        _again,
        _backwards,
        _unsure,
    ),
    _swaying,
)


def _exchanged(rng: Random, plain: Any, value: Any) -> Any:
    """Return the tree with one node exchanged for `value`, or taken out."""
    keys = list(plain) if isinstance(plain, dict) else list(range(len(plain))) if isinstance(plain, list) else []
    if not keys or rng.random() < 0.05:
        return value
    key = rng.choice(keys)
    if rng.random() < 0.1:
        del plain[key]
    elif isinstance(plain[key], (dict, list)) and rng.random() < 0.8:
        plain[key] = _exchanged(rng, plain[key], value)
    else:
        plain[key] = value
    return plain
