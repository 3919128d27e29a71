"""What an exercise is: a value that says what is measured, what is wrong, what is said, and what else it might be."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from formcheck.body.setup import LegsAtStart, SetupIssue
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.form.judge import Judge, Rep
from formcheck.form.pelvis_roll import RollLimits
from formcheck.form.rule import Fault, Rule
from formcheck.motion.explanation import Discard
from formcheck.motion.quantity import Quantity


class Part(Enum):
    """The part of the body that a fault is marked on."""

    PELVIS = auto()
    FEET = auto()


CueChoice = Callable[[Rep, int], Cue]
"""Which cue to give, from the rep and how often the set has heard about this."""


def in_turn(*cues: Cue) -> CueChoice:
    """Return the choice that lets the cues take turns."""
    return lambda _, given: cues[given % len(cues)]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a rep is judged by, and what to do where it is wrong.

    fault: its name.
    rule: makes the rule, with the limits of the exercise.
    cue: what is said during a set.
    next_step: what is advised for the next session.
    part: the part of the body that is marked.
    shown_by: the field of `Posture` that is largest where the fault shows best.
    told_note: the note of a rep that is not told beside the fault.
    timed: whether it is not judged where the speed of a recording is in doubt.
    """

    fault: Fault
    rule: Callable[[], Rule]
    cue: CueChoice
    next_step: NextStep
    part: Part | None = None
    shown_by: str | None = None
    told_note: str | None = None
    timed: bool = False


@dataclass(frozen=True, slots=True)
class OtherMovement:
    """A movement that the exercise must not be taken for.

    reason: why it does not count.
    cue: what is said then.
    name: the exercise that it is, None where it is none.
    """

    reason: Discard
    cue: Cue
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of a person who lies on the side.

    name: in files.
    primary: the quantity whose rise and fall is a rep.
    legs: how the legs lie at the start.
    setup: what keeps a person from starting, each with what to ask for.
    how_it_goes: what explains it before the first rep.
    criteria: what a rep is judged by, in order of priority.
    roll: limits of the pelvic roll, which gauge and plots show too.
    pause_note_s: seconds at the top; below them a pause is asked for.
    likely_rolled: the cue where the pelvis probably rolled back in several reps.
    reset: the cue where those of a criterion did not help.
    others: movements that it must not be taken for.
    """

    name: str
    primary: Quantity
    legs: LegsAtStart
    setup: tuple[tuple[SetupIssue, Instruction], ...]
    how_it_goes: Instruction
    criteria: tuple[Criterion, ...]
    roll: RollLimits
    pause_note_s: float
    likely_rolled: Cue
    reset: Cue
    others: tuple[OtherMovement, ...]

    @property
    def text_id(self) -> str:
        """The id of its name in words."""
        return f"exercise.{self.name}"

    def asked_for(self, issue: SetupIssue) -> Instruction:
        """Return what would remove a set-up issue."""
        return dict(self.setup)[issue]

    def answer(self, reason: Discard) -> Cue | None:
        """Return what is said to somebody who did another movement, None where the reason is no other movement."""
        return next((other.cue for other in self.others if other.reason is reason), None)

    def judge(self) -> Judge:
        """Return a judge of its reps."""
        others = frozenset(other.reason for other in self.others)
        return Judge([criterion.rule() for criterion in self.criteria], self.roll, self.primary, others)
