import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.smoothing import OneEuro
from tests.postures import ease
from tests.stick import RATES


def values(found: OneEuro, samples: list[tuple[float, float]]) -> list[float]:
    return [found.update(t, np.array(x)).item() for t, x in samples]


def test_at_rest_it_is_a_low_pass_of_first_order() -> None:
    """After a tenth of a second at 1 Hz, r = 2 pi / 10 = 0.6283 and the weight r / (r + 1) is 0.3859."""
    low_pass = OneEuro(min_cutoff_hz=1.0, beta=0.0)
    assert values(low_pass, [(0.0, 0.0), (0.1, 1.0), (0.2, 1.0)]) == pytest.approx([0, 0.3859, 0.6228], abs=1e-4)


def test_speed_opens_it() -> None:
    """The step of 10 a second reads 3.859 a second; the cutoff 1 + 3.859 Hz has r = 3.0528, weight 0.7533."""
    assert values(OneEuro(1.0, 1.0), [(0.0, 0.0), (0.1, 1.0)]) == pytest.approx([0, 0.7533], abs=1e-4)


def test_the_first_value_passes_and_stillness_stays() -> None:
    assert values(OneEuro(1.5, 0.05), [(t / 30, 7.5) for t in range(30)]) == [7.5] * 30


@pytest.mark.parametrize("t", [0.1, 0.05, -3.0])
def test_equal_or_earlier_times_change_nothing(t: float) -> None:
    one, other = OneEuro(1.0, 0.1), OneEuro(1.0, 0.1)
    start = [(0.0, 0.0), (0.1, 1.0)]
    [_, now], _ = values(one, start), values(other, start)
    assert one.update(t, np.array(50.0)).item() == now
    assert np.isnan(one.update(t, np.array(math.nan)))
    assert one.update(0.2, np.array(1.0)) == other.update(0.2, np.array(1.0))


def test_an_unknown_element_is_unknown_alone_and_comes_back() -> None:
    one, other = OneEuro(1.0, 0.0), OneEuro(1.0, 0.0)
    for filtered in (one, other):
        filtered.update(0.0, np.array([4.0, 0.0]))
    found = one.update(0.1, np.array([math.nan, 1.0]))
    assert math.isnan(found[0])
    assert found[1] == other.update(0.1, np.array([4.0, 1.0]))[1]
    assert one.update(0.2, np.array([4.0, 1.0]))[0] == pytest.approx(4.0)


def test_what_was_unknown_at_first_begins_with_its_first_value() -> None:
    found = OneEuro(1.0, 0.0)
    assert math.isnan(found.update(0.0, np.array(math.nan)))
    assert math.isnan(found.update(0.1, np.array(math.nan)))
    assert found.update(0.2, np.array(9.0)) == 9.0


def test_reset_forgets() -> None:
    used = OneEuro(1.0, 0.5)
    values(used, [(0.0, 0.0), (0.1, 5.0)])
    used.reset()
    again = [(0.0, 2.0), (0.1, 3.0), (0.3, 1.0)]  # time may begin anew
    assert values(used, again) == values(OneEuro(1.0, 0.5), again)


@pytest.mark.parametrize("seconds", [0.4, 2.0])
def test_a_lift_of_30_degrees_is_the_same_at_any_frame_rate(seconds: float) -> None:
    """Filtered as the tracker does; compared four times a second, where all rates have a frame or lie between two."""
    at = np.arange(0.5, 4, 0.25)
    found = []
    for fps in RATES:
        filtered, times = OneEuro(min_cutoff_hz=1.5, beta=0.05), np.arange(0, 4, 1 / fps)
        found.append(np.interp(at, times, values(filtered, [(t, 30 * ease((t - 1) / seconds)) for t in times])))
    assert np.ptp(found, axis=0).max() < 3.0
    assert found[0][-1] == pytest.approx(30, abs=0.5)


@given(samples=st.lists(st.floats(-100, 100), min_size=2, max_size=30), fps=st.sampled_from(RATES))
def test_it_stays_between_the_least_and_the_greatest(samples: list[float], fps: float) -> None:
    found = values(OneEuro(1.5, 0.05), [(i / fps, x) for i, x in enumerate(samples)])
    assert min(samples) - 1e-9 <= min(found)
    assert max(found) <= max(samples) + 1e-9
