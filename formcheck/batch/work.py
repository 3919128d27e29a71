"""What is done with each video, wherever that is, and what comes of it."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Protocol, TypeVar

from formcheck.analysis.analyze import Tell, check_video, check_with, tools_here, video_sha256
from formcheck.analysis.result import VideoResult
from formcheck.analysis.result_sink import Tools
from formcheck.errors import FormcheckError, InputError, MissingError
from formcheck.export.frame_table import FrameTable
from formcheck.files.outputs import Kind, Output, written
from formcheck.pipeline import Guarded
from formcheck.pose.weights.find import find_or_fetch


@dataclass(frozen=True, slots=True)
class Job:
    """A video to check. model: as `find_or_fetch` takes it. tools: what the result must be made with.

    csv_out: where the table of frames goes.
    """

    video: Path
    model: Path
    tools: Tools
    csv_out: Path | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A video that could not be checked; `reason` is a sentence for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A video that was checked. problems: of the table of frames, a sentence each."""

    result: VideoResult
    problems: tuple[str, ...] = ()


Answer = TypeVar("Answer")
Work = Callable[[Job, Tell], Answer]
Told = Callable[[int, str, int, int | None], None]  # a job's place, then what `Tell` takes


class Engine(Protocol):
    """Does the work on each job, somewhere."""

    def __call__(
        self, work: Work[Answer], jobs: Sequence[Job], told: Told
    ) -> Generator[tuple[int, Answer | Failed], None, None]:
        """Yield each job's place in `jobs` and its answer once, as they come; `Failed` where its process was lost.

        Raises MissingError where no job can be done so. Closing the generator ends the work under way.
        """


def check_job(job: Job, tell: Tell) -> Checked | Failed:
    """Return the result of the job's video. Raises MissingError where it would not be made as asked."""
    model = find_or_fetch(job.model, lambda *_: None)
    tools = tools_here(model)
    _must_agree(tools, job.tools)
    try:
        if job.csv_out is None:
            return Checked(check_video(job.video, model, tools, tell=tell))
        return _with_table(job, model, tools, job.csv_out, tell)
    except MissingError:
        raise
    except FormcheckError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed(f"{job.video} needs more memory than there is: close other programs, or use fewer --jobs.")
    except Exception as error:  # noqa: BLE001 - whatever one video brings about, the others are checked
        return Failed(f"{job.video} could not be checked, for the program failed ({type(error).__name__}: {error}).")


class _Table(Guarded):
    """The table of frames, in memory: it is written when it is known which look at the video counts."""

    def __init__(self, problems: list[str]) -> None:
        self.rows = StringIO(newline="")
        super().__init__(FrameTable(self.rows), "The table of frames", problems.append)


def _with_table(job: Job, model: Path, tools: Tools, path: Path, tell: Tell) -> Checked:
    """Check, and write the table of frames too; where that fails, the result is there all the same."""
    problems: list[str] = []
    result, (table,) = check_with(job.video, model, tools, tell, lambda: (_Table(problems),))
    try:
        with written(Output(path, Kind.FRAMES, "--csv")) as file:
            file.write(table.rows.getvalue())
    except FormcheckError as error:
        problems.append(str(error))
    return Checked(result, tuple(problems))


def hash_job(job: Job, tell: Tell) -> str | Failed:  # noqa: ARG001 - the signature of work
    """Return the SHA-256 of the job's video."""
    try:
        return video_sha256(job.video)
    except InputError as error:
        return Failed(str(error))


def in_order(answers: Iterable[tuple[int, Answer]]) -> Iterator[tuple[int, Answer]]:
    """Yield the answers in the order of their places, each as soon as those before it are there.

    >>> list(in_order([(1, "b"), (0, "a"), (2, "c")]))
    [(0, 'a'), (1, 'b'), (2, 'c')]
    """
    early: dict[int, Answer] = {}
    due = 0
    for place, answer in answers:
        early[place] = answer
        while due in early:
            yield due, early.pop(due)
            due += 1


def _must_agree(here: Tools, asked: Tools) -> None:
    """Raise MissingError where a worker's results would not be those of the machine that asks."""
    if here.formcheck != asked.formcheck:
        raise MissingError(
            f"A worker has formcheck {here.formcheck} and this machine {asked.formcheck}: install the same on both."
        )
    if here.pose_model_sha256 != asked.pose_model_sha256:
        raise MissingError(
            "A worker has another pose model than this machine: name one file that both can read with --model."
        )
    if here != asked:
        raise MissingError("A worker has another roll model than this machine: install the same formcheck on both.")
