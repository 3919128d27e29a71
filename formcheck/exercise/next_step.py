"""What can be advised for the next session."""

from enum import Enum


class NextStep(str, Enum):
    """What to do differently, or not, next time."""

    SMALLER = "smaller"
    HEELS = "heels"
    SLOWER = "slower"
    KNEES = "knees"
    MOVE_CAMERA = "move-camera"
    MORE_REPS = "more-reps"
    SAME = "same"

    @property
    def text_id(self) -> str:
        """The id of the words, on screen and aloud."""
        return f"next.{self.value}"
