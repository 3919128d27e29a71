"""Reps are paired by their times; long lists take no longer than their length."""

import time

from formcheck.evaluation.matching import match


def test_every_span_is_used_once_and_the_best_pairs_first() -> None:
    assert match([(0, 4), (1, 5)], [(1, 5)]) == [(1, 0)]
    assert match([(0, 4)], [(0, 3.5), (0, 4)]) == [(0, 1)]
    assert match([(5, 9), (0, 4)], [(0, 4), (5, 9)]) == [(0, 1), (1, 0)]
    assert match([(0, 1)], [(5, 6)]) == match([], [(0, 1)]) == []


def test_long_and_hostile_lists_take_no_time() -> None:
    apart, same = [(5.0 * i, 5.0 * i + 4) for i in range(20_000)], [(0.0, 5.0)] * 1_000
    began = time.process_time()
    assert match(apart, apart) == [(i, i) for i in range(20_000)]
    assert len(match(same, same)) >= 200
    assert time.process_time() - began < 5
