"""Watches one quantity through a rep and tells when its fault has become certain: shared by all watched rules."""

import math

from formcheck.form.decide import FAULT, above, seen_for

CHOSEN = 5.0  # times as long must a stretch that was chosen by its value be seen
BLINK_S = 0.15  # unknown for this long, a quantity is taken to have gone on; a detector loses a frame now and then


class Watch:
    """Raised once the mean since the value passed `limit` is surely beyond `never`; cleared below `limit - hysteresis`.

    NaN neither raises nor clears; unknown for longer than a blink, the evidence is gathered anew.
    """

    def __init__(self, never: float, limit: float, hysteresis: float) -> None:
        self._never, self._limit, self._hysteresis = never, limit, hysteresis
        self._seconds: float | None = None  # since the value passed the limit
        self._value_s = self._sigma_s = 0.0  # integrals over that time
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.raised = False
        self._known_t = -math.inf
        self._begin_again()

    def update(self, t: float, value: float, sigma: float) -> bool:
        """Return whether the fault is there at `t` seconds."""
        if math.isnan(value):
            if t - self._known_t > BLINK_S:
                self._begin_again()
            return self.raised
        dt = t - self._known_t if self._seconds is not None else 0.0
        self._known_t = t
        if value <= self._limit:
            self._begin_again()
            self.raised = self.raised and not value < self._limit - self._hysteresis
            return self.raised
        if self._seconds is None:
            self._seconds = 0.0
        self._seconds += dt
        self._value_s += dt * value
        self._sigma_s += dt * sigma
        self.raised = self.raised or self._certain()
        return self.raised

    def _begin_again(self) -> None:
        self._seconds = None
        self._value_s = self._sigma_s = 0.0

    def _certain(self) -> bool:
        if not self._seconds:
            return False
        mean, sigma = self._value_s / self._seconds, self._sigma_s / self._seconds
        # The stretch was chosen for being high, so it says less than the top of a rep, which was not.
        return above(mean, seen_for(sigma, self._seconds / CHOSEN), self._never) >= FAULT
