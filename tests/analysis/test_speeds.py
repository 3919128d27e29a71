"""Fixture clips played at other speeds: nobody is accused of what the recording does."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink
from formcheck.analysis.tempo import HASTY, TOO_FAST, TOO_SLOW, UNCOUNTED
from formcheck.capture.frame import Frame
from formcheck.roll_weights import load_roll_model
from formcheck.session.recognizer import RepRecognizer
from formcheck.text.sentences import sentence
from tests.recorded import TOOLS
from training.streams import load

POSES = Path(__file__).parents[1] / "fixtures" / "poses"
FRAME_S = 1 / 31  # a camera of 30 frames a second, rounded


def checked(clip: str, speed: float, frame_s: float = FRAME_S) -> dict[str, Any]:
    """Return what `check` says of a clip played so many times as fast as life, a picture every `frame_s` seconds."""
    session, account, last_t = RepRecognizer(load_roll_model()), ResultSink(), -1.0
    for pose in load(POSES / f"{clip}.xz")[0]:
        t = pose.t / speed
        if t - last_t >= frame_s:
            last_t, seen = t, replace(pose, t=t)
            account.step(Frame(round(t / frame_s), t, np.zeros((2, 2, 3), np.uint8)), seen, session.update(seen))
    account.end(session.finish())
    return to_json(account.result(clip, "c" * 64, TOOLS, None))


@pytest.mark.parametrize(
    ("clip", "speed", "remark"),
    [
        ("clean", 4, HASTY),
        ("rollback_mixed", 4, HASTY),
        ("long_holds", 4, HASTY),  # of which a rep takes two seconds even so
        ("momentum_mixed", 4, UNCOUNTED),  # its thrown reps are too quick to be found
        ("tiring", 4, TOO_FAST),
        ("rollback_mixed", 8, TOO_FAST),
        ("momentum_mixed", 8, TOO_FAST),
        ("tiring", 8, TOO_FAST),  # of which most are too quick to be found
        ("quick_never_still", 8, UNCOUNTED),
        ("wide_open", 16, UNCOUNTED),
    ],
)
def test_time_lapse_is_told_and_nobody_is_accused(clip: str, speed: float, remark: str) -> None:
    found = checked(clip, speed)
    assert found["remark"] == sentence(remark)
    assert found["summary"]["faults"]["momentum"] == 0


@pytest.mark.parametrize("clip", ["clean", "quick_never_still", "momentum_mixed"])
def test_the_speed_of_life_is_not_doubted(clip: str) -> None:
    assert checked(clip, 1)["remark"] is None


@pytest.mark.parametrize(("clip", "speed"), [("clean", 1 / 4), ("clean", 1 / 8), ("long_holds", 1 / 8)])
def test_slow_motion_is_counted_and_nobody_is_accused(clip: str, speed: float) -> None:
    found = checked(clip, speed)
    assert len(found["reps"]) == len(checked(clip, 1)["reps"])
    assert not any(found["summary"]["faults"].values())
    assert found["remark"] == (sentence(TOO_SLOW) if clip == "long_holds" else None)


@pytest.mark.parametrize("clip", ["clean", "momentum_mixed"])
def test_too_few_pictures_to_count_are_told(clip: str) -> None:
    assert checked(clip, 1, frame_s=0.99)["remark"] == sentence("result.few-pictures")
    assert checked(clip, 1, frame_s=0.19)["remark"] is None
