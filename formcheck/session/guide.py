"""What the person is asked to do next, one thing at a time."""

from enum import Enum

from formcheck.body.setup import SetupIssue


class Instruction(str, Enum):
    """One thing to do."""

    COME_INTO_VIEW = "come-into-view"
    SHOW_WHOLE_BODY = "show-whole-body"
    MORE_LIGHT = "more-light"
    LIE_DOWN = "lie-down"
    TURN_ONTO_SIDE = "turn-onto-side"
    FACE_CAMERA = "face-camera"
    BEND_KNEES = "bend-knees"
    HOLD_STILL = "hold-still"
    BEGIN = "begin"
    OPEN_SLOWLY = "open-slowly"
    MOVE_CAMERA = "move-camera"
    HIGHER = "higher"
    TOWARDS_FEET = "towards-feet"
    GOOD_VIEW = "good-view"
    TOO_BUSY = "too-busy"
    SQUEEZE_OR_LIFT = "squeeze-or-lift"
    SQUEEZE = "squeeze"
    RELAX = "relax"
    PAUSED = "paused"
    LIE_BACK_DOWN = "lie-back-down"
    GO_ON = "go-on"
    TURN_OVER = "turn-over"
    REST = "rest"
    NEXT_SET = "next-set"
    DONE = "done"

    @property
    def text_id(self) -> str:
        """The id of the words, on screen and aloud."""
        return f"instruction.{self.value}"


# What is asked for where this is in the way.
ASKED: dict[SetupIssue, Instruction] = {
    SetupIssue.NOBODY: Instruction.COME_INTO_VIEW,
    SetupIssue.PARTLY_HIDDEN: Instruction.SHOW_WHOLE_BODY,
    SetupIssue.NOT_LYING: Instruction.LIE_DOWN,
    SetupIssue.NOT_ON_SIDE: Instruction.TURN_ONTO_SIDE,
    SetupIssue.BACK_TO_CAMERA: Instruction.FACE_CAMERA,
    SetupIssue.LEGS_STRAIGHT: Instruction.BEND_KNEES,
    SetupIssue.MOVING: Instruction.HOLD_STILL,
}
DARK = 40.0  # J: mean grey level (0 to 255) below which a picture in which nobody is seen whole is too dark


def asked_for(setup_issue: SetupIssue | None, light: float | None) -> Instruction | None:
    """Return what would remove the set-up issue. light: mean grey level of the picture, 0 to 255, None if unknown."""
    if setup_issue is None:
        return None
    if light is not None and light < DARK and setup_issue in (SetupIssue.NOBODY, SetupIssue.PARTLY_HIDDEN):
        return Instruction.MORE_LIGHT
    return ASKED[setup_issue]
