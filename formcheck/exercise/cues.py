"""What the coach can say about reps: short, positive, pointing outside the body, never "higher".

The wording follows the texts the exercise was taken from; cues that point outward do better than talk of muscles.
"""

from enum import Enum


class Cue(str, Enum):
    """One thing to say. In order of priority: the first that holds is said."""

    PAIN = "pain"
    NOT_JUDGED = "not-judged"
    NO_REP_FEET = "no-rep-feet"
    NO_REP_KNEE = "no-rep-knee"
    NO_REP_UNCLEAR = "no-rep-unclear"
    NO_REP_LOST = "no-rep-lost"
    NO_REP_MOVED = "no-rep-moved"
    POCKET = "pocket"
    SMALLER = "smaller"
    LESS = "less"
    HEELS = "heels"
    HONEY = "honey"
    BOOK = "book"
    KNEES = "knees"
    PAUSE = "pause"
    RESET = "reset"
    CORRECTED = "corrected"
    PRAISE = "praise"

    @property
    def text_id(self) -> str:
        """The id of the words, on screen and aloud."""
        return f"cue.{self.value}"
