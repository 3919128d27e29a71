"""The feet part: the top leg is lifted as a whole instead of opened about the feet."""

import math
from dataclasses import dataclass

from formcheck.body.posture import Posture
from formcheck.form.decide import above, seen_for, verdict
from formcheck.form.rule import Fault, Rule, Verdict
from formcheck.form.watch import Watch
from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


@dataclass(frozen=True, slots=True)
class FeetLimits:
    """Widening of the gap between the feet, in shank lengths.

    never_shanks: up to this never a fault. fault_shanks: from here on a fault where it is certain.
    hysteresis_shanks: a raised fault clears below fault minus this.
    """

    never_shanks: float
    fault_shanks: float
    hysteresis_shanks: float


class FeetApart(Rule):
    """Watches the gap between the feet against the reference."""

    fault = Fault.FEET_APART

    def __init__(self, limits: FeetLimits) -> None:
        self._limits = limits
        self._watch = Watch(limits.never_shanks, limits.fault_shanks, limits.hysteresis_shanks)

    def reset(self) -> None:
        """Begin a new rep."""
        self._watch.reset()

    def update(self, posture: Posture) -> bool:
        """Return whether the feet are apart beyond the limit. Where the two detections disagree, nobody knows."""
        sure = posture.flip_disagreement <= settings.FLIP_DISAGREEMENT
        return self._watch.update(posture.t, posture.feet_gap if sure else math.nan, posture.feet_gap_sigma)

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return the verdict on the top of a rep."""
        limits = self._limits
        sigma = seen_for(measured.feet_gap_sigma, measured.top_known_s)
        beyond = above(measured.feet_gap, sigma, limits.never_shanks)
        sure = measured.flip_disagreement <= settings.FLIP_DISAGREEMENT and measured.feet_gap > limits.fault_shanks
        return verdict(
            beyond if sure else 0.0, 1 - above(measured.feet_gap, measured.feet_gap_sigma, limits.fault_shanks)
        )
