"""What is announced is settled: whatever the poses, every rep and fault that began ends, and times are in order."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.explanation import Discard
from formcheck.pose import Pose
from formcheck.recording.event_codec import encode_event
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.recognizer import RepRecognizer
from tests.postures import Lift
from tests.recorded import StickModel, poses, stick

lift = st.builds(
    Lift,
    opening=st.floats(3, 60),
    up=st.floats(0.2, 4),
    hold=st.floats(0, 3),
    down=st.floats(0.2, 6),
    rest=st.floats(0, 2),
    roll=st.sampled_from([0.0, 5.0, 20.0]),
    low=st.sampled_from([0.0, 0.0, 0.3, 0.6]),
)
gap = st.tuples(st.floats(0, 40), st.floats(0.2, 5))


def recognized(stream: list[Pose]) -> list[Event]:
    session = RepRecognizer(StickModel())
    return [event for pose in stream for event in session.update(pose).events] + list(session.finish())


def completed(events: list[Event]) -> list[ev.RepCompleted]:
    return [event for event in events if isinstance(event, ev.RepCompleted)]


def assert_settled(events: list[Event]) -> None:
    """Every rep that began ends, under one number; every fault ends with its rep at the latest."""
    under_way: int | None = None
    open_faults: set[str] = set()
    done = 0
    for event in events:
        encode_event(event)  # nothing but plain numbers leaves the core
        if isinstance(event, ev.RepStarted):
            assert under_way is None
            under_way = event.number
            assert under_way == done + 1
        elif isinstance(event, ev.FaultRaised):
            assert event.number == under_way
            open_faults.add(event.fault)
        elif isinstance(event, ev.FaultCleared):
            open_faults.remove(event.fault)
        elif isinstance(event, ev.RepCompleted):
            assert event.rep.number == under_way == done + 1
            under_way, done = None, done + 1
            open_faults.clear()
        elif isinstance(event, ev.RepDiscarded):
            assert event.number == under_way
            under_way = None
            open_faults.clear()
    assert under_way is None
    assert not open_faults
    assert isinstance(events[-1], ev.SessionEnded)


def assert_in_order(events: list[Event]) -> None:
    reps = [event.rep for event in completed(events)]
    for rep in reps:
        assert rep.start_s <= rep.top_s <= rep.release_s <= rep.end_s
        assert min(rep.lift_s, rep.hold_s, rep.lower_s) >= 0
    for before, after in pairwise(reps):
        assert before.end_s <= after.start_s


@settings(max_examples=20, deadline=None)
@given(st.lists(lift, min_size=1, max_size=5), st.lists(gap, max_size=3), st.sampled_from([5.0, 10.0, 30.0]))
def test_whatever_is_announced_is_settled_and_in_order(
    lifts: list[Lift], gaps: list[tuple[float, float]], fps: float
) -> None:
    for lose in (lambda _: None, lambda pose: Pose.missing(pose.t), lambda pose: replace(stick(0.0), t=pose.t)):
        stream = []
        for pose in poses(lifts, fps):
            hidden = any(begin <= pose.t < begin + length for begin, length in gaps)
            seen = lose(pose) if hidden else pose
            if seen is not None:
                stream.append(seen)
        events = recognized(stream)
        assert_settled(events)
        assert_in_order(events)


def test_who_sits_up_in_a_rep_gives_its_number_back() -> None:
    begun = [pose for pose in poses([Lift(), Lift()]) if pose.t < 1.5 + 6.3 + 2.5]
    away = [Pose.missing(begun[-1].t + i / 10) for i in range(1, 40)]
    again = [replace(pose, t=pose.t + away[-1].t + 0.1) for pose in poses([Lift()])]
    events = recognized([*begun, *away, *again])
    assert_settled(events)
    assert [event.reason for event in events if isinstance(event, ev.RepDiscarded)] == [Discard.LOST]
    assert [event.rep.number for event in completed(events)] == [1, 2]


def test_a_session_that_ends_in_a_lift_discards_it() -> None:
    events = recognized([pose for pose in poses([Lift()]) if pose.t < 1.5 + 2.5])
    assert [event.reason for event in events if isinstance(event, ev.RepDiscarded)] == [Discard.UNFINISHED]
    assert completed(events) == []


def test_a_recording_that_ends_as_the_leg_comes_down_counts_the_rep() -> None:
    events = recognized([pose for pose in poses([Lift()]) if pose.t < 1.5 + 2.0 + 1.0 + 1.75])
    assert len(completed(events)) == 1


# --- slow reps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fps", [5.0, 8.0, 15.0, 30.0, 60.0])
@pytest.mark.parametrize(("opening", "down"), [(12.0, 4.0), (15.0, 7.0), (30.0, 7.0), (60.0, 10.0)])
def test_a_slow_lowering_closes_at_any_rate_of_looks(fps: float, opening: float, down: float) -> None:
    reps = [event.rep for event in completed(recognized(list(poses([Lift(opening, down=down)] * 2, fps))))]
    assert [rep.faults for rep in reps] == [(), ()]
    assert [rep.hold_s for rep in reps] == pytest.approx([1.0, 1.0], abs=0.5)


# --- what was not seen --------------------------------------------------------------------------------------------

TOP, RELEASE, END = 1.5 + 2.0, 1.5 + 3.0, 1.5 + 5.5


@pytest.mark.parametrize("length", [0.5, 1.1, 1.6])
@pytest.mark.parametrize("begin", [1.6, 2.2, TOP + 0.2, RELEASE + 0.4, RELEASE + 1.0])
def test_missing_frames_that_leave_both_ends_seen_lose_no_rep(begin: float, length: float) -> None:
    seen = [pose for pose in poses([Lift()] * 3) if not begin <= pose.t < begin + length]
    reps = [event.rep for event in completed(recognized(seen))]
    assert len(reps) == 3
    assert all(not rep.faults for rep in reps)


def test_a_gap_now_and_then_loses_no_rep() -> None:
    seen = [pose for pose in poses([Lift()] * 7) if pose.t % 6 > 1.2]
    assert len(completed(recognized(seen))) == 7


@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize(("begin", "length"), [(RELEASE + 0.5, 1.2), (RELEASE + 0.7, 1.5), (1.5 + 0.5, 1.2)])
def test_a_picture_that_stands_still_accuses_nobody(fps: float, begin: float, length: float) -> None:
    frozen = None
    stream = []
    for pose in poses([Lift()], fps):
        stands = begin <= pose.t < begin + length
        frozen = pose if not stands else frozen
        stream.append(replace(frozen or pose, t=pose.t))
    (rep,) = (event.rep for event in completed(recognized(stream)))
    assert rep.faults == ()


@pytest.mark.parametrize("fps", [5.0, 8.0])
def test_few_looks_a_second_count_every_rep(fps: float) -> None:
    assert len(completed(recognized(list(poses([Lift(up=1.5, hold=0.5, down=1.5)] * 6, fps))))) == 6


def test_no_time_is_unknown() -> None:
    for event in completed(recognized(list(poses([Lift(low=0.4, rest=0.0), Lift()])))):
        times = (event.rep.start_s, event.rep.top_s, event.rep.release_s, event.rep.end_s)
        assert all(type(value) is float and math.isfinite(value) for value in times)
