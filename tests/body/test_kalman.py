import numpy as np
import pytest

from formcheck.body.kalman import Kalman
from formcheck.pose import Floats


def filtered(times: Floats, values: Floats, acceleration: float = 80.0) -> Floats:
    one = Kalman(np.array([1.0]), acceleration)
    return np.array([one.update(t, np.array([value]))[0] for t, value in zip(times.tolist(), values, strict=True)])


def test_what_stands_still_stays() -> None:
    assert filtered(np.arange(30) / 30, np.full(30, 7.5)) == pytest.approx(np.full(30, 7.5))


@pytest.mark.parametrize("fps", [5, 8, 15, 30, 60])
def test_what_moves_steadily_is_soon_followed_without_delay(fps: int) -> None:
    times = np.arange(0, 2, 1 / fps)
    assert filtered(times, 60 * times)[times > 0.8] == pytest.approx(60 * times[times > 0.8], abs=0.3)


def test_noise_becomes_less() -> None:
    noise = np.random.default_rng(0).standard_normal(3000)
    assert filtered(np.arange(3000) / 30, noise).std() < 0.8


def test_a_quick_lift_passes_unbent() -> None:
    times = np.arange(0, 1.2, 1 / 30)
    s = np.clip(times / 0.8, 0, 1)
    lift = 60 * s**3 * (10 - 15 * s + 6 * s**2)
    assert np.abs(filtered(times, lift) - lift).max() < 3.0


def test_quantities_share_a_gain_and_do_not_mix() -> None:
    times, noise = np.arange(20) / 30, np.array([1.0, 0.01])
    one = Kalman(noise, 80.0)
    found = np.array([one.update(t, np.array([30 * t, 0.0])) for t in times.tolist()])
    assert found[:, 0] == pytest.approx(filtered(times, 30 * times))
    assert found[:, 1] == pytest.approx(np.zeros(20))


def test_reset_forgets() -> None:
    one = Kalman(np.array([1.0]), 80.0)
    for i in range(10):
        one.update(i / 30, np.array([float(i)]))
    one.reset()
    assert one.update(1.0, np.array([50.0])) == 50.0
    assert one.update(1.1, np.array([50.0])) == pytest.approx(50.0)
