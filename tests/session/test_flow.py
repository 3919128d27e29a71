"""From lying down to done, hands free: what happens and what is said, in order and in time."""

import pytest

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.motion.explanation import Discard
from formcheck.session import events as ev
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from formcheck.session.session import Session
from tests.postures import BLIND_VIEW, Lift
from tests.session.script import APART, GOOD, RAISED, ROLLED, STILL_S, THROWN, Run, Script, coach

RATES = (15.0, 24.0, 30.0, 60.0)
RIGHT, LEFT = Side.RIGHT, Side.LEFT
HALF = Lift(hold=0.0, down=0.01, rest=0.0)
REP_S = GOOD.up + GOOD.hold + GOOD.down + GOOD.rest


def heard(run: Run) -> list[str]:
    """Return all that is said, counts too, in order."""
    words = []
    for event in run.events:
        match event:
            case ev.CueGiven():
                words.append(event.cue.value)
            case ev.Instructed():
                words.append(event.instruction.value)
            case ev.RepCounted():
                words.append(str(event.count))
            case _:
                pass
    return words


def whole_session() -> Script:
    return (
        Script()
        .away(3)
        .hindered(SetupIssue.NOT_LYING, 3)
        .lie(RIGHT, 1)
        .lift(GOOD, ROLLED, ROLLED, GOOD)
        .hindered(SetupIssue.NOT_ON_SIDE, 3)
        .lie(LEFT, 1)
        .lift(GOOD, GOOD)
        .hindered(SetupIssue.NOT_LYING, 6)
        .lie(LEFT, 1)
        .lift(THROWN, APART)
        .still(1)
    )


@pytest.mark.parametrize("fps", RATES)
def test_both_sides_from_lying_down_to_done(fps: float) -> None:
    run = coach(whole_session(), Plan(reps=4), fps)
    assert heard(run) == [
        *("pain", "come-into-view", "lie-down", "hold-still", "begin"),
        *("1", "2", "3", "pocket", "4", "turn-over", "hold-still", "begin"),
        *("1", "2", "lie-back-down", "hold-still", "go-on", "3", "4", "done"),
    ]
    first, second = (e.result for e in run.of(ev.SetCompleted))
    assert (first.lying_on, first.reps, first.clean, first.early) == (RIGHT, 4, 2, False)
    assert (second.lying_on, second.reps, second.clean, second.early) == (LEFT, 4, 2, False)


def test_the_same_motion_says_the_same_at_the_same_times_at_every_rate() -> None:
    slow, *faster = (coach(whole_session(), Plan(reps=4), fps) for fps in RATES)
    for fast in faster:
        assert heard(fast) == heard(slow)
        for a, b in zip(slow.words(), fast.words(), strict=True):
            assert a[0] == pytest.approx(b[0], abs=0.25)


def test_the_same_poses_give_the_same_steps() -> None:
    assert str(coach(whole_session()).steps) == str(coach(whole_session()).steps)  # as text: NaN equals NaN


def test_what_the_inner_session_saw_is_passed_on() -> None:
    run = coach(whole_session(), Plan(reps=4))
    assert [e.rep.number for e in run.of(ev.RepCompleted)] == list(range(1, 9))
    assert len(run.of(ev.Ready)) == 3
    assert run.events[-1] == ev.SessionEnded(run.steps[-1].posture.t)


def test_progress_tells_the_window_where_things_stand() -> None:
    run = coach(whole_session(), Plan(reps=4))
    started = run.of(ev.SetStarted)[0].t
    begun = run.progress(started)
    assert (begun.stage, begun.lying_on, begun.reps, begun.target, begun.paused) == (Stage.EXERCISE, RIGHT, 0, 4, False)
    assert begun.instruction is Instruction.BEGIN
    third = run.progress(run.of(ev.RepCounted)[2].t)
    assert (third.reps, third.clean, third.cue, third.instruction) == (3, 1, run.of(ev.CueGiven)[1].cue, None)
    turning = run.progress(run.of(ev.SideRequested)[0].t)
    assert (turning.stage, turning.lying_on, turning.instruction) == (Stage.TURN_OVER, LEFT, Instruction.TURN_OVER)
    assert run.progress(run.of(ev.Paused)[0].t).paused
    end = run.steps[-1].progress
    assert end is not None
    assert end.summary is not None
    assert (end.stage, [r.reps for r in end.summary.sets]) == (Stage.DONE, [4, 4])


@pytest.mark.parametrize(("setup_issue", "instruction"), CLAMSHELL.setup)
def test_each_setup_issue_is_met_with_what_removes_it(setup_issue: SetupIssue, instruction: Instruction) -> None:
    run = coach(Script().hindered(setup_issue, 3))
    assert [word for _, word in run.words(ev.Instructed)] == [instruction.value]


def test_no_setup_issue_is_left_without_an_answer() -> None:
    assert {issue for issue, _ in CLAMSHELL.setup} == set(SetupIssue)


def test_an_instruction_is_said_again_ever_more_rarely_and_then_no_more() -> None:
    run = coach(Script().away(300), fps=5)
    assert [t for t, _ in run.words(ev.Instructed)] == pytest.approx([1.6, 9.6, 25.6, 57.6], abs=0.3)
    assert run.progress(299).instruction is Instruction.COME_INTO_VIEW


def test_passing_postures_are_not_commented_on() -> None:
    script = Script()
    for setup_issue in (
        SetupIssue.NOT_LYING,
        SetupIssue.NOT_ON_SIDE,
        SetupIssue.PARTLY_HIDDEN,
        SetupIssue.LEGS_STRAIGHT,
    ):
        script.hindered(setup_issue, 1.2)
    assert coach(script).words(ev.Instructed) == []


def test_darkness_is_named_only_where_nobody_is_seen_whole() -> None:
    assert coach(Script().away(3), light=20.0).words(ev.Instructed) == [(1.5, "more-light")]
    assert coach(Script().away(3), light=90.0).words(ev.Instructed) == [(1.5, "come-into-view")]
    assert coach(Script().hindered(SetupIssue.NOT_LYING, 3), light=20.0).words(ev.Instructed) == [(1.5, "lie-down")]


def test_what_cannot_be_judged_is_said_once_with_what_to_do() -> None:
    script = Script().lie(RIGHT, 1, view=BLIND_VIEW).lift(*[GOOD] * 4).lie(LEFT, 1, view=BLIND_VIEW).lift(GOOD)
    run = coach(script, Plan(reps=4))
    assert heard(run).count("not-judged") == heard(run).count("move-camera") == 1
    told = next(e for e in run.of(ev.Instructed) if e.instruction is Instruction.MOVE_CAMERA)
    assert told.detail == BLIND_VIEW.advice
    assert told.t >= run.of(ev.RepCounted)[1].t, "only what was not judged is said not to be"
    assert not any(e.faulty for e in run.of(ev.RepCounted))
    assert run.progress(run.of(ev.RepCounted)[3].t).instruction is not Instruction.MOVE_CAMERA, (
        "verdicts have its place"
    )
    assert run.of(ev.SetCompleted)[0].result.not_judged == 4


def test_how_the_exercise_goes_is_said_once_until_the_first_rep() -> None:
    run = coach(Script().lie(RIGHT, 8).lift(GOOD, GOOD).lie(LEFT, 8).lift(GOOD, GOOD).still(1), Plan(reps=2))
    assert heard(run).count("open-slowly") == 1
    [told] = (e for e in run.of(ev.Instructed) if e.instruction is Instruction.OPEN_SLOWLY)
    assert run.progress(told.t + 2).instruction is Instruction.OPEN_SLOWLY
    assert run.progress(run.of(ev.RepStarted)[0].t + 0.1).instruction is None


def test_the_warning_does_not_stand_on_the_screen_after_begin() -> None:
    run = coach(Script().lie(RIGHT, 8))
    assert run.progress(0.1).cue is Cue.PAIN
    assert run.progress(run.of(ev.SetStarted)[0].t).cue is None


def test_a_computer_that_falls_behind_is_told_and_stays_on_the_screen() -> None:
    script = Script().lie(RIGHT, 3).lift(*[GOOD] * 3)
    again = {13.0: Session.fall_behind, 14.0: Session.catch_up}  # too soon to be said again
    run = coach(script, calls={5.0: Session.fall_behind, 12.0: Session.catch_up, **again})
    assert [e.instruction for e in run.of(ev.Instructed)].count(Instruction.TOO_BUSY) == 1
    assert [run.progress(t).behind for t in (4.9, 5.1, 11.9, 12.1)] == [False, True, True, False]
    assert [e.t for e in run.of(ev.FellBehind, ev.CaughtUp)] == [5.0, 12.0, 13.0, 14.0]


def test_a_set_says_how_much_was_planned() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, GOOD), Plan(reps=5))
    [result] = (e.result for e in run.of(ev.SetCompleted))
    assert (result.reps, result.target, result.early) == (2, 5, True)


def test_turning_early_closes_the_set_as_it_is() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, GOOD).lie(LEFT, 1).lift(GOOD, GOOD, GOOD).still(1), Plan(reps=3))
    first, second = (e.result for e in run.of(ev.SetCompleted))
    assert (first.lying_on, first.reps, first.early) == (RIGHT, 2, True)
    assert (second.lying_on, second.reps, second.early) == (LEFT, 3, False)
    assert [r.reps for r in run.of(ev.PlanCompleted)[0].summary.sets] == [2, 3]


def test_turning_before_the_first_rep_only_changes_sides() -> None:
    run = coach(Script().lie(RIGHT, 3).lie(LEFT, 1).lift(GOOD).lie(RIGHT, 1).lift(GOOD).still(1), Plan(reps=1))
    assert [(e.lying_on, e.set_number) for e in run.of(ev.SetStarted)] == [(RIGHT, 1), (LEFT, 1), (RIGHT, 1)]
    assert [r.lying_on for r in run.of(ev.PlanCompleted)[0].summary.sets] == [LEFT, RIGHT]


def test_turning_back_from_the_second_side_pauses_its_set() -> None:
    script = Script().lie(RIGHT, 1).lift(GOOD, GOOD).lie(LEFT, 1).lift(GOOD).lie(RIGHT, 1).lift(GOOD)
    run = coach(script.lie(LEFT, 1).lift(GOOD).still(1), Plan(reps=2))
    assert heard(run)[-5:] == ["turn-over", "hold-still", "go-on", "2", "done"]
    assert [e.count for e in run.of(ev.RepCounted)] == [1, 2, 1, 2]


def test_lying_on_after_the_target_asks_again_and_counts_nothing() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, GOOD, GOOD).still(20), Plan(reps=2))
    assert len(run.of(ev.RepCompleted)) == 3
    assert heard(run)[3:] == ["1", "2", "turn-over", "turn-over", "turn-over"]
    assert run.of(ev.SetCompleted)[0].result.reps == 2


def test_sets_and_rests() -> None:
    script = Script().lie(RIGHT, 1).lift(GOOD).lie(LEFT, 1).lift(GOOD).still(20)
    script.lift(GOOD).hindered(SetupIssue.NOT_ON_SIDE, 3).lie(RIGHT, 1).lift(GOOD).still(1)
    run = coach(script, Plan(reps=1, sets=2, rest_s=12))
    rest, over = run.of(ev.RestStarted)[0], run.of(ev.RestEnded)[0]
    assert over.t == pytest.approx(rest.until_t, abs=0.05)
    assert rest.until_t == pytest.approx(rest.t + 12)
    assert run.progress(rest.t + 5).until_t == rest.until_t
    assert [(e.lying_on, e.set_number) for e in run.of(ev.SetStarted)] == [(RIGHT, 1), (LEFT, 1), (LEFT, 2), (RIGHT, 2)]
    assert heard(run)[-9:] == ["rest", "next-set", "begin", "1", "turn-over", "hold-still", "begin", "1", "done"]


def test_a_rep_too_many_does_not_end_the_rest_but_a_new_set_does() -> None:
    script = Script().lie(RIGHT, 1).lift(GOOD).lie(LEFT, 1).lift(GOOD, GOOD).still(12).lift(GOOD).still(1)
    run = coach(script, Plan(reps=1, sets=2, rest_s=60))
    assert len(run.of(ev.RepCompleted)) == 4
    assert [e.count for e in run.of(ev.RepCounted)] == [1, 1, 1]
    fourth = run.of(ev.RepStarted)[3].t
    assert run.of(ev.RestEnded)[0].t == fourth
    assert heard(run)[-5:] == ["rest", "next-set", "begin", "1", "turn-over"]


def test_a_short_loss_is_not_worth_a_word() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD).still(1).lift(GOOD).still(1))
    assert heard(run) == ["pain", "hold-still", "begin", "1", "2"]


def test_pausing_by_hand_counts_nothing_until_resumed() -> None:
    calls = {3.0: lambda c, t: c.pause(t), 3 + 2 * REP_S: lambda c, t: c.resume(t)}
    run = coach(Script().lie(RIGHT, 1).lift(*[GOOD] * 4).still(1), calls=calls)
    assert len(run.of(ev.RepCompleted)) == 4
    assert [e.count for e in run.of(ev.RepCounted)] == [1, 2]
    assert [e.asked for e in run.of(ev.Paused)] == [True]
    assert heard(run)[:5] == ["pain", "hold-still", "begin", "paused", "go-on"]
    assert run.progress(8).paused
    assert run.progress(8).instruction is Instruction.PAUSED


def test_resuming_from_elsewhere_waits_for_the_person() -> None:
    script = Script().lie(RIGHT, 1).lift(GOOD).away(10).lie(RIGHT, 1).lift(GOOD).still(1)
    run = coach(script, calls={9.0: lambda c, t: c.pause(t), 12.0: lambda c, t: c.resume(t)})
    assert [e.asked for e in run.of(ev.Paused)] == [False, True, False]
    assert run.of(ev.Resumed)[0].t == pytest.approx(run.of(ev.Ready)[1].t)
    assert [e.count for e in run.of(ev.RepCounted)] == [1, 2]


def test_restarting_counts_from_one_again() -> None:
    restart = {1 + STILL_S + 2 * REP_S + 0.5: lambda c, t: c.restart_set(t)}
    run = coach(Script().lie(RIGHT, 1).lift(*[GOOD] * 4).still(1), Plan(reps=3), calls=restart)
    assert [e.count for e in run.of(ev.RepCounted)] == [1, 2, 1, 2]
    assert run.of(ev.SetRestarted)[0].set_number == 1


def test_ending_in_the_middle_closes_the_set() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, GOOD))
    assert isinstance(run.last[-1], ev.SessionEnded)
    assert run.of(ev.SetCompleted)[0].result.early
    assert run.of(ev.PlanCompleted) == []


@pytest.mark.parametrize("fps", RATES)
def test_lying_still_offers_timed_holds(fps: float) -> None:
    run = coach(Script().lie(RIGHT, 45).lift(GOOD).still(1), Plan(reps=4), fps)
    begun = run.of(ev.SetStarted)[0].t
    assert [e.t - begun for e in run.of(ev.HoldOffered)] == pytest.approx([20], abs=0.1)
    assert [e.t - begun for e in run.of(ev.HoldStarted)] == pytest.approx([26, 35, 44], abs=0.1)
    assert [e.t - begun for e in run.of(ev.HoldCounted)] == pytest.approx([31, 40], abs=0.1)
    assert heard(run)[3:] == ["open-slowly", "squeeze-or-lift", "squeeze", "relax", "squeeze", "relax", "squeeze", "1"]
    result = run.of(ev.SetCompleted)[0].result
    assert (result.reps, result.holds, result.faults, result.early) == (1, 2, (), True)


def test_holds_alone_complete_a_set_and_accuse_nobody() -> None:
    run = coach(Script().lie(RIGHT, 47).lie(LEFT, 47), Plan(reps=2))
    summary = run.of(ev.PlanCompleted)[0].summary
    assert [(r.reps, r.holds) for r in summary.sets] == [(0, 2), (0, 2)]
    assert summary.next_step is NextStep.SAME
    assert run.progress(28).until_t == pytest.approx(run.of(ev.HoldStarted)[0].until_t)


def test_a_leg_raise_is_answered_and_not_counted() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, RAISED, GOOD).still(1))
    assert heard(run) == ["pain", "hold-still", "begin", "1", "no-rep-feet", "2"]
    [discarded] = run.of(ev.RepDiscarded)
    assert run.of(ev.CueGiven)[-1] == ev.CueGiven(discarded.t, Cue.NO_REP_FEET)
    assert run.progress(discarded.t + 1).cue is Cue.NO_REP_FEET


def test_a_leg_raise_outside_a_set_is_not_answered() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(GOOD, RAISED).still(1), Plan(reps=1))
    assert len(run.of(ev.RepDiscarded)) == 1
    assert "no-rep-feet" not in heard(run)


def test_a_rep_that_was_lost_from_view_is_answered_though_the_set_pauses() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(HALF).away(3))
    assert [(e.reason) for e in run.of(ev.RepDiscarded)] == [Discard.LOST]
    assert heard(run)[3:] == ["no-rep-lost", "lie-back-down"]
    assert run.progress(run.of(ev.RepDiscarded)[0].t).cue is Cue.NO_REP_LOST


def test_a_session_that_ends_in_a_rep_says_nothing_about_it() -> None:
    run = coach(Script().lie(RIGHT, 1).lift(HALF))
    assert [e.reason for e in run.of(ev.RepDiscarded)] == [Discard.UNFINISHED]
    assert heard(run) == ["pain", "hold-still", "begin"]


@pytest.mark.parametrize(("leg", "side"), [(LEFT, RIGHT), (RIGHT, LEFT)])
def test_a_plan_for_one_leg_asks_for_its_side_and_ends_with_it(leg: Side, side: Side) -> None:
    script = Script().lie(side.other, 2).lie(side, 1).lift(GOOD, GOOD).still(1)
    run = coach(script, Plan(reps=2, leg=leg))
    assert [e.lying_on for e in run.of(ev.SideRequested)] == [side]
    assert [(e.lying_on, e.set_number) for e in run.of(ev.SetStarted)] == [(side, 1)]
    assert [r.lying_on for r in run.of(ev.PlanCompleted)[0].summary.sets] == [side]


def test_sets_of_one_leg_have_rests_between_them() -> None:
    script = Script().lie(RIGHT, 1).lift(GOOD).still(12).lift(GOOD).still(1)
    run = coach(script, Plan(reps=1, sets=2, rest_s=10, leg=LEFT))
    assert len(run.of(ev.RestStarted)) == 1
    assert [e.set_number for e in run.of(ev.SetStarted)] == [1, 2]
    assert len(run.of(ev.PlanCompleted)) == 1
