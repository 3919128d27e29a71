"""From the start screen to the report, without a key: a made-up person before a made-up camera, in fast time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.body.side import Side
from formcheck.capture.camera import Camera
from formcheck.capture.frame import Frame, Image
from formcheck.commands import live as live_command
from formcheck.commands.report import report
from formcheck.pose import Pose
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from tests.postures import Lift
from tests.recorded import StickModel, poses, stick

FPS = 15.0
REPS = 2


class Person:
    """Stands out of view, lies down, does the reps: one pose for each frame, after its number."""

    def __init__(self) -> None:
        away = [Pose.missing(i / FPS) for i in range(round(3 * FPS))]
        lying = [stick(0.0) for _ in range(round(6 * FPS))]
        self.poses = [*away, *lying, *poses([Lift()] * REPS, FPS), *[stick(0.0)] * round(60 * FPS)]
        self.frames = 0

    def read(self) -> Image:
        time.sleep(0.004)  # long enough to be looked at each time, mostly
        self.frames += 1
        return np.full((90, 160, 3), 60 + self.frames % 120, np.uint8)

    def release(self) -> None:
        """Nothing to close."""

    def now(self) -> float:
        return self.frames / FPS

    def estimate(self, frame: Frame) -> Pose:
        return replace(self.poses[min(frame.index, len(self.poses) - 1)], t=frame.t)


def test_start_screen_to_report_without_a_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys) -> None:
    person = Person()

    @contextmanager
    def open_it() -> Iterator[Person]:
        yield person

    class Watched(live_command.Window):
        """Closed when all is done."""

        def turn(self) -> bool:
            return super().turn() and (self.scene is None or self.scene.progress.stage is not Stage.DONE)

    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(live_command, "_estimator", lambda _: open_it)
    monkeypatch.setattr(live_command, "load_roll_model", StickModel)
    monkeypatch.setattr("formcheck.recording.input_replay.load_roll_model", StickModel)
    monkeypatch.setattr(live_command, "Window", Watched)
    (tmp_path / "model.task").write_bytes(b"none is needed")
    plan = replace(Plan(reps=REPS), leg=Side.LEFT)
    camera = Camera(lambda: person, now=person.now)
    assert live_command.live(camera, plan, tmp_path / "model.task", None, sessions=tmp_path / "kept") == 0
    assert "Left leg: 2 reps, 2 clean." in capsys.readouterr().out
    [folder] = (tmp_path / "kept").iterdir()
    recording = Recording(folder)
    assert Replay(recording).agrees(recording.events or ())
    assert report(folder, None, None, show=False) == 0
    assert (folder / "report.html").stat().st_size > 1000
