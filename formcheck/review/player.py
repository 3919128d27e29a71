"""Where a replay stands: plays, stops, steps and jumps. Pure: real time comes in as seconds passed."""

from collections.abc import Sequence

SPEEDS = (1.0, 0.5, 0.25)
JUST_BEFORE_S = 0.3  # jumping back twice in a row goes further back
LEAD_S = 0.5  # a jump ends a little before what it goes to


class Player:
    """t: seconds of the session, from `start_s` to `end_s`. playing, speed: how it goes on."""

    def __init__(self, times: Sequence[float]) -> None:
        self._times = times
        self.start_s, self.end_s = (times[0], times[-1]) if times else (0.0, 0.0)
        self.t = self.start_s
        self.playing = True
        self.speed = SPEEDS[0]

    def advance(self, seconds: float) -> None:
        """Let real time pass."""
        if self.playing:
            self.jump(self.t + seconds * self.speed)
            self.playing = self.t < self.end_s

    def toggle(self) -> None:
        """Play or stop; at the end, play from the start."""
        if not self.playing and self.t >= self.end_s:
            self.t = self.start_s
        self.playing = not self.playing

    def slower(self) -> None:
        """Take the next lower speed, after the lowest the full one."""
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]

    def step(self, index: int, frames: int) -> None:
        """Stop, and go from the frame of that index so many frames on, or back where negative."""
        self.playing = False
        if self._times:
            self.t = self._times[min(max(index + frames, 0), len(self._times) - 1)]

    def jump(self, t: float) -> None:
        """Go to `t` seconds."""
        self.t = min(max(t, self.start_s), self.end_s)

    def next(self, marks: Sequence[float]) -> None:
        """Go just before the next of the marks, which are times in order; stay where there is none."""
        after = [mark for mark in marks if mark - LEAD_S > self.t + 1e-6]
        if after:
            self.jump(after[0] - LEAD_S)

    def previous(self, marks: Sequence[float]) -> None:
        """Go just before the mark before."""
        before = [mark for mark in marks if mark - LEAD_S < self.t - JUST_BEFORE_S]
        if before:
            self.jump(before[-1] - LEAD_S)
