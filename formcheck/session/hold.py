"""The squeeze-and-hold timer, for people who can hardly lift: holds by the clock, never reps."""

from formcheck.session.events import Event, HoldCounted, HoldOffered, HoldStarted

OFFER_AFTER_S = 20.0  # J: without lifting
HOLD_S = 5.0  # J: a common isometric hold
OFFER_HEARD_S = 6.0  # the spoken offer takes 5.6 s
RELAX_S = 4.0  # J
UNSEEN_S = 1.0  # nothing is counted over a longer gap in the poses


class HoldTimer:
    """`update` once a pose while a set is on; `stop` while it is not."""

    def __init__(self) -> None:
        self._t = 0.0
        self.stop()

    def stop(self) -> None:
        """Stop: the leg moves, or the set does not go on."""
        self._still_since: float | None = None
        self._next_t: float | None = None
        self.until_t: float | None = None

    def update(self, t: float, *, still: bool) -> Event | None:
        """Return what begins or ends at `t` seconds. still: whether the leg rests closed."""
        unseen, self._t = t - self._t > UNSEEN_S, t
        if unseen or not still:
            self.stop()
        if not still:
            return None
        if self._still_since is None:
            self._still_since = t
        if self.until_t is not None:
            if t < self.until_t:
                return None
            self._next_t = self.until_t + RELAX_S
            self.until_t = None
            return HoldCounted(t, HOLD_S)
        if self._next_t is None:
            if t - self._still_since < OFFER_AFTER_S:
                return None
            self._next_t = self._still_since + OFFER_AFTER_S + OFFER_HEARD_S
            return HoldOffered(t)
        if t < self._next_t:
            return None
        self.until_t = self._next_t + HOLD_S
        return HoldStarted(t, self.until_t)
