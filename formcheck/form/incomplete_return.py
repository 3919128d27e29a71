"""The knees do not come together before the next rep: the muscle never lets go and the closed position is lost."""

from dataclasses import dataclass

from formcheck.form.decide import above, verdict
from formcheck.form.rule import Fault, Rule, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


@dataclass(frozen=True, slots=True)
class ReturnLimits:
    """Opening at which a rep ends, as a share of its largest: up to the first no fault, from the second on one."""

    never_share: float
    always_share: float


class IncompleteReturn(Rule):
    """Judges the opening at which a rep ends: where the leg turns up again, or lies still."""

    fault = Fault.INCOMPLETE_RETURN

    def __init__(self, limits: ReturnLimits) -> None:
        self._limits = limits

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on a completed rep."""
        share, sigma = segment.low_deg / measured.opening_deg, measured.low_sigma_deg / measured.opening_deg
        beyond = above(share, sigma, self._limits.never_share)
        return verdict(beyond, 1 - above(share, sigma, self._limits.always_share))
