"""Times that strictly increase, from those a file states."""

# Frames written twice or out of order are off by less than this; a jump back beyond it is a clock that started
# anew, as where recordings were joined.
RESTART_S = 1.0


class FrameTimes:
    """Turns the times a file states for its frames, in order of display, into seconds from the first frame.

    A time that repeats or steps back by less than 1 s marks a frame to leave out. A larger step back is a clock
    that started anew: that frame follows the one before by `frame_s`, and so do those after it. A frame without
    a time follows the one before by `frame_s`.

    >>> times = FrameTimes(frame_s=0.04)
    >>> [times.place(t) for t in (5.0, 5.04, 5.04, None, 0.0)]
    [0.0, 0.04, None, 0.08, 0.12]
    """

    def __init__(self, frame_s: float) -> None:
        self._frame_s = frame_s
        self._start: float | None = None  # stated time that counts as 0
        self._last: float | None = None

    def place(self, stated: float | None) -> float | None:
        """Return the time of the next frame in seconds, None if the frame is to be left out."""
        if self._last is None:
            self._start, self._last = stated, 0.0
            return 0.0
        following = self._last + self._frame_s
        if stated is None:
            t = following
        else:
            if self._start is None or stated - self._start < self._last - RESTART_S:
                self._start = stated - following
            t = stated - self._start
        t = round(t, 9)  # float dust would make equal files differ in print
        if t <= self._last:
            return None
        self._last = t
        return t
