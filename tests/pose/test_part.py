from itertools import pairwise

import numpy as np
import pytest

from formcheck.pose.part import Part, floor_parts
from tests.pose.people import lying_world, person

IMAGE = np.arange(90 * 160 * 3, dtype=np.int64).reshape(90, 160, 3).astype(np.uint8)
PART = Part(40 / 160, 20 / 90, 120 / 160, 1)


def test_a_part_shows_that_part_and_where_it_is_in_the_whole() -> None:
    shown = PART.of(IMAGE)
    assert shown.flags.c_contiguous
    assert np.array_equal(shown, IMAGE[20:90, 40:120])
    seen = person(lying_world(), at=(30.0, 10.0))
    assert PART.in_whole(seen, IMAGE).image_px.tolist() == (seen.image_px + np.array([40, 20])).tolist()


def test_the_mirrored_part_shows_the_same_mirrored() -> None:
    part = Part(10 / 160, 20 / 90, 70 / 160, 1)
    assert np.array_equal(part.mirrored().of(IMAGE[:, ::-1]), part.of(IMAGE)[:, ::-1])


def test_who_reaches_over_an_edge_is_not_shown() -> None:
    inside = np.array([(40, 20), (119, 89)], dtype=np.float64)
    assert PART.shows(inside, IMAGE)
    for beyond in ((-1, 0), (0, -1), (1, 0), (0, 1)):
        assert not PART.shows(inside + beyond, IMAGE)


def test_the_floor_parts_of_a_wide_picture_cover_its_lower_part_and_overlap() -> None:
    parts = sorted(floor_parts(IMAGE), key=lambda part: part.left)
    assert (parts[0].left, parts[-1].right) == (0, 1)
    assert {part.of(IMAGE).shape[0] for part in parts} == {90 - 36}
    assert {part.bottom for part in parts} == {1}
    for one, other in pairwise(parts):
        assert one.right - other.left >= 0.4 - 1e-9


@pytest.mark.parametrize("height", [200, 284])
def test_the_floor_parts_of_a_tall_picture_are_squares_that_cover_it_and_overlap(height: int) -> None:
    tall = np.zeros((height, 160, 3), np.uint8)
    parts = sorted(floor_parts(tall), key=lambda part: part.top)
    assert {part.of(tall).shape for part in parts} == {(160, 160, 3)}
    assert (parts[0].top, parts[-1].bottom) == (0, 1)
    for one, other in pairwise(parts):
        assert one.bottom - other.top >= 0.3
    assert floor_parts(tall)[0].centre_px(tall).tolist() == [80, height // 2]
