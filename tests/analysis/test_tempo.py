import math

import numpy as np
import pytest

from formcheck.analysis.tempo import HASTY, TOO_FAST, TOO_SLOW, UNCOUNTED, Swings, Tempo, doubtful_speed


def reps(n: int, *, every_s: float, takes_s: float, lower_s: float, lift_s: float = 0.75) -> list[Tempo]:
    return [Tempo(i * every_s, i * every_s + takes_s, lift_s, lower_s, 30.0) for i in range(n)]


def _some_quick(quick: int, of: int) -> list[Tempo]:
    return [Tempo(3.0 * i, 3.0 * i + 2, *((0.65, 0.65) if i < quick else (0.75, 0.75)), 30.0) for i in range(of)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (reps(5, every_s=5.0, takes_s=4.5, lower_s=2.0), None),
        (reps(5, every_s=2.4, takes_s=1.6, lower_s=0.7), None),  # the quickest of 35 recordings of people
        (reps(5, every_s=1.2, takes_s=1.1, lower_s=0.4), HASTY),  # a leg can, or four times life
        (reps(5, every_s=4.0, takes_s=1.1, lower_s=0.4), HASTY),
        ([*reps(3, every_s=1.2, takes_s=1.1, lower_s=0.4), Tempo(5.0, 7.0, 0.9, 0.9, 30.0)], None),  # some were thrown
        (reps(5, every_s=4.0, takes_s=2.6, lift_s=0.5, lower_s=0.5), HASTY),  # held for long, or four times life
        (reps(5, every_s=4.0, takes_s=2.6, lift_s=0.5, lower_s=1.5), None),  # thrown up and let down slowly
        (reps(5, every_s=4.0, takes_s=2.6, lift_s=1.5, lower_s=0.5), None),  # dropped
        (_some_quick(6, of=12), None),  # the quickest of 35 recordings of people
        (reps(5, every_s=2.0, takes_s=0.6, lower_s=0.3), TOO_FAST),
        (reps(5, every_s=0.9, takes_s=0.8, lower_s=0.3), TOO_FAST),
        (reps(5, every_s=5.0, takes_s=0.5, lower_s=0.1), TOO_FAST),  # quicker than it would fall
        (reps(3, every_s=70.0, takes_s=65.0, lower_s=30.0), TOO_SLOW),
        (reps(2, every_s=0.5, takes_s=0.4, lower_s=0.1), None),  # two reps may be a slip
        ([*reps(4, every_s=5.0, takes_s=4.5, lower_s=2.0), Tempo(20.0, 20.5, 0.2, 0.1, 30.0)], None),  # one dropped
        ([], None),
    ],
)
def test_the_speed_of_a_recording(told: list[Tempo], found: str | None) -> None:
    assert doubtful_speed(told, quick_swings=0) == found


def test_a_leg_too_quick_to_count_is_told() -> None:
    quick, slow = (reps(2, every_s=3.0, takes_s=s, lower_s=0.5) for s in (1.1, 2.5))
    assert doubtful_speed([], quick_swings=3) == doubtful_speed(quick, quick_swings=3) == UNCOUNTED
    assert doubtful_speed([], quick_swings=2) is doubtful_speed(slow, quick_swings=9) is None


def test_quick_swings_are_counted_whatever_the_noise() -> None:
    def quick(period_s: float, opening_deg: float) -> int:
        swings, rng = Swings(), np.random.default_rng(1)
        for t in np.arange(0.0, 12.0, 1 / 30):
            swings.update(t, opening_deg * math.sin(math.pi * t / period_s) ** 2 + rng.normal(0.0, 1.5))
            swings.update(t, math.nan)
        return swings.quick

    assert quick(0.6, 30.0) == 19
    assert quick(4.0, 30.0) == quick(0.6, 0.0) == 0
