"""Says one instruction at a time, calmly: none for what passes, none over another, and again only now and then."""

from formcheck.body.view import CameraAdvice
from formcheck.exercise.instruction import Instruction
from formcheck.session.events import Instructed

AGAIN_S = 8.0  # an instruction that still holds is said again after this time, then after twice as long, and so on
TIMES = 4  # then it only stays on the screen: an empty room is not called for ever
# Who left knows, and the exercise is explained once.
SAID_ONCE = frozenset({Instruction.LIE_BACK_DOWN, Instruction.REST, Instruction.DONE, Instruction.OPEN_SLOWLY})
APART_S = 1.5  # no other instruction comes sooner: somebody on the move needs no commentary


class Announcer:
    """`want` once a pose; `say` for what must be said at once."""

    def __init__(self) -> None:
        self.current: Instruction | None = None
        self.detail: CameraAdvice | None = None
        self._wanted: Instruction | None = None
        self._wanted_since = 0.0
        self._pinned_until = float("-inf")
        self._said_at = float("-inf")
        self._said: dict[Instruction, tuple[float, int]] = {}

    def begin(self) -> None:
        """Begin a new stage: nothing holds from before, and what was said may be said again at once."""
        self._said.clear()
        self.release()

    def say(self, t: float, instruction: Instruction, until_t: float, detail: CameraAdvice | None = None) -> Instructed:
        """Return the instruction, said now and current until then."""
        self.current, self.detail = instruction, detail
        self._pinned_until = until_t
        return self._speak(t)

    def free(self, t: float) -> bool:
        """Whether nothing said at once is still to stay."""
        return t >= self._pinned_until

    def release(self) -> None:
        """Give way to whatever is wanted."""
        self._pinned_until = float("-inf")

    def want(self, t: float, instruction: Instruction | None, dwell_s: float) -> Instructed | None:
        """Return the instruction to say now, if any, where this one fits what is seen and has to hold for `dwell_s`."""
        if not self.free(t):
            return None
        if instruction is not self._wanted:
            self._wanted, self._wanted_since = instruction, t
        if instruction is None:
            self.current = self.detail = None
            return None
        if t - self._wanted_since < dwell_s:
            return None
        self.current, self.detail = instruction, None
        at, times = self._said.get(instruction, (float("-inf"), 0))
        due = times < (1 if instruction in SAID_ONCE else TIMES) and t - at >= AGAIN_S * 2 ** max(times - 1, 0)
        return self._speak(t) if due and t - self._said_at >= APART_S else None

    def _speak(self, t: float) -> Instructed:
        assert self.current is not None
        self._said[self.current] = (t, self._said.get(self.current, (0.0, 0))[1] + 1)
        self._said_at = t
        return Instructed(t, self.current, self.detail)
