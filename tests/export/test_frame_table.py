import csv
from pathlib import Path

import numpy as np
import pytest

from formcheck.body.posture import Posture
from formcheck.body.setup import SetupIssue
from formcheck.capture.frame import Frame
from formcheck.export.frame_table import COLUMNS, FrameTable
from formcheck.motion.segmenter import Phase
from formcheck.pose import Pose
from formcheck.session.recognizer import Step
from tests.postures import Lift, postures

IMAGE = np.zeros((2, 2, 3), np.uint8)


def rows(path: Path, steps: list[Step]) -> list[dict[str, str]]:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = FrameTable(file)
        for i, step in enumerate(steps):
            table.step(Frame(i, step.posture.t, IMAGE), Pose.missing(step.posture.t), step)
        table.end(())
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_row_a_frame_with_its_quantities(tmp_path: Path) -> None:
    seen = postures([Lift(roll=9)])
    found = rows(tmp_path / "a.csv", [Step(posture, Phase.LIFTING, ()) for posture in seen])
    assert [int(row["frame"]) for row in found] == list(range(len(seen)))
    assert [float(row["t_s"]) for row in found] == pytest.approx([p.t for p in seen], abs=1e-4)
    for name in ("opening_deg", "roll_deg", "hip_flexion_deg"):
        assert [float(row[name]) for row in found] == pytest.approx([getattr(p, name) for p in seen], abs=1e-3)
    assert {(row["phase"], row["start"], row["hindrance"]) for row in found} == {("lifting", "1", "")}
    assert {(row["leg"], row["set"]) for row in found} == {("left", "1")}


def test_the_unknown_is_empty(tmp_path: Path) -> None:
    [row] = rows(tmp_path / "a.csv", [Step(Posture(0.5, SetupIssue.NOT_LYING), Phase.CLOSED, ())])
    assert row == {
        "frame": "0",
        "t_s": "0.5000",
        "leg": "",
        "set": "",
        "hindrance": "not-lying",
        "phase": "closed",
        "start": "0",
        **dict.fromkeys(COLUMNS, ""),
    }
