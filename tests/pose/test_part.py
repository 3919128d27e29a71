from itertools import pairwise

import numpy as np

from formcheck.pose.part import LOWER_PARTS, Part
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


def test_the_lower_parts_cover_the_floor_and_overlap() -> None:
    parts = sorted(LOWER_PARTS, key=lambda part: part.left)
    assert (parts[0].left, parts[-1].right) == (0, 1)
    assert {part.of(IMAGE).shape[0] for part in parts} == {90 - 36}
    assert {part.bottom for part in parts} == {1}
    for one, other in pairwise(parts):
        assert one.right - other.left >= 0.4 - 1e-9
