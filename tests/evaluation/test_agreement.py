import json
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.evaluation.agreement import Evaluation, evaluate
from formcheck.evaluation.matching import match
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.recording.labels import LabelledRep, Labels, read_labels, write_labels
from formcheck.recording.reader import Recording


def rep(start: float, end: float, faults: tuple[Fault, ...] = (), not_judged: tuple[Fault, ...] = ()) -> Rep:
    return Rep(1, start, start + 1, end - 1, end, 30.0, 2.0, 1.0, 30.0, 1.0, 1.0, 1.0, faults, not_judged)


def labelled(start: float, end: float, *faults: Fault, **more: bool) -> LabelledRep:
    return LabelledRep(start_s=start, end_s=end, faults=faults, **more)


def test_spans_are_matched_once_and_best_first() -> None:
    assert match([(0, 4), (4, 8)], [(4.5, 8), (0.5, 4)]) == [(0, 1), (1, 0)]
    assert match([(0, 10)], [(0, 4), (5, 10)]) == [(0, 1)]  # a bounce taken for one rep
    assert match([(0, 1)], [(5, 6)]) == []
    assert match([], [(5, 6)]) == []


def test_reps_and_faults_are_counted() -> None:
    roll, momentum = Fault.PELVIS_ROLL, Fault.MOMENTUM
    labels = Labels(
        reps=(
            labelled(0, 4, roll),
            labelled(5, 9),
            labelled(10, 14, momentum),
            labelled(15, 19, roll),
            labelled(20, 24),
            labelled(30, 34, counted=False),
        )
    )
    found = [
        rep(0.2, 4, (roll,)),
        rep(5, 8.9, (roll,)),
        rep(10, 14),
        rep(15, 19, (), (roll,)),
        rep(30, 34),
        rep(40, 44),
    ]
    result = evaluate(labels, found)
    assert (result.reps.right, result.reps.wrong, result.reps.missed) == (4, 2, 1)
    assert result.reps.precision == pytest.approx(4 / 6)
    assert result.reps.recall == pytest.approx(4 / 5)
    of_roll, of_momentum = result.faults[roll], result.faults[momentum]
    assert (of_roll.right, of_roll.wrong, of_roll.missed, of_roll.unjudged) == (1, 1, 0, 1)
    assert (of_momentum.right, of_momentum.wrong, of_momentum.missed) == (0, 0, 1)
    assert (of_momentum.precision, of_momentum.recall) == (None, 0.0)
    assert result.start_errors_s == pytest.approx([0.2, 0, 0, 0])
    assert result.end_errors_s == pytest.approx([0, -0.1, 0, 0])
    assert not result.whole


def test_what_nobody_checked_is_left_out_on_both_sides() -> None:
    labels = Labels(reps=(labelled(0, 4, Fault.MOMENTUM, checked=False), labelled(5, 9, checked=False)))
    result = evaluate(labels, [rep(0, 4)])
    assert result == Evaluation()
    assert result.whole


def test_evaluations_add_up() -> None:
    labels = Labels(reps=(labelled(0, 4, Fault.FEET_APART),))
    total = Evaluation()
    for found in ([rep(0, 4, (Fault.FEET_APART,))], []):
        total.add(evaluate(labels, found))
    assert (total.reps.right, total.reps.missed) == (1, 1)
    assert total.faults[Fault.FEET_APART].right == 1
    assert len(total.start_errors_s) == 1


def test_labels_come_back(folder: Path) -> None:
    labels = Labels(reps=(labelled(0, 4, Fault.FEET_APART), labelled(5, 9, counted=False)))
    assert read_labels(Recording(folder)) is None
    write_labels(folder, labels)
    assert read_labels(Recording(folder)) == labels


@pytest.mark.parametrize(
    "reps",
    [
        [{"start_s": 0}],
        [{"start_s": 5, "end_s": 4}],
        [{"start_s": 0, "end_s": 4, "faults": ["slouching"]}],
        "many",
    ],
)
def test_damaged_labels_are_one_sentence(folder: Path, reps: object) -> None:
    (folder / "labels.json").write_text(json.dumps({"schema": 1, "reps": reps}))
    with pytest.raises(InputError, match=r"labels.json is damaged"):
        read_labels(Recording(folder))
