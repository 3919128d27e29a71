import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.geometry import elevation, flexion, joint_angle, unit
from formcheck.pose import Floats
from tests.stick import about

coordinate = st.floats(-3, 3)
point = st.tuples(coordinate, coordinate, coordinate).map(np.array)
angle = st.floats(-180, 180)


def far_apart(*points: np.ndarray) -> bool:
    return all(np.linalg.norm(p - points[0]) > 0.05 for p in points[1:])


def test_unit_of_3_4_is_a_fifth() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, -2.0]])) == pytest.approx(np.array([[0.6, 0.8], [0.0, -1.0]]))


def test_what_has_no_length_or_is_unknown_has_no_direction() -> None:
    assert np.isnan(unit(np.array([[0.0, 0.0], [np.nan, 1.0]]))).all()


@pytest.mark.parametrize(
    ("c", "degrees"),
    [((5, 0), 0), ((1, 1), 45), ((0, 2), 90), ((0, -2), 90), ((-1, np.sqrt(3)), 120), ((-7, 0), 180)],
)
def test_angle_at_the_origin_from_the_x_axis(c: tuple[float, float], degrees: float) -> None:
    a, b = np.array([2.0, 0.0]), np.zeros(2)
    assert joint_angle(a, b, np.array(c, float)).item() == pytest.approx(degrees, abs=1e-5)
    assert flexion(a, b, np.array(c, float)).item() == pytest.approx(180 - degrees, abs=1e-5)


def test_a_cubes_face_diagonals_meet_at_60_degrees() -> None:
    assert joint_angle(np.array([1.0, 1, 0]), np.zeros(3), np.array([1.0, 0, 1])).item() == pytest.approx(60)


def test_many_joints_at_once() -> None:
    a, b = np.array([[1.0, 0], [1, 0], [np.nan, 0], [0, 0]]), np.zeros((4, 2))
    c = np.array([[0.0, 1], [-1, 0], [0, 1], [0, 1]])
    assert joint_angle(a, b, c) == pytest.approx(np.array([90, 180, np.nan, np.nan]), nan_ok=True)


@given(a=point, b=point, c=point, scale=st.floats(0.1, 10), shift=point, turn=angle, axis=point)
def test_scale_place_rotation_and_mirror_change_no_angle(
    a: Floats, b: Floats, c: Floats, scale: float, shift: Floats, turn: float, axis: Floats
) -> None:
    if not far_apart(b, a, c) or np.linalg.norm(axis) < 0.1:
        return
    before = joint_angle(a, b, c).item()
    assert 0 <= before <= 180
    moved = [scale * about(axis, turn) @ p + shift for p in (a, b, c)]
    mirrored = [p * (-1, 1, 1) for p in (a, b, c)]
    assert joint_angle(*moved).item() == pytest.approx(before, abs=1e-4)
    assert joint_angle(*mirrored).item() == pytest.approx(before, abs=1e-4)
    assert joint_angle(c, b, a).item() == pytest.approx(before, abs=1e-9)


@pytest.mark.parametrize(
    ("v", "degrees"), [((1, 0), 0), ((1, -1), 45), ((0, -3), 90), ((0, 3), -90), ((-np.sqrt(3), 1), -30)]
)
def test_up_is_against_the_y_axis(v: tuple[float, float], degrees: float) -> None:
    assert elevation(np.array(v, float)).item() == pytest.approx(degrees)


def test_elevation_of_nothing_is_unknown() -> None:
    assert np.isnan(elevation(np.zeros(3)))


@given(v=point, scale=st.floats(0.1, 10), turn=angle)
def test_turning_about_the_upright_and_scale_change_no_elevation(v: Floats, scale: float, turn: float) -> None:
    if np.linalg.norm(v) < 0.05:
        return
    moved = scale * about(np.array([0, 1.0, 0]), turn) @ v
    assert elevation(moved).item() == pytest.approx(elevation(v).item(), abs=1e-4)
    assert elevation(-v).item() == pytest.approx(-elevation(v).item(), abs=1e-9)
