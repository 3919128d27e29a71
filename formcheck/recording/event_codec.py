"""Events as lines of JSON: `{"event": "RepCompleted", "t": ...}`, from the dataclasses themselves.

NaN is null. An event of a kind or shape that this version does not know is skipped by readers, and said.
"""

import dataclasses
import math
import re
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np

from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.session.events import Event, RepCompleted

# Of a rep, what is always known; and beyond what no number of a session goes: both tell a damaged line.
REP_KNOWN = ("start_s", "top_s", "release_s", "end_s", "lift_s", "hold_s", "lower_s", "opening_deg")
LARGEST = 1e9

# Fields that files call by an older name.
FILE_NAMES = {"setup_issue": "hindrance"}

RAISE = re.compile(r"Raise the laptop about (\d{1,4}) cm")  # advice as older files hold it

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}


def encode_event(event: Event) -> bytes:
    """Return the event as one line of JSON without its end. Two events are the same where their lines are."""
    fields = msgspec.to_builtins(event, enc_hook=_plain)
    return msgspec.json.encode({"event": type(event).__name__} | {_file_name(name): fields[name] for name in fields})


def _file_name(field: str) -> str:
    return FILE_NAMES.get(field, field)


def _plain(value: object) -> object:
    """Return a number of numpy as Python's own: no number that comes out of a session keeps it from being recorded."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"an event holds a {type(value).__name__}")


def decode_event(line: bytes) -> Event | None:
    """Return the event of a line, None where it is of a kind that this version does not know.

    Raises ValueError where the line is damaged or the event has another shape than here.
    """
    try:
        plain = msgspec.json.decode(line)
    except RecursionError as error:
        raise ValueError("lists in lists without end") from error
    if not isinstance(plain, dict) or not isinstance(plain.get("event"), str):
        raise ValueError("an event is an object with its kind under 'event'")
    kind = KINDS.get(plain["event"])
    if kind is None:
        return None
    event: Event = from_plain(kind, plain)
    known = [event.t, *(getattr(event.rep, name) for name in REP_KNOWN if isinstance(event, RepCompleted))]
    if any(math.isnan(value) for value in known):
        raise ValueError("a time or an angle that is always known is missing")
    return event


def from_plain(kind: Any, plain: Any) -> Any:
    """Return the value of type `kind` that JSON holds as `plain`: dataclass, enum, tuple, optional or scalar.

    Unknown fields are passed over, missing ones take their defaults. Raises ValueError where it does not fit.
    """
    if type(plain) in (int, float) and abs(plain) > LARGEST:
        raise ValueError(f"{plain!r} is no number of a session")
    if kind is float and (plain is None or type(plain) in (int, float)):
        return math.nan if plain is None else float(plain)
    if kind is CameraAdvice and isinstance(plain, str):
        return _advice(plain)
    if dataclasses.is_dataclass(kind) and isinstance(plain, dict):
        return _dataclass(kind, plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if get_origin(kind) is tuple and isinstance(plain, list):
        return _tuple(get_args(kind), plain)
    if get_origin(kind) in (Union, UnionType):
        if plain is None and NoneType in get_args(kind):
            return None
        (kind,) = [k for k in get_args(kind) if k is not NoneType]
        return from_plain(kind, plain)
    if kind in (bool, int, str) and type(plain) is kind:
        return plain
    raise ValueError(f"{plain!r} is no {kind}")


def _advice(text: str) -> CameraAdvice:
    """Return the advice that older files hold as an English sentence."""
    found = RAISE.search(text)
    return CameraAdvice(CameraMove.TOWARDS_FEET) if found is None else CameraAdvice(CameraMove.RAISE, int(found[1]))


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _dataclass(kind: Any, plain: dict[str, Any]) -> Any:
    names = {field.name: _file_name(field.name) for field in dataclasses.fields(kind)}
    try:
        return kind(**{name: from_plain(_hints(kind)[name], plain[key]) for name, key in names.items() if key in plain})
    except TypeError as error:
        raise ValueError(f"{kind.__name__} is incomplete: {error}") from error


def _tuple(kinds: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], value) for value in plain)
    if len(kinds) != len(plain):
        raise ValueError(f"{plain!r} has not {len(kinds)} entries")
    return tuple(from_plain(kind, value) for kind, value in zip(kinds, plain, strict=True))
