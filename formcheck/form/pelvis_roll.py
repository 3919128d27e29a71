"""The pelvis rolls back with the leg: the commonest error, and the reason for this program."""

import numpy as np

from formcheck.body.posture import Posture
from formcheck.form import limits
from formcheck.form.debounce import Debounce
from formcheck.form.rule import Fault, Verdict
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class PelvisRoll:
    """Watches the filtered roll where the view allows it; gives no verdict where its uncertainty leaves both open."""

    fault = Fault.PELVIS_ROLL

    def __init__(self) -> None:
        self._debounce = Debounce(limits.ROLL_FAULT_DEG, limits.ROLL_HYSTERESIS_DEG, limits.ROLL_FOR_S)

    def reset(self) -> None:
        """Begin a new rep."""
        self._debounce.reset()

    def update(self, posture: Posture) -> bool:
        """Return whether the pelvis is rolled back beyond the limit, and surely by more than is never a fault."""
        if not posture.roll_judgeable:
            return self._debounce.update(posture.t, np.nan)
        surely = posture.roll_deg - limits.FAULTY_SIGMAS * posture.roll_sigma_deg
        spare = limits.ROLL_FAULT_DEG - limits.ROLL_NEVER_DEG
        return self._debounce.update(posture.t, float(np.minimum(posture.roll_deg, surely + spare)))

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:
        """Return the verdict on the top, whose mean tells of a roll-back that was too quick to be raised."""
        if not segment.postures[-1].roll_judgeable or measured.roll_known < limits.KNOWN_SHARE:
            return Verdict.NOT_JUDGED
        surely = measured.roll_deg - limits.TOP_FAULTY_SIGMAS * measured.roll_sigma_deg
        if measured.roll_deg > limits.ROLL_FAULT_DEG and surely > limits.ROLL_NEVER_DEG:
            return Verdict.FAULTY
        clean = measured.roll_deg + limits.CLEAN_SIGMAS * measured.roll_sigma_deg < limits.ROLL_ALWAYS_DEG
        return Verdict.FINE if clean else Verdict.NOT_JUDGED


def notes(measured: RepMeasurement) -> list[str]:
    """Return what is worth knowing about roll short of a fault: `roll-share`, `early-roll`."""
    found = []
    large = measured.opening_deg >= limits.ROLL_SHARE_FROM_DEG
    if large and measured.roll_deg > limits.ROLL_SHARE_NOTE * measured.opening_deg:
        found.append("roll-share")
    if measured.early_roll_deg > limits.EARLY_ROLL_DEG:
        found.append("early-roll")
    return found
