import math
from dataclasses import replace

import pytest

from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove, View
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.report.phrases import notes, summary, trend, verdict, view_words, when
from formcheck.session.events import Event, RepCompleted, RepCounted, SetCompleted, SetStarted
from formcheck.session.plan import Plan
from formcheck.session.summary import SetResult


def rep(
    number: int, opening: float = 30.0, roll: float = 2.0, faults: tuple[Fault, ...] = (), unseen: bool = False
) -> Rep:
    not_judged = (Fault.PELVIS_ROLL,) if unseen else ()
    clean = math.nan if unseen else 28.7
    return Rep(number, 0, 1, 2, 3, opening, math.nan if unseen else roll, 2, clean, 1, 1, 1, faults, not_judged)


def done(*reps: Rep, side: Side = Side.RIGHT) -> list[RepCompleted]:
    return [RepCompleted(r.end_s, side, r) for r in reps]


def test_all_clean() -> None:
    assert summary(done(rep(1), rep(2)), CLAMSHELL)[0] == [
        "Left leg: 2 reps, 2 clean.",
        "Widest opening with a steady pelvis: 28 degrees.",
    ]


def test_faults_name_their_reps() -> None:
    roll = (Fault.PELVIS_ROLL,)
    (told, _) = summary(done(rep(1, faults=roll), rep(2), rep(3, faults=roll)), CLAMSHELL)
    assert told[:2] == ["Left leg: 3 reps, 1 clean.", "The pelvis rolled back in reps 1 and 3."]


def test_many_faulty_reps_are_a_number() -> None:
    (told, _) = summary(done(*(rep(i, faults=(Fault.FEET_APART,)) for i in range(1, 15))), CLAMSHELL)
    assert told[1] == "The feet came apart in 14 reps."


def test_what_was_not_judged_is_neither_clean_nor_faulty() -> None:
    blind = summary(done(*(rep(i, unseen=True) for i in range(1, 6))), CLAMSHELL)[0]
    assert blind == ["Left leg: 5 reps; roll not judged."]
    half = summary(done(rep(1), rep(2, unseen=True)), CLAMSHELL)[0]
    assert half[:2] == ["Left leg: 2 reps, 1 clean.", "Roll not judged in 1 rep."]


def test_a_probable_roll_is_told() -> None:
    likely = replace(rep(2, unseen=True), roll_probability=0.8)
    assert "The pelvis probably rolled back in rep 2." in summary(done(rep(1), likely), CLAMSHELL)[0]
    assert verdict(likely) == "The pelvis probably rolled back."


def test_a_planned_leg_that_was_never_begun_is_named() -> None:
    assert summary(done(rep(1)), CLAMSHELL, Plan())[1] == ["Right leg: not begun."]
    assert len(summary(done(rep(1)), CLAMSHELL, Plan(leg=Side.LEFT))) == len(summary(done(rep(1)), CLAMSHELL)) == 2


def test_legs_and_sets_are_told_apart() -> None:
    roll = (Fault.PELVIS_ROLL,)
    first, second = (
        SetResult(Side.RIGHT, n, 2, 1, 0, 0, ((Fault.PELVIS_ROLL, 1),), early=n == 2, target=3) for n in (1, 2)
    )
    events: list[Event] = []
    for result, reps in ((first, (rep(1), rep(2, faults=roll))), (second, (rep(3, faults=roll), rep(4)))):
        events.append(SetStarted(0.0, Side.RIGHT, result.set_number))
        for count, event in enumerate(done(*reps), 1):
            events += [event, RepCounted(event.t, count, bool(event.rep.faults))]
        events.append(SetCompleted(0.0, result))
    events += [SetStarted(0.0, Side.LEFT, 1), *done(rep(5), side=Side.LEFT), RepCounted(0.0, 1, faulty=False)]
    events += [*done(rep(6), side=Side.LEFT)]
    left, right, _ = summary(events, CLAMSHELL)
    assert left[:3] == [
        "Left leg, 2 sets: 4 reps, 2 clean.",
        "Set 2: 2 of 3 done, stopped early.",
        "The pelvis rolled back in rep 2 of set 1 and rep 1 of set 2.",
    ]
    assert right[:2] == ["Right leg: 1 rep, 1 clean.", "1 more rep did not count."]


def test_holds_are_told() -> None:
    events: list[Event] = [
        SetStarted(0.0, Side.RIGHT, 1),
        SetCompleted(9.0, SetResult(Side.RIGHT, 1, 0, 0, 0, 3, (), early=True, target=10)),
    ]
    assert summary(events, CLAMSHELL)[0] == ["Left leg: 3 holds.", "3 of 10 done, stopped early."]


def test_nothing_done() -> None:
    assert summary([], CLAMSHELL) == [["No rep was seen in this session."]]


def test_a_verdict_is_sentences() -> None:
    assert verdict(rep(1)) == "Clean."
    faulty = rep(1, faults=(Fault.PELVIS_ROLL, Fault.FEET_APART))
    assert verdict(faulty) == "The pelvis rolled back. The feet came apart."
    assert verdict(rep(1, unseen=True)) == "Roll not judged."


def test_a_note_does_not_repeat_its_fault() -> None:
    noted = ("roll-share", "early-roll", "hurried")
    rolled = replace(rep(1, faults=(Fault.PELVIS_ROLL,)), notes=noted)
    assert notes(rolled, CLAMSHELL) == "The pelvis began to move early. Quicker than two seconds each way."
    assert notes(replace(rep(1, faults=(Fault.MOMENTUM,)), notes=("hurried",)), CLAMSHELL) == ""


def test_a_trend_is_told_where_it_exceeds_the_scatter() -> None:
    falling = [rep(i, opening=40 - 2.0 * i, roll=5 + (-1) ** i * 8) for i in range(10)]
    assert trend(falling) == [
        "The opening fell over the reps, from about 40° to 22°.",
        "The pelvic roll shows no clear trend over the reps.",
    ]
    assert trend(falling[:3]) == []
    assert trend([rep(i, unseen=True) for i in range(8)]) == ["The opening shows no clear trend over the reps."]


def test_the_view_tells_what_was_judged_from_there() -> None:
    good = " ".join(view_words(View(-12.0, 18.0, 3.6, judgeable=True, advice=None), [rep(1)]))
    assert good.startswith("The camera looked from 12° towards your head and 18° above the floor.")
    assert "± 4°" in good
    low = View(0.0, 2.0, 9.0, judgeable=False, advice=CameraAdvice(CameraMove.RAISE, 30))
    blind = view_words(low, [rep(1, unseen=True)])
    assert blind[1:] == ["Roll could not be judged.", "Raise the laptop about 30 cm, or move it towards your feet."]
    assert view_words(low, [rep(1), rep(2, unseen=True)])[2] == "Roll was judged in 1 of 2 reps."
    assert len(view_words(low, [rep(1)])) == 2  # judged all the same: nothing speaks against it


@pytest.mark.parametrize("text", [None, "yesterday"])
def test_an_unknown_day_stays_unknown(text: str | None) -> None:
    assert when(text) is None
