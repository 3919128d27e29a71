import threading
import time
from collections.abc import Generator, Iterator

import pytest

from formcheck.capture.prefetch import DEPTH, prefetch


def test_everything_comes_in_its_order() -> None:
    for count in (0, 1, DEPTH, 50):
        with prefetch(range(count)) as things:
            assert list(things) == list(range(count))


def test_a_thread_fetches_while_the_last_thing_is_in_use() -> None:
    fetched = []

    def source() -> Iterator[int]:
        for i in range(20):
            fetched.append((i, threading.current_thread().name))
            yield i

    with prefetch(source()) as things:
        assert next(things) == 0
        deadline = time.monotonic() + 10
        while len(fetched) < 1 + DEPTH and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(0.05)
        assert [i for i, _ in fetched] == list(range(1 + DEPTH))  # so far, and no further
    assert {name for _, name in fetched}.isdisjoint({threading.main_thread().name})


def test_what_fetching_raises_comes_after_what_was_fetched() -> None:
    def source() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("the disk is gone")

    with prefetch(source()) as things:
        assert [next(things), next(things)] == [1, 2]
        with pytest.raises(OSError, match="the disk is gone"):
            next(things)


def test_who_stops_early_leaves_no_thread_and_a_source_that_can_be_closed() -> None:
    def source() -> Generator[threading.Thread, None, None]:
        while True:
            time.sleep(0.005)
            yield threading.current_thread()

    endless = source()
    with prefetch(endless) as things:
        thread = next(things)
    assert not thread.is_alive()
    endless.close()
