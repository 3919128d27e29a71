from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.capture.frame_times import FrameTimes


def placed(*stated: float | None, frame_s: float = 0.1) -> list[float | None]:
    times = FrameTimes(frame_s)
    return [times.place(t) for t in stated]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((7.0, 7.5, 8.25), [0.0, 0.5, 1.25]),  # seconds from the first frame
        ((0.0, 0.1, 0.1, 0.2), [0.0, 0.1, None, 0.2]),  # repeated: left out, the rest stays in place
        ((0.0, 0.3, 0.2, 0.4), [0.0, 0.3, None, 0.4]),  # out of order
        ((0.0, 5.0, 0.0, 0.1), [0.0, 5.0, 5.1, 5.2]),  # the clock starts anew
        ((None, None, None), [0.0, 0.1, 0.2]),  # none stated
        ((0.0, None, 0.5), [0.0, 0.1, 0.5]),
    ],
)
def test_times(stated: Sequence[float | None], expected: list[float | None]) -> None:
    assert placed(*stated) == pytest.approx(expected) if None not in expected else placed(*stated) == expected


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=50))
def test_times_strictly_increase_from_zero(stated: Sequence[float | None]) -> None:
    given_out = [t for t in placed(*stated) if t is not None]
    assert given_out[:1] == [0.0][: len(stated)]
    assert all(b > a for a, b in pairwise(given_out))
