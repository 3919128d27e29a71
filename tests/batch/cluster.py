"""A Dask scheduler and workers on this machine, each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90.0  # it takes some seconds on an idle machine


@contextmanager
def cluster(folder: Path, workers: int, allowed_failures: int = 3) -> Iterator[Client]:
    """Give a client of a scheduler with so many workers, which stay dead when they die."""
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures), "PYTHONPATH": str(ROOT)}

    def start(name: str, *words: object) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *map(str, words)]
        command += ["--host", "127.0.0.1", "--no-dashboard"]
        log = stack.enter_context((folder / f"{name}.log").open("ab"))
        process = subprocess.Popen(command, stderr=log, env=os.environ | settings, cwd=folder)
        stack.callback(process.wait)
        stack.callback(process.kill)

    with ExitStack() as stack:
        about = folder / "scheduler.json"
        start("scheduler", "--port", 0, "--scheduler-file", about)
        wait_until(lambda: about.exists() and about.read_text().endswith("}"))
        address = json.loads(about.read_text())["address"]
        for _ in range(workers):
            start("worker", address, "--nthreads", 1, "--no-nanny", "--local-directory", folder)
        with Client(address, timeout=PATIENCE_S, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=PATIENCE_S)
            yield client


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)
