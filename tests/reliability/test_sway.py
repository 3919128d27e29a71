"""A camera that sways in a room too bare to tell: rendered clips, moved to and fro as a hand moves a phone."""

from collections import Counter
from dataclasses import replace
from math import sin
from pathlib import Path

import numpy as np

from formcheck.form import limits
from formcheck.form.rule import Fault
from formcheck.pose import Pose
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import RepCompleted
from formcheck.session.session import Session
from formcheck.store.matching import match
from training.streams import load

STREAMS = sorted((Path(__file__).parents[2] / "training" / "clips").glob("*.npz"))[::16]
CENTRE_PX, SHIFT_PX = np.array([320.0, 180.0]), 4.0


def swaying(pose: Pose) -> Pose:
    """The pose as such a camera sees it: 1 % of the width to and fro, turned by 0.3 degrees."""
    t, turn = pose.t, np.deg2rad(0.3 * sin(2 * pose.t))
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    shift = np.array([sin(1.6 * t) + sin(4.4 * t + 1) / 2, sin(1.3 * t + 2) + sin(3.8 * t) / 2])
    return replace(pose, image_px=(pose.image_px - CENTRE_PX) @ turned + CENTRE_PX + SHIFT_PX * shift)


def test_a_camera_that_sways_unseen_makes_roll_less_certain_and_accuses_few() -> None:
    model = load_roll_model()
    clean: Counter[str] = Counter()
    rolled: Counter[str] = Counter()
    for path in STREAMS:
        poses, truth = load(path)
        session = Session(model)
        events = [event for pose in poses for event in session.update(swaying(pose)).events]
        reps = [event.rep for event in events if isinstance(event, RepCompleted)]
        true = truth["reps"]
        for i, j in match([(r.start_s, r.end_s) for r in reps], [(r["start_s"], r["end_s"]) for r in true]):
            rep, roll = reps[i], true[j]["roll_deg"]
            verdict = (
                "faulty" if Fault.PELVIS_ROLL in rep.faults else "?" if Fault.PELVIS_ROLL in rep.not_judged else "fine"
            )
            clean[verdict] += roll <= limits.ROLL_NEVER_DEG
            rolled[verdict] += roll >= limits.ROLL_ALWAYS_DEG
    assert clean.total() > 50
    assert clean["faulty"] <= 0.1 * clean.total()
    assert rolled["fine"] <= 0.1 * rolled.total()
    assert rolled["faulty"] >= 0.3 * rolled.total()
