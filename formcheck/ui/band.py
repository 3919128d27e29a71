"""The line in large letters at the bottom: dark ground, so that it is legible over any picture."""

import pygame

from formcheck.ui.palette import FAULT, GOOD, INK, OUTLINE, PANEL, SOFT, Colour
from formcheck.ui.scene import Line, Tone
from formcheck.ui.text import LEADING, wrap, write

LINES, MOST_LINES = 2, 4  # of text: usual, and where the band grows over the picture
MARGIN = 0.15  # of the font's height


def band_height(px: int) -> int:
    """Return the height in pixels of a band with two lines of letters `px` high."""
    return _height(px, LINES)


def draw_band(surface: pygame.Surface, line: Line | None, px: int) -> None:
    """Draw the line at the bottom of the surface, its letters at least `px` high; None draws the empty band."""
    width, height = surface.get_size()
    box = pygame.Rect(0, 0, width, band_height(px))
    box.bottom = height
    pygame.draw.rect(surface, OUTLINE, box)
    if line is None:
        return
    colour = {Tone.TASK: SOFT, Tone.CORRECTION: FAULT, Tone.PRAISE: GOOD}[line.tone]
    badge = round(1.5 * px)
    words = pygame.Rect(badge, 0, width - badge - round(2 * MARGIN * px), 0)
    lines = min(max(len(wrap(line.text, px, words.width)), LINES), MOST_LINES)
    box.height = min(_height(px, lines), height)
    box.bottom = height
    pygame.draw.rect(surface, PANEL, box)
    _badge(surface, line.tone, pygame.Rect(0, box.top, badge, box.height), colour, round(1.4 * px))
    words.top, words.height = box.top, box.height
    write(surface, line.text, words, 1.35 * px, INK, align="left", most_lines=lines)


def _height(px: int, lines: int) -> int:
    return round((lines * LEADING + 2 * MARGIN) * px)


def _badge(surface: pygame.Surface, tone: Tone, box: pygame.Rect, colour: Colour, size: int) -> None:
    """Draw a triangle with a mark for a correction, a tick for praise, an arrow for a task."""
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
