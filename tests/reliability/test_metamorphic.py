"""What must not change the coaching, on pose streams; on pictures: `python -m tests.reliability.metamorphic`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from random import Random

import numpy as np
import pytest

from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink
from formcheck.body.features import Baseline
from formcheck.body.roll import Estimate
from formcheck.capture import Frame, VideoFile
from formcheck.form.rule import Fault
from formcheck.pipeline import run_file
from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.weights.find import find_or_fetch
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import RepCompleted
from formcheck.session.recognizer import RepRecognizer
from tests.postures import Lift
from tests.recorded import LIFTS, TOOLS, StickModel, poses
from tests.reliability.metamorphic import CHANGES, CLIPS, VIDEOS, compare

WIDTH = 640.0
SAMPLE = {change[0]: change[1] for change in CHANGES if change[0] in ("crf 18", "mpeg4", "10 fps", "larger")}
OTHER = [Landmark[m.name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")] for m in Landmark]


def mirrored(pose: Pose) -> Pose:
    image, world = pose.image_px[OTHER].copy(), pose.world_m[OTHER].copy()
    image[:, 0], world[:, 0] = WIDTH - image[:, 0], -world[:, 0]
    return Pose(pose.t, image, world, pose.visibility[OTHER])


def scaled(pose: Pose) -> Pose:
    return replace(pose, image_px=pose.image_px * 1.7 + (13.0, -40.0))


def later(pose: Pose) -> Pose:
    return replace(pose, t=pose.t + 12345.6)


def reps(stream: list[Pose]) -> list[dict[str, object]]:
    session = RepRecognizer(Scaled())
    found = [event for pose in stream for event in session.update(pose).events]
    return [
        {
            "start_s": event.rep.start_s - stream[0].t,
            "end_s": event.rep.end_s - stream[0].t,
            "faults": [fault.value for fault in event.rep.faults],
            "not_judged": [fault.value for fault in event.rep.not_judged],
            "lying_on": event.lying_on.value,
        }
        for event in found
        if isinstance(event, RepCompleted)
    ]


class Scaled(StickModel):
    """The stick's model, in whatever size it is seen."""

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        size = np.linalg.norm(baseline.image[Landmark.LEFT_HIP] - baseline.image[Landmark.LEFT_SHOULDER])
        by = 250.0 * np.hypot(0.5, 0.03) / size
        return super().change(replace(baseline, image=baseline.image * by), image * by)


@pytest.mark.parametrize("change", [mirrored, scaled, later])
def test_a_changed_stream_has_the_same_reps_and_faults(change: Callable[[Pose], Pose]) -> None:
    stream = list(poses(LIFTS))
    before, after = reps(stream), reps([change(pose) for pose in stream])
    kept = compare(before, after)
    assert len(before) == len(LIFTS)
    assert kept.same_reps
    assert kept.decisions.keys() == {"kept"}
    sides = {rep["lying_on"] for rep in after}
    assert sides == ({"left"} if change is mirrored else {"right"})


@pytest.mark.parametrize("way", [(20.0, 0.0), (-20.0, 5.0), (0.0, -15.0), (60.0, 25.0)])
def test_who_slides_between_reps_is_judged_as_before(way: tuple[float, float]) -> None:
    lifts = [Lift(rest=3.0), Lift(roll=20.0), Lift(), Lift(roll=4.0)]
    stream = list(poses(lifts))
    begins = 1.5 + lifts[0].up + lifts[0].hold + lifts[0].down + 0.5

    def slid(pose: Pose) -> Pose:
        share = float(np.clip((pose.t - begins) / 0.5, 0, 1))
        return replace(pose, image_px=pose.image_px + share * np.array(way))

    kept = compare(reps(stream), reps([slid(pose) for pose in stream]))
    assert kept.same_reps
    assert kept.decisions.keys() == {"kept"}


@pytest.mark.parametrize("seed", range(5))
def test_one_frame_in_ten_dropped_changes_no_rep_and_no_fault(seed: int) -> None:
    rng = Random(seed)
    stream = list(poses(LIFTS))
    kept = compare(reps(stream), reps([pose for pose in stream if rng.random() >= 0.1]))
    assert kept.same_reps
    assert kept.decisions["flipped"] == 0


def test_every_fixture_clip_is_changed() -> None:
    assert {path.stem for path in VIDEOS.glob("*.toml")} == set(CLIPS)


def reps_in(change: Callable[[Iterable[Frame]], Iterator[Frame]]) -> list[dict[str, object]]:
    """Return the reps in the changed beginning of a clip."""
    account = ResultSink()
    with VideoFile(VIDEOS / "clean.mp4") as clip, PoseEstimator(find_or_fetch(None, lambda *_: None)) as estimator:
        beginning = takewhile(lambda frame: frame.t < 7.4, clip)
        run_file(change(beginning), estimator, RepRecognizer(load_roll_model()), [account])
    return list(to_json(account.result("clean", "c" * 64, TOOLS, None))["reps"])


@pytest.fixture(scope="module")
def unchanged() -> list[dict[str, object]]:
    return reps_in(iter)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_changed_video_has_the_same_rep(unchanged: list[dict[str, object]], name: str) -> None:
    """One rep of one clip stands here for all of `python -m tests.reliability.metamorphic`."""
    kept = compare(unchanged, reps_in(SAMPLE[name]))
    assert kept.same_reps
    assert kept.decisions == {"kept": len(Fault)}
