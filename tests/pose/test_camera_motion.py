"""The camera moves over a made-up room: a person's place in the middle, shapes of all sizes around it."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from formcheck.pose.camera_motion import CameraMotion
from formcheck.pose.similarity import UNMOVED, Similarity

WIDTH, HEIGHT = 640, 360
PERSON = np.array([(200.0, 150.0), (440.0, 150.0), (440.0, 230.0), (200.0, 230.0)])
PLACES = np.array([(60.0, 60.0), (580.0, 60.0), (320.0, 190.0), (60.0, 300.0), (580.0, 300.0)])
Way = Callable[[float], Similarity]


def room(shapes: int = 120, size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    rng = np.random.default_rng(3)
    picture = np.full((size[1], size[0], 3), 120, np.uint8)
    for _ in range(shapes):
        x, y = int(rng.integers(0, size[0])), int(rng.integers(0, size[1]))
        w, h = rng.integers(size[0] // 60, size[0] // 10, 2).tolist()
        cv2.rectangle(picture, (x, y), (x + w, y + h), tuple(int(c) for c in rng.integers(20, 235, 3)), -1)
    return picture


def seen(picture: np.ndarray, way: Similarity, index: int, noise: float = 2.0) -> np.ndarray:
    """Return the picture as the moved camera sees it."""
    turn = np.array([[way.a, -way.b, way.u], [way.b, way.a, way.v]], dtype=np.float64)
    size = picture.shape[1::-1]
    moved = cv2.warpAffine(picture, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    noisy: np.ndarray = moved + np.random.default_rng(index).normal(0, noise, moved.shape)
    return noisy.clip(0, 255).astype(np.uint8)


def swaying(t: float) -> Similarity:
    """A phone in a hand: 2 % of the picture to and fro, turning and nearing a little."""
    size, turn = 1 + 0.01 * np.sin(0.7 * t), 0.01 * np.sin(2 * t)
    return Similarity(size * np.cos(turn), size * np.sin(turn), 12 * np.sin(1.6 * t), 7 * np.sin(1.3 * t))


def nudged(t: float) -> Similarity:
    return Similarity(1, 0, 15, -6) if t > 1 else UNMOVED


def panning(t: float) -> Similarity:
    return Similarity(1, 0, -40 * t, 0)


@pytest.mark.parametrize("way", [swaying, nudged, panning])
def test_the_way_back_to_the_first_picture_is_found(way: Way) -> None:
    camera, picture, off = CameraMotion(), room(), []
    for i in range(90):
        now = way(i / 30)
        back = camera.update(seen(picture, now, i), i / 30, now.of(PERSON))
        off.append(np.abs(back.of(now.of(PLACES)) - PLACES).max())
    assert max(off) < 2.5  # pixels of 640
    assert np.mean(off) < 1.0


def test_a_larger_picture_moves_by_as_many_more_pixels() -> None:
    camera, picture = CameraMotion(), room(size=(1920, 1080))
    for i, way in enumerate((UNMOVED, Similarity(1, 0, 60, 30))):
        back = camera.update(seen(picture, way, i), i / 30, 3 * PERSON)
    assert back.of(way.of(3 * PLACES)) == pytest.approx(3 * PLACES, abs=3)


def test_a_still_camera_is_unmoved_to_the_last_bit_whatever_the_person_does() -> None:
    camera, picture = CameraMotion(), room()
    for i in range(60):
        image = seen(picture, UNMOVED, i)
        cv2.circle(image, (260 + 2 * i, 190), 35, (250, 250, 250), -1)
        assert camera.update(image, i / 30, PERSON) == UNMOVED


def test_somebody_who_passes_behind_is_not_the_camera() -> None:
    camera, picture = CameraMotion(), room()
    passing = room(60, (120, 300))
    for i in range(60):
        image = seen(picture, UNMOVED, i)
        x = 8 * i
        image[0:300, x : x + 120] = passing[:, : min(120, WIDTH - x)]
        image[150:230, 200:440] = 90
        back = camera.update(image, i / 30, PERSON)
        assert np.abs(back.of(PLACES) - PLACES).max() < 2.5


def test_before_a_bare_wall_the_camera_is_taken_to_stand_still() -> None:
    camera, wall = CameraMotion(), np.full((HEIGHT, WIDTH, 3), 150, np.uint8)
    for i in range(60):
        assert camera.update(seen(wall, swaying(i / 30), i), i / 30, PERSON) == UNMOVED


def test_a_picture_whose_strongest_corner_is_cut_by_the_persons_edge_has_none() -> None:
    camera, image = CameraMotion(), np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    image[150:230, 200:440] = 250  # the person alone is to be seen
    for i in range(3):
        assert camera.update(image, float(i), PERSON + np.array([0, 20])) == UNMOVED


def test_pictures_that_have_nothing_to_do_with_each_other_do_no_harm() -> None:
    camera, picture = CameraMotion(), room()
    for i in range(60):
        size = 0.2 + 0.1 * (i % 17)
        image = seen(picture, Similarity(size * np.cos(i), size * np.sin(i), 40 * (i % 5), 30 * (i % 7)), i)
        back = camera.update(image, i / 30, PERSON)
        assert np.isfinite(back.of(PLACES)).all()
        assert 0.01 < np.hypot(back.a, back.b) < 100


def test_after_pictures_of_something_else_or_of_another_size_it_goes_on_from_where_it_was() -> None:
    camera, picture, way = CameraMotion(), room(), Similarity(1, 0, 15, -6)
    camera.update(seen(picture, UNMOVED, 0), 0.0, PERSON)
    before = camera.update(seen(picture, way, 1), 0.1, PERSON)
    other = np.ascontiguousarray(room(200)[::-1, ::-1])
    for i in range(2, 40):
        back = camera.update(seen(other, UNMOVED, i), i / 10, PERSON)
    assert back.of(PLACES) == pytest.approx(before.of(PLACES), abs=1)
    assert camera.update(np.zeros((40, 40, 3), np.uint8), 5.0, PERSON / 16) == pytest.approx(
        camera.update(np.zeros((40, 40, 3), np.uint8), 5.1, PERSON / 16)
    )
