"""Work that processes and workers can be given, in place of checking a video; what it does is the video's name."""

import os
import signal
import time
from pathlib import Path

from formcheck.analysis.analyze import Tell
from formcheck.batch.work import Failed, Job
from formcheck.errors import MissingError
from tests.recorded import TOOLS


def job(name: str, folder: Path = Path()) -> Job:
    return Job(folder / name, Path("some.task"), TOOLS)


def act(job: Job, tell: Tell) -> str | Failed:
    """Return the name, or do what it says."""
    name = job.video.name
    tell(name, 1, 2)
    if name.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("raise"):
        raise ValueError(name)
    if name.startswith("missing"):
        raise MissingError("There is no model.")
    if name.startswith("sleep"):
        time.sleep(600)
    if name.startswith("slow"):
        time.sleep(0.5)
    return Failed(name) if name.startswith("bad") else name


def process(job: Job, tell: Tell) -> int:
    time.sleep(0.1)
    return os.getpid()
