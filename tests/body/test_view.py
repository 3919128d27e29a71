import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.roll import StartEstimate
from formcheck.body.view import (
    FRONT_LIMIT_DEG,
    HEAD_END_LIMIT_DEG,
    LOW_LIMIT_DEG,
    ROLL_RESOLUTION_LIMIT_DEG,
    CameraAdvice,
    CameraMove,
    view_of,
)


@given(azimuth=st.floats(-90, 90), elevation=st.floats(-10, 60), resolution=st.floats(0.5, 30))
def test_advice_is_given_where_roll_cannot_be_judged_and_only_there(
    azimuth: float, elevation: float, resolution: float
) -> None:
    view = view_of(StartEstimate(azimuth, elevation, 90.0, resolution))
    assert view.judgeable is (view.advice is None)
    seen = (view.azimuth_towards_feet_deg, view.elevation_deg, view.roll_resolution_deg)
    assert seen == (azimuth, elevation, resolution)
    low_in_front = azimuth < FRONT_LIMIT_DEG and elevation < LOW_LIMIT_DEG
    if azimuth < HEAD_END_LIMIT_DEG or resolution > ROLL_RESOLUTION_LIMIT_DEG or low_in_front:
        assert not view.judgeable


def test_from_the_front_and_somewhat_above_roll_is_judged() -> None:
    assert view_of(StartEstimate(10.0, 20.0, 90.0, 2.0)).judgeable


def test_whom_a_low_camera_in_front_cannot_judge_it_can_from_further_towards_the_feet() -> None:
    assert not view_of(StartEstimate(0.0, 3.0, 90.0, 4.0)).judgeable
    assert view_of(StartEstimate(25.0, 3.0, 90.0, 4.0)).judgeable


def test_from_the_head_end_the_way_is_to_the_feet() -> None:
    view = view_of(StartEstimate(HEAD_END_LIMIT_DEG - 1, 20.0, 90.0, 1.0))
    assert view.advice == CameraAdvice(CameraMove.TOWARDS_FEET)


@pytest.mark.parametrize("elevation", [-5.0, 0.0, 5.0, 15.0, 40.0])
def test_a_low_camera_is_to_be_raised_by_so_many_tens_of_centimetres(elevation: float) -> None:
    view = view_of(StartEstimate(0.0, elevation, 90.0, ROLL_RESOLUTION_LIMIT_DEG + 1))
    assert view.advice is not None
    assert view.advice.move is CameraMove.RAISE
    assert view.advice.cm is not None
    assert view.advice.cm % 10 == 0
    assert 10 <= view.advice.cm <= 100
