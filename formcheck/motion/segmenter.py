"""Cuts the opening over time into reps: phases in a table, and a counter that steps through it.

A rep begins where the opening leaves rest for long enough, and ends where it closes, turns up again or comes to lie
still. Times are found afterwards, from the whole rep (`measurement.py`); the segmenter only says which postures belong
to it.
"""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from formcheck.body.posture import Posture
from formcheck.motion import settings
from formcheck.motion.quantity import Quantity


class Phase(Enum):
    """Where in a rep the top leg is."""

    CLOSED = auto()
    LIFTING = auto()
    TOP = auto()
    LOWERING = auto()


class Move(Enum):
    """What the opening just did."""

    LEFT_REST = auto()
    PAUSED = auto()
    FELL = auto()
    ROSE = auto()
    TURNED_UP = auto()
    CLOSED = auto()


TRANSITIONS = {
    (Phase.CLOSED, Move.LEFT_REST): Phase.LIFTING,
    (Phase.LIFTING, Move.PAUSED): Phase.TOP,
    (Phase.LIFTING, Move.FELL): Phase.LOWERING,
    (Phase.LIFTING, Move.CLOSED): Phase.CLOSED,
    (Phase.TOP, Move.FELL): Phase.LOWERING,
    (Phase.TOP, Move.CLOSED): Phase.CLOSED,
    (Phase.LOWERING, Move.ROSE): Phase.TOP,  # a wobble: the same rep goes on
    (Phase.LOWERING, Move.TURNED_UP): Phase.LIFTING,  # a bounce: the next rep begins
    (Phase.LOWERING, Move.CLOSED): Phase.CLOSED,
}


@dataclass(frozen=True, slots=True)
class RepSegment:
    """The postures of one rep, from before its start to its end.

    begins: index of the first posture that left rest.
    rest_deg: the opening that the rep is measured from.
    reversed_at_deg: lowest opening above rest where the next rep began without closing, else None.
    settled_at_deg: opening above rest at which the leg lay still without closing, else None.
    """

    postures: tuple[Posture, ...]
    begins: int
    rest_deg: float
    reversed_at_deg: float | None = None
    settled_at_deg: float | None = None

    @property
    def low_deg(self) -> float:
        """Return the opening above rest at which it ended: 0 where it closed."""
        return self.reversed_at_deg or self.settled_at_deg or 0.0


class Segmenter:
    """`update` takes postures in order of time and returns the rep that each completes, if any.

    primary: the quantity that makes a rep, its opening.
    """

    def __init__(self, primary: Quantity) -> None:
        self._primary = primary
        self.reset()

    def reset(self, *, rested: bool = False) -> None:
        """Begin anew: another reference, another side. rested: the leg was at rest before, so nothing is under way."""
        self.phase = Phase.CLOSED
        self.counting = False
        self._kept: list[Posture] = []
        self._rest: float | None = None
        self._spread = 0.0
        self._left_at: int | None = None
        self._rested = rested  # the leg was seen at rest
        self._begins = 0
        self._peak = self._peak_t = self._low = 0.0

    def update(self, posture: Posture) -> RepSegment | None:
        """Return the completed rep, None while there is none. A posture with unknown opening is passed over."""
        if np.isnan(self._primary.of(posture)):
            return None
        self._kept.append(posture)
        if self.phase is Phase.CLOSED:
            self._at_rest(posture)
            return None
        return self._moving(posture)

    def finish(self) -> RepSegment | None:
        """Return the rep under way if its leg has come down as far as a completed rep must, None otherwise."""
        if self.phase is not Phase.LOWERING or self._rest is None:
            return None
        height = self._primary.of(self._kept[-1]) - self._rest
        if height > settings.RETURNED_SHARE * (self._peak - self._rest):
            return None
        return self._finish(Move.CLOSED, len(self._kept))

    def _go(self, move: Move) -> None:
        self.phase = TRANSITIONS[self.phase, move]

    def _at_rest(self, posture: Posture) -> None:
        opening, t = self._primary.of(posture), posture.t
        if self._rest is None:
            self._rest = opening if self._rested else min(opening, settings.BEGINS_DEG)
        height = opening - self._rest
        if height > max(settings.BEGINS_DEG, settings.BEGINS_SPREADS * self._spread):
            falls = self._left_at is not None and opening < self._primary.of(self._kept[self._left_at])
            if self._left_at is None or (falls and self._rested):
                self._left_at = len(self._kept) - 1  # nothing begins by falling, unless it began before it was seen
            if t - self._kept[self._left_at].t >= settings.BEGINS_FOR_S:
                self._begins = self._left_at
                self._left_at = None
                self._peak, self._peak_t = max((self._primary.of(p), p.t) for p in self._kept[self._begins :])
                self._go(Move.LEFT_REST)
                self.counting = self._peak - self._rest >= settings.LEAST_DEG
            return
        self._left_at, self._rested = None, True
        dt = t - self._kept[-2].t if len(self._kept) > 1 else 0.0
        share = min(dt / settings.REST_FOLLOW_S, 1.0)
        self._rest += share * height if height > 0 else min(settings.REST_FALLS_FASTER * share, 1.0) * height
        if abs(height) < settings.BEGINS_DEG:
            self._spread += share * (abs(height) - self._spread)
        self._drop_before(t - settings.KEPT_BEFORE_S)

    def _moving(self, posture: Posture) -> RepSegment | None:
        assert self._rest is not None
        opening, t, rest = self._primary.of(posture), posture.t, self._rest
        if self.phase is not Phase.LOWERING and opening > self._peak:
            self._peak, self._peak_t = opening, t
        size = self._peak - rest
        self.counting = self.counting or size >= settings.LEAST_DEG
        if self.phase is Phase.LOWERING:
            return self._lowering(posture, size)
        if self._peak - opening > max(settings.FALL_DEG, settings.FALL_SHARE * size):
            self._go(Move.FELL)
            self._low = opening
            return self._lowering(posture, size)
        if self.phase is Phase.LIFTING and t - self._peak_t >= settings.PAUSE_AFTER_S:
            self._go(Move.PAUSED)
        return None

    def _lowering(self, posture: Posture, size: float) -> RepSegment | None:
        assert self._rest is not None
        opening = self._primary.of(posture)
        self._low = min(self._low, opening)
        height = opening - self._rest
        if height <= max(settings.CLOSED_DEG, settings.CLOSED_SHARE * size):
            return self._finish(Move.CLOSED, len(self._kept))
        sigma = self._primary.sigma_of(posture)
        rise = max(settings.RISE_DEG, settings.RISE_SHARE * size, settings.RISE_SIGMAS * sigma)
        if opening - self._low > rise:
            if self._peak - self._low < settings.REVERSAL_SHARE * size:
                self._go(Move.ROSE)
                return None
            after_peak = (i for i, p in enumerate(self._kept) if p.t > self._peak_t)
            lowest = min(after_peak, key=lambda i: self._primary.of(self._kept[i]))
            return self._finish(Move.TURNED_UP, lowest, reversed_at_deg=self._low - self._rest)
        if height < settings.SETTLED_SHARE * size and self._settled(posture):
            return self._finish(Move.CLOSED, len(self._kept), settled_at_deg=height)
        return None

    def _settled(self, posture: Posture) -> bool:
        """Return whether the leg has lain still for long enough to be at rest half open.

        A slow lowering still falls by more than the limit in that time, at any rate of looks.
        """
        since = posture.t - settings.SETTLED_S
        if self._kept[0].t > since:
            return False
        recent = [self._primary.of(p) for p in self._kept if p.t >= since]
        return max(recent) - min(recent) < settings.SETTLED_DEG

    def _finish(self, move: Move, end: int, **ended: float) -> RepSegment | None:
        """Close the books on a rep whose last posture stands before index `end`."""
        assert self._rest is not None
        segment = None
        if self.counting:
            segment = RepSegment(tuple(self._kept[:end]), self._begins, self._rest, **ended)
        self._go(move)
        if move is Move.TURNED_UP:
            self._kept = self._kept[end:]
            self._begins = 0
            self._peak, self._peak_t = max((self._primary.of(p), p.t) for p in self._kept)
        else:
            self.counting, self._rested = False, True
            self._rest = min(self._primary.of(self._kept[-1]), self._rest + settings.BEGINS_DEG)
            self._kept = self._kept[-1:]
        return segment

    def _drop_before(self, t: float) -> None:
        while self._kept and self._kept[0].t < t:
            self._kept.pop(0)
