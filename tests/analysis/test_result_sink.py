import json
import math
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import pytest

from formcheck._version import __version__
from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink, _rate
from formcheck.body.posture import Posture
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.capture.frame import Frame
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.motion.segmenter import Phase
from formcheck.pose import Pose
from formcheck.session.events import Event, Ready, RepCompleted, RepDiscarded, RepStarted, Unseen
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence
from tests.postures import BLIND_VIEW, GOOD_VIEW
from tests.recorded import TOOLS

Given: TypeAlias = tuple[float, SetupIssue | None, tuple[Event, ...]]
"""Of a frame: its time, what is in the way, what happened."""

REP = Rep(
    number=1,
    start_s=2.0,
    top_s=4.004,
    release_s=5.006,
    end_s=7.5,
    opening_deg=31.04,
    roll_deg=3.06,
    roll_sigma_deg=2.0,
    clean_opening_deg=31.0,
    lift_s=2.004,
    hold_s=1.002,
    lower_s=2.494,
    faults=(),
    not_judged=(),
)
BLIND = replace(REP, number=2, roll_deg=math.nan, roll_sigma_deg=math.nan, clean_opening_deg=math.nan)
ROLLED = replace(REP, number=3, faults=(Fault.PELVIS_ROLL, Fault.MOMENTUM), notes=("early-roll",))


def account(steps: list[Given]) -> ResultSink:
    """Return the account of those of ten frames a second that were worth a look."""
    found = ResultSink()
    image = np.zeros((2, 2, 3), np.uint8)
    for t, why, events in steps:
        found.step(
            Frame(round(10 * (t - steps[0][0])), t, image), Pose.missing(t), Step(Posture(t, why), Phase.CLOSED, events)
        )
    found.end(())
    return found


def told(*reps: Rep, sides: tuple[Side, ...] = (), seconds: float = 3.0) -> ResultSink:
    """Return the account of a second of search and two of reps, of ten frames each."""
    sides = sides or (Side.RIGHT,) * len(reps)
    done = tuple(RepCompleted(seconds, side, rep) for side, rep in zip(sides, reps, strict=True))
    steps: list[Given] = [(i / 10, SetupIssue.MOVING if i < 10 else None, ()) for i in range(round(seconds * 10) + 1)]
    steps[10] = (1.0, None, (Ready(1.0, Side.RIGHT, GOOD_VIEW),))
    steps[-1] = (seconds, None, done)
    return account(steps)


def strict_json(found: ResultSink, truncated: str | None = None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(
        json.dumps(to_json(found.result("clip.mp4", "c" * 64, TOOLS, truncated)), allow_nan=False)
    )
    return plain


def test_the_whole_object() -> None:
    assert strict_json(told(REP)) == {
        "schema": 1,
        "formcheck": __version__,
        "pose_model_sha256": "a" * 64,
        "roll_model_sha256": "b" * 64,
        "video": "clip.mp4",
        "sha256": "c" * 64,
        "duration_s": 3.0,
        "frames": 31,
        "fps": 10.0,
        "truncated": None,
        "lying_on": "right",
        "top_leg": "left",
        "view": {
            "azimuth_towards_feet_deg": 10.0,
            "elevation_deg": 20.0,
            "roll_resolution_deg": 2.0,
            "judgeable": True,
            "advice": None,
        },
        "exercise": "clamshell",
        "judged_as": "clamshell",
        "unseen_s": 0.0,
        "tracked_share": 0.677,
        "remark": None,
        "reps": [
            {
                "number": 1,
                "lying_on": "right",
                "leg": "left",
                "set": 1,
                "count": 1,
                "start_s": 2.0,
                "top_s": 4.0,
                "release_s": 5.01,
                "end_s": 7.5,
                "lift_s": 2.0,
                "hold_s": 1.0,
                "lower_s": 2.49,
                "opening_deg": 31.0,
                "roll_deg": 3.1,
                "roll_sigma_deg": 2.0,
                "clean_opening_deg": 31.0,
                "roll_probability": None,
                "faults": [],
                "not_judged": [],
                "notes": [],
            }
        ],
        "summary": {
            "reps": 1,
            "clean": 1,
            "faults": {"pelvis-roll": 0, "momentum": 0, "feet-apart": 0, "incomplete-return": 0},
        },
    }


def test_the_unknown_is_null() -> None:
    [_, rep] = strict_json(told(REP, replace(BLIND, not_judged=(Fault.PELVIS_ROLL,))))["reps"]
    assert rep["roll_deg"] is rep["roll_sigma_deg"] is rep["clean_opening_deg"] is None
    assert rep["not_judged"] == ["pelvis-roll"]


def test_the_summary_counts() -> None:
    unjudged = replace(BLIND, not_judged=(Fault.PELVIS_ROLL,))
    reps = (REP, unjudged, ROLLED, replace(ROLLED, faults=(Fault.PELVIS_ROLL,)))
    found = strict_json(told(*(replace(rep, start_s=2.0 + 6 * i, end_s=7.5 + 6 * i) for i, rep in enumerate(reps))))
    assert found["summary"]["reps"] == 4
    assert found["summary"]["clean"] == 1
    assert found["summary"]["faults"] == {"pelvis-roll": 2, "momentum": 1, "feet-apart": 0, "incomplete-return": 0}
    assert found["reps"][2]["faults"] == ["pelvis-roll", "momentum"]
    assert found["reps"][2]["notes"] == ["early-roll"]


def test_on_both_sides_each_rep_has_its_own_and_the_most_lead() -> None:
    found = told(REP, REP, REP, sides=(Side.RIGHT, Side.LEFT, Side.LEFT))
    assert [rep["lying_on"] for rep in strict_json(found)["reps"]] == ["right", "left", "left"]
    assert (strict_json(found)["lying_on"], strict_json(found)["top_leg"]) == ("left", "right")
    assert found.view is None  # no start was found on the left


def test_the_view_is_that_of_the_side_with_most_reps() -> None:
    readies = (Ready(0.0, Side.RIGHT, GOOD_VIEW), Ready(1.0, Side.LEFT, BLIND_VIEW), Ready(2.0, Side.LEFT, GOOD_VIEW))
    done = tuple(RepCompleted(3.0, Side.LEFT, REP) for _ in range(2))
    found = account([(0.0, None, readies), (3.0, None, done)])
    view = strict_json(found)["view"]
    assert view["judgeable"] is False
    assert view["advice"] == "Raise the laptop about 30 cm, or move it towards your feet."


def test_a_truncated_video_says_so() -> None:
    assert strict_json(told(REP), "It breaks off at 3.0 s.")["truncated"] == "It breaks off at 3.0 s."


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_frames(count: int) -> None:
    nobody: list[Given] = [(5.0, SetupIssue.NOBODY, ())]
    found = strict_json(account(nobody[:count]))
    assert (found["frames"], found["duration_s"], found["fps"], found["tracked_share"]) == (count, 0.0, None, 0.0)
    assert (found["reps"], found["lying_on"], found["top_leg"], found["view"]) == ([], None, None, None)
    assert found["remark"] == "Nobody was found."


def test_the_duration_is_from_the_first_frame() -> None:
    assert strict_json(account([(2.0, None, ()), (3.0, None, ()), (4.0, None, ())]))["duration_s"] == 2.0


@pytest.mark.parametrize("why", SetupIssue)
def test_why_there_is_nothing_to_tell(why: SetupIssue) -> None:
    """What was seen most says why; that nobody was there for longer says nothing."""
    other = SetupIssue.NOT_LYING if why is not SetupIssue.NOT_LYING else SetupIssue.MOVING
    times = [SetupIssue.NOBODY] * 9 + ([why] * 3 + [other] if why is not SetupIssue.NOBODY else [])
    found = strict_json(account([(float(i), each, ()) for i, each in enumerate(times)]))
    assert found["remark"] == sentence(f"sight.{why.value}", exercise="a clamshell")
    assert found["tracked_share"] == 0.0


def test_ready_but_no_rep() -> None:
    assert told().remark == "Someone was in position, but no reps were found."
    assert told().lying_on is Side.RIGHT


def discarded(reason: Discard, times: int) -> list[tuple[float, SetupIssue | None, tuple[Event, ...]]]:
    begun = [(0.0, None, (Ready(0.0, Side.RIGHT, GOOD_VIEW),))]
    return begun + [
        (float(i), None, (RepStarted(float(i), 1), RepDiscarded(float(i), 1, reason))) for i in range(1, times)
    ]


def test_another_exercise_is_said_by_its_name() -> None:
    raises = account(discarded(Discard.LEG_RAISE, 4))
    assert raises.exercise == "side-lying-leg-raise"
    assert raises.remark == "This looks like a side-lying leg raise, not a clamshell."
    assert account(discarded(Discard.LEG_RAISE, 2)).exercise == "clamshell"  # one such movement names nothing
    assert account(discarded(Discard.ARTIFACT, 4)).exercise == "clamshell"
    strange = account(discarded(Discard.STRANGE, 4))
    assert strange.remark == "Someone was in position, but the movement does not look like a clamshell."


def test_what_was_not_seen_is_said() -> None:
    done: list[Given] = [
        (1.0, None, (Ready(1.0, Side.RIGHT, GOOD_VIEW),)),
        (8.0, None, (RepCompleted(8.0, Side.RIGHT, REP),)),
    ]
    found = account([*done, (10.5, None, (Unseen(10.5, 8.0),))])
    assert strict_json(found)["unseen_s"] == 2.5
    assert found.remark == "2 s of the recording were not seen: reps may be missing."


def test_time_lapse_is_told_and_nobody_accused_of_momentum() -> None:
    thrown = replace(REP, top_s=2.2, release_s=2.25, end_s=2.6, lower_s=0.1, faults=(Fault.MOMENTUM, Fault.FEET_APART))
    reps = [replace(thrown, number=i + 1, start_s=2.0 + 0.8 * i, end_s=2.6 + 0.8 * i) for i in range(4)]
    found = to_json(told(*reps).result("v.mp4", "c" * 64, TOOLS, None))
    assert "speed looks wrong" in found["remark"]
    assert found["summary"]["faults"]["momentum"] == 0
    assert found["summary"]["faults"]["feet-apart"] == 4
    assert all(rep["not_judged"] == ["momentum"] and rep["faults"] == ["feet-apart"] for rep in found["reps"])
    assert found["summary"]["clean"] == 0


@pytest.mark.parametrize(
    ("count", "seconds", "rate"),
    [(300, 10.0, 30.0), (1, 1000.0, 0.001), (0, 0.0, None), (0, 5.0, None), (5, 0.0, None)],
)
def test_a_rate_is_never_zero(count: int, seconds: float, rate: float | None) -> None:
    assert _rate(count, seconds) == rate
