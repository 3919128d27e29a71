"""A progress bar for fetching the pose model, on a terminal only."""

from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.pose.weights.source import Progress
from formcheck.text.sentences import sentence


@contextmanager
def fetch_bar() -> Iterator[Progress]:
    """Give a `Progress` that draws a bar on standard error while it is a terminal, and nothing in a pipe."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    told = TextColumn(sentence("console.fetching", what="{task.description}"))
    columns = (told, BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                for task in tasks.values():  # the source before this one gave up
                    bar.update(task, visible=False)
                tasks[what] = bar.add_task(what)
            bar.update(tasks[what], completed=done, total=total)

        yield show
