"""Every id that an event or a view may carry has its sentence, and none carries a sentence itself."""

import ast
import dataclasses
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

import formcheck
from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.session.cues import Cue
from formcheck.session.guide import Instruction
from formcheck.session.summary import NextStep
from formcheck.text.en import TEXT
from formcheck.text.sentences import sentence
from tests.recording.test_event_codec import EVENTS

IDS = [thing.text_id for kind in (Cue, Instruction, NextStep) for thing in kind]
IDS += [CameraAdvice(move).text_id for move in CameraMove]


def test_the_sentences_are_those_of_the_ids() -> None:
    assert sorted(IDS) == sorted(TEXT)


@pytest.mark.parametrize("text_id", IDS)
def test_a_sentence_is_whole(text_id: str) -> None:
    said = sentence(text_id, cm=30)
    assert said[0].isupper()
    assert said.endswith((".", "?"))
    assert "{" not in said


def strings(value: object) -> Iterator[str]:
    if isinstance(value, Enum):
        yield value.value
    elif isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)


def test_events_carry_no_words() -> None:
    assert [text for event in EVENTS for text in strings(event) if " " in text] == []


ROOMS = ("body", "motion", "form", "session")
CORE = [path for room in ROOMS for path in sorted((Path(formcheck.__file__).parent / room).rglob("*.py"))]


def shown_literals(source: str) -> list[str]:
    """Return the literals with a space that are neither docstrings nor the words of an error or an assertion."""
    tree = ast.parse(source)
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Raise, ast.Assert)):
            inner |= {id(part) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and id(node) not in inner
    ]


@pytest.mark.parametrize("path", CORE, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_the_core_holds_no_words_for_people(path: Path) -> None:
    assert shown_literals(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_words() -> None:
    assert shown_literals('"""A docstring."""\nraise ValueError("no words")\nsay("Raise it.")') == ["Raise it."]
