"""`formcheck check`: what every rep of a video was."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from formcheck.batch.journal import Journal, unwritable, write_accounts
from formcheck.batch.local import here, in_processes, usable_cores
from formcheck.batch.work import Engine, Failed, Job, check_job, hash_job, in_order
from formcheck.checking import tools_here
from formcheck.commands.check_table import remarks, table
from formcheck.errors import InputError
from formcheck.expect import differences, read_truth
from formcheck.progress_bar import Bars

STDOUT = Path("-")
Json = dict[str, Any]


def check(
    videos: Sequence[Path],
    model: Path,
    json_out: Path | None = None,
    csv_out: Path | None = None,
    expected: Sequence[Path] = (),
    *,
    jobs: int | None = None,
    resume: bool = False,
    dask: str | None = None,
) -> int:
    """Check the videos and return the exit code. The JSON path `-` is standard output.

    jobs: how many at a time, by default as many as there are cores. resume: take over what the file `json_out` has.
    dask: the address of a scheduler whose workers do it.
    """
    console = Console(stderr=json_out == STDOUT)
    truths = [read_truth(path) for path in expected]
    tools = tools_here(model)
    asked = [Job(video, model, tools, csv_out) for video in videos]
    engine = _engine(jobs, dask, len(asked))
    with _journal(json_out, resume=resume) as journal:
        done, others = _taken_over(journal, asked, engine) if journal is not None and resume else ({}, [])
        code = _check_the_rest(asked, done, engine, journal, console)
        accounts = [done[place] for place in sorted(done)] + others
        if journal is not None:
            journal.finish(accounts)
        elif json_out == STDOUT:
            write_accounts(accounts, sys.stdout)
        elif json_out is not None:
            _write(accounts, json_out)
    if not truths or code:
        return code
    found = [line for place, truth in enumerate(truths) for line in differences(done[place], truth)]
    for line in found:
        console.print(line, markup=False, highlight=False)
    return 1 if found else 0


def _engine(jobs: int | None, dask: str | None, videos: int) -> Engine:
    if dask is not None:
        from formcheck.batch.cluster import on_cluster

        return on_cluster(dask)
    at_once = min(jobs or usable_cores(), videos)
    return here if at_once == 1 else in_processes(at_once)


@contextmanager
def _journal(json_out: Path | None, *, resume: bool) -> Iterator[Journal | None]:
    """Give the journal beside a file, and say where it is when the run is stopped. A pipe or a device has none."""
    if (
        json_out is None
        or json_out == STDOUT
        or (json_out.exists() and not json_out.is_file() and not json_out.is_dir())
    ):
        yield None
        return
    with Journal(json_out, resume=resume) as journal:
        try:
            yield journal
        except BaseException:
            if not journal.empty:
                _tell(f"What is done is kept in {journal.path}: the same command with --resume goes on from there.")
            raise


def _taken_over(journal: Journal, asked: Sequence[Job], engine: Engine) -> tuple[dict[int, Json], list[Json]]:
    """Return the accounts that are there already, by their videos' places, and those of other videos."""
    tools = asked[0].tools
    ours = {account.get("sha256"): account for account in journal.found if tools.made(account)}
    done: dict[int, Json] = {}
    used = set()
    if ours:
        with (
            Bars("Looked up", len(asked)) as bars,
            closing(engine(hash_job, asked, bars.told)) as coming,
        ):
            for place, sha256 in coming:
                bars.ended(place)
                if not isinstance(sha256, Failed) and sha256 in ours:
                    done[place] = ours[sha256] | {"video": asked[place].video.name}
                    used.add(sha256)
    line = f"{len(done)} of {len(asked)} videos are in {journal.out} already."
    if strange := sum(not tools.made(account) for account in journal.found):
        line += f" Not taken over: {strange} accounts of another version of formcheck or another model."
    if others := [account for sha256, account in ours.items() if sha256 not in used]:
        line += f" Of other videos, and left at its end: {len(others)} accounts."
    _tell(line)
    return done, others


def _check_the_rest(
    asked: Sequence[Job], done: dict[int, Json], engine: Engine, journal: Journal | None, console: Console
) -> int:
    """Check what is not done yet, add it to `done`, show it, and return the exit code."""
    places = [place for place in range(len(asked)) if place not in done]
    code = 0
    rest = [asked[place] for place in places]
    with Bars("Checked", len(rest)) as bars, closing(engine(check_job, rest, bars.told)) as coming:
        for i, answer in in_order(_kept(coming, journal, bars)):
            with bars.aside():
                if isinstance(answer, Failed):
                    _tell(answer.reason, style="red")
                    code = InputError.exit_code
                    continue
                console.print(table(answer))
                for line in remarks(answer):
                    console.print(line, markup=False, highlight=False)
            done[places[i]] = answer
    return code


def _kept(
    coming: Iterator[tuple[int, Json | Failed]], journal: Journal | None, bars: Bars
) -> Iterator[tuple[int, Json | Failed]]:
    """Pass the answers on as they come, kept in the journal first."""
    for place, answer in coming:
        bars.ended(place)
        if journal is not None and not isinstance(answer, Failed):
            journal.add(answer)
        yield place, answer


def _tell(line: str, style: str | None = None) -> None:
    Console(stderr=True).print(line, style=style, markup=False, highlight=False, soft_wrap=True)


def _write(accounts: Sequence[Json], path: Path) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            write_accounts(accounts, file)
    except OSError as error:
        raise unwritable(path, error) from error
