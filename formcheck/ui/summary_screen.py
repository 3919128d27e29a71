"""The end: what was done on each leg, in large type, and the next step."""

import pygame

from formcheck.session.summary import Summary, by_leg
from formcheck.text.sentences import sentence
from formcheck.ui.palette import GOOD, INK, OUTLINE, PANEL, SOFT
from formcheck.ui.text import LEADING, readable_px, wrap, write
from formcheck.ui.words import LEG, counts_of, range_words, sentences_of

SMALLER = 0.62  # of the large letters: what is read again in the report


def draw_summary(
    surface: pygame.Surface, summary: Summary, clean_range_deg: float | None, prompt: str | None, unit: float
) -> None:
    """Draw the summary over the whole surface. prompt: what a key answers or opens, below everything else."""
    width, height = surface.get_size()
    px, margin = readable_px(surface), round(3 * unit)
    inner = pygame.Rect(margin, 0, width - 2 * margin, 0)
    lines = min(len(wrap(sentence(summary.next_step.text_id), px, inner.width)), 3)
    band = pygame.Rect(0, 0, width, round((lines * LEADING + 0.4) * px))
    key = pygame.Rect(0, 0, width, 0 if prompt is None else round((LEADING + 0.3) * px))
    key.bottom = height
    band.bottom = key.top
    rows: list[tuple[str, float, tuple[int, int, int]]] = [(sentence("done"), 1.0, INK)]
    for result in by_leg(summary.sets):
        rows.append((f"{LEG[result.lying_on]}: {counts_of(result)}", 1.0, INK))
        told = sentences_of(result)
        rows += [(told, SMALLER, SOFT)] if told else []
    if clean_range_deg is not None:
        rows.append((range_words(clean_range_deg), SMALLER, GOOD))
    wanted = sum(share for _, share, _ in rows) * LEADING * px
    step = min((band.top - margin) / wanted, 1.25)
    y = margin / 2
    for text, share, colour in rows:
        line = pygame.Rect(inner.left, round(y), inner.width, round(share * LEADING * px * step))
        write(surface, text, line, share * px, colour, align="left")
        y += line.height
    pygame.draw.rect(surface, PANEL, band)
    inner.top, inner.height = band.top, band.height
    write(surface, sentence(summary.next_step.text_id), inner, px, INK, align="left", most_lines=lines)
    if prompt is not None:
        pygame.draw.rect(surface, GOOD, key)
        write(surface, prompt, key.inflate(-2 * margin, 0), px, OUTLINE, align="left")
