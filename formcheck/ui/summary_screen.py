"""The end: what was done, in large type, and the next step."""

import pygame

from formcheck.session.summary import Summary
from formcheck.ui.palette import GOOD, INK, PANEL, SOFT
from formcheck.ui.text import write
from formcheck.ui.words import LEG, counts_of, range_words, verdict_of


def draw_summary(surface: pygame.Surface, summary: Summary, clean_range_deg: float | None, unit: float) -> None:
    """Draw the summary over the whole surface."""
    width, height = surface.get_size()
    left, inside = round(5 * unit), width - round(10 * unit)
    write(surface, "Done.", pygame.Rect(left, round(3 * unit), inside, round(15 * unit)), 14 * unit, INK, align="left")
    rows = [(LEG[result.lying_on], counts_of(result), verdict_of(result) or "") for result in summary.sets]
    top, bottom = height * 0.2, height * (0.62 if clean_range_deg is not None else 0.7)
    step = (bottom - top) / max(len(rows), 2)
    for i, (name, counts, fault) in enumerate(rows):
        y, high = round(top + i * step), round(step * 0.8)
        write(surface, name, pygame.Rect(left, y, round(inside * 0.24), high), 7.5 * unit, SOFT, align="left")
        write(
            surface,
            counts,
            pygame.Rect(left + round(inside * 0.26), y, round(inside * 0.42), high),
            10 * unit,
            INK,
            align="left",
        )
        write(
            surface,
            fault,
            pygame.Rect(left + round(inside * 0.7), y, round(inside * 0.3), high),
            7.5 * unit,
            SOFT,
            align="right",
        )
    if clean_range_deg is not None:
        line = pygame.Rect(left, round(bottom), inside, round(10 * unit))
        write(surface, range_words(clean_range_deg), line, 7 * unit, GOOD, align="left")
    band = pygame.Rect(0, round(height * 0.75), width, height - round(height * 0.75))
    pygame.draw.rect(surface, PANEL, band)
    words = band.inflate(-round(10 * unit), -round(3 * unit))
    write(surface, summary.next_step.text, words, 10 * unit, INK, align="left", most_lines=2)
