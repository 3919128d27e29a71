"""The questions after a session: number keys answer them, time skips them. Every call gives the time in seconds."""

from enum import Enum

from formcheck.text.sentences import sentence

ASKED_S = 20.0  # then the question is skipped: nobody need get up for it
TEN_S = 1.5  # how long a 1 waits for its 0
MOST = 10


class Question(Enum):
    """The questions in their order."""

    PAIN = "pain"
    EFFORT = "effort"

    @property
    def text_id(self) -> str:
        """The id of the words on the screen."""
        return f"question.{self.value}"


class Questions:
    """`digit` and `skip` for the keys, `pass_time` once a turn. answers: 0 to 10 each; what was skipped is missing."""

    def __init__(self, t: float) -> None:
        self.answers: dict[Question, int] = {}
        self._left = list(Question)
        self._until = t + ASKED_S
        self._one = False  # a 1 was typed, which may become a 10

    @property
    def current(self) -> Question | None:
        """What is asked now, None when that is over."""
        return self._left[0] if self._left else None

    @property
    def words(self) -> str | None:
        """The question with what was typed so far."""
        return None if self.current is None else f"{sentence(self.current.text_id)}{' 1' if self._one else ''}"

    def digit(self, t: float, digit: int) -> None:
        """Take a number key."""
        if self._one and digit == 0:
            self._answer(t, MOST)
            return
        if self._one:
            self._answer(t, 1)
        if digit == 1 and self._left:
            self._one, self._until = True, t + TEN_S
        else:
            self._answer(t, digit)

    def skip(self, t: float) -> None:
        """Go on to the next question: a typed 1 counts, nothing else is answered."""
        if self._one:
            self._answer(t, 1)
        elif self._left:
            self._next(t)

    def pass_time(self, t: float) -> None:
        """Skip what nobody answers."""
        if self._left and t >= self._until:
            self.skip(t)

    def _answer(self, t: float, value: int) -> None:
        if self._left:
            self.answers[self._left[0]] = value
            self._next(t)

    def _next(self, t: float) -> None:
        del self._left[0]
        self._one, self._until = False, t + ASKED_S
