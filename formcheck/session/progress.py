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
    """stage: what the person is about. lying_on: the side of the set, or the one asked for; None while any will do.

    paused: the set stands still, its count kept. set_number: from 1, on that side.
    reps, clean, holds: in this set. target: reps planned for it, None without a plan. instruction: what to do now, None
    while a set simply goes on; detail: its sentence for the screen where that says more than the instruction's own
    text. cue: the last one, as long as it is news. until_t: when the rest or the hold under way ends, in seconds of the
    poses. behind: the computer looks too seldom to count reliably. summary: once all is done.

    What is left out is as in a first set in which nothing has been done and nothing said.
    """

    stage: Stage
    lying_on: Side | None
    paused: bool = False
    set_number: int = 1
    sets: int = 1
    reps: int = 0
    clean: int = 0
    holds: int = 0
    target: int | None = None
    instruction: Instruction | None = None
    detail: CameraAdvice | None = None
    cue: Cue | None = None
    until_t: float | None = None
    behind: bool = False
    summary: Summary | None = None
