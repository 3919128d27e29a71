"""Text that fits its box, in the font that pygame carries: the same on a machine without any fonts."""

import math
from functools import lru_cache

import pygame

from formcheck.ui.palette import INK, Colour

SMALLEST_PX = 10
LEADING = 1.1  # distance of lines by font height
CAPITAL = 0.72  # height of a capital by the font's
READABLE_MM, DIAGONAL_MM = 14.0, 14 * 25.4  # 20 arc minutes at 2.5 m, on a 14-inch screen
_POINTS = 1 / 0.686  # pygame's own font comes out smaller than asked for


def readable_px(surface: pygame.Surface) -> int:
    """Return the font height whose capitals are read from the floor, where the surface fills a 14-inch screen."""
    capital = math.hypot(*surface.get_size()) * READABLE_MM / DIAGONAL_MM
    return math.ceil(capital / CAPITAL)


@lru_cache(maxsize=64)
def font(px: int) -> pygame.Font:
    """Return the bold font that is `px` pixels high, from the top of a capital to below the line."""
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.Font(None, round(px * _POINTS))


@lru_cache(maxsize=256)
def render(text: str, px: int, colour: Colour) -> pygame.Surface:
    """Return one line of text on a transparent surface."""
    return font(px).render(text, True, colour)


def wrap(text: str, px: int, width: int) -> list[str]:
    """Return the text's lines of at most `width` pixels; a word that is longer stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(px).size(longer)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=256)
def fit(text: str, width: int, height: int, largest: int, most_lines: int) -> tuple[int, tuple[str, ...]]:
    """Return the largest font height, and the lines, with which the text fits into width x height pixels."""
    px = max(largest, SMALLEST_PX)
    while True:
        lines = wrap(text, px, width)
        inside = len(lines) * px * LEADING <= height and all(font(px).size(line)[0] <= width for line in lines)
        if (inside and len(lines) <= most_lines) or px <= SMALLEST_PX:
            return px, tuple(lines)
        px = max(SMALLEST_PX, int(px * 0.95))


def write(
    surface: pygame.Surface,
    text: str,
    box: pygame.Rect,
    largest: float,
    colour: Colour = INK,
    *,
    align: str = "centre",
    most_lines: int = 1,
) -> pygame.Rect:
    """Write text into the box, no larger than `largest` pixels, and return what it covers.

    Lines are centred in the box's height; `align` is `left`, `centre` or `right`.
    """
    px, lines = fit(text, box.width, box.height, int(largest), most_lines)
    step = px * LEADING
    y = box.centery - step * len(lines) / 2
    covered: pygame.Rect | None = None
    for line in lines:
        image = render(line, px, colour)
        x = {"left": box.left, "right": box.right - image.get_width()}.get(align, box.centerx - image.get_width() // 2)
        drawn = surface.blit(image, (x, round(y + (step - image.get_height()) / 2)))
        covered = drawn if covered is None else covered.union(drawn)
        y += step
    return covered or pygame.Rect(box.center, (0, 0))
