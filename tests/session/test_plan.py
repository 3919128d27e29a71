import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.side import Side
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.session.plan import Plan, Rounds
from formcheck.session.summary import SetResult, summarize


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"reps": 0}, "reps must be between 1 and 20, not 0"),
        ({"reps": 21}, "reps must be between 1 and 20, not 21"),
        ({"sets": 4}, "sets must be between 1 and 3, not 4"),
        ({"rest_s": -1.0}, "rest must be between 0 and 600 seconds, not -1"),
        ({"rest_s": float("nan")}, "rest must be between 0 and 600 seconds, not nan"),
    ],
)
def test_a_plan_that_cannot_be_done_is_refused(kwargs: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Plan(**kwargs)


@given(st.integers(1, 3), st.lists(st.sampled_from(list(Side)), max_size=40))
def test_whoever_starts_each_side_gets_its_sets_and_no_more(sets: int, sides: list[Side]) -> None:
    rounds, done = Rounds(Plan(sets=sets)), list[Side]()
    for side in [*sides, *list(Side) * sets]:
        if rounds.due(side):
            assert rounds.next_number(side) == done.count(side) + 1
            rounds.complete(side)
            done.append(side)
            assert abs(done.count(Side.LEFT) - done.count(Side.RIGHT)) == (not rounds.complete_round)
    assert rounds.complete_plan
    assert done.count(Side.LEFT) == done.count(Side.RIGHT) == sets


def result(reps: int = 10, clean: int = 10, holds: int = 0, early: bool = False, **faults: int) -> SetResult:
    named = tuple((Fault[name.upper()], number) for name, number in faults.items())
    seen = sum(faults.values())
    return SetResult(Side.LEFT, 1, reps, clean, reps - clean - seen if not faults else 0, holds, named, early)


@pytest.mark.parametrize(
    ("results", "step"),
    [
        ([result()], NextStep.MORE_REPS),
        ([result(reps=20, clean=20)], NextStep.SAME),
        ([result(early=True)], NextStep.SAME),
        ([result(holds=2)], NextStep.SAME),
        ([], NextStep.SAME),
        ([result(clean=6, pelvis_roll=4)], NextStep.SMALLER),
        ([result(clean=8, pelvis_roll=2)], NextStep.SAME),
        ([result(clean=4, feet_apart=3, momentum=3)], NextStep.HEELS),
        ([result(clean=7, momentum=3)], NextStep.SLOWER),
        ([result(clean=7, incomplete_return=3)], NextStep.KNEES),
        ([result(clean=0)], NextStep.MOVE_CAMERA),
    ],
)
def test_the_next_step_speaks_to_what_was_usual(results: list[SetResult], step: NextStep) -> None:
    assert summarize(results, CLAMSHELL).next_step is step


def test_a_set_in_which_nothing_was_done_is_left_out() -> None:
    assert summarize([result(reps=0, clean=0), result()], CLAMSHELL).sets == (result(),)
