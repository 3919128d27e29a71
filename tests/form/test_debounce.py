import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.form.debounce import Debounce
from tests.stick import RATES


def run(found: Debounce, samples: list[tuple[float, float]]) -> list[bool]:
    return [found.update(t, value) for t, value in samples]


def test_above_the_limit_for_long_enough_and_no_sooner() -> None:
    found = run(Debounce(12, 3, 0.3), [(0.0, 13), (0.1, 20), (0.29, 13), (0.3, 13), (0.4, 13)])
    assert found == [False, False, False, True, True]


def test_the_limit_itself_is_not_above() -> None:
    assert not any(run(Debounce(12, 3, 0.3), [(t / 10, 12.0) for t in range(20)]))


def test_a_dip_starts_the_time_anew() -> None:
    assert not any(run(Debounce(12, 3, 0.3), [(0.0, 13), (0.2, 13), (0.25, 11.9), (0.3, 13), (0.5, 13)]))


def test_raised_stays_until_well_below() -> None:
    raised = [(0.0, 13.0), (0.3, 13.0)]
    found = run(Debounce(12, 3, 0.3), [*raised, (0.4, 11.0), (0.5, 9.0), (0.6, 8.9), (0.7, 11.0), (0.8, 13.0)])
    assert found == [False, True, True, True, False, False, False]


def test_the_unknown_neither_raises_nor_clears_and_is_no_evidence() -> None:
    nan = math.nan
    assert run(Debounce(12, 3, 0.3), [(0.0, 13), (0.2, nan), (0.4, 13), (0.6, 13), (0.8, 13)]) == [False] * 4 + [True]
    assert run(Debounce(12, 3, 0.3), [(0.0, 13), (0.3, 13), (0.4, nan), (9.0, nan)]) == [False, True, True, True]
    blink = [(t / 30, nan if t % 3 else 13) for t in range(20)]
    assert run(Debounce(12, 3, 0.3), blink) == [t >= 9 for t in range(20)]
    assert not any(run(Debounce(12, 3, 0.0), [(t / 10, nan) for t in range(20)]))


def test_reset_forgets() -> None:
    found = Debounce(12, 3, 0.3)
    run(found, [(0.0, 13), (0.3, 13)])
    found.reset()
    assert run(found, [(1.0, 13), (1.2, 13), (1.3, 13)]) == [False, False, True]


@given(spikes=st.lists(st.tuples(st.floats(0.0, 0.25), st.floats(0.05, 1.0)), max_size=10), fps=st.sampled_from(RATES))
def test_spikes_shorter_than_the_dwell_raise_nothing(spikes: list[tuple[float, float]], fps: float) -> None:
    found, t = Debounce(12, 3, 0.3), 0.0
    for high_s, low_s in spikes:
        frames = [30.0] * int(high_s * fps) + [0.0] * max(int(low_s * fps), 1)
        for value in frames:
            t += 1 / fps
            assert not found.update(t, value)


@pytest.mark.parametrize("fps", RATES)
def test_it_is_raised_at_the_same_time_at_any_rate(fps: float) -> None:
    found = Debounce(12, 3, 0.3)
    first = next(t for t in (i / fps for i in range(200)) if found.update(t, 20.0 if t >= 1.0 else 0.0))
    assert first == pytest.approx(1.3, abs=2 / fps)
