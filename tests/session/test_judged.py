import numpy as np

from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.session.judged import roll_judged


def rep(start: float, end: float, *not_judged: Fault) -> Rep:
    return Rep(1, start, start + 0.5, end - 0.5, end, 30.0, 2.0, 1.0, 28.0, 1.0, 1.0, 1.0, (), not_judged)


def test_the_nearest_rep_tells_whether_roll_was_judged() -> None:
    reps = [rep(1, 3), rep(5, 7, Fault.PELVIS_ROLL), rep(9, 11, Fault.MOMENTUM)]
    t = np.array([0.0, 2.0, 3.9, 4.1, 6.0, 7.9, 8.1, 20.0])
    assert roll_judged(t, reps).tolist() == [True, True, True, False, False, False, True, True]


def test_without_reps_nothing_was_judged() -> None:
    assert roll_judged(np.array([1.0, 2.0]), []).tolist() == [False, False]
