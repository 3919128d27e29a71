"""A small moving drawing of the exercise: the top knee opens slowly, feet together, pelvis still."""

from itertools import pairwise

import pygame

from formcheck.body.side import Side
from formcheck.ui.palette import GOOD, INK, SOFT, TROUGH, Colour

LIFT_S, TOP_S, LOWER_S, REST_S = 2.0, 1.0, 2.0, 1.0
OPEN_DEG = 48.0
# Somebody on the right side, in thigh lengths: x to the head, y up, z to the camera. The top leg lies on this one.
HIP, NECK, HEAD = pygame.Vector3(0, 0.2, 0), pygame.Vector3(1.25, 0.22, 0.05), pygame.Vector3(1.62, 0.3, 0.1)
KNEE, ANKLE = pygame.Vector3(-0.6, 0.12, 0.8), pygame.Vector3(-1.2, 0.12, 0.05)
STACKED = pygame.Vector3(0, 0.26, 0)
SEEN_FROM_DEG = 24.0  # above the floor
MAT = [pygame.Vector3(x, 0, z) for x, z in ((-1.35, -0.4), (1.85, -0.4), (1.85, 0.95), (-1.35, 0.95))]
LEFT, RIGHT, TOP, BOTTOM = -1.4, 1.9, 0.95, -0.42  # what the drawing takes, after projection


def opened(t: float) -> float:
    """Return how far the knee is open at `t` seconds, 0 to 1: a calm lift, a pause, a calm lowering, a rest.

    >>> [round(opened(t), 2) for t in (0.0, 1.0, 2.5, 4.0, 5.5)]
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    t %= LIFT_S + TOP_S + LOWER_S + REST_S
    if t < LIFT_S:
        share = t / LIFT_S
    elif t < LIFT_S + TOP_S:
        share = 1.0
    else:
        share = max(0.0, 1 - (t - LIFT_S - TOP_S) / LOWER_S)
    return share * share * (3 - 2 * share)


def draw_movement(surface: pygame.Surface, box: pygame.Rect, t: float, lying_on: Side | None) -> None:
    """Draw the exercise as it is at `t` seconds into the box, as one sees oneself in the picture."""
    size = min(box.width / (RIGHT - LEFT), box.height / (TOP - BOTTOM))
    left = box.centerx - size * (RIGHT - LEFT) / 2
    top = box.centery - size * (TOP - BOTTOM) / 2

    def at(point: pygame.Vector3) -> pygame.Vector2:
        seen = point.rotate(SEEN_FROM_DEG, pygame.Vector3(1, 0, 0))
        x = seen.x - LEFT if lying_on is not Side.LEFT else RIGHT - seen.x
        return pygame.Vector2(left + size * x, top + size * (TOP - seen.y))

    hip, ankle = HIP + STACKED, ANKLE + STACKED * 0.6
    closed = KNEE + STACKED * 0.8
    pygame.draw.polygon(surface, TROUGH, [at(corner) for corner in MAT])
    _limb(surface, SOFT, [at(HIP), at(KNEE), at(ANKLE)], size * 0.15)
    _limb(surface, SOFT, [at(NECK), at((HIP + hip) / 2)], size * 0.36)
    pygame.draw.aacircle(surface, SOFT, at(HEAD), size * 0.19)
    for i in range(9):  # the way of the knee
        pygame.draw.aacircle(surface, INK, at(_turned(closed, hip, ankle, i / 8)), max(2.0, size * 0.022))
    knee = _turned(closed, hip, ankle, opened(t))
    _limb(surface, GOOD, [at(hip), at(knee), at(ankle)], size * 0.15)
    pygame.draw.aacircle(surface, INK, at(knee), size * 0.06)


def _turned(closed: pygame.Vector3, hip: pygame.Vector3, ankle: pygame.Vector3, share: float) -> pygame.Vector3:
    """Return the knee, opened by a share of the whole way about the line from hip to ankle."""
    return hip + (closed - hip).rotate(share * OPEN_DEG, ankle - hip)


def _limb(surface: pygame.Surface, colour: Colour, points: list[pygame.Vector2], width: float) -> None:
    for a, b in pairwise(points):
        across = (b - a).normalize().rotate(90) * width / 2
        pygame.draw.polygon(surface, colour, [a + across, b + across, b - across, a - across])
    for point in points:
        pygame.draw.aacircle(surface, colour, point, width / 2)
