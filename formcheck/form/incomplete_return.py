"""The knees do not come together before the next rep: the muscle never lets go and the closed position is lost."""

from formcheck.form import limits
from formcheck.form.decide import above, verdict
from formcheck.form.rule import Fault, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class IncompleteReturn:
    """Judges the opening at which a rep ends: where the leg turns up again, or lies still."""

    fault = Fault.INCOMPLETE_RETURN

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on a completed rep."""
        share, sigma = segment.low_deg / measured.opening_deg, measured.low_sigma_deg / measured.opening_deg
        beyond = above(share, sigma, limits.RETURN_NEVER_SHARE)
        return verdict(beyond, 1 - above(share, sigma, limits.RETURN_ALWAYS_SHARE))
