import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.session.events import Event, HoldCounted, HoldOffered, HoldStarted
from formcheck.session.hold import HOLD_S, HoldTimer


def timed(times: list[float], still: bool = True) -> list[Event]:
    timer = HoldTimer()
    return [event for t in times if (event := timer.update(t, still=still)) is not None]


def test_holds_follow_the_clock_and_not_the_frames() -> None:
    for fps in (5, 15, 60):
        events = timed([i / fps for i in range(44 * fps)])
        assert [type(e) for e in events] == [HoldOffered, HoldStarted, HoldCounted, HoldStarted, HoldCounted]
        assert [e.t for e in events] == pytest.approx([20, 26, 31, 35, 40], abs=0.21)
    assert events[2] == HoldCounted(events[2].t, HOLD_S)


def test_a_leg_that_moves_ends_the_hold_and_the_wait_begins_anew() -> None:
    timer = HoldTimer()
    events = [timer.update(i / 10, still=i != 280) for i in range(490)]
    found = [e for e in events if e is not None]
    assert [type(e) for e in found] == [HoldOffered, HoldStarted, HoldOffered]
    assert found[2].t == pytest.approx(28.1 + 20, abs=0.11)


@given(st.lists(st.floats(1.01, 60.0), min_size=1, max_size=30))
def test_nothing_is_counted_over_gaps_in_the_poses(gaps: list[float]) -> None:
    times = [sum(gaps[:i]) for i in range(len(gaps) + 1)]
    assert timed(times) == []
