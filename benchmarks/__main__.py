"""How fast formcheck is, side by side with MediaPipe alone, in one run: python -m benchmarks [--json FILE].

Everything that is compared is run in turns, so that whatever else the machine does falls on both alike; the figures are
medians. `make bench` keeps them in benchmarks/results.json and writes the README's from there.
"""

import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.core import core_ms, poses_of, replay_fps, watch_ms
from benchmarks.figures import table
from benchmarks.latency import measure
from benchmarks.processes import Cost, cost
from formcheck._version import __version__
from formcheck.capture.motion_gate import motion_gate
from formcheck.capture.video import VideoFile
from formcheck.commands.model import pose_model

VIDEO = Path("tests/fixtures/videos/rollback_mixed.mp4")
MINUTES = (1, 10, 60)
PYTHON, FORMCHECK = sys.executable, str(Path(sys.executable).with_name("formcheck"))
console = Console(stderr=True)


def turns(runs: int, commands: dict[str, Sequence[str]]) -> dict[str, list[Cost]]:
    """Run the commands in turns, each so many times."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs):
        for name, arguments in commands.items():
            console.print(f"{name}, {turn + 1} of {runs}")
            found[name].append(cost(arguments))
    return found


def median(costs: list[Cost], quantity: str) -> float:
    """Return the median of a quantity."""
    return round(float(statistics.median(getattr(c, quantity) for c in costs)), 3)


def whole(video: Path, model: Path, runs: int, folder: Path) -> dict[str, object]:
    """Return the cost of checking one video, against the plain loop."""
    plain_command = [PYTHON, "-m", "benchmarks.plain_loop", str(video), str(model)]
    check_command = [FORMCHECK, "check", str(video), "--model", str(model), "--json", str(folder / "one.json")]
    found = turns(runs, {"plain": plain_command, "check": check_command})
    with VideoFile(video) as frames:
        looked_at = sum(1 for _ in motion_gate(frames))
    with VideoFile(video) as frames:
        given = sum(1 for _ in frames)
    costs = {name: {q: median(found[name], q) for q in ("wall_s", "cpu_s", "peak_mb")} for name in ("plain", "check")}
    ratios = {
        q: round(statistics.median(getattr(c, q) / getattr(p, q) for p, c in zip(*found.values(), strict=True)), 3)
        for q in ("wall_s", "cpu_s", "peak_mb")
    }
    return {"frames": given, "looked_at": looked_at, **costs, "ratio": ratios}


def starts(video: Path, model: Path, runs: int) -> dict[str, object]:
    """Return seconds to the first frame, against the plain loop's, and of commands that need no model."""
    found = turns(
        runs,
        {
            "plain": [PYTHON, "-m", "benchmarks.plain_loop", str(video), str(model), "1"],
            "coached": [PYTHON, "-m", "benchmarks.first_frame", str(video), str(model)],
            "help": [FORMCHECK, "--help"],
            "doctor": [FORMCHECK, "doctor"],
        },
    )
    plain, coached = found["plain"], found["coached"]
    return {
        "plain_s": median(plain, "first_line_s"),
        "coached_s": median(coached, "first_line_s"),
        "ratio": round(
            statistics.median(c.first_line_s / p.first_line_s for p, c in zip(plain, coached, strict=True)), 3
        ),
        "help_s": median(found["help"], "wall_s"),
        "help_cpu_s": median(found["help"], "cpu_s"),
        "doctor_s": median(found["doctor"], "wall_s"),
    }


def many(video: Path, model: Path, runs: int, folder: Path) -> dict[str, object]:
    """Return the clock's seconds for four videos, one after another and on all cores."""
    check = [FORMCHECK, "check", *[str(video)] * 4, "--model", str(model), "--json", str(folder / "four.json")]
    cores = os.cpu_count() or 1
    found = turns(runs, {"one": [*check, "--jobs", "1"], "all": [*check, "--jobs", str(cores)]})
    one, every = found["one"], found["all"]
    return {
        "cores": cores,
        "one_s": median(one, "wall_s"),
        "all_s": median(every, "wall_s"),
        "ratio": round(statistics.median(a.wall_s / o.wall_s for o, a in zip(one, every, strict=True)), 3),
    }


def core(video: Path, model: Path, runs: int, folder: Path) -> dict[str, object]:
    """Return the cost of what is behind the model."""
    console.print("the core")
    poses = poses_of(video, model)
    return {
        "ms_a_pose": {
            str(minutes): round(
                statistics.median(core_ms(poses, minutes) for _ in range(runs if minutes < 60 else 1)), 3
            )
            for minutes in MINUTES
        },
        "replay_fps": round(statistics.median(replay_fps(poses, 5, folder) for _ in range(runs))),
        "watch_ms": round(statistics.median(watch_ms(video) for _ in range(runs)), 3),
    }


def main(
    video: Annotated[Path, typer.Argument()] = VIDEO,
    runs: Annotated[int, typer.Option(help="Of each.")] = 3,
    model: Annotated[Path | None, typer.Option(help="Another pose model file.")] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file.")] = None,
) -> None:
    """Print how fast formcheck is on this machine."""
    model_file = pose_model(model)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {
            "formcheck": __version__,
            "video": video.name,
            "model": model_file.name,
            "runs": runs,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            "load_before": round(load, 1),
            "check": whole(video, model_file, runs, folder),
            "start": starts(video, model_file, runs),
            "many": many(video, model_file, runs, folder),
            "core": core(video, model_file, runs, folder),
            "live": measure(video, model_file, 25.0),
        }
    Console().print(table(found))
    if json_out is not None:
        json_out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
