"""How late the coach is: from a frame's capture to its drawing, and to the sound of what it shows.

A file plays as the camera, in real time, with SDL's dummy drivers for window and sound:

    python benchmarks/latency.py tests/fixtures/videos/rollback_mixed.mp4 --seconds 25
"""

import json
import os
import time
from pathlib import Path
from typing import Annotated

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from formcheck.capture.file_playback import FilePlayback
from formcheck.capture.frame import Frame
from formcheck.commands.model import pose_model
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.roll_weights import load_roll_model
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from formcheck.ui.coach_window import Window, close_window
from formcheck.ui.sounds import BUFFER, RATE_HZ, SoundPlayer
from formcheck.ui.worker import Worker

BUFFER_S = BUFFER / RATE_HZ  # what lies between a request and the device, at the most
WARM_UP_S = 3.0  # the model is being opened


class Timed(PoseEstimator):
    """Notes how long the model takes for each frame, by the frame's time."""

    def __init__(self, model: Path) -> None:
        super().__init__(model)
        self.seconds: dict[float, float] = {}

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame."""
        began = time.perf_counter()
        pose = super().estimate(frame)
        self.seconds[frame.t] = time.perf_counter() - began
        return pose


def measure(video: Path, model: Path, seconds: float) -> dict[str, object]:
    """Return the numbers, times in milliseconds."""
    source = FilePlayback(video)
    session = Session(RepRecognizer(load_roll_model()), Plan())
    estimator = Timed(model)
    sounds: list[tuple[float, str, float]] = []  # time of the frame, name, seconds from its capture
    player = SoundPlayer(lambda t, name: sounds.append((t, name, source.since_start(time.perf_counter()) - t)))
    worker = Worker(source, lambda: estimator, session, {"The sound": player}, print)
    window = Window(source, worker, lambda: session.summary, player)
    drawn: dict[float, float] = {}
    source.start()
    worker.start()
    while window.turn() and source.since_start(time.perf_counter()) < seconds:
        scene = window.scene
        if scene is not None and scene.posture.t not in drawn:
            drawn[scene.posture.t] = source.since_start(time.perf_counter()) - scene.posture.t
    source.stop()
    worker.stop()
    close_window()
    player.close()
    frames = [t for t in drawn if t > WARM_UP_S and t in estimator.seconds]
    heard = [(t, late) for t, name, late in sounds if name.startswith("tones/") and t in estimator.seconds]
    faults = [(t, late) for t, name, late in sounds if name == "tones/fault" and t in estimator.seconds]
    return {
        "video": video.name,
        "seconds": seconds,
        "frames_processed": len(estimator.seconds),
        "frames_skipped": source.frames.skipped,
        "pose_model_ms": _spread([estimator.seconds[t] for t in frames]),
        "capture_to_drawing_ms": _spread([drawn[t] for t in frames]),
        "drawing_over_model_ms": _spread([drawn[t] - estimator.seconds[t] for t in frames]),
        "tones": len(heard),
        "faults_heard": len(faults),
        "capture_to_sound_ms": _spread([late + BUFFER_S for _, late in heard]),
        "sound_over_model_ms": _spread([late + BUFFER_S - estimator.seconds[t] for t, late in heard]),
        "fault_over_model_ms": _spread([late + BUFFER_S - estimator.seconds[t] for t, late in faults]),
    }


def _spread(seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {}
    found = {"median": np.median(seconds), "p95": np.percentile(seconds, 95), "most": max(seconds)}
    return {name: round(float(value) * 1000, 1) for name, value in found.items()}


def main(
    video: Annotated[Path, typer.Argument()] = Path("tests/fixtures/videos/rollback_mixed.mp4"),
    seconds: Annotated[float, typer.Option(help="Seconds to play.")] = 25.0,
    model: Annotated[Path | None, typer.Option(help="Another pose model file.")] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file.")] = None,
) -> None:
    """Print how late the coach is on this machine."""
    found = measure(video, pose_model(model), seconds)
    table = Table(title=f"{found['video']}, {os.cpu_count()} cores", title_justify="left")
    table.add_column("milliseconds")
    for name in ("median", "p95", "most"):
        table.add_column(name, justify="right")
    for name, value in found.items():
        if isinstance(value, dict) and value:
            table.add_row(name.removesuffix("_ms").replace("_", " "), *(f"{v:.0f}" for v in value.values()))
    console = Console()
    console.print(table)
    console.print(f"{found['frames_processed']} frames processed, {found['frames_skipped']} skipped.")
    console.print(f"{found['tones']} tones, {found['faults_heard']} of them for faults.")
    if json_out is not None:
        json_out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
