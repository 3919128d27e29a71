"""The quantities frame by frame as CSV, to look at and to set limits from."""

import csv
import math
from typing import TextIO

from formcheck.capture.frame import Frame
from formcheck.pose import Pose
from formcheck.session.events import Event
from formcheck.session.recognizer import Step

COLUMNS = (
    "opening_deg",
    "opening_sigma_deg",
    "roll_deg",
    "roll_sigma_deg",
    "thorax_roll_deg",
    "feet_gap",
    "hip_flexion_deg",
    "knee_flexion_deg",
)


class FrameTable:
    """A sink that writes one row for each frame looked at, to a file opened with newline="".

    Raises OSError where the file cannot be written.
    """

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file)
        self._rows.writerow(["frame", "t_s", "leg", "set", "hindrance", "phase", "start", *COLUMNS])

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:  # noqa: ARG002 - the interface of sinks
        """Write one row; what is unknown stays empty."""
        posture, progress = step.posture, step.progress
        leg = posture.lying_on.other.value if posture.lying_on else ""
        values = [getattr(posture, name) for name in COLUMNS]
        self._rows.writerow(
            [
                frame.index,
                f"{posture.t:.4f}",
                leg,
                (progress.set_number if progress else 1) if leg else "",
                posture.setup_issue.value if posture.setup_issue else "",
                step.phase.name.lower(),
                posture.start,
                *("" if math.isnan(value) else f"{value:.3f}" for value in values),
            ]
        )

    def end(self, events: tuple[Event, ...]) -> None:
        """Nothing is left to write."""
