"""The roll gauge: calm while all is well, plain when it is not, grey where nothing can be said."""

import pygame

from formcheck.form.limits import ROLL_FAULT_DEG
from formcheck.ui.palette import FAINT, FAULT, GOOD, INK, OUTLINE, SOFT, TROUGH
from formcheck.ui.scene import Gauge, GaugeState
from formcheck.ui.text import write

FULL_DEG = 1.75 * ROLL_FAULT_DEG  # the bar's end: the limit stands a little beyond its middle

TITLE = {
    GaugeState.EMPTY: "Pelvis",
    GaugeState.NOT_JUDGED: "Pelvis: not judged",
    GaugeState.FINE: "Pelvis",
    GaugeState.OVER: "Rolled back",
}


def draw_gauge(surface: pygame.Surface, gauge: Gauge, box: pygame.Rect) -> None:
    """Draw the gauge into the box: title and value above, bar with the limit below."""
    head = pygame.Rect(box.left, box.top, box.width, round(box.height * 0.48))
    known = gauge.state in (GaugeState.FINE, GaugeState.OVER)
    colour = {GaugeState.FINE: INK, GaugeState.OVER: FAULT}.get(gauge.state, SOFT)
    share = 0.7 if known else 1.0
    title = pygame.Rect(head.left, head.top, round(head.width * share), head.height)
    write(surface, TITLE[gauge.state], title, head.height, colour, align="left")
    if known:
        value = pygame.Rect(title.right, head.top, head.right - title.right, head.height)
        write(surface, f"{max(gauge.roll_deg, 0):.0f}°", value, head.height, colour, align="right")
    bar = pygame.Rect(box.left, head.bottom + round(box.height * 0.08), box.width, round(box.height * 0.44))
    _bar(surface, gauge, bar, known=known)


def _bar(surface: pygame.Surface, gauge: Gauge, bar: pygame.Rect, *, known: bool) -> None:
    radius = bar.height // 4
    pygame.draw.rect(surface, TROUGH, bar, border_radius=radius)
    limit = bar.left + round(bar.width * ROLL_FAULT_DEG / FULL_DEG)
    over = gauge.state is GaugeState.OVER
    before = surface.get_clip()
    surface.set_clip(pygame.Rect(limit, bar.top, bar.right - limit, bar.height).clip(before))
    _hatch(surface, bar, FAINT)
    surface.set_clip(before)
    if known:
        tip = _x(bar, gauge.roll_deg)
        fill = pygame.Rect(bar.left, bar.top, max(tip - bar.left, radius), bar.height)
        pygame.draw.rect(surface, FAULT if over else GOOD, fill, border_radius=radius)
        if over:
            surface.set_clip(fill.clip(before))
            _hatch(surface, fill, OUTLINE)
            surface.set_clip(before)
        _whisker(surface, bar, _x(bar, gauge.roll_deg - gauge.sigma_deg), _x(bar, gauge.roll_deg + gauge.sigma_deg))
    pygame.draw.line(
        surface, INK if known else SOFT, (limit, bar.top - 4), (limit, bar.bottom + 4), max(2, bar.height // 8)
    )
    if over:
        pygame.draw.rect(surface, INK, bar, max(2, bar.height // 10), border_radius=radius)


def _x(bar: pygame.Rect, deg: float) -> int:
    return bar.left + round(bar.width * min(max(deg / FULL_DEG, 0.0), 1.0))


def _whisker(surface: pygame.Surface, bar: pygame.Rect, low: int, high: int) -> None:
    """Mark one standard deviation to both sides of the value."""
    width = max(2, bar.height // 10)
    pygame.draw.line(surface, INK, (low, bar.centery), (high, bar.centery), width)
    for x in (low, high):
        pygame.draw.line(surface, INK, (x, bar.centery - bar.height // 5), (x, bar.centery + bar.height // 5), width)


def _hatch(surface: pygame.Surface, box: pygame.Rect, colour: tuple[int, int, int]) -> None:
    step = max(6, box.height // 3)
    for x in range(box.left - box.height, box.right, step):
        pygame.draw.line(surface, colour, (x, box.bottom), (x + box.height, box.top), max(1, step // 5))
