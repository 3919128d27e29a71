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
    def text(self) -> str:
        """The words, on screen and aloud."""
        return TEXT[self]

    @property
    def priority(self) -> int:
        """More is said first."""
        return len(Cue) - list(Cue).index(self)


TEXT: dict[Cue, str] = {
    Cue.PAIN: "Stop if pain becomes sharp or gets worse.",
    Cue.NOT_JUDGED: "Your pelvis is hard to see from here. I keep counting.",
    Cue.NO_REP_FEET: "That one didn't count: keep your feet together.",
    Cue.NO_REP_KNEE: "That one didn't count: move only your top knee.",
    Cue.NO_REP_UNCLEAR: "I couldn't see that one clearly. Open slowly and pause.",
    Cue.NO_REP_LOST: "That one didn't count: stay in view.",
    Cue.NO_REP_MOVED: "That one didn't count: keep your body still.",
    Cue.POCKET: "Top pocket to the ceiling.",
    Cue.SMALLER: "Smaller is fine.",
    Cue.LESS: "Open a little less and keep your pelvis still.",
    Cue.HEELS: "Heels glued.",
    Cue.HONEY: "Move through honey.",
    Cue.BOOK: "Close it like a heavy book.",
    Cue.KNEES: "Let the knees meet.",
    Cue.PAUSE: "Pause at the top.",
    Cue.RESET: "Reset: knees together, pelvis forward.",
    Cue.CORRECTED: "That's it. Keep it there.",
    Cue.PRAISE: "Lovely. Just like that.",
}
