"""The feet part: the top leg is lifted as a whole instead of opened about the feet."""

import numpy as np

from formcheck.body.posture import Posture
from formcheck.form import limits
from formcheck.form.debounce import Debounce
from formcheck.form.rule import Fault, Verdict
from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class FeetApart:
    """Watches the gap between the feet against the start."""

    fault = Fault.FEET_APART

    def __init__(self) -> None:
        self._debounce = Debounce(limits.FEET_FAULT_SHANKS, limits.FEET_HYSTERESIS_SHANKS, limits.FEET_FOR_S)

    def reset(self) -> None:
        """Begin a new rep."""
        self._debounce.reset()

    def update(self, posture: Posture) -> bool:
        """Return whether the feet are apart beyond the limit. Where two looks see them differently, nobody knows."""
        sure = posture.spread <= settings.FLIP_DISAGREEMENT
        return self._debounce.update(posture.t, posture.feet_gap if sure else np.nan)

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return whether the gap was surely small at the top; a large one that was no fault was not sure."""
        together = measured.feet_gap + limits.FEET_TOGETHER_SIGMAS * measured.feet_gap_sigma < limits.FEET_FAULT_SHANKS
        return Verdict.FINE if together else Verdict.NOT_JUDGED
