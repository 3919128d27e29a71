"""What the window says over a scene: a card in the middle, remarks in the corner, the keys."""

from collections.abc import Sequence

import pygame

from formcheck.exercise.cues import Cue
from formcheck.text.sentences import sentence
from formcheck.ui.palette import INK, OUTLINE, PANEL, SOFT, Colour
from formcheck.ui.text import readable_px, write

KEYS = (
    (sentence("key.space"), sentence("key.pause")),
    ("R", sentence("key.restart-set")),
    ("M", sentence("key.sound")),
    ("F", sentence("key.full-screen")),
    ("H", sentence("key.hide")),
    (sentence("key.esc"), sentence("key.leave")),
)


def draw_card(surface: pygame.Surface, title: str, text: str, unit: float) -> None:
    """Draw a card with a title and some sentences in the middle of the surface."""
    veil = pygame.Surface(surface.get_size())
    veil.fill(OUTLINE)
    veil.set_alpha(150)
    surface.blit(veil, (0, 0))
    box, px = _card(surface, 0.96, 0.92), readable_px(surface)
    inner = box.inflate(-round(6 * unit), -round(3 * unit))
    upper = pygame.Rect(inner.left, inner.top, inner.width, round(inner.height * 0.3))
    lower = pygame.Rect(inner.left, upper.bottom, inner.width, inner.height - upper.height)
    write(surface, title, upper, 1.2 * px, INK, align="left", most_lines=2)
    write(surface, text, lower, px, SOFT, align="left", most_lines=6)


def draw_caution(surface: pygame.Surface, width: int, unit: float) -> None:
    """Draw when to stop, over the top of the picture, which is `width` pixels wide."""
    px = readable_px(surface)
    box = pygame.Rect(0, 0, width, round(2.5 * px))
    pygame.draw.rect(surface, PANEL, box)
    write(surface, sentence(Cue.PAIN.text_id), box.inflate(-round(4 * unit), 0), px, INK, align="left", most_lines=2)


def draw_hint(surface: pygame.Surface, box: pygame.Rect, unit: float) -> None:
    """Say in the lower corner of the box how the keys are shown."""
    line = pygame.Rect(box.left + round(2 * unit), box.bottom - round(6 * unit), round(24 * unit), round(5 * unit))
    _write_backed(surface, sentence("key.hint"), line, 4 * unit, SOFT)


def draw_remarks(surface: pygame.Surface, remarks: tuple[str, ...], unit: float) -> None:
    """Write short lines at the left, below the line with the leg."""
    y = round(1.3 * readable_px(surface))
    for remark in remarks:
        line = pygame.Rect(round(3 * unit), y, round(surface.get_width() * 0.68), round(10 * unit))
        y = _write_backed(surface, remark, line, 4.5 * unit, INK).bottom + round(unit)


def draw_keys(surface: pygame.Surface, unit: float, keys: Sequence[tuple[str, str]] = KEYS) -> None:
    """Draw what the keys do."""
    box = _card(surface, 0.7, 0.76)
    inner = box.inflate(-round(10 * unit), -round(6 * unit))
    step = inner.height / len(keys)
    for i, (key, use) in enumerate(keys):
        line = pygame.Rect(inner.left, round(inner.top + i * step), inner.width, round(step))
        write(
            surface,
            key,
            pygame.Rect(line.left, line.top, round(line.width * 0.28), line.height),
            6.5 * unit,
            INK,
            align="left",
        )
        rest = pygame.Rect(line.left + round(line.width * 0.3), line.top, round(line.width * 0.7), line.height)
        write(surface, use, rest, 6.5 * unit, SOFT, align="left")


def _write_backed(surface: pygame.Surface, text: str, line: pygame.Rect, px: float, colour: Colour) -> pygame.Rect:
    """Write text on a dark ground, to be read over any picture, and return the ground."""
    covered, edge = write(surface, text, line, px, colour, align="left", most_lines=2), round(px / 4.5)
    ground = covered.inflate(2 * edge, edge)
    pygame.draw.rect(surface, OUTLINE, ground, border_radius=edge)
    write(surface, text, line, px, colour, align="left", most_lines=2)
    return ground


def _card(surface: pygame.Surface, width: float, height: float) -> pygame.Rect:
    box = pygame.Rect(0, 0, round(surface.get_width() * width), round(surface.get_height() * height))
    box.center = surface.get_rect().center
    pygame.draw.rect(surface, PANEL, box, border_radius=box.height // 24)
    pygame.draw.rect(surface, SOFT, box, max(2, box.height // 150), border_radius=box.height // 24)
    return box
