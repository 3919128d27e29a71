"""Where in the plan a person is: all that a window needs to draw besides the posture."""

from dataclasses import dataclass
from enum import Enum

from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.session.summary import Summary


class Stage(str, Enum):
    """What the person is about."""

    GUIDE = "guide"  # getting into position before a set
    EXERCISE = "exercise"  # in a set, perhaps paused
    TURN_OVER = "turn-over"  # between the sides
    REST = "rest"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """stage: what the person is about. paused: the set stands still, its count kept.

    lying_on: the side of the set, or the one asked for; None while any will do. set_number: from 1, on that side.
    reps, clean, holds: in this set. target: reps planned for it, None without a plan. instruction: what to do now, None
    while a set simply goes on; detail: its sentence for the screen where that says more than the instruction's own
    text. cue: the last one, as long as it is news. until_t: when the rest or the hold under way ends, in seconds of the
    poses. behind: the computer looks too seldom to count reliably. summary: once all is done.
    """

    stage: Stage
    paused: bool
    lying_on: Side | None
    set_number: int
    sets: int
    reps: int
    clean: int
    holds: int
    target: int | None
    instruction: Instruction | None
    detail: CameraAdvice | None
    cue: Cue | None
    until_t: float | None
    behind: bool = False
    summary: Summary | None = None
