"""What is done with each video, wherever that is, and what comes of it."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from formcheck.account import Tools
from formcheck.checking import Tell, check_video, tools_here, video_sha256
from formcheck.errors import InputError, MissingError
from formcheck.pose.model import find_or_fetch


@dataclass(frozen=True, slots=True)
class Job:
    """A video to check. model: as `find_or_fetch` takes it. tools: what the account must be made with."""

    video: Path
    model: Path
    tools: Tools
    csv_out: Path | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A video that could not be checked; `reason` is a sentence for the user."""

    reason: str


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


def check_job(job: Job, tell: Tell) -> dict[str, Any] | Failed:
    """Return the account of the job's video. Raises MissingError where it would not be made as asked."""
    model = find_or_fetch(job.model, lambda *_: None)
    tools = tools_here(model)
    _must_agree(tools, job.tools)
    try:
        return check_video(job.video, model, tools, job.csv_out, tell)
    except InputError as error:
        return Failed(str(error))


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
    """Raise MissingError where a worker's accounts would not be those of the machine that asks."""
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
