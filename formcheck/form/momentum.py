"""The leg is thrown up or dropped: momentum does the work, not the hip."""

from dataclasses import dataclass

from formcheck.form.decide import above, verdict
from formcheck.form.rule import Fault, Rule, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Seconds of a lift or a lowering.

    always_s: shorter is always a fault. never_s: longer never is. fault_s: between the two, shorter is a fault where
    it is certain. lift_note_s, lower_note_s: a shorter lift or lowering is noted as hurried.
    """

    always_s: float
    never_s: float
    fault_s: float
    lift_note_s: float
    lower_note_s: float


class Momentum(Rule):
    """Judges the times of lift and lowering: the shorter one decides.

    What was not seen may have taken longer or less, and where the opening is uncertain its estimate snaps: both make
    the times uncertain, and what may be honest is not judged.
    """

    fault = Fault.MOMENTUM

    def __init__(self, limits: TimeLimits) -> None:
        self._limits = limits

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return the verdict on a completed rep."""
        limits = self._limits
        moves = ((measured.lift_s, measured.lift_sigma_s), (measured.lower_s, measured.lower_sigma_s))
        beyond = max(
            1 - above(seconds, sigma, limits.never_s) if seconds < limits.fault_s else 0.0 for seconds, sigma in moves
        )
        short = min(above(seconds, sigma, limits.always_s) for seconds, sigma in moves)
        return verdict(beyond, short)

    def notes(self, measured: RepMeasurement, verdict: Verdict) -> list[str]:  # noqa: ARG002 - the interface of rules
        """Return `hurried` for a lift or lowering that is quicker than it should be, fault or not."""
        hurried = measured.lift_s < self._limits.lift_note_s or measured.lower_s < self._limits.lower_note_s
        return ["hurried"] if hurried else []
