"""From openings to reps: phases in a table, and a counter that steps through it.

A rep begins where the opening leaves rest for long enough, and ends where it closes or turns up again. Times are
found afterwards, from the whole rep (`measure.py`); the counter only says which postures belong to it.
"""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from formcheck.body.posture import Posture
from formcheck.form import limits


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

BEFORE_S = 1.5  # postures kept from before a rep begins, to find its start
FALL_DEG, FALL_SHARE = 2.5, 0.1  # a fall from the peak by more than both is no wobble of the estimate
RISE_DEG, RISE_SHARE = 3.0, 0.2  # a rise from the lowest point likewise, ...
RISE_SIGMAS = 2.0  # M: ... and by so many standard deviations of the opening: noise had made 17 reps too many of 1,959
CLOSED_DEG = 2.5  # so near to rest is closed, however small the rep
PAUSE_AFTER_S = 0.15  # no new peak for so long: the top is reached
SETTLED_S, SETTLED_DEG, SETTLED_SHARE = 1.5, 2.0, 0.4  # lying still this low for so long is a new rest, not a hold
REST_FOLLOW_S = 3.0  # time constant of the rest level
DOWN_FASTER = 10.0  # downwards it follows so many times as fast: the last of a lowering is not yet rest


@dataclass(frozen=True, slots=True)
class Motion:
    """The postures of one rep: from before its start to its end. rest_deg: the opening it is measured from.

    reversed_at_deg: the lowest opening where the next rep began without closing; settled_at_deg: that at which the leg
    lay still without closing; else None.
    begins: index of the first posture that left rest.
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


class RepCounter:
    """`update` takes postures in order of time; it returns the motion that each completes, if any."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew: another start, another side."""
        self.phase = Phase.CLOSED
        self.counting = False
        self._kept: list[Posture] = []
        self._rest: float | None = None
        self._spread = 0.0
        self._left_at: int | None = None
        self._rested = False  # was seen at rest
        self._begins = 0
        self._peak = self._peak_t = self._low = self._low_t = 0.0

    def update(self, posture: Posture) -> Motion | None:
        """Return the completed motion, None while there is none. A posture with unknown opening is passed over."""
        if np.isnan(posture.opening_deg):
            return None
        self._kept.append(posture)
        if self.phase is Phase.CLOSED:
            self._at_rest(posture)
            return None
        return self._moving(posture)

    def _go(self, move: Move) -> None:
        self.phase = TRANSITIONS[self.phase, move]

    def _at_rest(self, posture: Posture) -> None:
        opening, t = posture.opening_deg, posture.t
        if self._rest is None:
            self._rest = min(opening, limits.REP_BEGINS_DEG)
        height = opening - self._rest
        if height > max(limits.REP_BEGINS_DEG, limits.REP_BEGINS_SIGMAS * self._spread):
            falls = self._left_at is not None and opening < self._kept[self._left_at].opening_deg
            if self._left_at is None or (falls and self._rested):
                self._left_at = len(self._kept) - 1  # nothing begins by falling, unless it began before it was seen
            if t - self._kept[self._left_at].t >= limits.REP_BEGINS_FOR_S:
                self._begins = self._left_at
                self._left_at = None
                self._peak, self._peak_t = max((p.opening_deg, p.t) for p in self._kept[self._begins :])
                self._go(Move.LEFT_REST)
                self.counting = self._peak - self._rest >= limits.REP_LEAST_DEG
            return
        self._left_at, self._rested = None, True
        dt = t - self._kept[-2].t if len(self._kept) > 1 else 0.0
        share = min(dt / REST_FOLLOW_S, 1.0)
        self._rest += share * height if height > 0 else min(DOWN_FASTER * share, 1.0) * height
        if abs(height) < limits.REP_BEGINS_DEG:
            self._spread += share * (abs(height) - self._spread)
        self._drop_before(t - BEFORE_S)

    def _moving(self, posture: Posture) -> Motion | None:
        assert self._rest is not None
        opening, t, rest = posture.opening_deg, posture.t, self._rest
        if self.phase is not Phase.LOWERING and opening > self._peak:
            self._peak, self._peak_t = opening, t
        size = self._peak - rest
        self.counting = self.counting or size >= limits.REP_LEAST_DEG
        if self.phase is Phase.LOWERING:
            return self._lowering(posture, size)
        if self._peak - opening > max(FALL_DEG, FALL_SHARE * size):
            self._go(Move.FELL)
            self._low, self._low_t = opening, t
            return self._lowering(posture, size)
        if self.phase is Phase.LIFTING and t - self._peak_t >= PAUSE_AFTER_S:
            self._go(Move.PAUSED)
        return None

    def _lowering(self, posture: Posture, size: float) -> Motion | None:
        assert self._rest is not None
        opening, t = posture.opening_deg, posture.t
        if opening < self._low - 0.5:
            self._low_t = t
        self._low = min(self._low, opening)
        height = opening - self._rest
        if height <= max(CLOSED_DEG, limits.REP_CLOSED_SHARE * size):
            return self._finish(Move.CLOSED, len(self._kept))
        if opening - self._low > max(RISE_DEG, RISE_SHARE * size, RISE_SIGMAS * posture.opening_sigma_deg):
            if self._peak - self._low < limits.REP_REVERSAL_SHARE * size:
                self._go(Move.ROSE)
                return None
            after_peak = (i for i, p in enumerate(self._kept) if p.t > self._peak_t)
            lowest = min(after_peak, key=lambda i: self._kept[i].opening_deg)
            return self._finish(Move.TURNED_UP, lowest, reversed_at_deg=self._low - self._rest)
        settled = t - self._low_t >= SETTLED_S and opening - self._low < SETTLED_DEG
        if settled and height < SETTLED_SHARE * size:
            return self._finish(Move.CLOSED, len(self._kept), settled_at_deg=height)
        return None

    def _finish(self, move: Move, end: int, **ended: float) -> Motion | None:
        """Close the books on a rep whose last posture stands before index `end`."""
        assert self._rest is not None
        motion = None
        if self.counting:
            motion = Motion(tuple(self._kept[:end]), self._begins, self._rest, **ended)
        self._go(move)
        if move is Move.TURNED_UP:
            self._kept = self._kept[end:]
            self._begins = 0
            self._peak, self._peak_t = max((p.opening_deg, p.t) for p in self._kept)
        else:
            self.counting, self._rested = False, True
            self._rest = min(self._kept[-1].opening_deg, self._rest + limits.REP_BEGINS_DEG)
            self._kept = self._kept[-1:]
        return motion

    def _drop_before(self, t: float) -> None:
        while self._kept and self._kept[0].t < t:
            self._kept.pop(0)
