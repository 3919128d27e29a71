import math

import pytest

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove, View
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.recording.event_codec import KINDS, decode_event, encode_event
from formcheck.session import events as ev
from formcheck.session.summary import SetResult, Summary

REP = Rep(
    3, 1.25, 2.0, 2.5, 4.1, 30.123456789, math.nan, math.nan, math.nan, 0.75, 0.5, 1.6,
    (Fault.MOMENTUM,), (Fault.PELVIS_ROLL,), ("early-roll",),
)  # fmt: skip
EVENTS = [
    ev.PoseLost(0.1, SetupIssue.NOT_LYING),
    ev.Ready(1 / 3, Side.LEFT, View(1.5, 20.0, 3.0, judgeable=False, advice=CameraAdvice(CameraMove.RAISE, 30))),
    ev.RepCompleted(4.2, Side.RIGHT, REP),
    ev.Instructed(4.3, Instruction.BEGIN),
    ev.PlanCompleted(
        9.0, Summary((SetResult(Side.LEFT, 1, 3, 1, 1, 0, ((Fault.MOMENTUM, 1),), early=True),), NextStep.SAME)
    ),
    ev.SessionEnded(9.5),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_comes_back_as_it_was(event: ev.Event) -> None:
    line = encode_event(event)
    again = decode_event(line)
    assert type(again) is type(event)
    assert encode_event(again) == line
    assert repr(again) == repr(event)


def test_every_kind_of_event_can_be_read() -> None:
    assert set(KINDS.values()) == set(ev.Event.__args__)


def test_an_event_from_a_newer_version_is_none() -> None:
    assert decode_event(b'{"event":"Levitated","t":1.0}') is None


def test_fields_of_a_newer_version_are_passed_over() -> None:
    assert decode_event(b'{"event":"PoseFound","t":1.0,"mood":"good"}') == ev.PoseFound(1.0)


def test_a_field_that_an_older_version_lacked_takes_its_default() -> None:
    read = decode_event(b'{"event":"Instructed","t":1.0,"instruction":"begin"}')
    assert read == ev.Instructed(1.0, Instruction.BEGIN, None)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b'{"t":1.0}',
        b'{"event":"PoseFound"}',
        b'{"event":"PoseFound","t":"soon"}',
        b'{"event":"PoseLost","t":1.0,"hindrance":"bored"}',
        b'{"event":"RepStarted","t":1.0,"number":true}',
    ],
)
def test_a_damaged_line_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several libraries, each with its own words
        decode_event(line)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("Raise the laptop about 30 cm, or move it towards your feet.", CameraAdvice(CameraMove.RAISE, 30)),
        (
            "Move the laptop towards your feet, so that it looks at you from the front.",
            CameraAdvice(CameraMove.TOWARDS_FEET),
        ),
    ],
)
def test_advice_that_an_older_version_kept_as_a_sentence_is_read(words: str, advice: CameraAdvice) -> None:
    line = b'{"event":"Instructed","t":1.0,"instruction":"move-camera","detail":"%s"}' % words.encode()
    assert decode_event(line) == ev.Instructed(1.0, Instruction.MOVE_CAMERA, advice)
