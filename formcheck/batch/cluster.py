"""The work on a Dask cluster: each worker does one video at a time, from a file that it can see itself."""

import asyncio
import logging
import socket
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formcheck._version import __version__
from formcheck.analysis.analyze import nobody
from formcheck.batch.work import Answer, Engine, Failed, Job, Told, Work
from formcheck.errors import MissingError
from formcheck.pose.weights.fetch import Size
from formcheck.pose.weights.find import places

if TYPE_CHECKING:
    from distributed import Client, Future

REACHED_S = 10.0  # a scheduler that is there answers at once
WORKERS_S = 30.0  # workers that are being started need some seconds

_turn = threading.Lock()  # a worker does one video at a time, however many threads it was given


def on_cluster(address: str) -> Engine:
    """Return what lets the workers of the Dask scheduler at that address do the jobs; see `Engine`.

    A job whose worker dies is given to another, as often as the scheduler allows; then it is `Failed`. Videos must be
    there for the workers under the same path, and so must the model, where it is not the one in the user's cache
    folder: of that every worker has, or fetches, its own.
    """

    def run(work: Work[Answer], jobs: Sequence[Job], told: Told) -> Generator[tuple[int, Answer | Failed], None, None]:  # noqa: ARG001 - an `Engine`
        with _connected(address) as client:
            yield from _answers(client, work, jobs, address)

    return run


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    """Give a client of a scheduler that has workers. Raises MissingError."""
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise MissingError(
            "--dask needs Dask: install formcheck with its extra `dask`, or `pip install distributed`."
        ) from error
    security = Security()
    try:
        asyncio.run(_reach(address, security.get_connection_args("client")))
    except (OSError, ValueError, TypeError, asyncio.TimeoutError) as error:
        raise MissingError(
            f"The Dask scheduler at {address} cannot be reached ({str(error) or 'no answer'}): start it with "
            "`dask scheduler`, and name the address that it prints."
        ) from error
    with ExitStack() as stack:
        logging.disable()  # it logs what is said here in a sentence
        stack.callback(logging.disable, logging.NOTSET)
        client = stack.enter_context(Client(address, timeout=REACHED_S, security=security, set_as_default=False))
        try:
            client.wait_for_workers(1, timeout=WORKERS_S)
        except (asyncio.TimeoutError, TimeoutError) as error:
            raise MissingError(
                f"The Dask scheduler at {address} has no workers: start one for each core with "
                f"`dask worker {address} --nthreads 1`."
            ) from error
        _check_versions(client)
        yield client


async def _reach(address: str, arguments: dict[str, Any]) -> None:
    """Connect once: a client that cannot waits without end where another service answers, and ends in a trace."""
    from distributed.comm import connect

    comm = await asyncio.wait_for(connect(address, timeout=REACHED_S, **arguments), REACHED_S)
    comm.abort()


def _check_versions(client: "Client") -> None:
    """Raise MissingError where the scheduler or a worker has another formcheck, or none: it could not read a job."""
    found: dict[str, str | Exception] = client.run(_version, on_error="return")
    try:
        found["the scheduler"] = client.run_on_scheduler(_version)
    except Exception as error:  # noqa: BLE001 - whatever comes of importing it there
        found["the scheduler"] = error
    for who, version in found.items():
        if version != __version__:
            raise MissingError(
                f"Dask must have formcheck {__version__} everywhere, as this machine, but {who} does not ({version}): "
                "install the same there."
            )


def _version() -> str:
    return __version__


def _answers(
    client: "Client", work: Work[Answer], jobs: Sequence[Job], address: str
) -> Generator[tuple[int, Answer | Failed], None, None]:
    from distributed import as_completed

    waiting = iter(enumerate(jobs))
    places: dict[Future, int] = {}
    coming = as_completed(loop=client.loop, with_results=True, raise_errors=False)

    def send() -> None:
        """Have a job under way for each worker: one more would wait behind another, and be blamed for its deaths."""
        while len(places) < max(1, len(client.nthreads())):
            place, job = next(waiting, (None, None))
            if place is None or job is None:
                return
            future = client.submit(_on_worker, work, _there(job), pure=False)
            places[future] = place
            coming.add(future)

    gone = MissingError(
        f"The Dask scheduler at {address} is gone: start it and its workers again, then go on with --resume."
    )
    try:
        send()
        for future, result in coming:
            place = places.pop(future)
            if future.status not in ("finished", "error"):
                raise gone
            send()
            yield place, result if future.status == "finished" else _failed(jobs[place], result[1])
    except OSError as error:
        raise gone from error


def _there(job: Job) -> Job:
    """Return the job as a worker is to see it, whose folder and cache are others."""
    own = next((Path(size.value) for size in Size if job.model in places(size)), None)
    return replace(job, video=job.video.absolute(), model=own or job.model.absolute())


def _on_worker(work: Work[Answer], job: Job) -> Answer | Failed:
    if not job.video.exists():
        return Failed(
            f"{job.video} is not there on the worker {socket.gethostname()}: put it into a folder that all workers "
            "have under the same path."
        )
    with _turn:
        return work(job, nobody)


def _failed(job: Job, error: BaseException) -> Failed:
    """Return what is to be said of a job that ended in an error. Raises MissingError where every job would."""
    from distributed import KilledWorker

    if isinstance(error, MissingError):
        raise error
    if isinstance(error, ImportError):
        raise MissingError(f"A worker cannot run formcheck ({error}): install the same version there.") from error
    if isinstance(error, KilledWorker):
        return Failed(
            f"{job.video} could not be checked, for every worker that tried ended ({error.allowed_failures + 1}): "
            "leave it out or export it again, or give the workers more memory."
        )
    return Failed(
        f"{job.video} could not be checked, for its worker failed ({type(error).__name__}): see the worker's log."
    )
