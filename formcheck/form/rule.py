"""What a rule says, and the two kinds of rule."""

from enum import Enum, auto
from typing import Protocol

from formcheck.body.posture import Posture
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Fault(str, Enum):
    """What can be wrong with a rep. The values are the names in files and on the command line."""

    PELVIS_ROLL = "pelvis-roll"
    MOMENTUM = "momentum"
    FEET_APART = "feet-apart"
    INCOMPLETE_RETURN = "incomplete-return"


class Verdict(Enum):
    """A rule's word on a rep."""

    FINE = auto()
    FAULTY = auto()
    NOT_JUDGED = auto()


class JudgedRule(Protocol):
    """Judges a completed rep."""

    fault: Fault

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict."""


class WatchedRule(JudgedRule, Protocol):
    """Watches every posture of a rep as it comes; its `judge` is asked where that raised nothing."""

    def reset(self) -> None:
        """Begin a new rep."""

    def update(self, posture: Posture) -> bool:
        """Return whether the fault is there now."""
