"""From the start screen to the report, without a key after "Start": a made-up person before a made-up camera.

Drawn on a real display where there is one to be had: Xvfb, from Debian's package of that name.
"""

import os
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
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
from formcheck.text.sentences import sentence
from formcheck.ui.coach_window import Window
from formcheck.ui.palette import GOOD
from formcheck.ui.start_window import StartWindow
from tests.postures import Lift
from tests.recorded import StickModel, poses, stick

FPS = 15.0
REPS = 2
SIZE = (800, 600)
XVFB = shutil.which("Xvfb")


class Person:
    """Stands out of view, lies down, and does the reps once told to begin: one pose for each frame."""

    thorough = True

    def __init__(self) -> None:
        self.reps = [*poses([Lift()] * REPS, FPS), stick(0.0)]
        self.begins = sys.maxsize  # the frame with which the reps begin
        self.frames = 0
        self.looked = threading.Event()

    def read(self) -> Image:
        """Return the next picture, in which much has moved, once the last one was looked at."""
        self.looked.wait(timeout=1.0)  # the start screen's last picture is looked at by nobody
        self.looked.clear()
        time.sleep(0.01)  # six times as fast as life: the windows have to keep up
        self.frames += 1
        picture = np.full((90, 160, 3), 60 + self.frames % 120, np.uint8)
        picture[:, : 80 * (self.frames % 2)] = 255
        return picture

    def release(self) -> None:
        """Nothing to close."""

    def now(self) -> float:
        return self.frames / FPS

    def estimate(self, frame: Frame) -> Pose:
        self.looked.set()
        if frame.index < 3 * FPS:
            return Pose.missing(frame.t)
        done = min(max(frame.index - self.begins, 0), len(self.reps) - 1)
        return replace(self.reps[done] if frame.index >= self.begins else stick(0.0), t=frame.t)


class Screen:
    """What is on the display, as the X server keeps it in a file (its format: X Window Dump)."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "Xvfb_screen0"

    def pixels(self) -> np.ndarray:
        raw = self._file.read_bytes()
        header = struct.unpack(">25I", raw[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        image = np.frombuffer(raw, np.uint8, line * height, size + 12 * colours).reshape(height, line // 4, 4)
        return image[:, :width, 2::-1]  # blue, green, red, unused

    def share(self, colour: tuple[int, int, int]) -> float:
        return float((self.pixels() == colour).all(axis=2).mean())


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    if XVFB is None:
        pytest.skip("Xvfb is not installed: the package xvfb of Debian has it")
    folder = tmp_path / "screen"
    folder.mkdir()
    reading, writing = os.pipe()
    options = ["-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-fbdir", str(folder), "-nolisten", "tcp"]
    server = subprocess.Popen(
        [XVFB, "-displayfd", str(writing), *options], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    if not number:
        server.wait()
        pytest.skip("Xvfb does not start here")
    monkeypatch.setenv("DISPLAY", f":{number}")
    monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
    yield Screen(folder)
    pygame.display.quit()  # before the server goes
    server.terminate()
    server.wait()


def test_start_screen_to_report_without_a_key(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Person()
    seen: dict[str, float] = {}  # of the screen in blue, by what it shows

    @contextmanager
    def open_it() -> Iterator[Person]:
        yield person

    class Started(StartWindow):
        """Notes what its screen shows, then starts."""

        def turn(self) -> bool:
            goes_on = super().turn()
            if not self.chosen:
                seen["start"] = screen.share(GOOD)
                pygame.event.post(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
            return goes_on

    class Watched(Window):
        """Closed when all is done and asked, and nobody answered."""

        def turn(self) -> bool:
            goes_on = super().turn()
            if self.scene is not None and self.scene.progress.stage is Stage.EXERCISE:
                person.begins = min(person.begins, person.frames)
            if self.scene is not None and self.scene.progress.stage is Stage.DONE:
                seen["done"] = screen.share(GOOD)
                return goes_on and self._prompt != sentence("report.open")
            return goes_on

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(live_command, "_estimator", lambda _: open_it)
    monkeypatch.setattr(live_command, "load_roll_model", StickModel)
    monkeypatch.setattr("formcheck.recording.input_replay.load_roll_model", StickModel)
    monkeypatch.setattr("formcheck.ui.questions.ASKED_S", 0.5)
    monkeypatch.setattr(live_command, "StartWindow", Started)
    monkeypatch.setattr(live_command, "Window", Watched)
    (tmp_path / "model.task").write_bytes(b"none is needed")
    plan = replace(Plan(reps=REPS), leg=Side.LEFT)
    camera = Camera(lambda: person, now=person.now)
    assert live_command.live(camera, plan, tmp_path / "model.task", None, sessions=tmp_path / "kept") == 0
    assert "Left leg: 2 reps, 2 clean." in capsys.readouterr().out
    assert seen["start"] > 0.02, "the button"
    assert seen["done"] > 0.05, "the question"
    [folder] = (tmp_path / "kept").iterdir()
    recording = Recording(folder)
    assert Replay(recording).agrees(recording.events or ())
    assert report(folder, None, None, show=False) == 0
    assert (folder / "report.html").stat().st_size > 1000
