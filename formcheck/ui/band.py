"""The line in large letters at the bottom: dark ground, so that it is legible over any picture."""

import pygame

from formcheck.ui.palette import FAULT, GOOD, INK, OUTLINE, PANEL, SOFT, Colour
from formcheck.ui.scene import Line, Tone
from formcheck.ui.text import write

LARGEST = 11.0  # hundredths of the window's height
DETAIL = 5.5


def draw_band(surface: pygame.Surface, line: Line | None, box: pygame.Rect, unit: float) -> None:
    """Draw the line, or the empty band where there is none."""
    pygame.draw.rect(surface, OUTLINE, box)
    if line is None:
        return
    colour = {Tone.TASK: SOFT, Tone.CORRECTION: FAULT, Tone.PRAISE: GOOD}[line.tone]
    badge = pygame.Rect(box.left, box.top, round(box.height * 0.8), box.height)
    pygame.draw.rect(surface, PANEL, box)
    _badge(surface, line.tone, badge, colour)
    words = pygame.Rect(badge.right, box.top, box.right - badge.right - round(3 * unit), box.height)
    words = words.inflate(0, -round(2 * unit))
    if line.detail is None:
        write(surface, line.text, words, LARGEST * unit, INK, align="left", most_lines=2)
        return
    upper = pygame.Rect(words.left, words.top, words.width, round(words.height * 0.5))
    lower = pygame.Rect(words.left, upper.bottom, words.width, words.height - upper.height - round(unit))
    write(surface, line.text, upper, LARGEST * unit, INK, align="left")
    write(surface, line.detail, lower, DETAIL * unit, SOFT, align="left", most_lines=2)


def _badge(surface: pygame.Surface, tone: Tone, box: pygame.Rect, colour: Colour) -> None:
    """Draw a triangle with a mark for a correction, a tick for praise, an arrow for a task."""
    size = box.height * 0.5
    middle = pygame.Vector2(box.center)

    def at(x: float, y: float) -> pygame.Vector2:
        return middle + pygame.Vector2(x, y) * size / 2

    if tone is Tone.CORRECTION:
        pygame.draw.polygon(surface, colour, [at(0, -0.95), at(1, 0.85), at(-1, 0.85)])
        pygame.draw.line(surface, OUTLINE, at(0, -0.35), at(0, 0.25), max(3, round(size * 0.11)))
        pygame.draw.circle(surface, OUTLINE, at(0, 0.58), max(2, size * 0.07))
    elif tone is Tone.PRAISE:
        pygame.draw.lines(surface, colour, False, [at(-0.9, 0.1), at(-0.3, 0.7), at(0.9, -0.7)], round(size * 0.2))
    else:
        pygame.draw.polygon(surface, colour, [at(-0.45, -0.75), at(0.65, 0), at(-0.45, 0.75)])
