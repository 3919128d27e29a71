"""Whatever a person does, the books are right and nobody is nagged."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.session import events as ev
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from tests.session.script import APART, GOOD, ROLLED, THROWN, Run, Script, coach

Part = Callable[[Script], Script]
lifts = st.lists(st.sampled_from([GOOD, ROLLED, APART, THROWN]), min_size=1, max_size=4)
seconds = st.floats(0.5, 30.0)
elsewhere = st.sampled_from([h for h in SetupIssue if h is not SetupIssue.MOVING])
part: st.SearchStrategy[Part] = st.one_of(
    st.builds(lambda side, reps: lambda s: s.lie(side, 1).lift(*reps), st.sampled_from(list(Side)), lifts),
    st.builds(lambda side, reps: lambda s: s.lie(side, 1).lift(*reps), st.sampled_from(list(Side)), lifts),
    st.builds(lambda side, still: lambda s: s.lie(side, still), st.sampled_from(list(Side)), seconds),
    st.builds(lambda why, away: lambda s: s.hindered(why, away), elsewhere, seconds),
)
plans = st.builds(Plan, reps=st.integers(1, 4), sets=st.integers(1, 2), rest_s=st.floats(0, 20))
calls = st.lists(st.tuples(st.floats(0, 150), st.sampled_from(["pause", "resume", "restart_set"])), max_size=6)


def played(parts: list[Part], plan: Plan, asked: list[tuple[float, str]] | tuple[()] = ()) -> Run:
    script = Script()
    for add in parts:
        add(script)
    by_hand = {t: lambda session, now, name=name: getattr(session, name)(now) for t, name in asked}
    return coach(script, plan, fps=10, calls=by_hand)


@settings(max_examples=60, deadline=None)
@given(st.lists(part, min_size=1, max_size=12), plans, calls)
def test_the_books_are_right(parts: list[Part], plan: Plan, asked: list[tuple[float, str]]) -> None:
    run = played(parts, plan, asked)
    frames = run.of(ev.SetStarted, ev.SetCompleted)
    assert [type(e) for e in frames] == [ev.SetStarted, ev.SetCompleted] * (len(frames) // 2)
    count = 0
    for event in run.events:
        if isinstance(event, (ev.SetStarted, ev.SetRestarted)):
            count = 0
        elif isinstance(event, ev.RepCounted):
            count += 1
            assert event.count == count <= plan.reps
        elif isinstance(event, ev.SetCompleted):
            result = event.result
            assert result.reps == count
            assert result.early == (result.reps + result.holds < plan.reps)
            assert 0 <= result.clean + result.not_judged <= result.reps
    assert len(run.of(ev.RepCounted)) <= len(run.of(ev.RepCompleted))
    for side in Side:
        done = [e.result for e in run.of(ev.SetCompleted) if e.result.lying_on is side]
        assert sum(result.reps + result.holds > 0 for result in done) <= plan.sets
    assert len(run.of(ev.PlanCompleted)) <= 1
    last = run.steps[-1].progress
    assert last is not None
    assert (last.stage is Stage.DONE) == (len(run.of(ev.PlanCompleted)) == 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(part, min_size=1, max_size=12), plans)
def test_nobody_is_nagged(parts: list[Part], plan: Plan) -> None:
    run = played(parts, plan)
    changes = {e.t for e in run.events if not isinstance(e, (ev.Instructed, ev.CueGiven))}
    unprompted = [e for e in run.of(ev.Instructed) if e.t not in changes]
    for a, b in pairwise(unprompted):
        assert b.t - a.t >= 1.5 - 1e-9
        if a.instruction is b.instruction and not any(a.t < t <= b.t for t in changes):
            assert b.t - a.t >= 8.0 - 1e-9
    cues = [e.t for e in run.of(ev.CueGiven)]
    reps = {e.t for e in run.of(ev.RepCounted)} | {e.t for e in run.of(ev.SetStarted)} | {0.0}
    assert set(cues) <= reps  # between reps, never into one
