"""How far a long job is, on a terminal only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeRemainingColumn
from typing_extensions import Self

from formcheck.text.plain_text import shown

Item = TypeVar("Item")


def with_bar(items: Iterable[Item], name: str, total: int | None, console: Console) -> Iterator[Item]:
    """Yield the items and show a bar of how far they are; none where nobody looks."""
    if not console.is_terminal:
        yield from items
        return
    with Progress(*_columns(), console=console, transient=True) as progress:
        task = progress.add_task(shown(name), total=total)
        for item in items:
            yield item
            progress.advance(task)


class Bars:
    """A bar for all of several jobs, with `title` before their count, and one for each under way. A context manager.

    They stand on standard error while that is a terminal; elsewhere there are none.
    """

    def __init__(self, title: str, jobs: int) -> None:
        console = Console(stderr=True)
        self._progress = Progress(*_columns(), console=console, transient=True, disable=not console.is_terminal)
        self._title, self._jobs, self._ended = title, jobs, 0
        self._whole = self._progress.add_task("", total=jobs, visible=jobs > 1)
        self._count()
        self._under_way: dict[int, TaskID] = {}

    def told(self, place: int, name: str, done: int, total: int | None) -> None:
        """Show how far the job at that place is."""
        if place not in self._under_way:
            self._under_way[place] = self._progress.add_task(shown(name))
        self._progress.update(self._under_way[place], completed=done, total=total)

    def ended(self, place: int) -> None:
        """Take the job's bar away."""
        if place in self._under_way:
            self._progress.remove_task(self._under_way.pop(place))
        self._ended += 1
        self._count()

    def _count(self) -> None:
        words = f"{self._title}: {self._ended} of {self._jobs}"
        self._progress.update(self._whole, completed=self._ended, description=words)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bars away meanwhile, so that something can be printed, wherever that goes."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()


def _columns() -> tuple[ProgressColumn, ...]:
    return TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn()
