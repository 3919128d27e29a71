"""Which cue to give after a rep, if any: silence inside tolerance, one focus at a time, and never nagging."""

from collections import Counter, deque
from typing import TypeAlias

from formcheck.exercise.cues import Cue
from formcheck.exercise.exercise import CueChoice, Exercise, in_turn
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard

SEEN_OF_LAST = (2, 3)  # a fault is cued once it was there in two of the last three reps
AGAIN_S = 8.0  # the same cue comes at most so often
TIMES_A_SET = 3  # and at most so many times; after that a reset is suggested, once
LIKELY_REPS = 3  # reps of a set in which the pelvis probably rolled, before a harmless hint
PRAISE_EVERY = 5  # clean reps to one word of praise

Concern: TypeAlias = Fault | Cue  # a fault, or what is worth a word without being one

# What to do about a movement that was not seen well enough to count, whatever the exercise; slips of the skeleton and a
# session's end are nobody's doing.
UNSEEN: dict[Discard, Cue] = {
    Discard.UNCLEAR: Cue.NO_REP_UNCLEAR,
    Discard.LOST: Cue.NO_REP_LOST,
    Discard.MOVED: Cue.NO_REP_MOVED,
}
NOBODYS_DOING = frozenset({Discard.ARTIFACT, Discard.UNFINISHED})


class CuePolicy:
    """`begin_set` before each set, `after_rep` after each of its reps, `after_discard` after what was none."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        # In order of priority.
        self._choices: dict[Concern, CueChoice] = {c.fault: c.cue for c in exercise.criteria}
        self._choices[Cue.PAUSE] = in_turn(Cue.PAUSE)
        self._told_not_judged = False
        self.begin_set()

    def begin_set(self) -> None:
        """Forget the last set, but not what is said once a session."""
        self._last: deque[Rep] = deque(maxlen=SEEN_OF_LAST[1])
        self._given: Counter[Concern] = Counter()
        self._given_at: dict[Concern, float] = {}  # concern or answer, in seconds
        self._reset_suggested = False
        self._corrected = False  # a cue was given, and no clean rep came since
        self._likely = 0  # reps of the set in which the pelvis probably rolled
        self._clean_since_praise = 0

    def not_judged(self) -> Cue | None:
        """Return the cue that roll cannot be judged from here, once a session."""
        if self._told_not_judged:
            return None
        self._told_not_judged = True
        return Cue.NOT_JUDGED

    def after_rep(self, t: float, rep: Rep) -> Cue | None:
        """Return what to say about the rep completed at `t` seconds, None for nothing."""
        self._last.append(rep)
        self._likely += rep.likely_rolled
        if rep.likely_rolled and self._likely == LIKELY_REPS:
            return self._exercise.likely_rolled
        unseen = (not r.roll_judged and not r.likely_rolled for r in self._last)
        if sum(unseen) >= SEEN_OF_LAST[0]:
            cue = self.not_judged()
            if cue is not None:
                return cue
        if rep.clean and not self._concerns(rep):
            return self._praise()
        for concern in self._choices:
            seen = sum(concern in self._concerns(r) for r in self._last)
            if concern in self._concerns(rep) and seen >= SEEN_OF_LAST[0]:
                if self._given[concern] < TIMES_A_SET:
                    return self._correct(t, concern, rep)
                if not self._reset_suggested and self._due(t, concern):
                    self._reset_suggested = self._corrected = True
                    return self._exercise.reset
        return None

    def after_discard(self, t: float, reason: Discard) -> Cue | None:
        """Return what to say about the movement discarded at `t` seconds, None for nothing."""
        cue = UNSEEN.get(reason) or self._exercise.answer(reason)
        if cue is None or not self._due(t, cue):
            return None
        self._given_at[cue] = t
        return cue

    def _concerns(self, rep: Rep) -> tuple[Concern, ...]:
        """Return what is worth a word about a rep."""
        return (*rep.faults, Cue.PAUSE) if rep.hold_s < self._exercise.pause_note_s else rep.faults

    def _due(self, t: float, concern: Concern) -> bool:
        return t - self._given_at.get(concern, -AGAIN_S) >= AGAIN_S

    def _correct(self, t: float, concern: Concern, rep: Rep) -> Cue | None:
        if not self._due(t, concern):
            return None  # no lesser one takes its place: one focus at a time
        cue = self._choices[concern](rep, self._given[concern])
        self._given[concern] += 1
        self._given_at[concern] = t
        self._corrected = True
        return cue

    def _praise(self) -> Cue | None:
        self._clean_since_praise += 1
        corrected, self._corrected = self._corrected, False
        if not corrected and self._clean_since_praise < PRAISE_EVERY:
            return None
        self._clean_since_praise = 0
        return Cue.CORRECTED if corrected else Cue.PRAISE
