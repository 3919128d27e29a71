"""A Kalman filter over irregular time; it reads no clock."""

import numpy as np

from formcheck.pose import Floats


class Kalman:
    """Filters quantities that keep their rates but for white accelerations; all of them share one gain.

    noise: standard deviation of one measurement, in the units of the quantities.
    acceleration: square root of its spectral density, in units per second to the power of 1.5.
    """

    def __init__(self, noise: Floats, acceleration: float) -> None:
        self._noise = noise
        self._acceleration2 = acceleration**2
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._t: float | None = None
        self._x = self._rate = np.zeros_like(self._noise)
        self._p = (1.0, 0.0, 0.0)  # variance, covariance with the rate, variance of the rate; in squares of the noise

    def update(self, t: float, measured: Floats) -> Floats:
        """Return the filtered quantities at `t` seconds. Times must increase; the first measurement stands still."""
        z = measured / self._noise
        if self._t is None:
            self._t, self._x, self._rate = t, z, np.zeros_like(z)
            return measured
        dt = t - self._t
        self._t = t
        p, c, v = self._p
        q = self._acceleration2
        p, c, v = p + 2 * dt * c + dt**2 * v + q * dt**3 / 3, c + dt * v + q * dt**2 / 2, v + q * dt
        gain, rate_gain = p / (p + 1), c / (p + 1)
        self._p = (p * (1 - gain), c * (1 - gain), v - rate_gain * c)
        x = self._x + dt * self._rate
        off = z - x
        self._x, self._rate = x + gain * off, self._rate + rate_gain * off
        return self._x * self._noise
