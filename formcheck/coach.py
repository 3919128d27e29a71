"""The program on one screen: frames to poses to steps to whoever wants to know."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from formcheck.capture.ahead import ahead
from formcheck.capture.frame import Frame
from formcheck.capture.moving import moving
from formcheck.pose import Pose
from formcheck.session.events import Event
from formcheck.session.session import Step


class Estimator(Protocol):
    """Finds the person's landmarks in a frame."""

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose, `Pose.missing` where nobody is found."""


class Core(Protocol):
    """A `Session`, or a `CoachedSession` around it."""

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


class Sink(Protocol):
    """Draws, speaks, records or reports."""

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Take in what one frame brought."""

    def end(self, events: tuple[Event, ...]) -> None:
        """Take in the last events."""


def run(frames: Iterable[Frame], estimator: Estimator, session: Core, sinks: Sequence[Sink]) -> None:
    """Coach until the frames end. Sinks take in the frames that were worth a look."""
    with ahead(moving(frames)) as worth_a_look:
        for frame in worth_a_look:
            pose = estimator.estimate(frame)
            step = session.update(pose)
            for sink in sinks:
                sink.step(frame, pose, step)
    last = session.finish()
    for sink in sinks:
        sink.end(last)
