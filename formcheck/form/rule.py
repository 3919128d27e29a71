"""What a rule is, and what it says."""

from enum import Enum, auto

from formcheck.body.posture import Posture
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Fault(str, Enum):
    """What can be wrong with a rep. The values are the names in files and on the command line."""

    PELVIS_ROLL = "pelvis-roll"
    MOMENTUM = "momentum"
    FEET_APART = "feet-apart"
    INCOMPLETE_RETURN = "incomplete-return"

    @property
    def text_id(self) -> str:
        """The id under which the words about it stand: `shown`, `set`, `told`, `rule`, `key`."""
        return f"fault.{self.value}"


class Verdict(Enum):
    """A rule's word on a rep."""

    FINE = auto()
    FAULTY = auto()
    NOT_JUDGED = auto()


class Rule:
    """Judges a completed rep. A fault that can be told at once is watched for on every posture of a rep as well.

    A rule takes its limits when it is made: they are the exercise's.
    """

    fault: Fault

    def forget_reps(self) -> None:
        """Forget the reps that were measured from another reference."""

    def reset(self) -> None:
        """Begin a new rep."""

    def update(self, posture: Posture) -> bool:  # noqa: ARG002 - for rules that watch
        """Return whether the fault is there now."""
        return False

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on a completed rep in which `update` raised nothing."""
        raise NotImplementedError

    def notes(self, measured: RepMeasurement, verdict: Verdict) -> list[str]:  # noqa: ARG002 - for rules that have any
        """Return what is worth knowing of a rep, fault or not: the names in files."""
        return []
