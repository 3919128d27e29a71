from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.analyze import check_video, tools_here
from formcheck.capture import VideoFile
from formcheck.pose import Pose
from formcheck.pose.way_up import LEAST_POSES, WayUp
from tests.capture.clips import write_video
from tests.postures import Lift
from tests.recorded import LIFTS, poses, upside_down
from tests.reliability.metamorphic import VIDEOS


def seen(stream: Iterable[Pose]) -> bool:
    way_up = WayUp()
    for pose in stream:
        way_up.update(pose)
    return way_up.upside_down


def mirrored(pose: Pose) -> Pose:
    return replace(pose, image_px=pose.image_px * (-1, 1) + (640, 0), world_m=pose.world_m * (-1, 1, 1))


@pytest.mark.parametrize("lifts", [LIFTS, [Lift(opening=14.0)] * 4], ids=["all kinds", "small"])
@pytest.mark.parametrize("also", [lambda pose: pose, mirrored], ids=["head left", "head right"])
def test_the_upper_leg_moves_and_it_moves_up(lifts: list[Lift], also: Callable[[Pose], Pose]) -> None:
    assert not seen(also(pose) for pose in poses(lifts))
    assert seen(upside_down(also(pose)) for pose in poses(lifts))


def test_who_lies_still_or_is_hardly_seen_stands_on_no_head() -> None:
    assert not seen(upside_down(pose) for pose in poses([Lift(opening=0.0)]))
    assert not seen(upside_down(pose) for pose in list(poses(LIFTS))[: LEAST_POSES - 1])
    assert not seen(Pose.missing(pose.t) for pose in poses(LIFTS))


def test_a_video_upside_down_has_the_same_reps(pose_model: Path, tmp_path: Path) -> None:
    with VideoFile(VIDEOS / "clean.mp4") as clip:
        turned = [(frame.t, np.ascontiguousarray(frame.image[::-1, ::-1])) for frame in clip if frame.t < 7.6]
    video = write_video(tmp_path / "v.mp4", [t for t, _ in turned], size=(640, 360), picture=lambda i: turned[i][1])
    account = check_video(video, pose_model, tools_here(pose_model))
    assert account.lying_on == "left"
    (rep,) = account.reps
    assert rep.start_s == pytest.approx(2.0, abs=0.3)
    assert rep.opening_deg == pytest.approx(32, abs=5)
