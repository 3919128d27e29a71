"""The program on one screen, and the only loop: frames to poses to steps to sinks, live and of a file alike."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from formcheck.capture.frame import Frame
from formcheck.capture.motion_gate import motion_gate
from formcheck.capture.prefetch import prefetch
from formcheck.pose import Pose
from formcheck.session.events import Event
from formcheck.session.recognizer import Step


class Estimator(Protocol):
    """Finds the person's landmarks in a frame."""

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose, `Pose.missing` where nobody is found."""


class LiveEstimator(Estimator, Protocol):
    """One that can be made quicker. thorough: whether it takes second looks, which make roll more certain."""

    thorough: bool


class Core(Protocol):
    """A `RepRecognizer`, or a `Session` around it."""

    def update(self, pose: Pose) -> Step:
        """Return what the pose brought."""

    def finish(self) -> tuple[Event, ...]:
        """Return the last events."""


class Coached(Protocol):
    """A session with a plan, which takes more than poses."""

    def update(self, pose: Pose, light: float | None = None) -> Step:
        """Return what the pose brought."""

    def finish(self) -> tuple[Event, ...]:
        """Return the last events."""

    def pause(self, t: float) -> None:
        """Let nothing count."""

    def resume(self, t: float) -> None:
        """Go on."""

    def restart_set(self, t: float) -> None:
        """Count the set from nothing again."""

    def fall_behind(self, t: float) -> None:
        """Take note that the computer looks too seldom to count reliably."""

    def catch_up(self, t: float) -> None:
        """Take note that it looks often enough again."""


class Sink(Protocol):
    """Draws, speaks, records or reports."""

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Take in what one frame brought."""

    def end(self, events: tuple[Event, ...]) -> None:
        """Take in the last events."""


class Guarded:
    """A sink whose errors end nothing: the first is told in a sentence, and the sink goes on being called.

    what: how the sentence calls it. Running out of memory is raised: it is no fault of the sink.
    """

    def __init__(self, sink: Sink, what: str, tell: Callable[[str], None]) -> None:
        self._sink = sink
        self._what = what
        self._tell = tell
        self._told = False

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Take in what one frame brought, as far as that goes."""
        self._call(lambda: self._sink.step(frame, pose, step))

    def end(self, events: tuple[Event, ...]) -> None:
        """Take in the last events, as far as that goes."""
        self._call(lambda: self._sink.end(events))

    def _call(self, work: Callable[[], None]) -> None:
        try:
            work()
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever fails in a sink, the person goes on exercising
            if not self._told:
                self._told = True
                reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
                self._tell(f"{self._what} failed ({reason}), and may not be whole; all else goes on.")


def run(frames: Iterable[Frame], estimator: Estimator, session: Core, sinks: Sequence[Sink]) -> None:
    """Coach until the frames end. What a sink raises is raised."""
    for frame in frames:
        pose = estimator.estimate(frame)
        step = session.update(pose)
        for sink in sinks:
            sink.step(frame, pose, step)
    last = session.finish()
    for sink in sinks:
        sink.end(last)


def run_file(frames: Iterable[Frame], estimator: Estimator, session: Core, sinks: Sequence[Sink]) -> None:
    """Coach until a file's frames end, which wait: only those in which something moved, decoded ahead of the model."""
    with prefetch(motion_gate(frames)) as worth_a_look:
        run(worth_a_look, estimator, session, sinks)
