"""The thread that coaches: frames to poses to steps to sinks, while the window stays free to answer."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from typing import Protocol

from formcheck.capture.frame import Frame
from formcheck.capture.latest import Latest
from formcheck.capture.light import brightness
from formcheck.capture.motion_gate import MotionGate
from formcheck.capture.trouble import Trouble
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.pipeline import Coached, Guarded, LiveEstimator, Sink, run
from formcheck.pose import Pose
from formcheck.session.events import Event
from formcheck.session.recognizer import Step
from formcheck.ui.director import Director
from formcheck.ui.pace import Pace, PaceWatch
from formcheck.ui.scene import Scene


class Source(Protocol):
    """A live source of frames: `Camera` or `FilePlayback`."""

    frames: Latest[Frame]

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with it now."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End."""


OpenEstimator = Callable[[], AbstractContextManager[LiveEstimator]]


class _Drawing:
    """A sink that gives the window what to draw."""

    def __init__(self, scenes: Latest[Scene], exercise: Exercise) -> None:
        self._scenes = scenes
        self._director = Director(exercise)

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Draw one frame."""
        self._scenes.put(self._director.update(frame.image, pose, step))

    def end(self, events: tuple[Event, ...]) -> None:
        """Nothing is left to draw."""


class Worker:
    """Takes the newest frame each time it is free: a slow machine skips frames, and the core gets the times right.

    alarm: told what is wrong with the camera when that begins, and None when it is over. exercise: the session's.
    scenes: what is to be drawn, the newest. error: what ended the work before the source did. Sinks are called from
    this thread, by their names; an error of one, or of drawing, is given to `tell` once and ends nothing.
    """

    def __init__(
        self,
        source: Source,
        open_estimator: OpenEstimator,
        session: Coached,
        sinks: Mapping[str, Sink],
        tell: Callable[[str], None],
        alarm: Callable[[Trouble | None], None] = lambda _: None,
        exercise: Exercise = CLAMSHELL,
    ) -> None:
        self.scenes: Latest[Scene] = Latest()
        self.error: Exception | None = None
        self._source = source
        self._open_estimator = open_estimator
        self._session = session
        self._lit = _Lit(session)
        drawing = _Drawing(self.scenes, exercise)
        every = {**sinks, "Drawing": drawing}  # sound before it: it is what the person waits for
        self._sinks = [Guarded(sink, name, tell) for name, sink in every.items()]
        self._alarm = alarm
        self._trouble: Trouble | None = None
        self._pace = PaceWatch()
        self._asked: SimpleQueue[Callable[[float], None]] = SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="coach")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the session end, and wait for it."""
        self._stopping.set()
        self._thread.join()

    def ask(self, action: Callable[[float], None]) -> None:
        """Have `action` called from the worker's thread before the next frame, with that frame's time in seconds."""
        self._asked.put(action)

    def pause(self) -> None:
        """Pause the session."""
        self.ask(self._session.pause)

    def resume(self) -> None:
        """Go on."""
        self.ask(self._session.resume)

    def restart_set(self) -> None:
        """Start the set again."""
        self.ask(self._session.restart_set)

    def _run(self) -> None:
        try:
            with self._open_estimator() as estimator:
                run(self._frames(estimator), estimator, self._lit, self._sinks)
        except Exception as error:  # noqa: BLE001 - it is raised again where the user is told
            self.error = error
        finally:
            self.scenes.close()

    def _frames(self, estimator: LiveEstimator) -> Iterator[Frame]:
        """Yield the newest frame in which something moved, until the source ends or `stop` is called."""
        frames, gate = self._source.frames, MotionGate()
        while not self._stopping.is_set() and not frames.closed:
            frame = frames.take(timeout_s=0.1)
            self._watch_camera()
            if frame is not None and gate.moved(frame):
                self._obey(frame.t)
                self._keep_pace(estimator, frame.t)
                self._lit.light = brightness(frame.image)
                yield frame

    def _watch_camera(self) -> None:
        trouble = self._source.trouble
        if trouble is not self._trouble:
            self._trouble = trouble
            self._alarm(trouble)

    def _keep_pace(self, estimator: LiveEstimator, t: float) -> None:
        """Drop the second look where the computer cannot keep up, and say so where even that is not enough."""
        before, pace = self._pace.pace, self._pace.looked(t, self._source.frames.skipped)
        estimator.thorough = pace is Pace.FINE
        if pace is Pace.BEHIND and before is not Pace.BEHIND:
            self._session.fall_behind(t)
        elif before is Pace.BEHIND and pace is not Pace.BEHIND:
            self._session.catch_up(t)

    def _obey(self, t: float) -> None:
        while True:
            try:
                self._asked.get_nowait()(t)
            except Empty:
                return


class _Lit:
    """The session as the loop knows it, each pose going in with the light of its frame."""

    def __init__(self, session: Coached) -> None:
        self._session = session
        self.light: float | None = None

    def update(self, pose: Pose) -> Step:
        """Return what the pose brought."""
        return self._session.update(pose, self.light)

    def finish(self) -> tuple[Event, ...]:
        """Return the last events."""
        return self._session.finish()
