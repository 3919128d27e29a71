"""The timeline: opening above, roll below, reps and faults, and where the replay stands."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pygame

from formcheck.pose import Floats
from formcheck.recording.labels import LabelledRep
from formcheck.review.film import Film
from formcheck.text.sentences import sentence
from formcheck.ui.palette import BACKGROUND, FAULT, GOOD, INK, OUTLINE, PANEL, SOFT, TROUGH, Colour
from formcheck.ui.text import write

OPENING_LEAST_DEG, ROLL_LEAST_DEG = 40.0, 20.0  # the scales reach at least so far


class Timeline:
    """Draws a film's timeline. The curves are drawn once for each size of the box.

    While a session is labelled, curves and verdicts are to be seen in labelled reps alone.
    """

    def __init__(self, film: Film) -> None:
        self._film = film
        self._still: pygame.Surface | None = None
        self._open: list[tuple[float, float]] | None = None  # seconds in which all is shown, None everywhere
        self.box = pygame.Rect(0, 0, 1, 1)

    def time_at(self, x: float) -> float:
        """Return the seconds that the window's column `x` stands for."""
        start, end = self._span()
        share = (x - self.box.left) / max(self.box.width - 1, 1)
        return start + min(max(share, 0.0), 1.0) * (end - start)

    def shows(self, t: float) -> bool:
        """Return whether what was judged at `t` seconds may be seen."""
        return self._open is None or any(start <= t <= end for start, end in self._open)

    def draw(self, surface: pygame.Surface, box: pygame.Rect, t: float, labels: Sequence[LabelledRep] | None) -> None:
        """Draw it into the box, the replay standing at `t` seconds. labels: where the session is being labelled."""
        self.box = box
        opened = None if labels is None else [(label.start_s, label.end_s) for label in labels if label.checked]
        if self._still is None or self._still.get_size() != box.size or opened != self._open:
            self._open = opened
            self._still = self._curves(box.size)
        surface.blit(self._still, box)
        for label in labels or ():
            self._label(surface, label)
        x = self.box.left + self._x(t)
        pygame.draw.line(surface, OUTLINE, (x, box.top), (x, box.bottom - 1), 5)
        pygame.draw.line(surface, INK, (x, box.top), (x, box.bottom - 1), 2)

    def _span(self) -> tuple[float, float]:
        times = self._film.times
        return (times[0], max(times[-1], times[0] + 0.001)) if times else (0.0, 1.0)

    def _x(self, t: float) -> int:
        start, end = self._span()
        return round((t - start) / (end - start) * (self.box.width - 1))

    def _curves(self, size: tuple[int, int]) -> pygame.Surface:
        surface = pygame.Surface(size)
        surface.fill(PANEL)
        width, height = size
        upper = pygame.Rect(0, 0, width, round(height * 0.55))
        lower = pygame.Rect(0, upper.bottom, width, height - upper.bottom)
        for counts in self._film.counted:
            rep, name = counts.rep, str(counts.count or "–")
            shown = self.shows((rep.start_s + rep.end_s) / 2)
            self._rep(surface, rep.start_s, rep.end_s, name if shown else "", faulty=shown and bool(rep.faults))
        pygame.draw.line(surface, BACKGROUND, lower.topleft, lower.topright, 2)
        self._curve(surface, upper, np.asarray(self._film.opening), OPENING_LEAST_DEG, GOOD)
        scale = self._curve(surface, lower, self._film.roll, ROLL_LEAST_DEG, FAULT)
        y = _y(lower, self._film.exercise.roll.fault_deg, scale)
        for x in range(0, width, 12):
            pygame.draw.line(surface, SOFT, (x, y), (x + 5, y))
        size_px = height * 0.11
        for box, name in ((upper, sentence("review.opening")), (lower, sentence("review.roll"))):
            write(surface, name, pygame.Rect(6, box.top + 2, width, round(size_px * 1.3)), size_px, SOFT, align="left")
        for t in filter(self.shows, self._film.faults):
            x = self._x(t)
            pygame.draw.polygon(surface, FAULT, [(x - 6, height - 1), (x + 6, height - 1), (x, height - 13)])
        return surface

    def _rep(self, surface: pygame.Surface, start: float, end: float, name: str, *, faulty: bool) -> None:
        left, right = self._x(start), self._x(end)
        band = pygame.Rect(left, 0, max(right - left, 1), surface.get_height())
        pygame.draw.rect(surface, TROUGH, band)
        if faulty:  # hatched: the colour is not all that tells
            before = surface.get_clip()
            surface.set_clip(band)
            for x in range(band.left - band.height, band.right, 14):
                pygame.draw.line(surface, (92, 74, 44), (x, band.bottom), (x + band.height, band.top), 2)
            surface.set_clip(before)
        if band.width > 10:
            write(
                surface, name, pygame.Rect(band.left, 2, band.width, round(band.height * 0.16)), band.height * 0.14, INK
            )

    def _curve(
        self,
        surface: pygame.Surface,
        box: pygame.Rect,
        values: Floats,
        least: float,
        colour: Colour,
    ) -> float:
        """Draw a curve, of several values in one column the highest; return the top of its scale."""
        columns = np.full(box.width, -np.inf)
        known = np.where([self.shows(t) for t in self._film.times], values, np.nan)
        xs = np.array([self._x(t) for t in self._film.times], dtype=int)
        if len(known):
            fine = np.isfinite(known)
            np.maximum.at(columns, xs[fine], known[fine])
        top = max(least, float(columns.max(initial=least)))
        points = [None if math.isinf(v) else (x, _y(box, v, top)) for x, v in enumerate(columns.tolist())]
        gap = max(3, box.width // max(len(known), 1) + 2)
        drawn = [point for point in points if point is not None]
        for a, b in pairwise(drawn):
            if b[0] - a[0] <= gap:
                pygame.draw.line(surface, colour, a, b, 3)
        return top

    def _label(self, surface: pygame.Surface, label: LabelledRep) -> None:
        """Draw a bar on top: solid where it counts, hollow where not, thin while nobody checked it."""
        left, right = self.box.left + self._x(label.start_s), self.box.left + self._x(label.end_s)
        height = label_height(self.box)
        bar = pygame.Rect(left, self.box.top - height, max(right - left, 2), height - 2)
        if not label.checked:
            pygame.draw.line(surface, SOFT, bar.midleft, bar.midright, 2)
            return
        colour = FAULT if label.faults else GOOD
        pygame.draw.rect(surface, colour, bar, 0 if label.counted else 2)


def label_height(timeline: pygame.Rect) -> int:
    """Return the height in pixels of the labels' bars, which stand on top of the timeline."""
    return max(8, timeline.height // 12)


def _y(box: pygame.Rect, value: float, top: float) -> int:
    """Return the row of a value on a scale that reaches a quarter below zero."""
    low = -top * 0.15
    share = (min(max(value, low), top) - low) / (top - low)
    return round(box.bottom - 3 - share * (box.height - 6))
