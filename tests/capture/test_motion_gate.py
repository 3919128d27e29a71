from collections.abc import Iterable

import numpy as np
import pytest

from formcheck.capture.frame import Frame, Image
from formcheck.capture.motion_gate import LONGEST_S, motion_gate

FPS = 30


def room(
    seed: int = 0,
    *,
    size: tuple[int, int] = (360, 640),
    noise: float = 0.0,
    light: float = 0.0,
    box: tuple[float, float, float] | None = None,
    contrast: float = 80,
) -> Image:
    """A picture of a textured room with sensor noise, and a box (x, y, side) in it."""
    height, width = size
    y, x = np.mgrid[:height, :width]
    picture = 100 + 30 * np.sin(x / 37) * np.cos(y / 23)
    if box is not None:
        left, top, side = box
        inside = np.clip(x - left + 0.5, 0, 1) * np.clip(left + side - x + 0.5, 0, 1)
        picture = picture + contrast * inside * ((y >= top) & (y < top + side))
    picture = picture + light + np.random.default_rng(seed).normal(0, noise, picture.shape)
    return np.repeat(picture.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


def looked_at(pictures: Iterable[Image], fps: float = FPS) -> list[int]:
    return [f.index for f in motion_gate(Frame(i, i / fps, picture) for i, picture in enumerate(pictures))]


@pytest.mark.parametrize("noise", [0, 4, 20])
def test_a_still_room_is_looked_at_ten_times_a_second(noise: float) -> None:
    assert looked_at(room(i, noise=noise) for i in range(31)) == list(range(0, 31, 3))


def test_every_frame_of_a_quick_move_is_looked_at() -> None:
    pictures = [room(i, noise=4, box=(100 + 8 * i, 150, 60)) for i in range(12)]
    assert looked_at(pictures) == list(range(12))


def test_a_slow_move_is_looked_at_before_it_went_far() -> None:
    step_px = 1.0  # a knee, two metres away, in a lift of two seconds
    kept = looked_at([room(i, noise=2, box=(100 + step_px * i, 150, 60)) for i in range(60)])
    assert max(np.diff(kept)) * step_px <= 3
    assert len(kept) < 60


def test_a_change_of_exposure_is_no_movement() -> None:
    assert looked_at(room(i, noise=4, light=2 * i) for i in range(16)) == list(range(0, 16, 3))


def test_the_first_and_the_last_frame_are_looked_at() -> None:
    assert looked_at(room() for _ in range(6)) == [0, 3, 5]
    assert looked_at([room()]) == [0]
    assert looked_at([]) == []


@pytest.mark.parametrize("fps", [9, 15])
def test_a_camera_of_less_than_twenty_frames_a_second_loses_none(fps: float) -> None:
    assert looked_at((room() for _ in range(5)), fps) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("fps", "every"), [(60, 1), (240, 4), (1000, 14)])
def test_frames_faster_than_any_leg_are_not_all_looked_at(fps: float, every: int) -> None:
    pictures = [room(i, box=(100 + 8 * i, 150, 60)) for i in range(43)]
    assert looked_at(pictures, fps)[:4] == [0, every, 2 * every, 3 * every]


def test_a_change_of_size_is_looked_at() -> None:
    pictures = [room(), room(), room(size=(480, 640)), room(size=(480, 640))]
    assert looked_at(pictures)[:2] == [0, 2]


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (700, 2), (1280, 720)])
def test_any_size_will_do(size: tuple[int, int]) -> None:
    assert looked_at(room(size=size) for _ in range(4)) == [0, 3]


def test_the_choice_is_the_same_whenever_it_is_made() -> None:
    pictures = [room(i, noise=6, box=(100 + (i % 9) ** 2, 150, 50)) for i in range(40)]
    assert looked_at(pictures) == looked_at(pictures)


@pytest.mark.parametrize("fps", [24, 25, 29.97, 50, 60, 120])
def test_the_coach_is_never_blind_for_longer_than_it_says(fps: float) -> None:
    assert max(np.diff(looked_at((room() for _ in range(60)), fps))) / fps <= LONGEST_S + 1e-6
