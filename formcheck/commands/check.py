"""`formcheck check`: what every rep of a video was."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from rich.console import Console

from formcheck.analysis.analyze import tools_here
from formcheck.analysis.result import VideoResult, to_json
from formcheck.batch.journal import Journal, partial_path, write_accounts
from formcheck.batch.local import here, in_processes, usable_cores
from formcheck.batch.work import Checked, Engine, Failed, Job, check_job, hash_job, in_order
from formcheck.commands.check_table import print_result
from formcheck.console.progress_bar import Bars
from formcheck.errors import FormcheckError, InputError
from formcheck.evaluation.expect import differences, read_truth
from formcheck.export.junit import Case, write_junit
from formcheck.files.outputs import STDOUT, Kind, Output, is_stdout, is_stream, refuse_harm, written
from formcheck.text.plain_text import encodable, shown


def check(
    videos: Sequence[Path],
    model: Path,
    json_out: Path | None = None,
    csv_out: Path | None = None,
    expected: Sequence[Path] = (),
    *,
    junit_out: Path | None = None,
    jobs: int | None = None,
    resume: bool = False,
    dask: str | None = None,
) -> int:
    """Check the videos and return the exit code. The path `-` of an output is standard output.

    An output that cannot be written is told at the end, with the exit code of an input error; nothing else is lost.

    junit_out: a test case for each video, failed where it differs from what is expected.
    jobs: how many at a time, by default as many as there are cores. resume: take over what the file `json_out` has.
    dask: the address of a scheduler whose workers do it.
    """
    results = None if json_out is None else Output(STDOUT if is_stdout(json_out) else json_out, Kind.RESULTS, "--json")
    outputs = [] if results is None else [results]
    if results is not None and not is_stream(results.path):
        outputs.append(Output(partial_path(results.path), Kind.PARTIAL, "--json"))
    if csv_out is not None:
        outputs.append(Output(csv_out, Kind.FRAMES, "--csv"))
    junit = None if junit_out is None else Output(junit_out, Kind.JUNIT, "--junit")
    if junit is not None:
        outputs.append(junit)
    refuse_harm(outputs, [*videos, *expected, model])
    console = Console(stderr=any(is_stdout(output.path) for output in outputs))
    truths = [read_truth(path) for path in expected]
    tools = tools_here(model)
    asked = [Job(video, model, tools, csv_out) for video in videos]
    engine = _engine(jobs, dask, len(asked))
    with _journal(results, resume=resume) as journal:
        done, others = _taken_over(journal, asked, engine) if journal is not None and resume else ({}, [])
        failed, code = _check_the_rest(asked, done, engine, journal, console)
        accounts = [to_json(result) for result in [*(done[place] for place in sorted(done)), *others]]
        with _problems_told() as problems:
            if journal is not None:
                journal.finish(accounts)
            elif results is not None:
                with written(results) as file:
                    write_accounts(accounts, file)
    differing = {place: differences(done[place], truth) for place, truth in enumerate(truths) if place in done}
    for place, found in differing.items():
        for line in found or [f"{done[place].video}: as expected."]:
            console.print(shown(line), markup=False, highlight=False, soft_wrap=True)
    if junit is not None:
        with _problems_told() as more, written(junit) as file:
            write_junit([_case(place, job, done, differing, failed) for place, job in enumerate(asked)], file)
        problems += more
    if problems:
        return InputError.exit_code
    return code or (1 if any(differing.values()) else 0)


def _case(
    place: int, job: Job, done: dict[int, VideoResult], differing: dict[int, list[str]], failed: dict[int, str]
) -> Case:
    if place in failed:
        return Case(job.video.name, error=failed[place])
    return Case(done[place].video, len(done[place].reps), tuple(differing.get(place, ())))


@contextmanager
def _problems_told() -> Iterator[list[str]]:
    """Tell of an output that cannot be written instead of ending the run; give the list of what was told."""
    told = list[str]()
    try:
        yield told
    except FormcheckError as error:
        told.append(str(error))
        _tell(told[-1], style="red")


def _engine(jobs: int | None, dask: str | None, videos: int) -> Engine:
    if dask is not None:
        from formcheck.batch.cluster import on_cluster

        return on_cluster(dask)
    at_once = min(jobs or usable_cores(), videos)
    return here if at_once == 1 else in_processes(at_once)


@contextmanager
def _journal(results: Output | None, *, resume: bool) -> Iterator[Journal | None]:
    """Give the journal beside a file, and say where it is when the run is stopped. A pipe or a device has none."""
    if results is None or is_stream(results.path):
        yield None
        return
    with Journal(results, resume=resume) as journal:
        try:
            yield journal
        except BaseException:
            if not journal.empty:
                _tell(f"What is done is kept in {journal.path}: the same command with --resume goes on from there.")
            raise


def _taken_over(
    journal: Journal, asked: Sequence[Job], engine: Engine
) -> tuple[dict[int, VideoResult], list[VideoResult]]:
    """Return the results that are there already, by their videos' places, and those of other videos."""
    tools = asked[0].tools
    ours = {result.sha256: result for plain in journal.found if (result := tools.read(plain)) is not None}
    done: dict[int, VideoResult] = {}
    used = set()
    if ours:
        with (
            Bars("Looked up", len(asked)) as bars,
            closing(engine(hash_job, asked, bars.told)) as coming,
        ):
            for place, sha256 in coming:
                bars.ended(place)
                if not isinstance(sha256, Failed) and sha256 in ours:
                    done[place] = msgspec.structs.replace(ours[sha256], video=encodable(asked[place].video.name))
                    used.add(sha256)
    line = f"{len(done)} of {len(asked)} videos are in {journal.results.path} already."
    if strange := sum(tools.read(plain) is None for plain in journal.found):
        line += f" Not taken over: {strange} accounts of another version of formcheck or another model."
    if others := [result for sha256, result in ours.items() if sha256 not in used]:
        line += f" Of other videos, and left at its end: {len(others)} accounts."
    _tell(line)
    return done, others


def _check_the_rest(
    asked: Sequence[Job], done: dict[int, VideoResult], engine: Engine, journal: Journal | None, console: Console
) -> tuple[dict[int, str], int]:
    """Check what is not done yet, add it to `done` and show it.

    Return why others failed, by their places, and the exit code.
    """
    places = [place for place in range(len(asked)) if place not in done]
    failed = dict[int, str]()
    code = 0
    rest = [asked[place] for place in places]
    with Bars("Checked", len(rest)) as bars, closing(engine(check_job, rest, bars.told)) as coming:
        for i, answer in in_order(_kept(coming, journal, bars)):
            with bars.aside():
                if isinstance(answer, Failed):
                    _tell(answer.reason, style="red")
                    failed[places[i]] = answer.reason
                    code = InputError.exit_code
                    continue
                print_result(console, answer.result)
                for problem in answer.problems:
                    _tell(problem, style="red")
                    code = InputError.exit_code
            done[places[i]] = answer.result
    return failed, code


def _kept(
    coming: Iterator[tuple[int, Checked | Failed]], journal: Journal | None, bars: Bars
) -> Iterator[tuple[int, Checked | Failed]]:
    """Pass the answers on as they come, kept in the journal first, as long as that can be written."""
    for place, answer in coming:
        bars.ended(place)
        if journal is not None and not isinstance(answer, Failed):
            try:
                journal.add(to_json(answer.result))
            except InputError as error:
                with bars.aside():
                    _tell(f"{error} The rest is checked, but cannot be resumed.", style="red")
                journal = None
        yield place, answer


def _tell(line: str, style: str | None = None) -> None:
    Console(stderr=True).print(shown(line), style=style, markup=False, highlight=False, soft_wrap=True)
