"""The feet part: the top leg is lifted as a whole instead of opened about the feet."""

import math

from formcheck.body.posture import Posture
from formcheck.form import limits
from formcheck.form.decide import above, seen_for, verdict
from formcheck.form.rule import Fault, Verdict
from formcheck.form.watch import Watch
from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class FeetApart:
    """Watches the gap between the feet against the reference."""

    fault = Fault.FEET_APART

    def __init__(self) -> None:
        self._watch = Watch(limits.FEET_NEVER_SHANKS, limits.FEET_FAULT_SHANKS, limits.FEET_HYSTERESIS_SHANKS)

    def reset(self) -> None:
        """Begin a new rep."""
        self._watch.reset()

    def update(self, posture: Posture) -> bool:
        """Return whether the feet are apart beyond the limit. Where the two detections disagree, nobody knows."""
        sure = posture.flip_disagreement <= settings.FLIP_DISAGREEMENT
        return self._watch.update(posture.t, posture.feet_gap if sure else math.nan, posture.feet_gap_sigma)

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return the verdict on the top of a rep."""
        sigma = seen_for(measured.feet_gap_sigma, measured.top_known_s)
        beyond = above(measured.feet_gap, sigma, limits.FEET_NEVER_SHANKS)
        sure = measured.flip_disagreement <= settings.FLIP_DISAGREEMENT and measured.feet_gap > limits.FEET_FAULT_SHANKS
        return verdict(
            beyond if sure else 0.0, 1 - above(measured.feet_gap, measured.feet_gap_sigma, limits.FEET_FAULT_SHANKS)
        )
