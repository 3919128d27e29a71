from collections.abc import Callable

import numpy as np
import pytest

from formcheck.body.settings import PATIENCE_S, STILL_S
from formcheck.body.window import Sample, StillnessWindow, mean_body
from formcheck.pose import Landmark
from tests.stick import RATES, Body, film, pose


def sample(t: float, body: Body | None = None) -> Sample:
    seen = pose(t, body or Body())
    return Sample(t, seen.image_px, seen.world_m, opening_deg=float(seen.image_px[Landmark.NOSE, 1]))


def window(
    motion: Callable[[float], Body], seconds: float, fps: float = 30.0, noise_px: float = 0.3
) -> StillnessWindow:
    found = StillnessWindow()
    for seen in film(motion, seconds, fps, noise_px=noise_px):
        found.add(Sample(seen.t, seen.image_px, seen.world_m, opening_deg=float(seen.image_px[Landmark.NOSE, 1])))
    return found


@pytest.mark.parametrize("fps", RATES)
def test_a_still_body_is_found_after_its_time_and_not_before(fps: float) -> None:
    assert window(lambda t: Body(), STILL_S - 0.1, fps).still() is None
    found = window(lambda t: Body(), STILL_S + 0.2, fps).still()
    assert found is not None
    assert found.image == pytest.approx(pose(0.0, Body()).image_px, abs=1.0)


@pytest.mark.parametrize("fps", RATES)
def test_an_opening_leg_is_not_still(fps: float) -> None:
    assert window(lambda t: Body(opening=10 * t), 1.5, fps).still() is None


def test_a_sliding_body_is_not_still() -> None:
    assert window(lambda t: Body(at_m=(0.1 * t, 0.0)), 1.5).still() is None


def test_too_few_samples_are_no_evidence() -> None:
    assert window(lambda t: Body(), 1.0, fps=3.0).still() is None


@pytest.mark.parametrize("fps", RATES)
def test_the_calmest_moment_is_found_between_two_movements(fps: float) -> None:
    found = window(lambda t: Body(at_m=(0.3 * (min(t, 1.0) + max(t - 1.3, 0.0)), 0.0)), 1.6, fps, noise_px=0.0)
    calmest = found.calmest(0.25, 0.7)
    assert calmest is not None
    assert calmest.image == pytest.approx(pose(0.0, Body(at_m=(0.3, 0.0))).image_px, abs=1.0)


def test_too_few_samples_have_no_calmest_moment() -> None:
    assert window(lambda t: Body(), 0.5).calmest(0.25, 0.7) is None
    assert window(lambda t: Body(), 2.0, fps=3.0).calmest(0.25, 0.7) is None
    assert StillnessWindow().calmest(0.25, 0.7) is None


def test_reset_forgets() -> None:
    found = window(lambda t: Body(), 5.0)
    found.reset()
    assert found.recent(0.1) is None
    assert found.start() is None
    found.add(sample(5.0))
    assert found.still() is None


def test_somebody_who_never_holds_still_is_measured_from_the_most_closed_moment() -> None:
    def rocking(t: float) -> Body:
        return Body(opening=20 + 19 * np.cos(2 * np.pi * t / 2))  # closed after 1 and 3 s

    assert window(rocking, 1.1).start() is None
    found = window(rocking, 1.8).start()  # it has opened again since
    assert found is not None
    start, held = found
    assert not held
    top = Landmark.LEFT_KNEE
    assert start.image[top] == pytest.approx(pose(0.0, Body(opening=2)).image_px[top], abs=6)


def test_who_holds_still_is_measured_from_there() -> None:
    found = window(lambda t: Body(), 1.0).start()
    assert found is not None
    assert found[1]
    assert found[0].image == pytest.approx(pose(0.0, Body()).image_px, abs=1.0)


@pytest.mark.parametrize(
    ("top", "from_the_top"),
    [(Body(opening=35), False), (Body(opening=35, at_m=(0.3, 0.0)), True), (Body(raise_deg=30), True)],
    ids=["opened", "opened and moved", "the whole leg raised"],
)
def test_who_holds_still_with_the_knees_alone_wider_than_just_now_has_the_leg_open(
    top: Body, *, from_the_top: bool
) -> None:
    def rising(t: float) -> Body:
        share = min(t, 1.0)
        at_m = (share * top.at_m[0], 0.0)
        return Body(opening=share * top.opening, raise_deg=share * top.raise_deg, at_m=at_m)

    found = window(rising, 2.0).start()
    assert found is not None
    start, held = found
    assert held is from_the_top
    off = (start.image - pose(0.0, rising(2.0)).image_px)[Landmark.LEFT_KNEE]
    assert bool(np.linalg.norm(off) < 5) is from_the_top


def test_a_leg_that_never_opens_again_is_waited_for() -> None:
    def closing(t: float) -> Body:
        return Body(opening=max(60.0 - 12.0 * t, 0.0))

    assert window(closing, PATIENCE_S - 0.2).start() is None
    assert window(closing, PATIENCE_S + 0.3).start() is not None


def test_without_a_knee_there_is_no_start() -> None:
    found = StillnessWindow()
    for i in range(120):
        seen = pose(i / 30, Body())
        image = seen.image_px.copy()
        image[Landmark.LEFT_KNEE] = np.nan
        found.add(Sample(seen.t, image, seen.world_m))
    assert found.start() is None


def test_the_mean_is_of_what_is_known() -> None:
    bodies = [sample(0.0), sample(0.1, Body(at_m=(0.1, 0.0))), sample(0.2)]
    images = np.stack([s.image for s in bodies])
    images[2, Landmark.LEFT_HIP] = images[:, Landmark.NOSE] = np.nan
    found = mean_body([Sample(s.t, image, s.world) for s, image in zip(bodies, images, strict=True)])
    assert found is not None
    assert found.image[Landmark.LEFT_HIP] == pytest.approx(images[:2, Landmark.LEFT_HIP].mean(0))
    assert found.image[Landmark.LEFT_KNEE] == pytest.approx(images[:, Landmark.LEFT_KNEE].mean(0))
    assert np.isnan(found.image[Landmark.NOSE]).all()


def test_no_mean_without_a_key_landmark() -> None:
    image = sample(0.0).image.copy()
    image[Landmark.RIGHT_ANKLE] = np.nan
    assert mean_body([Sample(0.0, image, sample(0.0).world)]) is None
