"""What the person is asked to do next to get into position."""

from formcheck.body.setup import SetupIssue
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.instruction import Instruction

DARK = 40.0  # J: mean grey level (0 to 255) below which a picture in which nobody is seen whole is too dark


def asked_for(exercise: Exercise, setup_issue: SetupIssue | None, light: float | None) -> Instruction | None:
    """Return what would remove the set-up issue. light: mean grey level of the picture, 0 to 255, None if unknown."""
    if setup_issue is None:
        return None
    if light is not None and light < DARK and setup_issue in (SetupIssue.NOBODY, SetupIssue.PARTLY_HIDDEN):
        return Instruction.MORE_LIGHT
    return exercise.asked_for(setup_issue)
