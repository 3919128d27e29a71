"""The packed pose streams: what the program reads comes back as it was."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose import Landmark, Pose
from formcheck.pose.landmarks import BODY, KEY_ROWS, N_LANDMARKS
from formcheck.pose.similarity import Similarity
from training.corpus import IMAGE_STEP_PX
from training.streams import VISIBILITIES, WORLD_STEP_M, load, write

TRUTH = {"name": "made up", "reps": [{"start_s": 1.5, "faults": ["momentum"]}]}
FAR_PX, TIMES_S = 3840.0, (0.0, 0.033333333, 0.5, 700.000000001)


def a_stream() -> list[Pose]:
    """Poses anywhere in a large picture; the third shows nobody, the last no left ankle."""
    random = np.random.default_rng(5)
    poses = []
    for t in TIMES_S:
        image, world = random.uniform(-50, FAR_PX, (N_LANDMARKS, 2)), random.uniform(-1, 1, (N_LANDMARKS, 3))
        camera = Similarity(*random.uniform(-2, 2, 4).tolist())
        poses.append(Pose(t, image, world, random.uniform(0, 1, N_LANDMARKS), 0.0139, camera))
    image, world = poses[3].image_px.copy(), poses[3].world_m.copy()
    image[Landmark.LEFT_ANKLE], world[Landmark.LEFT_ANKLE] = np.nan, np.nan
    return [*poses[:2], Pose.missing(TIMES_S[2]), replace(poses[3], image_px=image, world_m=world)]


def test_a_stream_comes_back_within_half_a_step(tmp_path: Path) -> None:
    given = a_stream()
    write(tmp_path / "clip.xz", given, TRUTH)
    found, truth = load(tmp_path / "clip.xz")
    assert truth == TRUTH
    for pose, back in zip(given, found, strict=True):
        assert back.t == pose.t
        assert back.image_px[BODY] == pytest.approx(pose.image_px[BODY], abs=IMAGE_STEP_PX / 2 + 1e-9, nan_ok=True)
        assert back.world_m[KEY_ROWS] == pytest.approx(pose.world_m[KEY_ROWS], abs=WORLD_STEP_M / 2 + 1e-9, nan_ok=True)
        assert back.visibility[BODY] == pytest.approx(pose.visibility[BODY], abs=0.5 / VISIBILITIES + 1e-9)
        assert back.flip_disagreement == np.float32(pose.flip_disagreement)
        assert back.camera == pose.camera


def test_a_stream_that_is_packed_again_is_the_same(tmp_path: Path) -> None:
    write(tmp_path / "once.xz", a_stream(), TRUTH)
    poses, truth = load(tmp_path / "once.xz")
    write(tmp_path / "twice.xz", list(poses), truth)
    assert (tmp_path / "once.xz").read_bytes() == (tmp_path / "twice.xz").read_bytes()
