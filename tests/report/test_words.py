import math

import pytest

from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.report.words import summary, trend, view_words, when
from formcheck.session.events import RepCompleted


def rep(
    number: int, opening: float = 30.0, roll: float = 2.0, faults: tuple[Fault, ...] = (), unseen: bool = False
) -> Rep:
    not_judged = (Fault.PELVIS_ROLL,) if unseen else ()
    clean = math.nan if unseen else 28.7
    return Rep(number, 0, 1, 2, 3, opening, math.nan if unseen else roll, 2, clean, 1, 1, 1, faults, not_judged)


def done(*reps: Rep, side: Side = Side.RIGHT) -> list[RepCompleted]:
    return [RepCompleted(r.end_s, side, r) for r in reps]


def test_all_clean() -> None:
    assert summary(done(rep(1), rep(2)))[:3] == [
        "Lying on the right side, the left leg on top, you did 2 reps.",
        "All were clean.",
        "Your clean range: you opened up to 28° before the pelvis began to roll.",
    ]


def test_faults_name_their_reps() -> None:
    roll = (Fault.PELVIS_ROLL,)
    told = summary(done(rep(1, faults=roll), rep(2), rep(3, faults=roll)))
    assert told[1:3] == ["1 of 3 was clean.", "In reps 1 and 3, the pelvis rolled back."]


def test_what_was_not_judged_is_neither_clean_nor_faulty() -> None:
    told = summary(done(rep(1, unseen=True), rep(2, unseen=True)))
    assert told[1] == "2 reps could not be judged in full from where the camera was."
    assert not any("clean" in sentence for sentence in told[:2])
    half = summary(done(rep(1), rep(2, unseen=True)))
    assert half[1] == "All 1 that were judged were clean."


def test_both_sides_are_told() -> None:
    told = summary([*done(rep(1)), *done(rep(2), side=Side.LEFT)])
    assert told[0].startswith("Lying on the right side")
    assert any(
        sentence.startswith("Lying on the left side, the right leg on top, you did one rep.") for sentence in told
    )


def test_nothing_done() -> None:
    assert summary([]) == ["No rep was seen in this session."]


def test_a_trend_is_told_where_it_exceeds_the_scatter() -> None:
    falling = [rep(i, opening=40 - 2.0 * i, roll=5 + (-1) ** i * 8) for i in range(10)]
    assert trend(falling) == [
        "The opening fell over the reps, from about 40° to 22°.",
        "The pelvic roll shows no clear trend over the reps.",
    ]
    assert trend(falling[:3]) == []
    assert trend([rep(i, unseen=True) for i in range(8)]) == ["The opening shows no clear trend over the reps."]


def test_the_view_says_how_far_to_trust() -> None:
    good = view_words(View(-12.0, 18.0, 3.6, judgeable=True, advice=None))
    assert good.startswith("The camera looked from 12° towards your head and 18° above the floor.")
    assert "± 4°" in good
    blind = view_words(View(0.0, 2.0, 9.0, judgeable=False, advice="Raise the laptop about 30 cm."))
    assert blind.endswith("pelvic roll cannot be judged, and it was not. Raise the laptop about 30 cm.")


@pytest.mark.parametrize("text", [None, "yesterday"])
def test_an_unknown_day_stays_unknown(text: str | None) -> None:
    assert when(text) is None
