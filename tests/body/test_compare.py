import numpy as np
import pytest

from formcheck.body.compare import blend, carried, closer, rearranged, shifted
from formcheck.body.features import Baseline
from formcheck.pose import Landmark
from tests.stick import Body, pose


def seen(body: Body) -> Baseline:
    found = pose(0.0, body)
    return Baseline.of(found.image_px, found.world_m)


def test_shift_is_the_bottom_sides_in_body_lengths() -> None:
    baseline = seen(Body())
    assert shifted(baseline, seen(Body(opening=40, roll=20))) < 0.02
    aside = Baseline.of(baseline.image + baseline.scale_px * np.array([0.3, 0.4]), baseline.world)
    assert shifted(baseline, aside) == pytest.approx(0.5)


def test_closer_is_what_the_knees_approach_in_body_lengths() -> None:
    baseline = seen(Body())
    image = baseline.image.copy()
    image[Landmark.LEFT_KNEE] = image[Landmark.RIGHT_KNEE]
    gap = float(np.linalg.norm(baseline.image[Landmark.LEFT_KNEE] - baseline.image[Landmark.RIGHT_KNEE]))
    assert closer(baseline, Baseline.of(image, baseline.world)) == pytest.approx(gap / baseline.scale_px)
    assert closer(baseline, baseline) == 0
    assert closer(baseline, seen(Body(opening=30))) < -0.05


def test_blending_goes_part_of_the_way() -> None:
    one, other = seen(Body()), seen(Body(opening=10))
    assert blend(one, other, 0.0).image == pytest.approx(one.image)
    assert blend(one, other, 1.0).image == pytest.approx(other.image)
    half = blend(one, other, 0.5)
    assert half.image == pytest.approx((one.image + other.image) / 2)
    assert half.world == pytest.approx((one.world + other.world) / 2)


def test_what_is_hidden_stays_where_it_was() -> None:
    one, other = seen(Body()), seen(Body(opening=10))
    hidden = other.image.copy()
    hidden[Landmark.LEFT_WRIST] = np.nan
    half = blend(one, Baseline(hidden, other.world, other.scale_px), 0.5)
    assert half.image[Landmark.LEFT_WRIST] == pytest.approx(one.image[Landmark.LEFT_WRIST])
    assert half.image[Landmark.LEFT_KNEE] == pytest.approx((one.image + other.image)[Landmark.LEFT_KNEE] / 2)


@pytest.mark.parametrize("way", [(0.06, 0.0), (-0.06, 0.0), (0.0, 0.08), (0.1, 0.1)])
@pytest.mark.parametrize("roll", [0.0, 6.0])
def test_the_start_follows_who_slides_and_keeps_their_roll(way: tuple[float, float], roll: float) -> None:
    found = carried(seen(Body()), seen(Body(roll=roll, at_m=way)))
    assert found is not None
    foot, hip = Landmark.RIGHT_ANKLE, Landmark.LEFT_HIP
    slid = seen(Body(at_m=way))
    assert found.image[foot] == pytest.approx(slid.image[foot], abs=6)
    rolled = seen(Body(roll=roll)).image[hip] - seen(Body()).image[hip]
    assert seen(Body(roll=roll, at_m=way)).image[hip] - found.image[hip] == pytest.approx(rolled, abs=4)


@pytest.mark.parametrize(
    "body",
    [Body(), Body(roll=8), Body(roll=20), Body(opening=20, at_m=(0.08, 0.0)), Body(raise_deg=20), Body(feet_m=0.1)],
    ids=["as they lay", "a little rolled", "rolled", "slid with the leg open", "leg raised", "feet apart"],
)
def test_the_start_stays_where_nobody_slid(body: Body) -> None:
    assert carried(seen(Body()), seen(body)) is None


@pytest.mark.parametrize("joint", [Landmark.LEFT_WRIST, Landmark.RIGHT_ELBOW, Landmark.RIGHT_ANKLE])
@pytest.mark.parametrize(("by", "is_so"), [(0.0, False), (0.07, True), (np.nan, False)])
def test_a_limb_that_lies_elsewhere_is_seen_and_one_that_is_hidden_is_not(
    joint: Landmark, by: float, *, is_so: bool
) -> None:
    start = seen(Body())
    image = start.image.copy()
    image[joint] += by * start.scale_px
    assert rearranged(start, Baseline(image, start.world, start.scale_px)) is is_so


def test_a_pelvis_that_stays_back_moves_no_limb() -> None:
    assert not rearranged(seen(Body()), seen(Body(roll=15)))
