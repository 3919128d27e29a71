"""The exercise, drawn moving until the first rep."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from formcheck.body.side import Side
from formcheck.exercise.instruction import Instruction
from formcheck.session.progress import Progress
from formcheck.ui.drawing import draw
from formcheck.ui.movement import LIFT_S, LOWER_S, REST_S, TOP_S, draw_movement, opened
from tests.ui.scenes import PROGRESS, posture, scene

LOOP_S = LIFT_S + TOP_S + LOWER_S + REST_S
EXPLAINING = replace(PROGRESS, reps=0, instruction=Instruction.OPEN_SLOWLY)


def window(progress: Progress, t: float) -> np.ndarray:
    surface = pygame.Surface((800, 600))
    draw(surface, scene(image=None, progress=progress, posture=posture(t), marks=()))
    return pygame.surfarray.array3d(surface)[530:, :380]


def test_it_opens_pauses_closes_and_begins_again() -> None:
    shares = [opened(t) for t in np.arange(0, 2 * LOOP_S, 0.05)]
    assert min(shares) == 0.0
    assert max(shares) == 1.0
    assert np.abs(np.diff(shares)).max() < 0.05, "slow, and without a jump where the loop ends"


@pytest.mark.parametrize("side", list(Side))
def test_the_head_is_where_one_sees_it_in_the_picture(side: Side) -> None:
    surface = pygame.Surface((400, 200))
    draw_movement(surface, surface.get_rect(), 0.0, side)
    shape = np.any(pygame.surfarray.array3d(surface), axis=2)
    head = shape[330:370] if side is Side.RIGHT else shape[30:70]
    feet = shape[30:70] if side is Side.RIGHT else shape[330:370]
    assert np.flatnonzero(head.any(axis=0))[0] < np.flatnonzero(feet.any(axis=0))[0], "the head is higher"


def test_the_window_shows_it_moving_until_a_rep_is_counted() -> None:
    assert (window(EXPLAINING, 0.0) != window(EXPLAINING, 2.5)).any()
    counting = replace(PROGRESS, reps=1)
    assert (window(counting, 0.0) == window(counting, 2.5)).all()
