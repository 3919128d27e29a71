"""The work on this machine: in this process, or in several.

Not `concurrent.futures`: its pool breaks as a whole when one process dies, does not tell whose job it was, and offers
no public way to end a job under way. Here each process has a pipe of its own, so that one that dies takes nothing
along, neither the others nor a lock that they share.
"""

import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from formcheck.batch.work import Answer, Engine, Failed, Job, Told, Work
from formcheck.errors import MissingError

_LEAVE_S = 5.0  # so long a process whose pipe is closed has to end by itself


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def here(work: Work[Answer], jobs: Sequence[Job], told: Told) -> Generator[tuple[int, Answer | Failed], None, None]:
    """Do one job after another in this process; see `Engine`."""
    for place, job in enumerate(jobs):
        yield place, work(job, partial(told, place))


def in_processes(count: int) -> Engine:
    """Return what does `count` jobs at a time, each in a process of its own; see `Engine`.

    A process does one job after another. It is spawned, for MediaPipe does not bear being forked.
    """

    def run(work: Work[Answer], jobs: Sequence[Job], told: Told) -> Generator[tuple[int, Answer | Failed], None, None]:
        waiting = deque(enumerate(jobs))
        idle: list[_Worker] = []
        busy: dict[Any, _Worker] = {}  # by pipe
        try:
            while waiting or busy:
                while waiting and len(busy) < count:
                    worker = idle.pop() if idle else _Worker(work)
                    busy[worker.pipe] = worker
                    worker.give(*waiting.popleft())
                for pipe in wait(list(busy)):
                    worker = busy[pipe]
                    message = worker.receive()
                    if isinstance(message, _Frames):
                        told(worker.place, *message)
                        continue
                    if isinstance(message, MissingError):
                        raise message
                    del busy[pipe]
                    if message is None:
                        yield worker.place, Failed(worker.last_words())
                    else:
                        idle.append(worker)
                        yield worker.place, message.answer
        finally:
            for worker in (*busy.values(), *idle):
                worker.stop()

    return run


class _Frames(NamedTuple):
    """How far a process is with its job."""

    name: str
    done: int
    total: int | None


@dataclass(frozen=True)
class _Done:
    """What came of a job."""

    answer: Any


class _Worker:
    """A process that does jobs, one at a time."""

    place: int
    job: Job

    def __init__(self, work: Work[Any]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()

    def give(self, place: int, job: Job) -> None:
        self.place, self.job = place, job
        with suppress(OSError):  # it has died meanwhile, as `receive` will find
            self.pipe.send(job)

    def receive(self) -> _Frames | _Done | MissingError | None:
        """Return its next message, None where it has died."""
        try:
            message: _Frames | _Done | MissingError = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return message

    def last_words(self) -> str:
        """Return what is to be said of the job that it died of."""
        self._process.join(_LEAVE_S)
        code = self._process.exitcode
        self.stop()
        how = "it hung" if code is None else f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        return (
            f"{self.job.video} could not be checked, for its process ended ({how}): leave it out or export it again, "
            "or use fewer --jobs where memory is short."
        )

    def stop(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back; a process started meanwhile never sees it, so that the one that started it decides alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: "Connection[Any, Any]", work: Work[Any]) -> None:
    """Do what comes through the pipe until it is closed. Anything but a MissingError ends the process, with a trace."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody is there any more
        while True:
            job = pipe.recv()
            try:
                answer = work(job, lambda *frames: pipe.send(_Frames(*frames)))
            except MissingError as error:
                pipe.send(error)
            else:
                pipe.send(_Done(answer))
