"""Filters over irregular time: every one is `update(t, x)`, none reads a clock."""

import math

import numpy as np

from formcheck.pose import Floats


def _weight(cutoff_hz: Floats | float, dt: float) -> Floats:
    """Return how much of a new sample a first-order low-pass takes in after `dt` seconds, within (0, 1)."""
    r = 2 * math.pi * np.asarray(cutoff_hz, dtype=np.float64) * dt
    return r / (r + 1)


class OneEuro:
    """The 1 Euro filter (Casiez, Roussel, Vogel, CHI 2012): smooth when still, quick when fast.

    min_cutoff_hz: cutoff at rest. beta: by how many hertz the cutoff rises per unit of speed (units of x
    per second). The speed itself is smoothed with `speed_cutoff_hz`, 1 Hz as in the paper. Any shape of x; a NaN
    is passed over for its element alone, which keeps its last value inside and returns NaN.
    """

    def __init__(self, min_cutoff_hz: float, beta: float, speed_cutoff_hz: float = 1.0) -> None:
        self.min_cutoff_hz, self.beta, self.speed_cutoff_hz = min_cutoff_hz, beta, speed_cutoff_hz
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._t: float | None = None
        self._x: Floats = np.empty(0)
        self._speed: Floats = np.empty(0)

    def update(self, t: float, x: Floats) -> Floats:
        """Return the filtered value at `t` seconds. Equal or earlier times leave the filter as it was."""
        x = np.asarray(x, dtype=np.float64)
        if self._t is None:
            self._t, self._x, self._speed = t, x.copy(), np.zeros_like(x)
            return x
        dt = t - self._t
        if dt <= 0:
            return np.where(np.isnan(x), np.nan, self._x)
        fresh = np.isnan(self._x) & ~np.isnan(x)
        self._x = np.where(fresh, x, self._x)
        step = np.where(np.isnan(x), 0.0, x - self._x)
        self._speed = self._speed + _weight(self.speed_cutoff_hz, dt) * (step / dt - self._speed)
        self._x = self._x + _weight(self.min_cutoff_hz + self.beta * np.abs(self._speed), dt) * step
        self._t = t
        return np.where(np.isnan(x), np.nan, self._x)
