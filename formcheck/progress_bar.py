"""How far a long job is, on a terminal only."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")


def with_bar(items: Iterable[Item], name: str, total: int | None, console: Console) -> Iterator[Item]:
    """Yield the items and show a bar of how far they are; none where nobody looks."""
    if not console.is_terminal:
        yield from items
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=total)
        for item in items:
            yield item
            progress.advance(task)
