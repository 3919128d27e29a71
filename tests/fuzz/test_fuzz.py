"""The short run; `make fuzz` is the long one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="time and memory are bounded by Unix means")
@pytest.mark.parametrize(
    ("target", "inputs"),
    [("video", 300), ("session", 60), ("shared", 80), ("truth", 500), ("words", 100), ("live", 25)],
)
def test_no_input_breaks_it(target: str, inputs: int) -> None:
    """A process of its own, for what a damaged video may do to the libraries."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", "--target", target, "--inputs", str(inputs), "--seed", "1"],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "."},
        timeout=150,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    assert (told["tried"], told["faults"]) == (inputs, 0)
