import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.features import N_BODY, Baseline, body_length, change_features
from formcheck.body.side import Side, as_if_on_right
from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.landmarks import BODY, KEY
from tests.stick import Body, Eye, pose

bodies = st.builds(Body, opening=st.floats(0, 50), roll=st.floats(-20, 30), feet_m=st.floats(0, 0.2))
eyes = st.builds(Eye, azimuth=st.floats(-35, 60), elevation=st.floats(0, 35))


def features(start: Pose, now: Pose, side: Side) -> tuple[Floats, Floats]:
    baseline = Baseline.of(*as_if_on_right(start, side))
    return baseline.features, change_features(baseline, as_if_on_right(now, side)[0])


def moved(seen: Pose, scale: float, turn: float, shift: tuple[float, float]) -> Pose:
    c, s = np.cos(turn), np.sin(turn)
    return Pose(seen.t, scale * seen.image_px @ np.array([[c, s], [-s, c]]) + shift, seen.world_m, seen.visibility)


@given(
    body=bodies,
    eye=eyes,
    scale=st.floats(0.2, 4),
    turn=st.floats(-0.6, 0.6),
    shift=st.tuples(st.floats(-900, 900), st.floats(-900, 900)),
)
def test_scale_camera_tilt_and_place_change_nothing(
    body: Body, eye: Eye, scale: float, turn: float, shift: tuple[float, float]
) -> None:
    start, now = pose(0.0, Body(), eye), pose(1.0, body, eye)
    before = features(start, now, Side.RIGHT)
    after = features(moved(start, scale, turn, shift), moved(now, scale, turn, shift), Side.RIGHT)
    assert after[0] == pytest.approx(before[0], abs=1e-6)
    assert after[1] == pytest.approx(before[1], abs=1e-6)


@given(body=bodies, eye=eyes)
def test_the_mirrored_body_looks_the_same(body: Body, eye: Eye) -> None:
    right, left = (
        features(pose(0.0, Body(), eye, side), pose(1.0, body, eye, side), side) for side in (Side.RIGHT, Side.LEFT)
    )
    assert left[0] == pytest.approx(right[0], abs=1e-6)
    assert left[1] == pytest.approx(right[1], abs=1e-6)


def test_the_head_lies_to_the_left_and_the_hips_in_the_middle() -> None:
    start = Baseline.of(*as_if_on_right(pose(0.0, Body()), Side.RIGHT)).features.reshape(N_BODY, 2)
    rows = {name: start[Landmark[name] - BODY.start] for name in ("LEFT_HIP", "RIGHT_HIP")}
    shoulders = start[:2].mean(0)
    assert rows["LEFT_HIP"] + rows["RIGHT_HIP"] == pytest.approx(np.zeros(2), abs=1e-9)
    assert shoulders[0] < -0.2
    assert shoulders[1] == pytest.approx(0, abs=1e-9)


def test_nothing_moved_is_nothing_and_the_knee_rises_by_what_it_rose() -> None:
    start = pose(0.0, Body())
    baseline = Baseline.of(start.image_px, start.world_m)
    assert not change_features(baseline, start.image_px).any()
    image = start.image_px.copy()
    image[Landmark.LEFT_KNEE] += (0.0, -0.1 * baseline.scale_px)
    change = change_features(baseline, image).reshape(N_BODY, 2)
    row = Landmark.LEFT_KNEE - BODY.start
    assert np.linalg.norm(change[row]) == pytest.approx(0.1)
    assert change[row, 1] < 0
    assert not np.delete(change, row, axis=0).any()


@pytest.mark.parametrize("mark", [Landmark.LEFT_WRIST, Landmark.RIGHT_HEEL])
def test_what_is_unknown_counts_as_unmoved(mark: Landmark) -> None:
    start, now = pose(0.0, Body()), pose(1.0, Body(30, 10))
    image = now.image_px.copy()
    image[mark] = np.nan
    baseline = Baseline.of(start.image_px, start.world_m)
    change = change_features(baseline, image).reshape(N_BODY, 2)
    assert np.isfinite(change).all()
    assert not change[mark - BODY.start].any()


def test_body_length_is_the_longer_sides() -> None:
    image = np.full((33, 2), np.nan)
    for side, x in (("LEFT", 0.0), ("RIGHT", 50.0)):
        for i, joint in enumerate(("SHOULDER", "HIP", "KNEE", "ANKLE")):
            image[Landmark[f"{side}_{joint}"]] = (x, (30 if side == "LEFT" else 20) * i)
    assert body_length(image) == 90
    image[Landmark.LEFT_KNEE] = np.nan
    assert body_length(image) == 60
    assert np.isnan(body_length(np.full((33, 2), np.nan)))


@pytest.mark.parametrize("mark", KEY)
def test_no_start_without_a_key_landmark(mark: Landmark) -> None:
    seen = pose(0.0, Body())
    image = seen.image_px.copy()
    image[mark] = np.nan
    with pytest.raises(ValueError, match="a baseline needs shoulders, hips, knees and ankles"):
        Baseline.of(image, seen.world_m)
