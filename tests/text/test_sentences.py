"""Every id that an event or a view may carry has its sentence, and none carries a sentence itself."""

import ast
import dataclasses
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

import formcheck
from formcheck.body.setup import SetupIssue
from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.known import MOVEMENTS
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.text.en import TEXT
from formcheck.text.sentences import many, sentence
from tests.recording.test_event_codec import EVENTS

IDS = [thing.text_id for kind in (Cue, Instruction, NextStep) for thing in kind]
IDS += [CameraAdvice(move).text_id for move in CameraMove]


NAMED = [  # put together from a name and a kind
    *(f"{fault.text_id}.{kind}" for fault in Fault for kind in ("shown", "set", "told", "rule", "key")),
    *(f"note.{note}" for note in ("roll-share", "early-roll", "hurried")),
    *(f"exercise.{name}" for name in MOVEMENTS),
    *(f"sight.{issue.value}" for issue in SetupIssue),
]
SOURCES = sorted(Path(formcheck.__file__).parent.rglob("*.py"))


def looked_up(source: str) -> set[str]:
    """Return the ids that are looked up as they stand, those of words with a number by each of their forms."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        if isinstance(node.args[0], ast.JoinedStr):
            continue
        constants = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
        ids = {value for value in constants if isinstance(value, str)}
        if node.func.id == "sentence":
            found |= ids
        elif node.func.id == "many":
            found |= {f"{text_id}.{form}" for text_id in ids for form in ("one", "other")}
    return found


def test_every_id_has_its_words_and_is_used() -> None:
    literal = set().union(*(looked_up(path.read_text(encoding="utf-8")) for path in SOURCES))
    assert sorted({*IDS, *NAMED, *literal}) == sorted(TEXT)


def test_the_test_sees_ids() -> None:
    source = 'sentence("a.b"); many("rep" if x else "hold", 3); sentence(f"c.{d}")'
    assert looked_up(source) == {"a.b", "rep.one", "rep.other", "hold.one", "hold.other"}


def test_words_with_a_number_have_their_form() -> None:
    assert [many("rep", n) for n in (0, 1, 2)] == ["0 reps", "1 rep", "2 reps"]


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


ROOMS = ("body", "motion", "form", "exercise", "session")
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
