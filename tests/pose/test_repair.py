import numpy as np
import pytest

from formcheck.pose.landmarks import Landmark
from formcheck.pose.person import Person
from formcheck.pose.repair import Continuity
from tests.pose.people import lying_world, person, turn

L = Landmark


def swapped(one: Person, landmarks: tuple[Landmark, ...] = tuple(Landmark)) -> Person:
    """Return the person with left and right exchanged among `landmarks`."""
    order = np.arange(len(Landmark))
    for landmark in landmarks:
        name = landmark.name
        other = name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")
        order[landmark] = Landmark[other]
    return Person(one.image_px[order], one.world_m[order], one.visibility[order])


LEGS = tuple(Landmark)[L.LEFT_HIP :]


def lying() -> Person:
    """Return somebody lying with the hips stacked, so that left and right differ in the image."""
    return person(turn(lying_world(), 2, 5))


@pytest.mark.parametrize("landmarks", [tuple(Landmark), LEGS])
def test_left_and_right_exchanged_for_a_moment_are_changed_back(landmarks: tuple[Landmark, ...]) -> None:
    continuity = Continuity()
    right = lying()
    for i in range(10):
        now = swapped(right, landmarks) if i in {4, 5, 7} else right
        kept = continuity.update(i / 30, now)
        assert kept is not None
        assert np.array_equal(kept.image_px, right.image_px)
        assert np.array_equal(kept.world_m, right.world_m)


def test_what_stays_exchanged_for_a_second_is_believed() -> None:
    continuity = Continuity()
    continuity.update(0.0, lying())
    other = swapped(lying())
    first, *_, last = [continuity.update(i / 30, other) for i in range(1, 40)]
    assert first is not None
    assert last is not None
    assert np.array_equal(first.image_px, lying().image_px)
    assert np.array_equal(last.image_px, other.image_px)


def test_head_and_feet_exchanged_are_dropped_until_it_lasts() -> None:
    continuity = Continuity()
    continuity.update(0.0, lying())
    other = person(turn(lying_world(), 2, 180))
    kept = [continuity.update(i / 30, other) for i in range(1, 40)]
    assert kept[0] is None
    assert kept[25] is None
    assert kept[-1] is other


def test_ordinary_motion_passes_untouched() -> None:
    continuity = Continuity()
    for i in range(60):
        now = person(turn(lying_world(), 0, i))  # 30 degrees a second about the trunk
        assert continuity.update(i / 30, now) is now


def test_after_a_gap_nothing_is_compared() -> None:
    continuity = Continuity()
    continuity.update(0.0, lying())
    other = swapped(lying())
    assert continuity.update(0.8, other) is other
