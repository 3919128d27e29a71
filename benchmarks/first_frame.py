"""Coaches until the first frame has been through everything: python -m benchmarks.first_frame VIDEO MODEL.

Prints a line then; what `formcheck check` does up to there, in the same order.
"""

import sys
from pathlib import Path

from formcheck.capture.frame import Frame
from formcheck.capture.video import VideoFile
from formcheck.pipeline import run_file
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.recognizer import RepRecognizer, Step


class Stopwatch:
    """A sink that says when it got a frame."""

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        """Say so."""
        print("first frame", flush=True)

    def end(self, events: tuple[Event, ...]) -> None:
        """Nothing."""


def main(video: Path, model: Path) -> None:
    """Coach one frame."""
    with VideoFile(video) as frames, PoseEstimator(model) as estimator:
        run_file([next(iter(frames))], estimator, RepRecognizer(load_roll_model()), [Stopwatch()])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
