from formcheck.body.side import Side
from formcheck.form.judge import Rep
from formcheck.session.counted import CountedRep, counted, number
from formcheck.session.events import Event, RepCompleted, RepCounted, SetRestarted, SetStarted


def rep(n: int) -> Rep:
    return Rep(n, n, n + 0.2, n + 0.4, n + 0.6, 30.0, 2.0, 1.0, 28.0, 1.0, 1.0, 1.0, (), ())


def done(n: int, side: Side = Side.RIGHT) -> RepCompleted:
    return RepCompleted(n + 0.6, side, rep(n))


def told(reps: tuple[CountedRep, ...]) -> list[tuple[Side, int, int | None, int]]:
    return [(counts.leg, counts.set_number, counts.count, counts.rep.number) for counts in reps]


def test_reps_are_numbered_as_they_were_counted_aloud() -> None:
    events: list[Event] = [
        SetStarted(0.0, Side.RIGHT, 1),
        done(1),
        RepCounted(1.6, 1, faulty=False),
        done(2),
        RepCounted(2.6, 2, faulty=True),
        done(3),  # one too many: the set is over
        SetStarted(4.0, Side.LEFT, 1),
        done(4, Side.LEFT),
        RepCounted(4.6, 1, faulty=False),
        SetStarted(5.0, Side.RIGHT, 2),
        done(5),
        RepCounted(5.6, 1, faulty=False),
    ]
    assert told(counted(events)) == [
        (Side.LEFT, 1, 1, 1),
        (Side.LEFT, 1, 2, 2),
        (Side.LEFT, 1, None, 3),
        (Side.RIGHT, 1, 1, 4),
        (Side.LEFT, 2, 1, 5),
    ]


def test_a_set_that_is_started_again_does_not_count_what_was_before() -> None:
    events: list[Event] = [
        SetStarted(0.0, Side.RIGHT, 1),
        done(1),
        RepCounted(1.6, 1, faulty=False),
        SetRestarted(2.0, Side.RIGHT, 1),
        done(3),
        RepCounted(3.6, 1, faulty=False),
    ]
    assert [count for _, _, count, _ in told(counted(events))] == [None, 1]


def test_without_a_plan_every_rep_counts_on_its_leg() -> None:
    events = [done(1), done(2, Side.LEFT), done(3)]
    assert told(counted(events)) == [(Side.LEFT, 1, 1, 1), (Side.RIGHT, 1, 1, 2), (Side.LEFT, 1, 2, 3)]
    assert counted(events) == number([(event.lying_on, event.rep) for event in events])


def test_a_count_without_its_rep_is_passed_over() -> None:
    assert counted([SetStarted(0.0, Side.RIGHT, 1), RepCounted(1.0, 1, faulty=False)]) == ()
