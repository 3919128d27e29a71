import pytest

from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.recording.labels import LabelledRep, Labels
from formcheck.review.labelling import Labelling


def rep(start: float, end: float, *faults: Fault) -> Rep:
    return Rep(1, start, start + 1, end - 1, end, 30.0, 2.0, 1.0, 30.0, 1.0, 1.0, 1.0, faults, ())


FOUND = [rep(1, 4), rep(5, 9, Fault.PELVIS_ROLL), rep(10, 14)]


@pytest.fixture
def kept() -> list[Labels]:
    return []


@pytest.fixture
def labelling(kept: list[Labels]) -> Labelling:
    return Labelling(FOUND, None, kept.append)


def test_it_starts_blind_whatever_the_program_judged(labelling: Labelling, kept: list[Labels]) -> None:
    assert [(r.start_s, r.checked, r.counted, r.faults) for r in labelling.labels.reps] == [
        (1, False, True, ()),
        (5, False, True, ()),
        (10, False, True, ()),
    ]
    assert kept == []


def test_every_word_is_kept_at_once(labelling: Labelling, kept: list[Labels]) -> None:
    labelling.confirm(0)
    labelling.toggle_counted(1)
    labelling.toggle_fault(2, Fault.MOMENTUM)
    labelling.toggle_fault(2, Fault.PELVIS_ROLL)
    labelling.confirm(2)
    assert len(kept) == 5
    assert [(r.checked, r.counted, r.faults) for r in kept[-1].reps] == [
        (True, True, ()),
        (False, False, ()),
        (True, True, (Fault.PELVIS_ROLL, Fault.MOMENTUM)),
    ]


def test_a_verdict_is_shown_once_all_reps_up_to_it_are_labelled(labelling: Labelling) -> None:
    assert labelling.shown(0.5)
    assert not labelling.shown(2.0)
    labelling.confirm(0)
    assert labelling.shown(4.5)
    labelling.confirm(2)
    assert not labelling.shown(11.0)  # it would tell of the second as well


def test_a_label_changed_after_the_verdict_was_shown_is_not_blind(labelling: Labelling) -> None:
    labelling.toggle_fault(0, Fault.MOMENTUM)
    labelling.confirm(0)
    assert labelling.labels.reps[0].blind
    labelling.toggle_fault(0, Fault.MOMENTUM)
    labelling.confirm(0)
    assert (labelling.labels.reps[0].checked, labelling.labels.reps[0].blind) == (True, False)


def test_the_rep_under_way_is_meant(labelling: Labelling) -> None:
    assert [labelling.index_at(t) for t in (0.5, 1.0, 4.5, 6.0, 99.0)] == [None, 0, 0, 1, 2]


def test_a_missed_rep_has_a_begin_and_an_end(labelling: Labelling, kept: list[Labels]) -> None:
    labelling.mark_missed(20.0)
    assert labelling.missed_from == 20.0
    labelling.mark_missed(19.0)  # before the start: undone
    assert labelling.missed_from is None
    assert kept == []
    labelling.mark_missed(15.0)
    labelling.mark_missed(18.0)
    assert kept[-1].reps[-1] == LabelledRep(start_s=15.0, end_s=18.0, checked=False)


def test_what_was_labelled_before_is_taken_over(kept: list[Labels]) -> None:
    before = Labels(
        reps=(
            LabelledRep(start_s=1.2, end_s=4.1, faults=(Fault.MOMENTUM,)),
            LabelledRep(start_s=30, end_s=33, counted=False),
        )
    )
    again = Labelling(FOUND, before, kept.append).labels.reps
    assert [(r.start_s, r.checked) for r in again] == [(1.2, True), (5, False), (10, False), (30, True)]
