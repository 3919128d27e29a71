"""The leg is thrown up or dropped: momentum does the work, not the hip."""

from formcheck.form import limits
from formcheck.form.rule import Fault, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Momentum:
    """Judges the times of a rep: one far too short, or one short and another sign beside it.

    A pause left out, a bounce or a jerk is no momentum in a slow rep. Of a very small one only the gravest sign shows,
    for its times drown in the estimate's noise. Where the opening is uncertain its estimate snaps, and a slow rep looks
    fast, never the other way round: so what looks slow is fine, and what looks fast is a fault only where the opening
    is sure and the times would still be short were they longer by its uncertainty's share.
    """

    fault = Fault.MOMENTUM

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on a completed rep. What was not seen is not judged: it may have taken longer or less."""
        lift_s, lower_s = measured.lift_s - measured.lift_unseen_s, measured.lower_s - measured.lower_unseen_s
        if not _fast(measured, segment, lift_s, lower_s):
            return Verdict.FINE
        longer = 1 + measured.opening_sigma_deg / measured.opening_deg
        lift_s = longer * measured.lift_s + measured.lift_unseen_s
        lower_s = longer * measured.lower_s + measured.lower_unseen_s
        surely = measured.opening_is_sure and _fast(measured, segment, lift_s, lower_s)
        return Verdict.FAULTY if surely else Verdict.NOT_JUDGED


def _fast(measured: RepMeasurement, segment: RepSegment, lift_s: float, lower_s: float) -> bool:
    if lift_s < limits.LIFT_FAULT_S or lower_s < limits.LOWER_FAULT_S:
        return True
    if measured.opening_deg < limits.TIMED_FROM_DEG:
        return False
    short = (lift_s < limits.LIFT_NOTE_S, lower_s < limits.LOWER_NOTE_S)
    signs = (
        all(short),
        measured.speed_ratio > limits.SPEED_RATIO_NOTE,
        measured.pause_s < limits.PAUSE_NOTE_S,
        segment.reversed_at_deg is not None,
    )
    return any(short) and any(signs)
