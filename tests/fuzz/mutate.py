"""Changes inputs at random: bytes of any file, values of a JSON file, words of a command line."""

import json
from random import Random
from typing import Any

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
