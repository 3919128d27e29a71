"""The pelvis rolls back with the leg: the commonest error, and the reason for this program."""

import numpy as np

from formcheck.body.posture import Posture
from formcheck.form import limits
from formcheck.form.decide import above, seen_for, verdict
from formcheck.form.rule import Fault, Verdict
from formcheck.form.watch import Watch
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment

OWN_REPS_LEAST = 2  # fine reps of the same person that make another one comparable
OWN_SIGMA_SHARE = 0.88  # of the standard deviation is left between reps of one person: 2.9 of 3.3 degrees


class PelvisRoll:
    """Judges the roll over the top of a rep, alone and against the person's own reps that were fine.

    Other reps may strengthen an accusation, never excuse: somebody may roll in every rep.
    """

    fault = Fault.PELVIS_ROLL

    def __init__(self) -> None:
        self._watch = Watch(limits.ROLL_NEVER_DEG, limits.ROLL_FAULT_DEG, limits.ROLL_HYSTERESIS_DEG)
        self._fine: list[float] = []  # rolls of reps that were fine, degrees

    def reset(self) -> None:
        """Begin a new rep."""
        self._watch.reset()

    def forget_reps(self) -> None:
        """Begin anew: what is measured from another reference cannot be compared."""
        self._fine.clear()

    def update(self, posture: Posture) -> bool:
        """Return whether the pelvis has rolled back beyond the limit, and surely by more than is never a fault."""
        return self._watch.update(posture.t, posture.roll_deg, posture.roll_sigma_deg)

    def judge(self, measured: RepMeasurement, segment: RepSegment) -> Verdict:  # noqa: ARG002 - the interface of rules
        """Return the verdict on the top of a rep."""
        if measured.roll_known < limits.KNOWN_SHARE:
            return Verdict.NOT_JUDGED
        short = 1 - above(measured.roll_deg, measured.roll_sigma_deg, limits.ROLL_ALWAYS_DEG)
        found = verdict(self._beyond(measured), short)
        if found is Verdict.FINE:
            self._fine.append(measured.roll_deg)
        return found

    def _beyond(self, measured: RepMeasurement) -> float:
        if not measured.roll_deg > limits.ROLL_FAULT_DEG:
            return 0.0
        sigma = seen_for(measured.roll_sigma_deg, measured.top_known_s)
        beyond = above(measured.roll_deg, sigma, limits.ROLL_NEVER_DEG)
        if len(self._fine) < OWN_REPS_LEAST:
            return beyond
        own = float(np.median(self._fine))
        against_own = (
            measured.roll_deg - own + max(own, 0.0)
        )  # good reps cannot truly roll forward by much, so a negative reading is an offset
        return max(beyond, above(against_own, OWN_SIGMA_SHARE * sigma, limits.ROLL_NEVER_DEG))


def can_be_judged(sigma_deg: float) -> bool:
    """Return whether roll that is known this well (standard deviation, degrees) can be judged: none at all is fine."""
    return verdict(0.0, 1 - above(0.0, sigma_deg, limits.ROLL_ALWAYS_DEG)) is Verdict.FINE


def probability(measured: RepMeasurement) -> float:
    """Return the probability that the pelvis rolled back beyond the limit; NaN where roll is not known."""
    return above(measured.roll_deg, measured.roll_sigma_deg, limits.ROLL_FAULT_DEG)


def notes(measured: RepMeasurement) -> list[str]:
    """Return what is worth knowing about roll short of a fault: `roll-share`, `early-roll`."""
    found = []
    large = measured.opening_deg >= limits.ROLL_SHARE_FROM_DEG
    if large and measured.roll_deg > limits.ROLL_SHARE_NOTE * measured.opening_deg:
        found.append("roll-share")
    if measured.early_roll_deg > limits.EARLY_ROLL_DEG:
        found.append("early-roll")
    return found
