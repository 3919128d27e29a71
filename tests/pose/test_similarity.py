import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.pose.similarity import UNMOVED, Similarity, fitted

SHIFT = st.floats(-500, 500)
similarities = st.builds(
    lambda size, turn, u, v: Similarity(size * np.cos(turn), size * np.sin(turn), u, v),
    st.floats(0.5, 2),
    st.floats(-3, 3),
    SHIFT,
    SHIFT,
)
POINTS = np.array([(0.0, 0.0), (640.0, 0.0), (100.0, 360.0)])


def test_a_quarter_turn_twice_as_large_and_aside() -> None:
    assert Similarity(0, 2, 10, 0).of(np.array([(3.0, 1.0)])).tolist() == [[8, 6]]


def test_unmoved_changes_nothing_and_the_unknown_stays_unknown() -> None:
    assert UNMOVED.of(POINTS).tolist() == POINTS.tolist()
    assert np.isnan(Similarity(1, 0, 5, 5).of(np.full((1, 2), np.nan))).all()


@given(one=similarities, other=similarities)
def test_one_after_the_other_is_both(one: Similarity, other: Similarity) -> None:
    assert one.after(other).of(POINTS) == pytest.approx(one.of(other.of(POINTS)), abs=1e-6)


@given(one=similarities)
def test_the_inverse_takes_back(one: Similarity) -> None:
    assert one.inverse().of(one.of(POINTS)) == pytest.approx(POINTS, abs=1e-6)


@given(one=similarities, by=st.floats(0.2, 5))
def test_magnified_is_the_same_in_a_larger_picture(one: Similarity, by: float) -> None:
    assert one.magnified(by).of(by * POINTS) == pytest.approx(by * one.of(POINTS), abs=1e-6)


@given(one=similarities)
def test_fitted_finds_what_moved_the_points(one: Similarity) -> None:
    found = fitted(POINTS, one.of(POINTS))
    assert found is not None
    assert found.of(POINTS) == pytest.approx(one.of(POINTS), abs=1e-6)


def test_points_in_one_place_fit_nothing() -> None:
    assert fitted(np.ones((4, 2)), POINTS[[0, 1, 2, 0]]) is None
    assert fitted(POINTS, np.ones((3, 2))) is None


@pytest.mark.parametrize("numbers", [(0, 0, 1, 1), (np.nan, 0, 0, 0), (1, 0, np.inf, 0)])
def test_what_is_no_similarity_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="no similarity"):
        Similarity(*numbers)
