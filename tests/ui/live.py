"""A live session without a camera or a pose model."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from formcheck.capture.frame import Frame
from formcheck.capture.latest import Latest
from formcheck.capture.trouble import Trouble
from formcheck.motion.segmenter import Phase
from formcheck.pipeline import LiveEstimator
from formcheck.pose import Pose
from formcheck.session.events import Event, SessionEnded
from formcheck.session.progress import Stage
from formcheck.session.recognizer import Step
from formcheck.session.summary import Summary
from formcheck.ui.coach_window import Window
from formcheck.ui.questions import Question
from formcheck.ui.worker import OpenEstimator
from tests.ui.scenes import PICTURE, PROGRESS, posture

WAIT_S = 10.0


class FakeSource:
    """Gives a frame when told to."""

    def __init__(self) -> None:
        self.frames: Latest[Frame] = Latest()
        self.trouble: Trouble | None = None
        self._index = 0

    def start(self) -> None:
        """Nothing to do."""

    def stop(self) -> None:
        self.frames.close()

    def give(self) -> float:
        t = 0.1 * self._index
        self.frames.put(Frame(self._index, t, PICTURE))
        self._index += 1
        return t


class FakeEstimator:
    """Takes as long as it is told to: until `free` is set. busy: whether it was asked for a pose."""

    thorough = True

    def __init__(self) -> None:
        self.free, self.busy = threading.Event(), threading.Event()
        self.free.set()

    def estimate(self, frame: Frame) -> Pose:
        self.busy.set()
        self.free.wait(WAIT_S)
        return Pose(frame.t, np.full((33, 2), 100.0), np.zeros((33, 3)), np.ones(33))


def opening(estimator: LiveEstimator) -> OpenEstimator:
    @contextmanager
    def open_it() -> Iterator[LiveEstimator]:
        yield estimator

    return open_it


class FakeSession:
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        self.seen: list[tuple[float, float | None]] = []
        self.stage = Stage.EXERCISE
        self.summary: Summary | None = None

    def update(self, pose: Pose, light: float | None = None) -> Step:
        self.seen.append((pose.t, light))
        progress = replace(PROGRESS, stage=self.stage, reps=len(self.seen), summary=self.summary)
        return Step(posture(pose.t), Phase.CLOSED, (), progress)

    def finish(self) -> tuple[Event, ...]:
        return (SessionEnded(0.0),)

    def pause(self, t: float) -> None:
        self.asked.append(("pause", t))

    def resume(self, t: float) -> None:
        self.asked.append(("resume", t))

    def restart_set(self, t: float) -> None:
        self.asked.append(("restart_set", t))

    def fall_behind(self, t: float) -> None:
        self.asked.append(("fall_behind", t))

    def catch_up(self, t: float) -> None:
        self.asked.append(("catch_up", t))


class FakeSink:
    def __init__(self) -> None:
        self.steps: list[float] = []
        self.ended: list[tuple[Event, ...]] = []

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        assert frame.t == pose.t == step.posture.t
        self.steps.append(frame.t)

    def end(self, events: tuple[Event, ...]) -> None:
        self.ended.append(events)


class FakeAfter:
    """A session that is kept."""

    def __init__(self) -> None:
        self.kept = True
        self.answers: dict[Question, int] = {}
        self.reports = 0

    def keep(self, answers: dict[Question, int]) -> None:
        self.answers = dict(answers)

    def open_report(self) -> None:
        self.reports += 1


class FakeSounds:
    def __init__(self) -> None:
        self.muted = False
        self.problem: str | None = None
        self.heard: list[str] = []

    def device_removed(self, t: float) -> None:
        self.heard.append(f"removed {t:.1f}")

    def device_added(self, t: float) -> None:
        self.heard.append(f"added {t:.1f}")


def turn_until(window: Window, holds: Callable[[], bool]) -> bool:
    """Turn the window until something holds; return whether it came to that before the window closed."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if not window.turn():
            return False
        if holds():
            return True
    return False
