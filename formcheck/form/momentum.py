"""The leg is thrown up or dropped: momentum does the work, not the hip."""

from formcheck.form import limits
from formcheck.form.decide import above, verdict
from formcheck.form.rule import Fault, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Momentum:
    """Judges the times of lift and lowering: the shorter one decides.

    What was not seen may have taken longer or less, and where the opening is uncertain its estimate snaps: both make
    the times uncertain, and what may be honest is not judged.
    """

    fault = Fault.MOMENTUM

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return the verdict on a completed rep."""
        moves = ((measured.lift_s, measured.lift_sigma_s), (measured.lower_s, measured.lower_sigma_s))
        beyond = max(
            1 - above(seconds, sigma, limits.TIME_NEVER_S) if seconds < limits.TIME_FAULT_S else 0.0
            for seconds, sigma in moves
        )
        short = min(above(seconds, sigma, limits.TIME_ALWAYS_S) for seconds, sigma in moves)
        return verdict(beyond, short)


def notes(measured: RepMeasurement) -> list[str]:
    """Return `hurried` for a lift or lowering that is quicker than it should be, fault or not."""
    hurried = measured.lift_s < limits.LIFT_NOTE_S or measured.lower_s < limits.LOWER_NOTE_S
    return ["hurried"] if hurried else []
