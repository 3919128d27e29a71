import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.side import Side, as_if_on_right, lying_side
from formcheck.pose import Landmark, Pose
from tests.stick import Body, Eye, pose

views = st.builds(Eye, azimuth=st.floats(-35, 60), elevation=st.floats(0, 40), distance=st.floats(1.5, 4))


@given(eye=views, side=st.sampled_from(Side), opening=st.floats(0, 50), roll=st.floats(-20, 35))
def test_the_lower_side_from_every_view(eye: Eye, side: Side, opening: float, roll: float) -> None:
    assert lying_side(pose(0.0, Body(opening, roll), eye, side)) is side


@pytest.mark.parametrize("side", Side)
def test_with_the_back_to_the_camera_too(side: Side) -> None:
    assert lying_side(pose(0.0, Body(), Eye(azimuth=170), side)) is side


@given(scale=st.floats(0.1, 5), x=st.floats(-500, 500), y=st.floats(-500, 500), side=st.sampled_from(Side))
def test_scale_and_place_change_no_side(scale: float, x: float, y: float, side: Side) -> None:
    seen = pose(0.0, Body(), lying_on=side)
    moved = Pose(0.0, seen.image_px * scale + (x, y), seen.world_m, seen.visibility)
    assert lying_side(moved) is side


@pytest.mark.parametrize("mark", [Landmark.LEFT_HIP, Landmark.RIGHT_SHOULDER])
def test_without_hips_or_shoulders_no_side(mark: Landmark) -> None:
    seen = pose(0.0, Body())
    image = seen.image_px.copy()
    image[mark] = np.nan
    assert lying_side(Pose(0.0, image, seen.world_m, seen.visibility)) is None
    assert lying_side(Pose.missing(0.0)) is None


def test_level_is_no_side() -> None:
    assert lying_side(Pose(0.0, np.ones((33, 2)), np.ones((33, 3)), np.ones(33))) is None


def test_on_the_right_nothing_changes_and_the_left_limbs_are_on_top() -> None:
    seen = pose(0.0, Body())
    image, world = as_if_on_right(seen, Side.RIGHT)
    assert (image == seen.image_px).all()
    assert (world == seen.world_m).all()
    assert image[Landmark.LEFT_SHOULDER, 1] < image[Landmark.RIGHT_SHOULDER, 1]
    assert image[Landmark.NOSE, 0] < image[Landmark.LEFT_HIP, 0]


@given(eye=views, opening=st.floats(0, 50))
def test_the_left_is_the_mirrored_right(eye: Eye, opening: float) -> None:
    right = as_if_on_right(pose(0.0, Body(opening), eye), Side.RIGHT)
    left = as_if_on_right(pose(0.0, Body(opening), eye, Side.LEFT), Side.LEFT)
    shift = left[0] - right[0]
    assert np.allclose(shift, shift[0])  # in pixels only the place differs
    assert np.allclose(left[1], right[1])


def test_the_other_side() -> None:
    assert [side.other for side in Side] == [Side.RIGHT, Side.LEFT]
