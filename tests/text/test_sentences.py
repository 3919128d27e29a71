"""Every id that an event or a view may carry has its sentence, and none carries a sentence itself."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

import formcheck
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.capture.trouble import BY_SYSTEM, SYSTEMS, Trouble
from formcheck.commands import check_table, evaluate, history
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.known import MOVEMENTS
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.text.en import TEXT
from formcheck.text.sentences import many, sentence
from formcheck.ui.questions import Question
from formcheck.ui.scene import GaugeState
from formcheck.ui.start_form import Row
from tests.recording.test_event_codec import EVENTS

IDS = [thing.text_id for kind in (Cue, Instruction, NextStep) for thing in kind]
IDS += [CameraAdvice(move).text_id for move in CameraMove]


NAMED = [  # put together from a name and a kind
    *(f"{fault.text_id}.{kind}" for fault in Fault for kind in ("shown", "set", "told", "rule", "key")),
    *(f"note.{note}" for note in ("roll-share", "early-roll", "hurried")),
    *(f"exercise.{name}" for name in MOVEMENTS),
    *(f"sight.{issue.value}" for issue in SetupIssue),
    *(thing.text_id for kind in (GaugeState, Question, Row) for thing in kind),
    *(
        f"{family}.{side.value}"
        for family in ("leg", "start.leg", "spoken.leg", "history.leg", "page.leg")
        for side in Side
    ),
    "trouble.over.said",
    *(f"trouble.{trouble.value}.{kind}" for trouble in Trouble for kind in ("what", "said")),
    *(f"trouble.{trouble.value}.do" for trouble in set(Trouble) - BY_SYSTEM),
    *(f"trouble.{trouble.value}.do.{system}" for trouble in BY_SYSTEM for system in SYSTEMS),
    *(f"trend.{way}.{name}" for way in ("none", "grew", "fell") for name in ("opening", "roll")),
    *(f"column.{name}" for table in (check_table, history, evaluate) for name in table.NAMES),
    *(f"month.{number}" for number in range(1, 13)),
]
PACKAGE = Path(formcheck.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "report" / "templates").glob("*.html"))
LITERAL = re.compile(r'(?:t|many)\("([a-z.-]+[a-z])"')


WORDED = {text_id.rpartition(".")[0] for text_id in TEXT if text_id.endswith((".one", ".other"))}


def looked_up(source: str) -> set[str]:
    """Return the ids of the table that stand in a module, those of words with a number by each of their forms.

    An id that is looked up there but not in the table is returned as it stands.
    """
    tree = ast.parse(source)
    literals = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "sentence"]
    first = [node.args[0] for node in calls if node.args]
    asked = {arg.value for arg in first if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    words = {f"{text_id}.{form}" for text_id in literals & WORDED for form in ("one", "other")}
    return (literals & set(TEXT)) | words | asked


def test_every_id_has_its_words_and_is_used() -> None:
    literal = set().union(*(looked_up(path.read_text(encoding="utf-8")) for path in SOURCES if path.stem != "en"))
    in_pages = {text_id for path in TEMPLATES for text_id in LITERAL.findall(path.read_text(encoding="utf-8"))}
    plain = {text_id for text_id in in_pages if text_id in TEXT or text_id not in WORDED}
    worded = {f"{text_id}.{form}" for text_id in in_pages & WORDED for form in ("one", "other")}
    assert sorted({*IDS, *NAMED, *literal, *plain, *worded}) == sorted(TEXT)


def test_the_test_sees_ids() -> None:
    source = 'sentence("a.b"); many("rep" if x else "hold", 3); sentence(f"c.{d}"); named = "done"'
    assert looked_up(source) == {"a.b", "rep.one", "rep.other", "hold.one", "hold.other", "done"}


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


PLACES = (
    *("body", "motion", "form", "exercise", "session", "console", "ui", "report", "review"),
    *("analysis/tempo.py", "analysis/result_sink.py", "capture/trouble.py"),
    *(f"commands/{name}.py" for name in ("after", "check_table", "evaluate", "history", "live", "note", "replay")),
    *("commands/report.py", "commands/share.py"),
)
MODULES = [path for path in SOURCES if str(path.relative_to(PACKAGE)).startswith(PLACES)]
NOT_SHOWN = {
    "DejaVu Sans": "a font",
    "lower left": "matplotlib's name of a corner",
    "first that works": "how session.json calls the camera where none was named",
    "Labelling | None": "an annotation",
}


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
        and " " in node.value.strip()
        and any(letter.isalpha() for letter in node.value)
        and id(node) not in inner
        and node.value not in NOT_SHOWN
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_words_for_people_stand_in_their_table_alone(path: Path) -> None:
    assert shown_literals(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_words() -> None:
    assert shown_literals('"""A docstring."""\nraise ValueError("no words")\nsay("Raise it.")') == ["Raise it."]


NO_TEXT = re.compile(r"<style>.*?</style>|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
SPELLED = re.compile(r'(?:alt|aria-label|data-label)="([^"]*)"')


def words_in(template: str) -> list[str]:
    """Return the words that stand in a page's template between its tags, or in an attribute that is shown."""
    bare = re.sub(r"{%.*?%}|{{.*?}}", "", template)
    shown = [*NO_TEXT.sub("\n", template).splitlines(), *SPELLED.findall(bare)]
    return [line.strip() for line in shown if any(letter.isalpha() for letter in line)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_no_words(path: Path) -> None:
    assert words_in(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_words_of_a_template() -> None:
    page = '<style>p { a }</style>{% if x %}<p class="a" data-label="Leg">Every rep {{ t("a") }}</p>{% endif %}'
    assert words_in(page) == ["Every rep", "Leg"]
