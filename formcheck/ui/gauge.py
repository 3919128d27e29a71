"""The roll gauge: it says what the rules say, and shows how near the limit is."""

import pygame

from formcheck.text.sentences import sentence
from formcheck.ui.palette import FAINT, FAULT, GOOD, INK, OUTLINE, SOFT, TROUGH
from formcheck.ui.scene import Gauge, GaugeState
from formcheck.ui.text import LEADING, write

FULL = 1.75  # the bar's end by the limit, which stands a little beyond its middle

HEIGHT = 3.1  # by the height of its font


def draw_gauge(surface: pygame.Surface, gauge: Gauge, box: pygame.Rect, px: int, limit_deg: float) -> None:
    """Draw the gauge into the box: the verdict above in letters `px` high, the bar with the limit below."""
    known = gauge.state in (GaugeState.STEADY, GaugeState.ROLLING)
    colour = {GaugeState.STEADY: INK, GaugeState.ROLLING: FAULT}.get(gauge.state, SOFT)
    head = pygame.Rect(box.left, box.top, box.width, round(2 * LEADING * px) + 2)
    write(surface, sentence(gauge.state.text_id), head, px, colour, align="left", most_lines=2)
    bar = pygame.Rect(box.left, head.bottom, box.width, round(0.45 * px))
    _bar(surface, gauge, bar, limit_deg, known=known)
    if known:
        label = pygame.Rect(0, bar.bottom, 2 * px, box.bottom - bar.bottom)
        label.centerx = _x(bar, limit_deg, limit_deg)
        write(surface, sentence("gauge.limit"), label, label.height, SOFT)


def _bar(surface: pygame.Surface, gauge: Gauge, bar: pygame.Rect, limit_deg: float, *, known: bool) -> None:
    radius = bar.height // 4
    pygame.draw.rect(surface, TROUGH, bar, border_radius=radius)
    limit = _x(bar, limit_deg, limit_deg)
    over = gauge.state is GaugeState.ROLLING
    before = surface.get_clip()
    surface.set_clip(pygame.Rect(limit, bar.top, bar.right - limit, bar.height).clip(before))
    _hatch(surface, bar, FAINT)
    surface.set_clip(before)
    if known:
        fill = pygame.Rect(bar.left, bar.top, max(_x(bar, gauge.roll_deg, limit_deg) - bar.left, radius), bar.height)
        pygame.draw.rect(surface, FAULT if over else GOOD, fill, border_radius=radius)
        if over:
            surface.set_clip(fill.clip(before))
            _hatch(surface, fill, OUTLINE)
            surface.set_clip(before)
    width = max(2, bar.height // 8)
    pygame.draw.line(surface, INK if known else SOFT, (limit, bar.top - 4), (limit, bar.bottom + 4), width)
    if over:
        pygame.draw.rect(surface, INK, bar, max(2, bar.height // 10), border_radius=radius)


def _x(bar: pygame.Rect, deg: float, limit_deg: float) -> int:
    return bar.left + round(bar.width * min(max(deg / (FULL * limit_deg), 0.0), 1.0))


def _hatch(surface: pygame.Surface, box: pygame.Rect, colour: tuple[int, int, int]) -> None:
    step = max(6, box.height // 3)
    for x in range(box.left - box.height, box.right, step):
        pygame.draw.line(surface, colour, (x, box.bottom), (x + box.height, box.top), max(1, step // 5))
