"""The small picture of where to put the laptop: seen from above, the laptop ahead as one looks at it from the floor."""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import pygame

from formcheck.body.side import Side
from formcheck.text.sentences import sentence
from formcheck.ui.palette import FAULT, GOOD, INK, SOFT, TROUGH
from formcheck.ui.text import write

# Of a person who lies on the right side with the face to the laptop, in shares of the box: x to the head, y down.
HEAD, NECK, HIPS, KNEES, FEET = (0.84, 0.78), (0.74, 0.78), (0.42, 0.78), (0.31, 0.64), (0.17, 0.76)
At: TypeAlias = Callable[[tuple[float, float]], pygame.Vector2]
LAPTOP = (0.44, 0.14)  # a little towards the feet from the middle of the body
AIM = (0.52, 0.74)
TALL = 1.07  # height by width of the whole picture


def draw_placement(surface: pygame.Surface, box: pygame.Rect, lying_on: Side | None, *, to_feet: bool) -> None:
    """Draw the picture into the box. to_feet: whether an arrow moves the laptop that way."""
    size = min(box.width, box.height / TALL)
    left, top = box.centerx - size / 2, box.centery - TALL * size / 2
    flip = lying_on is Side.LEFT

    def at(point: tuple[float, float]) -> pygame.Vector2:
        x = 1 - point[0] if flip else point[0]
        return pygame.Vector2(left + x * size, top + point[1] * size)

    _sight(surface, at, size)
    _person(surface, at, size)
    _laptop(surface, at(LAPTOP), size)
    middle = (at(LAPTOP) + at(AIM)) / 2
    label = pygame.Rect(0, 0, round(size * 0.2), round(size * 0.14))
    label.center = round(middle.x), round(middle.y)
    pygame.draw.rect(surface, TROUGH, label)
    write(surface, sentence("placement.distance"), label, size * 0.14, INK)
    caption = pygame.Rect(box.left, round(at((0, 0.94)).y), box.width, round(size * 0.13))
    write(surface, sentence("placement.caption"), caption, size * 0.11, SOFT)
    if to_feet:
        start = at((LAPTOP[0] - 0.14, LAPTOP[1]))
        _arrow(surface, start, at((LAPTOP[0] - 0.4, LAPTOP[1])), size)


def _sight(surface: pygame.Surface, at: At, size: float) -> None:
    reach = [at(LAPTOP), at((0.02, 0.92)), at((0.98, 0.92))]
    pygame.draw.polygon(surface, TROUGH, reach)
    start, end = at(LAPTOP), at(AIM)
    for i in range(0, 12, 2):
        pygame.draw.line(
            surface, SOFT, start.lerp(end, i / 12), start.lerp(end, (i + 1) / 12), max(1, round(size / 90))
        )


def _person(surface: pygame.Surface, at: At, size: float) -> None:
    _limb(surface, [at(NECK), at(HIPS)], size * 0.12)
    _limb(surface, [at(HIPS), at(KNEES), at(FEET)], size * 0.075)
    pygame.draw.aacircle(surface, GOOD, at(HEAD), size * 0.07)


def _limb(surface: pygame.Surface, points: list[pygame.Vector2], width: float) -> None:
    for a, b in pairwise(points):
        pygame.draw.line(surface, GOOD, a, b, round(width))
        for end in (a, b):
            pygame.draw.aacircle(surface, GOOD, end, width / 2)


def _laptop(surface: pygame.Surface, middle: pygame.Vector2, size: float) -> None:
    base = pygame.Rect(0, 0, round(size * 0.2), round(size * 0.1))
    base.center = round(middle.x), round(middle.y - size * 0.05)
    pygame.draw.rect(surface, SOFT, base, border_radius=round(size * 0.015))
    pygame.draw.line(surface, INK, base.bottomleft, base.bottomright, round(size * 0.03))


def _arrow(surface: pygame.Surface, start: pygame.Vector2, end: pygame.Vector2, size: float) -> None:
    along = (end - start).normalize()
    head = size * 0.07
    pygame.draw.line(surface, FAULT, start, end - along * head, round(size * 0.035))
    corners = [
        end,
        end - along * head * 1.4 + along.rotate(90) * head,
        end - along * head * 1.4 - along.rotate(90) * head,
    ]
    pygame.draw.polygon(surface, FAULT, corners)
