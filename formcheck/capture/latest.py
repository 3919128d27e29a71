"""A place for one thing, where the newest wins: between a camera and whoever is slower than it."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Handed from one thread to another. What was put and not taken before the next came is skipped, never queued."""

    def __init__(self) -> None:
        self._there = threading.Condition()
        self._thing: T | None = None
        self._closed = False
        self._skipped = 0

    def put(self, thing: T) -> None:
        """Lay `thing` there in place of what was there."""
        with self._there:
            self._skipped += self._thing is not None
            self._thing = thing
            self._there.notify()

    def take(self, timeout_s: float) -> T | None:
        """Return what is there and empty the place, waiting up to `timeout_s`; None where nothing came."""
        with self._there:
            self._there.wait_for(lambda: self._thing is not None or self._closed, timeout_s)
            thing, self._thing = self._thing, None
            return thing

    def close(self) -> None:
        """Nothing more will be put; what is there can still be taken."""
        with self._there:
            self._closed = True
            self._there.notify_all()

    @property
    def closed(self) -> bool:
        """Whether nothing is there and nothing will come."""
        with self._there:
            return self._closed and self._thing is None

    @property
    def skipped(self) -> int:
        """How many things were replaced before anybody took them."""
        return self._skipped
