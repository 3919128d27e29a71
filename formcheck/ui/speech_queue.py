"""Decides what is said when: one voice, and nothing that comes too late to help. Time comes with every call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from formcheck.exercise.cues import Cue
from formcheck.session import events as ev
from formcheck.session.events import Event


class Rank(IntEnum):
    """What waits gives way to what comes later with the same rank or a higher one."""

    COUNT = 0
    CUE = 1
    INSTRUCTION = 2
    WARNING = 3


PATIENCE_S = {Rank.COUNT: 1.3, Rank.CUE: 3.0, Rank.INSTRUCTION: 8.0, Rank.WARNING: 8.0}  # then it is stale


def rank_of(event: Event) -> Rank:
    """Return the rank of what is said about the event."""
    match event:
        case ev.CueGiven(cue=Cue.PAIN) | ev.PlanCompleted():
            return Rank.WARNING
        case ev.CueGiven(cue=Cue.NOT_JUDGED) | ev.Instructed():
            return Rank.INSTRUCTION
        case ev.CueGiven():
            return Rank.CUE
        case _:
            return Rank.COUNT


@dataclass(frozen=True, slots=True)
class Utterance:
    """Sounds said one after another. asked_t: seconds."""

    asked_t: float
    rank: Rank
    names: tuple[str, ...]


class SpeechQueue:
    """`ask` for speech, then take what is `due`, both in order of time. length_s: how long a sound takes to say."""

    def __init__(self, length_s: Callable[[str], float]) -> None:
        self._length_s = length_s
        self._waiting: list[Utterance] = []
        self._rest: tuple[str, ...] = ()  # of the utterance under way
        self._busy_until = float("-inf")

    def ask(self, t: float, rank: Rank, names: Sequence[str]) -> None:
        """Ask for an utterance. What was asked at the same time keeps its turn; what is older and no higher goes."""
        self._waiting = [u for u in self._waiting if u.asked_t == t or u.rank > rank]
        self._waiting.append(Utterance(t, rank, tuple(names)))

    def hold(self, until_t: float) -> None:
        """Let nothing begin before `until_t` seconds."""
        self._busy_until = max(self._busy_until, until_t)

    def due(self, t: float) -> str | None:
        """Return the sound that begins now, if any."""
        if t < self._busy_until:
            return None
        if not self._rest:
            self._waiting = [u for u in self._waiting if t - u.asked_t <= PATIENCE_S[u.rank]]
            if not self._waiting:
                return None
            self._rest = self._waiting.pop(0).names
        name, self._rest = self._rest[0], self._rest[1:]
        self._busy_until = t + self._length_s(name)
        return name

    def drain(self) -> list[str]:
        """Return all that is still to be said, and forget it."""
        names = [*self._rest, *(name for utterance in self._waiting for name in utterance.names)]
        self._waiting.clear()
        self._rest = ()
        return names
