"""The pelvis rolls back with the leg: the commonest error, and the reason for this program."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.posture import Posture
from formcheck.form.decide import above, seen_for, verdict
from formcheck.form.rule import Fault, Rule, Verdict
from formcheck.form.watch import Watch
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment

OWN_REPS_LEAST = 2  # fine reps of the same person that make another one comparable
OWN_SIGMA_SHARE = 0.88  # of the standard deviation is left between reps of one person: 2.9 of 3.3 degrees


@dataclass(frozen=True, slots=True)
class RollLimits:
    """How far the pelvis may roll back, in degrees.

    never_deg: up to this never a fault. always_deg: from here on always one. fault_deg: between the two, more is a
    fault where it is certain. hysteresis_deg: a raised fault clears below fault minus this. note_deg: worth noting, and
    the end of a clean opening. share_note: a larger roll by opening is noted, from share_from_deg of opening on.
    early_deg: more before half the lift is noted. known_share: of the rep's upper half in which roll must be known.
    """

    note_deg: float
    fault_deg: float
    never_deg: float
    always_deg: float
    hysteresis_deg: float
    share_note: float
    share_from_deg: float
    early_deg: float
    known_share: float

    def can_be_judged(self, sigma_deg: float) -> bool:
        """Return whether roll known this well (standard deviation, degrees) can be judged: none at all is fine."""
        return verdict(0.0, 1 - above(0.0, sigma_deg, self.always_deg)) is Verdict.FINE

    def probability(self, measured: RepMeasurement) -> float:
        """Return the probability that the pelvis rolled back beyond the limit; NaN where roll is not known."""
        return above(measured.roll_deg, measured.roll_sigma_deg, self.fault_deg)


class PelvisRoll(Rule):
    """Judges the roll over the top of a rep, alone and against the person's own reps that were fine.

    Other reps may strengthen an accusation, never excuse: somebody may roll in every rep.
    """

    fault = Fault.PELVIS_ROLL

    def __init__(self, limits: RollLimits) -> None:
        self._limits = limits
        self._watch = Watch(limits.never_deg, limits.fault_deg, limits.hysteresis_deg)
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
        if measured.roll_known < self._limits.known_share:
            return Verdict.NOT_JUDGED
        short = 1 - above(measured.roll_deg, measured.roll_sigma_deg, self._limits.always_deg)
        found = verdict(self._beyond(measured), short)
        if found is Verdict.FINE:
            self._fine.append(measured.roll_deg)
        return found

    def _beyond(self, measured: RepMeasurement) -> float:
        if not measured.roll_deg > self._limits.fault_deg:
            return 0.0
        sigma = seen_for(measured.roll_sigma_deg, measured.top_known_s)
        beyond = above(measured.roll_deg, sigma, self._limits.never_deg)
        if len(self._fine) < OWN_REPS_LEAST:
            return beyond
        own = float(np.median(self._fine))
        against_own = (
            measured.roll_deg - own + max(own, 0.0)
        )  # good reps cannot truly roll forward by much, so a negative reading is an offset
        return max(beyond, above(against_own, OWN_SIGMA_SHARE * sigma, self._limits.never_deg))

    def notes(self, measured: RepMeasurement, verdict: Verdict) -> list[str]:
        """Return what is worth knowing about roll that was judged: `roll-share`, `early-roll`."""
        if verdict is Verdict.NOT_JUDGED:
            return []
        found, limits = [], self._limits
        large = measured.opening_deg >= limits.share_from_deg
        if large and measured.roll_deg > limits.share_note * measured.opening_deg:
            found.append("roll-share")
        if measured.early_roll_deg > limits.early_deg:
            found.append("early-roll")
        return found
