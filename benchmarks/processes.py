"""Other processes, measured by the operating system."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds on the clock and of processors, most memory in MB, seconds to its first line."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    first_line_s: float


def cost(command: Sequence[str]) -> Cost:
    """Return what a command takes. Raises RuntimeError where it fails; a doctor who finds something does not."""
    with tempfile.TemporaryFile() as complaints:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints)
        assert child.stdout is not None
        child.stdout.readline()
        first = time.perf_counter() - began
        child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode and "doctor" not in command:
            complaints.seek(0)
            raise RuntimeError(f"{command} ended with {child.returncode}: {complaints.read().decode()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, first)
