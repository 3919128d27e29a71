from typing import Any

import numpy as np
import pytest

from formcheck.pose import person as p
from tests.pose.people import kneeling_bent_over_world, lying_world, person, standing_world, turn


def test_a_lying_person_lies_and_a_standing_one_does_not() -> None:
    assert p.is_lying(person(lying_world()))
    assert not p.is_lying(person(standing_world()))


@pytest.mark.parametrize("tilt", [-25, 25])
def test_a_tilted_camera_changes_nothing(tilt: float) -> None:
    assert p.is_lying(person(turn(lying_world(), 2, tilt)))
    assert not p.is_lying(person(turn(standing_world(), 2, tilt)))


@pytest.mark.parametrize("azimuth", [-60, -30, 30, 60])
def test_lying_is_seen_from_high_up_and_from_the_feet(azimuth: float) -> None:
    world = turn(turn(lying_world(), 1, azimuth), 0, -30)  # 30 degrees up
    assert p.is_lying(person(world))


def test_bending_over_on_the_knees_is_not_lying() -> None:
    bent = person(kneeling_bent_over_world())
    assert p.trunk_rise_deg(bent) < 10
    assert not p.is_lying(bent)


def test_between_lying_and_upright_the_past_decides() -> None:
    half = person(turn(lying_world(), 2, 45))
    assert not p.is_lying(half)
    assert p.is_lying(half, was_lying=True)


def test_trunk_rise_by_hand() -> None:
    assert p.trunk_rise_deg(person(lying_world())) == pytest.approx(0, abs=1e-6)
    assert p.trunk_rise_deg(person(turn(lying_world(), 2, 30))) == pytest.approx(30)
    assert p.trunk_rise_deg(person(standing_world())) == pytest.approx(90)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"at": (330, 180)}, False),  # a small shift
        ({"at": (320, 180), "scale": 1.2}, False),
        ({"at": (520, 180)}, True),  # across the room
        ({"at": (320, 180), "scale": 2.0}, True),  # twice as large
        ({"at": (320, 180), "scale": 0.5}, True),
    ],
)
def test_jumps(after: dict[str, Any], expected: bool) -> None:
    before = person(lying_world(), at=(320, 180))
    assert p.jumped(before, person(lying_world(), **after)) is expected


def test_head_and_feet_changing_places_is_turning_round() -> None:
    before = person(lying_world())
    assert p.turned_round(before, person(turn(lying_world(), 2, 180)))
    assert not p.turned_round(before, person(turn(lying_world(), 2, 60)))


def test_boxes_hold_what_they_say() -> None:
    whole, upper = p.whole_box(person(standing_world())), p.upper_box(person(standing_world()))
    assert (whole[0] < person(standing_world()).image_px.min(axis=0)).all()
    assert (whole[1] > person(standing_world()).image_px.max(axis=0)).all()
    assert upper[1, 1] == pytest.approx(180)  # the hips
    assert upper[0, 1] < 180 - 0.7 * 200  # above the nose


def test_covering_is_grey_inside_or_outside_and_leaves_the_original() -> None:
    image = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    box = np.array([[4.0, 2.0], [8.0, 50.0]])  # x 4 to 8, y 2 to beyond the image
    before = image.copy()
    inside, outside = p.only(image, box), p.without(image, [box])
    assert (inside[2:, 4:8] == image[2:, 4:8]).all()
    assert (inside[:2] == 128).all()
    assert (outside[2:, 4:8] == 128).all()
    assert (outside[:2] == image[:2]).all()
    assert (image == before).all()
