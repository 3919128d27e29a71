"""The pictures in the README, made anew by `python -m tools.pictures [SESSION]`: coach, set, replay and report.

They show a rendered clip (tests/fixtures/videos), or a session that was recorded with its video. Needs the pose model
for the clip, and a Chromium for the report.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
from PIL import Image as Picture

from formcheck.capture import VideoFile
from formcheck.console.streams import say
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.instruction import Instruction
from formcheck.pipeline import run
from formcheck.pose.weights.find import find_or_fetch
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata, this_machine
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.report.session_page import report
from formcheck.review.film import Film
from formcheck.review.load import replayed
from formcheck.review.pictures import Pictures
from formcheck.review.review_window import ReviewWindow
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import SetCompleted
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from formcheck.session.summary import summarize
from formcheck.text.sentences import sentence
from formcheck.ui.drawing import draw
from formcheck.ui.movement import LIFT_S, TOP_S
from formcheck.ui.questions import Question
from formcheck.ui.scene import Line, Overlay, Scene
from formcheck.ui.start_form import StartForm
from formcheck.ui.start_screen import draw_start

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CLIP = ROOT / "tests" / "fixtures" / "videos" / "rate_24.mp4"  # shirt, leggings and skin are told apart at a glance
REPS = 5
STILL, MOVING = (1280, 720), (640, 360)  # pixels
GAP = 8  # pixels between the pictures of several states
RAISE = "Raise the laptop about 30 cm, or move it towards your feet."
COLOURS = 160
MOVING_FPS, BEFORE_S, AFTER_S = 8, 7.0, 4.0  # of the moving picture, around the first fault
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def coach(place: Path) -> Path:
    """Coach the clip; return the folder of its record."""
    from formcheck.pose.estimator import PoseEstimator

    plan = Plan(REPS)
    log = InputLog(Session(RepRecognizer(load_roll_model()), plan))
    metadata = Metadata(**this_machine(), plan=asdict(plan))
    model = find_or_fetch(None, lambda *_: None)
    with (
        VideoFile(CLIP) as video,
        PoseEstimator(model) as estimator,
        Recorder(place, metadata, say, input_log=log, video=True) as recorder,
    ):
        run(video, estimator, log, [recorder])
    assert recorder.folder is not None
    return recorder.folder


def live(film: Film, pictures: Pictures, t: float, size: tuple[int, int]) -> Picture.Image:
    """Return the live window as it stood at `t` seconds."""
    index = film.index_at(t)
    surface = pygame.Surface(size)
    draw(surface, replace(film.scene(index), image=pictures.at(film.times[index] - film.times[0])))
    return as_picture(surface)


def states(film: Film, recording: Recording, pictures: Pictures) -> Picture.Image:
    """Return four states in one picture: the start screen, where the laptop belongs, the exercise drawn, the end."""
    index = next(i for i in range(len(film)) if film.scene(i).progress.stage is Stage.EXERCISE)
    lying = replace(film.scene(index), image=pictures.at(film.times[index] - film.times[0]), line=None, marks=())
    results = [event.result for event in recording.events or () if isinstance(event, SetCompleted)]

    def told(instruction: Instruction, words: str | None = None) -> Scene:
        progress = replace(lying.progress, reps=0, instruction=instruction)
        posture = replace(lying.posture, t=LIFT_S + TOP_S / 2)  # the drawn knee is open
        return replace(lying, progress=progress, posture=posture, line=Line(words or sentence(instruction.text_id)))

    surfaces = [pygame.Surface(STILL) for _ in range(4)]
    form = StartForm(Plan(REPS), pain=3)
    draw_start(surfaces[0], form, lying, None)
    draw_start(surfaces[1], form, told(Instruction.MOVE_CAMERA, RAISE), None)
    draw(surfaces[2], told(Instruction.OPEN_SLOWLY))
    ended = replace(lying.progress, stage=Stage.DONE, summary=summarize(results, CLAMSHELL))
    draw(surfaces[3], replace(lying, progress=ended), Overlay(prompt=sentence(Question.PAIN.text_id)))
    width, height = STILL[0] * 3 // 5, STILL[1] * 3 // 5
    whole = Picture.new("RGB", (2 * width + GAP, 2 * height + GAP), "white")
    for i, surface in enumerate(surfaces):
        small = as_picture(surface).resize((width, height), Picture.Resampling.LANCZOS)
        whole.paste(small, (i % 2 * (width + GAP), i // 2 * (height + GAP)))
    return whole


def as_picture(surface: pygame.Surface) -> Picture.Image:
    """Return the surface as a picture."""
    return Picture.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


def keep(picture: Picture.Image, name: str) -> None:
    """Write the picture into the documents, with few colours."""
    picture.quantize(COLOURS).save(DOCS / name, optimize=True)


def review(film: Film, pictures: Pictures, t: float) -> Picture.Image:
    """Return the replay window as it stands at `t` seconds."""
    window = ReviewWindow(film, pictures)
    window.player.playing = False
    window.player.jump(t)
    window.turn()
    shown = as_picture(pygame.display.get_surface() or pygame.Surface(STILL))
    window.close()
    return shown


def page(folder: Path, chromium: str) -> Picture.Image:
    """Return the top of the report as a browser shows it."""
    with tempfile.TemporaryDirectory() as scratch:
        path, shot = Path(scratch) / "report.html", Path(scratch) / "report.png"
        path.write_text(report(Recording(folder)), encoding="utf-8")
        profile = f"--user-data-dir={scratch}/profile"
        command = [chromium, *CHROMIUM, profile, "--window-size=1000,1500", f"--screenshot={shot}", path.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return Picture.open(shot).convert("RGB")


def make(folder: Path) -> None:
    """Write all pictures of a recorded session."""
    recording = Recording(folder)
    film = replayed(recording)
    assert recording.video is not None
    at = next(i for i in range(len(film)) if film.scene(i).faults)
    shown = [*takewhile(lambda i: film.scene(i).faults, range(at, len(film)))]
    t = film.times[shown[len(shown) // 2]]
    with ExitStack() as stack:
        pictures = stack.enter_context(Pictures(recording.video))
        keep(live(film, pictures, t, STILL), "live.png")
        times = [t - BEFORE_S + i / MOVING_FPS for i in range(round((BEFORE_S + AFTER_S) * MOVING_FPS))]
        first, *rest = [live(film, pictures, at, MOVING) for at in times]
        moving: dict[str, Any] = {"save_all": True, "append_images": rest, "duration": 1000 // MOVING_FPS, "loop": 0}
        first.save(DOCS / "set.webp", quality=60, method=6, **moving)
        keep(states(film, recording, pictures), "session.png")
        keep(review(film, pictures, t), "replay.png")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        say("No Chromium: docs/report.png stays as it is.")
    else:
        keep(page(folder, chromium), "report.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(sys.argv[1]) if len(sys.argv) > 1 else coach(Path(scratch)))
