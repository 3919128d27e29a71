from itertools import pairwise

import numpy as np

from formcheck.pose.part import Part, lower_parts
from tests.pose.people import lying_world, person

IMAGE = np.arange(90 * 160 * 3, dtype=np.int64).reshape(90, 160, 3).astype(np.uint8)
PART = Part(40, 20, 120, 90)


def test_a_part_shows_that_part_and_where_it_is_in_the_whole() -> None:
    shown = PART.of(IMAGE)
    assert shown.flags.c_contiguous
    assert np.array_equal(shown, IMAGE[20:90, 40:120])
    seen = person(lying_world(), at=(30.0, 10.0))
    assert PART.in_whole(seen).image_px.tolist() == (seen.image_px + np.array([40, 20])).tolist()


def test_the_mirrored_part_shows_the_same_mirrored() -> None:
    part = Part(10, 20, 70, 90)
    assert np.array_equal(part.mirrored(160).of(IMAGE[:, ::-1]), part.of(IMAGE)[:, ::-1])


def test_who_reaches_over_an_edge_is_not_shown() -> None:
    inside = np.array([(40, 20), (119, 89)], dtype=np.float64)
    assert PART.shows(inside)
    for beyond in ((-1, 0), (0, -1), (1, 0), (0, 1)):
        assert not PART.shows(inside + beyond)


def test_the_lower_parts_cover_the_floor_and_overlap() -> None:
    parts = sorted(lower_parts(IMAGE), key=lambda part: part.left)
    assert (parts[0].left, parts[-1].right) == (0, 160)
    assert {(part.top, part.bottom) for part in parts} == {(36, 90)}
    for one, other in pairwise(parts):
        assert one.right - other.left >= 0.4 * 160
