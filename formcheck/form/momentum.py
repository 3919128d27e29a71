"""The leg is thrown up or dropped: momentum does the work, not the hip."""

from formcheck.form import limits
from formcheck.form.rule import Fault, Verdict
from formcheck.measure import Shape
from formcheck.reps import Motion


class Momentum:
    """Judges the times of a rep: one of them far too short, or two signs at note level."""

    fault = Fault.MOMENTUM

    def judge(self, shape: Shape, motion: Motion) -> Verdict:
        """Return the verdict on a completed rep."""
        if shape.lift_s < limits.LIFT_FAULT_S or shape.lower_s < limits.LOWER_FAULT_S:
            return Verdict.FAULTY
        signs = (
            shape.lift_s < limits.LIFT_NOTE_S,
            shape.lower_s < limits.LOWER_NOTE_S,
            shape.speed_ratio > limits.SPEED_RATIO_NOTE,
            shape.pause_s < limits.PAUSE_NOTE_S,
            motion.reversed_at_deg is not None,
        )
        return Verdict.FAULTY if sum(signs) >= 2 else Verdict.FINE
