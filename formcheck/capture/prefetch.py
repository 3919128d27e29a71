"""Decoding while the pose model is busy with the frame before."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
DEPTH = 3  # frames; enough to even out slow ones, and a large frame takes 3 MB


@contextmanager
def prefetch(things: Iterable[T]) -> Iterator[Iterator[T]]:
    """Give what `things` gives, in its order, fetched by a thread a little before it is asked for.

    What fetching raises is raised where the thing is asked for. When the context is left, `things` is left alone.
    """
    end = object()
    source = iter(things)
    with ThreadPoolExecutor(1, thread_name_prefix="decoder") as pool:

        def fetch() -> Future[T | object]:
            return pool.submit(next, source, end)

        def given() -> Iterator[T]:
            coming = deque(fetch() for _ in range(DEPTH))
            while (thing := coming.popleft().result()) is not end:
                coming.append(fetch())
                yield thing  # type: ignore[misc]  # anything but the end is a T

        try:
            yield given()
        finally:
            pool.shutdown(cancel_futures=True)
