import numpy as np
import pytest

from formcheck.pose.turn import turned, turned_back
from tests.pose.people import lying_world, person, turn

WIDTH, HEIGHT = 640, 360


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_a_point_found_in_the_turned_image_comes_back_to_its_place(quarter_turns: int) -> None:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[50, 600] = 255  # x 600, y 50
    y, x = np.argwhere(turned(image, quarter_turns)[..., 0])[0]
    found = person(lying_world())
    found.image_px[0] = (x + 0.5, y + 0.5)  # the middle of that pixel
    assert turned_back(found, quarter_turns, WIDTH, HEIGHT).image_px[0] == pytest.approx((600.5, 50.5))


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_world_vectors_come_back_too(quarter_turns: int) -> None:
    upright = lying_world()
    seen = person(turn(upright, 2, -90 * quarter_turns))  # counter-clockwise where y points down
    assert turned_back(seen, quarter_turns, WIDTH, HEIGHT).world_m == pytest.approx(upright)
