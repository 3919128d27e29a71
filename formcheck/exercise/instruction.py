"""What the person can be asked to do, one thing at a time."""

from enum import Enum


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
