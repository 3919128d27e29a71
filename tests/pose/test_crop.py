from itertools import pairwise

import numpy as np
import pytest

from formcheck.pose.crop import Crop, floor_crops
from tests.pose.people import lying_world, person

IMAGE = np.arange(90 * 160 * 3, dtype=np.int64).reshape(90, 160, 3).astype(np.uint8)
CROP = Crop(40 / 160, 20 / 90, 120 / 160, 1)


def test_a_crop_shows_that_crop_and_where_it_is_in_the_whole() -> None:
    shown = CROP.of(IMAGE)
    assert shown.flags.c_contiguous
    assert np.array_equal(shown, IMAGE[20:90, 40:120])
    seen = person(lying_world(), at=(30.0, 10.0))
    assert CROP.in_whole(seen, IMAGE).image_px.tolist() == (seen.image_px + np.array([40, 20])).tolist()


def test_the_mirrored_crop_shows_the_same_mirrored() -> None:
    crop = Crop(10 / 160, 20 / 90, 70 / 160, 1)
    assert np.array_equal(crop.mirrored().of(IMAGE[:, ::-1]), crop.of(IMAGE)[:, ::-1])


def test_who_reaches_over_an_edge_is_not_shown() -> None:
    inside = np.array([(40, 20), (119, 89)], dtype=np.float64)
    assert CROP.shows(inside, IMAGE)
    for beyond in ((-1, 0), (0, -1), (1, 0), (0, 1)):
        assert not CROP.shows(inside + beyond, IMAGE)


def test_the_floor_crops_of_a_wide_picture_cover_its_lower_crop_and_overlap() -> None:
    crops = sorted(floor_crops(IMAGE), key=lambda crop: crop.left)
    assert (crops[0].left, crops[-1].right) == (0, 1)
    assert {crop.of(IMAGE).shape[0] for crop in crops} == {90 - 36}
    assert {crop.bottom for crop in crops} == {1}
    for one, other in pairwise(crops):
        assert one.right - other.left >= 0.4 - 1e-9


@pytest.mark.parametrize("height", [200, 284])
def test_the_floor_crops_of_a_tall_picture_are_squares_that_cover_it_and_overlap(height: int) -> None:
    tall = np.zeros((height, 160, 3), np.uint8)
    crops = sorted(floor_crops(tall), key=lambda crop: crop.top)
    assert {crop.of(tall).shape for crop in crops} == {(160, 160, 3)}
    assert (crops[0].top, crops[-1].bottom) == (0, 1)
    for one, other in pairwise(crops):
        assert one.bottom - other.top >= 0.3
    assert floor_crops(tall)[0].centre_px(tall).tolist() == [80, height // 2]
