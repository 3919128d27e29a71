"""Feed the program with inputs for a while: python -m tests.fuzz.run [--target NAME] [--seconds N | --inputs N]

Inputs that reach lines of the program that none before reached are kept and changed further. Each has `LIMIT_S`
seconds of processor time, so that a busy machine is no fault; memory is bounded. An input at fault is kept in
build/fuzz/ and told; the exit code is then 1.
"""

import argparse
import faulthandler
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

LIMIT_S = 10
STUCK_S = 300  # by the clock: an input for which the program waits, or where Python itself is not reached any more
MEMORY_MB = 1500  # of which the libraries take a third
KEPT = Path("build", "fuzz")
SEEN: set[tuple[str, int]] = set()


class TooLong(BaseException):
    """An input took more than its time."""


def follow(frame: FrameType, event: str, _arg: object) -> Any:
    """Note the lines of formcheck that are reached; the core, which is fed with few values, by its functions alone."""
    name = frame.f_code.co_filename
    if "formcheck" not in name or "tests" in name:
        return None
    SEEN.add((name, frame.f_lineno))
    return follow if event == "call" and not any(room in name for room in ("/body/", "/form/", "/ui/")) else None


def follow_lines(frame: FrameType, event: str, arg: object) -> Any:
    """Trace a call, and its lines where that is worth its time."""
    inner = follow(frame, event, arg)
    return _line if inner is not None else None


def _line(frame: FrameType, event: str, _arg: object) -> Any:
    if event == "line":
        SEEN.add((frame.f_code.co_filename, frame.f_lineno))
    return _line


def fuzz(name: str, seed: int, seconds: float, inputs: int) -> tuple[int, int, int]:
    """Return the numbers of inputs tried, kept as reaching new lines, and at fault."""
    from tests.fuzz.targets import TARGETS, put

    target, faults, kept, tried = TARGETS[name], 0, 0, 0
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzz-") as made:
        scratch = Path(made)
        pool = target.seeds(scratch)
        first = len(pool)
        while tried < inputs and time.monotonic() < until:
            rng = Random(f"{name} {seed} {tried}")
            given = pool[tried] if tried < first else target.changed(rng, rng.choice(pool[-first - 200 :]))
            folder = put(given, scratch / "it")
            before = len(SEEN)
            signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
            faulthandler.dump_traceback_later(STUCK_S, exit=True)
            sys.settrace(follow_lines)
            try:
                target.run(folder, rng)
            except (Exception, TooLong):  # whatever it is, it is what is looked for
                signal.setitimer(signal.ITIMER_PROF, 0)
                sys.settrace(None)
                faults += 1
                keep(given, f"{name}-{seed}-{tried}")
            finally:
                sys.settrace(None)
                signal.setitimer(signal.ITIMER_PROF, 0)
                faulthandler.cancel_dump_traceback_later()
            if len(SEEN) > before and tried >= first:
                pool.append(given)
                kept += 1
            tried += 1
    return tried, kept, faults


def keep(given: dict[str, bytes], name: str) -> None:
    """Keep an input that is at fault, and tell what happened."""
    folder = KEPT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file, data in given.items():
        (folder / file).write_bytes(data)
    (folder / "fault.txt").write_text(traceback.format_exc())
    print(f"FAULT, kept in {folder}:\n{traceback.format_exc(limit=-4)}", flush=True)


def _too_long(*_: object) -> None:
    raise TooLong


def main() -> int:
    """Fuzz one target or all in turn; return 1 where a fault was found."""
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=list(TARGETS), action="append")
    parser.add_argument("--seconds", type=float, default=120.0, help="for each target")
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="at most, for each target")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", COLUMNS="100")
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", category=ResourceWarning)
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY_MB << 20,) * 2)
    signal.signal(signal.SIGPROF, _too_long)
    faulty = 0
    for name in asked.target or TARGETS:
        began = time.monotonic()
        tried, kept, faults = fuzz(name, asked.seed, asked.seconds, asked.inputs)
        faulty += faults
        told = {"target": name, "seed": asked.seed, "tried": tried, "kept": kept, "faults": faults}
        print(json.dumps({**told, "seconds": round(time.monotonic() - began, 1)}), flush=True)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{peak_mb} MB at most.", flush=True)
    return 1 if faulty or peak_mb > MEMORY_MB else 0


if __name__ == "__main__":
    sys.exit(main())
