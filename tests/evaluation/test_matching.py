"""Reps are paired by their times; long lists take no longer than their length."""

import time

from formcheck.evaluation.matching import Pairing, match, pair_reps


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


def test_reps_of_one_list_alone_are_named() -> None:
    found = [{"start_s": 0.0, "end_s": 4.0}, {"start_s": 5.0, "end_s": 8.0}]
    true = [{"start_s": 5.2, "end_s": 8.0}, {"start_s": 20.0, "end_s": 24.0}]
    assert pair_reps(found, true) == Pairing(pairs=[(1, 0)], only_found=[0], only_true=[1])
