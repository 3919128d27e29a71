"""The pictures in the README, made anew by `python -m tools.pictures`: the coach, a set, the replay, the report.

They show a rendered clip (tests/fixtures/videos). Needs the pose model and, for the report, a Chromium; takes a minute.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
from PIL import Image as Picture

from formcheck.capture import Frame, VideoFile
from formcheck.console.streams import say
from formcheck.form.rule import Fault
from formcheck.pipeline import run
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.weights.find import find_or_fetch
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata, this_machine
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.report.session_page import report
from formcheck.review.load import replayed
from formcheck.review.pictures import Pictures
from formcheck.review.review_window import ReviewWindow
from formcheck.roll_weights import load_roll_model
from formcheck.session.coached import Session
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.ui.director import Director
from formcheck.ui.drawing import draw
from formcheck.ui.scene import Scene

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CLIP = ROOT / "tests" / "fixtures" / "videos" / "rate_24.mp4"  # shirt, leggings and skin are told apart at a glance
STILL, MOVING = (1280, 720), (640, 360)  # pixels
MOVING_FPS = 10
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Filming:
    """A sink that keeps every scene with its picture."""

    def __init__(self) -> None:
        self.scenes: list[Scene] = []
        self._director = Director()

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Take in one frame."""
        self.scenes.append(self._director.update(frame.image, pose, step))

    def end(self, events: tuple[Event, ...]) -> None:
        """The last events show nothing more."""


def coach(place: Path) -> tuple[list[Scene], Path]:
    """Coach the clip; return its scenes and the folder of its record."""
    plan = Plan(5)
    log = InputLog(Session(RepRecognizer(load_roll_model()), plan))
    metadata = Metadata(**this_machine(), plan=asdict(plan))
    filming = Filming()
    model = find_or_fetch(None, lambda *_: None)
    with (
        VideoFile(CLIP) as video,
        PoseEstimator(model) as estimator,
        Recorder(place, metadata, print, input_log=log, video=True) as recorder,
    ):
        run(video, estimator, log, [filming, recorder])
    assert recorder.folder is not None
    return filming.scenes, recorder.folder


def drawn(scene: Scene, size: tuple[int, int]) -> pygame.Surface:
    """Return the scene as the live window shows it."""
    surface = pygame.Surface(size)
    draw(surface, scene)
    return surface


def as_picture(surface: pygame.Surface) -> Picture.Image:
    """Return the surface as a picture."""
    return Picture.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


def live(scenes: list[Scene]) -> float:
    """Write the live window at the moment the pelvis is seen to roll, and the set around it; return that moment."""
    rolling = [scene for scene in scenes if Fault.PELVIS_ROLL in scene.faults]
    worst = max(rolling, key=lambda scene: scene.gauge.roll_deg)
    as_picture(drawn(worst, STILL)).quantize(160).save(DOCS / "live.png", optimize=True)
    t = worst.posture.t
    kept: list[Picture.Image] = []
    for scene in scenes:
        if t - 7 <= scene.posture.t <= t + 4 and scene.posture.t >= t - 7 + len(kept) / MOVING_FPS:
            kept.append(as_picture(drawn(scene, MOVING)))
    moving = {"save_all": True, "append_images": kept[1:], "duration": 1000 // MOVING_FPS, "loop": 0}
    kept[0].save(DOCS / "set.webp", quality=60, method=6, **moving)
    return t


def review(folder: Path, t: float) -> None:
    """Write the replay window as it stands at `t` seconds."""
    with Pictures(folder / "video.mp4") as pictures:
        window = ReviewWindow(replayed(Recording(folder)), pictures)
        window._surface = pygame.display.set_mode(STILL)
        window.player.playing = False
        window.player.jump(t)
        window.turn()
        as_picture(window._surface).quantize(160).save(DOCS / "replay.png", optimize=True)
        window.close()


def page(folder: Path) -> None:
    """Write the top of the report as a browser shows it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        say("No Chromium: docs/report.png stays as it is.")
        return
    path, shot = folder / "report.html", folder / "report.png"
    path.write_text(report(Recording(folder)), encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [chromium, *CHROMIUM, profile, "--window-size=1000,1250", f"--screenshot={shot}", path.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    Picture.open(shot).convert("RGB").quantize(160).save(DOCS / "report.png", optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        scenes, folder = coach(Path(scratch))
        worst = live(scenes)
        review(folder, worst)
        page(folder)
