"""What every source of the pose model is given, and how it says that it has none."""

from typing import Protocol


class Progress(Protocol):
    """Told what is being fetched, how many bytes are here, and how many are expected if that is known."""

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take the news."""
        ...


class FetchError(Exception):
    """One source did not give the model; the text says why, for use within a sentence."""
