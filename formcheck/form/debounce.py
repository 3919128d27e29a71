"""Keeps noise from raising or clearing anything: shared by all rules that watch a quantity."""

import math

BLINK_S = 0.15  # unknown for so long, a quantity is taken to have gone on; a detector loses a frame now and then


class Debounce:
    """Raised when a value stays above `limit` for `dwell_s`; cleared below `limit - hysteresis`.

    NaN neither raises nor clears, and for longer than a blink it starts the dwell anew: the unknown is no evidence.
    """

    def __init__(self, limit: float, hysteresis: float, dwell_s: float) -> None:
        self.limit, self.hysteresis, self.dwell_s = limit, hysteresis, dwell_s
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.raised = False
        self._since: float | None = None
        self._known_t = -math.inf

    def update(self, t: float, value: float) -> bool:
        """Return whether it is raised at `t` seconds."""
        if math.isnan(value):
            self._since = self._since if t - self._known_t <= BLINK_S else None
            return self.raised
        self._known_t = t
        if value > self.limit:
            self._since = t if self._since is None else self._since
            self.raised = self.raised or t - self._since >= self.dwell_s
        else:
            self._since = None
            self.raised = self.raised and not value < self.limit - self.hysteresis
        return self.raised
