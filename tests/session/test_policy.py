"""Which cue follows which reps. Reps come every six seconds unless said."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.cues import Cue
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.session.policy import CuePolicy
from formcheck.text.sentences import sentence

REP = Rep(1, 0, 2, 3, 5.5, 30, 2, 2, 30, lift_s=2.0, hold_s=1.0, lower_s=2.5, faults=(), not_judged=())
ROLL, FEET, FAST, OPEN = Fault.PELVIS_ROLL, Fault.FEET_APART, Fault.MOMENTUM, Fault.INCOMPLETE_RETURN
CORRECTIONS = {Cue.POCKET, Cue.SMALLER, Cue.HEELS, Cue.HONEY, Cue.BOOK, Cue.KNEES, Cue.PAUSE}


def faulty(*faults: Fault) -> Rep:
    return replace(REP, faults=faults)


def cues(*reps: Rep, every_s: float = 6.0) -> list[Cue | None]:
    policy = CuePolicy(CLAMSHELL)
    return [policy.after_rep(i * every_s, rep) for i, rep in enumerate(reps)]


def test_one_slip_is_not_worth_a_word() -> None:
    assert cues(faulty(ROLL), REP, REP, faulty(ROLL)) == [None] * 4


def test_two_of_the_last_three_are() -> None:
    assert cues(faulty(ROLL), REP, faulty(ROLL)) == [None, None, Cue.POCKET]
    assert cues(faulty(FEET), faulty(FEET)) == [None, Cue.HEELS]


def test_the_first_of_several_faults_is_named() -> None:
    both = faulty(ROLL, FAST, FEET, OPEN)
    assert cues(both, both)[1] is Cue.POCKET
    assert cues(faulty(FAST, FEET), faulty(FAST, FEET))[1] is Cue.HEELS
    assert cues(faulty(OPEN), faulty(OPEN))[1] is Cue.KNEES


def test_nothing_lesser_is_said_while_the_first_waits_for_its_turn() -> None:
    both = faulty(ROLL, FEET)
    assert cues(both, both, both, every_s=3.0) == [None, Cue.POCKET, None]


def test_the_same_cue_waits_eight_seconds() -> None:
    assert cues(*[faulty(ROLL)] * 6, every_s=3.0) == [None, Cue.POCKET, None, None, Cue.SMALLER, None]


def test_after_three_times_a_reset_is_suggested_once() -> None:
    given_cues = cues(*[faulty(ROLL)] * 8, every_s=8.0)
    assert given_cues == [None, Cue.POCKET, Cue.SMALLER, Cue.POCKET, Cue.RESET, None, None, None]


def test_another_set_begins_anew() -> None:
    policy = CuePolicy(CLAMSHELL)
    for i in range(8):
        policy.after_rep(i * 8.0, faulty(ROLL))
    policy.begin_set()
    assert policy.after_rep(70.0, faulty(ROLL)) is None
    assert policy.after_rep(78.0, faulty(ROLL)) is Cue.POCKET


def test_a_thrown_leg_and_a_dropped_one_hear_different_words() -> None:
    thrown, dropped = replace(faulty(FAST), lift_s=0.4), replace(faulty(FAST), lower_s=0.4)
    assert cues(thrown, thrown)[1] is Cue.HONEY
    assert cues(dropped, dropped)[1] is Cue.BOOK


def test_a_missing_pause_is_the_least_of_all() -> None:
    hasty = replace(REP, hold_s=0.1)
    assert cues(hasty, hasty) == [None, Cue.PAUSE]
    assert cues(replace(hasty, faults=(FEET,)), replace(hasty, faults=(FEET,)))[1] is Cue.HEELS


def test_one_clean_rep_in_five_is_praised() -> None:
    assert cues(*[REP] * 10) == [*[None] * 4, Cue.PRAISE, *[None] * 4, Cue.PRAISE]


def test_a_correction_that_worked_is_praised_at_once() -> None:
    assert cues(faulty(ROLL), faulty(ROLL), REP, REP) == [None, Cue.POCKET, Cue.CORRECTED, None]
    assert cues(faulty(ROLL), faulty(ROLL), faulty(ROLL), REP)[3] is Cue.CORRECTED


def test_what_is_seldom_seen_is_said_once_and_never_praised() -> None:
    unseen = replace(REP, not_judged=(ROLL,))
    assert cues(*[unseen] * 12) == [None, Cue.NOT_JUDGED, *[None] * 10]


def test_the_third_rep_that_probably_rolled_earns_a_gentle_hint_once_a_set() -> None:
    likely = replace(REP, not_judged=(ROLL,), roll_probability=0.6)
    assert cues(likely, REP, likely, likely, likely, likely) == [None, None, None, Cue.LESS, None, None]
    assert Cue.LESS not in cues(*[replace(likely, roll_probability=0.2)] * 8)


def test_nobody_is_told_to_go_higher() -> None:
    assert not any("high" in sentence(cue.text_id).lower() for cue in Cue)


@given(
    st.lists(st.tuples(st.sets(st.sampled_from(list(Fault))), st.floats(0.0, 2.0), st.floats(0.5, 15.0)), max_size=60)
)
def test_it_never_nags(reps: list[tuple[set[Fault], float, float]]) -> None:
    policy, t, said = CuePolicy(CLAMSHELL), 0.0, []
    for faults, hold_s, gap_s in reps:
        t += gap_s
        cue = policy.after_rep(t, replace(REP, faults=tuple(faults), hold_s=hold_s))
        said += [] if cue is None else [(t, cue)]
    roll = [t for t, cue in said if cue in (Cue.POCKET, Cue.SMALLER)]
    fast = [t for t, cue in said if cue in (Cue.HONEY, Cue.BOOK)]
    others = [[t for t, cue in said if cue is one] for one in (Cue.HEELS, Cue.KNEES, Cue.PAUSE)]
    for times in (roll, fast, *others):
        assert len(times) <= 3
        assert all(b - a >= 8.0 for a, b in itertools.pairwise(times))
    assert sum(cue is Cue.RESET for _, cue in said) <= 1
    clean = sum(not faults and hold_s >= 0.3 for faults, hold_s, _ in reps)
    assert sum(cue is Cue.PRAISE for _, cue in said) <= clean / 5
    corrections = sum(cue in CORRECTIONS or cue is Cue.RESET for _, cue in said)
    assert sum(cue is Cue.CORRECTED for _, cue in said) <= corrections


def test_what_did_not_count_is_answered_where_something_can_be_done() -> None:
    answers = {reason: CuePolicy(CLAMSHELL).after_discard(1.0, reason) for reason in Discard}
    assert {reason for reason, cue in answers.items() if cue is None} == {Discard.ARTIFACT, Discard.UNFINISHED}
    assert answers[Discard.LEG_RAISE] is Cue.NO_REP_FEET


def test_the_same_answer_waits_eight_seconds_but_not_another_one() -> None:
    policy = CuePolicy(CLAMSHELL)
    given_cues = [policy.after_discard(t, Discard.LEG_RAISE) for t in (0.0, 7.9, 8.0)]
    assert given_cues == [Cue.NO_REP_FEET, None, Cue.NO_REP_FEET]
    assert policy.after_discard(8.1, Discard.SLIDE) is Cue.NO_REP_KNEE
