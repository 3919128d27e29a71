"""What the coach can say about reps: short, positive, pointing outside the body, never "higher".

The wording follows the texts the exercise was taken from; cues that point outward do better than talk of muscles.
"""

from enum import Enum


class Cue(str, Enum):
    """One thing to say. In order of priority: the first that holds is said."""

    PAIN = "pain"
    NOT_JUDGED = "not-judged"
    POCKET = "pocket"
    SMALLER = "smaller"
    HEELS = "heels"
    HONEY = "honey"
    BOOK = "book"
    KNEES = "knees"
    PAUSE = "pause"
    RESET = "reset"
    CORRECTED = "corrected"
    PRAISE = "praise"

    @property
    def text(self) -> str:
        """The words, on screen and aloud."""
        return TEXT[self]

    @property
    def priority(self) -> int:
        """More is said first."""
        return len(Cue) - list(Cue).index(self)


TEXT: dict[Cue, str] = {
    Cue.PAIN: "Stop for sharp or rising pain.",
    Cue.NOT_JUDGED: "I cannot see your pelvis from here. Counting only.",
    Cue.POCKET: "Top pocket to the ceiling.",
    Cue.SMALLER: "Smaller is fine.",
    Cue.HEELS: "Heels glued.",
    Cue.HONEY: "Move through honey.",
    Cue.BOOK: "Close it like a heavy book.",
    Cue.KNEES: "Let the knees meet.",
    Cue.PAUSE: "Pause at the top.",
    Cue.RESET: "Reset: knees together, pelvis forward.",
    Cue.CORRECTED: "That is it. Keep it there.",
    Cue.PRAISE: "Lovely. Just like that.",
}
