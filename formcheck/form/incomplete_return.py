"""The knees do not come together before the next rep: the muscle never lets go and the start is lost."""

from formcheck.form import limits
from formcheck.form.rule import Fault, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class IncompleteReturn:
    """Judges the opening at which a rep ends: where the leg turns up again, or lies still."""

    fault = Fault.INCOMPLETE_RETURN

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on a completed rep."""
        if segment.low_deg <= limits.RETURN_SHARE * measured.opening_deg:
            return Verdict.FINE
        return Verdict.FAULTY if measured.opening_is_sure else Verdict.NOT_JUDGED
