"""An exercise is a value: what it says decides, and nothing elsewhere knows a certain fault."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import formcheck
from formcheck.analysis.result_sink import ResultSink
from formcheck.body.setup import SetupIssue
from formcheck.exercise.clamshell import CLAMSHELL, ROLL
from formcheck.exercise.cues import Cue
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.known import EXERCISES, MOVEMENTS
from formcheck.form.judge import Rep
from formcheck.form.pelvis_roll import PelvisRoll
from formcheck.form.rule import Fault
from formcheck.session.events import RepCompleted
from formcheck.session.recognizer import RepRecognizer
from formcheck.text.en import TEXT
from tests.postures import Lift
from tests.recorded import TOOLS, StickModel, frame, poses

PACKAGE = Path(formcheck.__file__).parent
ROLLED = [Lift(roll=10.0), Lift(roll=10.0)]


def reps(exercise: Exercise, lifts: list[Lift]) -> list[Rep]:
    recognizer = RepRecognizer(StickModel(), exercise)
    events = [event for pose in poses(lifts) for event in recognizer.update(pose).events]
    return [event.rep for event in (*events, *recognizer.finish()) if isinstance(event, RepCompleted)]


def stricter() -> Exercise:
    """Return a clamshell in which 5 degrees of roll are a fault."""
    limits = replace(ROLL, never_deg=1.0, fault_deg=5.0, always_deg=8.0)
    roll, *others = CLAMSHELL.criteria
    return replace(CLAMSHELL, roll=limits, criteria=(replace(roll, rule=lambda: PelvisRoll(limits)), *others))


def test_the_limits_are_those_of_the_exercise() -> None:
    assert [rep.faults for rep in reps(CLAMSHELL, ROLLED)] == [(), ()]
    assert [rep.faults for rep in reps(stricter(), ROLLED)] == [(Fault.PELVIS_ROLL,), (Fault.PELVIS_ROLL,)]


def test_only_the_criteria_of_the_exercise_are_judged() -> None:
    timed = replace(CLAMSHELL, criteria=tuple(c for c in CLAMSHELL.criteria if c.timed))
    [rolled, thrown] = reps(timed, [Lift(roll=25.0), Lift(up=0.4, hold=0.1, down=0.4)])
    assert (rolled.faults, rolled.not_judged) == ((), ())
    assert thrown.faults == (Fault.MOMENTUM,)


def test_the_primary_quantity_makes_the_reps() -> None:
    other = replace(CLAMSHELL, primary=replace(CLAMSHELL.primary, value="thorax_roll_deg"))
    assert len(reps(CLAMSHELL, ROLLED)) == 2
    assert reps(other, ROLLED) == []  # the stick's thorax never rolls


def test_a_result_says_as_what_its_reps_were_judged() -> None:
    exercise = replace(CLAMSHELL, name="side-lying-leg-raise")
    sink, recognizer = ResultSink(exercise), RepRecognizer(StickModel(), exercise)
    for index, pose in enumerate(poses([Lift()])):
        sink.step(frame(index, pose.t), pose, recognizer.update(pose))
    assert sink.result("clip.mp4", "c" * 64, TOOLS, None).judged_as == "side-lying-leg-raise"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)
def test_an_exercise_is_whole(exercise: Exercise) -> None:
    assert {issue for issue, _ in exercise.setup} == set(SetupIssue)
    faults = [criterion.fault for criterion in exercise.criteria]
    assert len(set(faults)) == len(faults)
    assert [criterion.rule().fault for criterion in exercise.criteria] == faults
    assert {f"exercise.{name}" for name in MOVEMENTS} <= set(TEXT)


def test_exercises_go_by_their_names() -> None:
    assert EXERCISES["clamshell"] is CLAMSHELL


def test_cues_that_take_turns_begin_with_the_first() -> None:
    roll, *_ = CLAMSHELL.criteria
    [rep, _] = reps(CLAMSHELL, ROLLED)
    assert [roll.cue(rep, given) for given in range(3)] == [Cue.POCKET, Cue.SMALLER, Cue.POCKET]


def faults_named(source: str) -> set[str]:
    """Return the members of `Fault` that a module names."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Fault" and node.attr in Fault.__members__
    }


def test_only_exercises_and_rules_name_a_certain_fault() -> None:
    named = {
        str(path.relative_to(PACKAGE)): found
        for path in PACKAGE.rglob("*.py")
        if path.parent.name not in ("exercise", "form") and (found := faults_named(path.read_text(encoding="utf-8")))
    }
    assert named == {}


def test_the_test_sees_a_fault_that_is_named() -> None:
    assert faults_named("if Fault.MOMENTUM in rep.faults or Fault(name) in rep.faults: pass") == {"MOMENTUM"}
