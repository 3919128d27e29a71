"""The knees do not come together before the next rep: the muscle never lets go and the start is lost."""

from formcheck.form import limits
from formcheck.form.rule import Fault, Verdict
from formcheck.measure import Shape
from formcheck.reps import Motion


class IncompleteReturn:
    """Judges the opening at which a rep ends: where the leg turns up again, or lies still."""

    fault = Fault.INCOMPLETE_RETURN

    def judge(self, shape: Shape, motion: Motion) -> Verdict:
        """Return the verdict on a completed rep."""
        if motion.low_deg <= limits.RETURN_SHARE * shape.opening_deg:
            return Verdict.FINE
        return Verdict.FAULTY if shape.opening_is_sure else Verdict.NOT_JUDGED
