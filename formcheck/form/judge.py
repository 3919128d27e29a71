"""All rules over a session: which fault begins and ends when, and the verdict on each completed rep."""

import math
from dataclasses import dataclass

from formcheck.body.posture import Posture
from formcheck.form import limits
from formcheck.form.feet_apart import FeetApart
from formcheck.form.incomplete_return import IncompleteReturn
from formcheck.form.momentum import Momentum
from formcheck.form.pelvis_roll import PelvisRoll, notes
from formcheck.form.rule import Fault, JudgedRule, Verdict, WatchedRule
from formcheck.measure import Shape, shape
from formcheck.reps import Motion


@dataclass(frozen=True, slots=True)
class Rep:
    """A completed rep. Times in seconds, angles in degrees; roll is NaN where it could not be judged.

    release_s: when the top was left. clean_opening_deg: the largest opening before roll passed its note limit.
    faults: what was wrong. not_judged: rules that could not be judged. notes: worth knowing, no fault.
    """

    number: int
    start_s: float
    top_s: float
    release_s: float
    end_s: float
    opening_deg: float
    roll_deg: float
    roll_sigma_deg: float
    clean_opening_deg: float
    lift_s: float
    hold_s: float
    lower_s: float
    faults: tuple[Fault, ...]
    not_judged: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether no rule was broken and none left unjudged."""
        return not self.faults and not self.not_judged


class Judge:
    """Watches while a rep is under way, judges when it is done."""

    def __init__(self) -> None:
        self._watched: tuple[WatchedRule, ...] = (PelvisRoll(), FeetApart())
        self._judged: tuple[JudgedRule, ...] = (Momentum(), IncompleteReturn())
        self.seen: set[Fault] = set()
        self._now: set[Fault] = set()

    @property
    def present(self) -> list[Fault]:
        """The faults that are there now."""
        return _in_order(self._now)

    def begin_rep(self) -> None:
        """Forget the last rep."""
        self.seen.clear()
        self._now.clear()
        for rule in self._watched:
            rule.reset()

    def watch(self, posture: Posture) -> tuple[list[Fault], list[Fault]]:
        """Return the faults that begin and those that end with this posture."""
        now = {rule.fault for rule in self._watched if rule.update(posture)}
        raised, cleared = now - self._now, self._now - now
        self._now = now
        self.seen |= now
        return _in_order(raised), _in_order(cleared)

    def judge(self, number: int, motion: Motion) -> Rep | None:
        """Return the rep that a completed motion was.

        None where it was a leg raise, a slide, the skeleton's slip, or too uncertain to have been a lift at all.
        """
        numbers = shape(motion)
        if numbers.ankles_apart - numbers.knees_apart > limits.LEG_RAISE_LENGTHS:
            return None
        if numbers.knees_apart < limits.KNEES_PART_LENGTHS or _slipped(numbers, motion):
            return None
        if numbers.opening_deg < limits.REP_LEAST_SIGMAS * numbers.opening_sigma_deg:
            return None
        verdicts = {rule.fault: rule.judge(numbers, motion) for rule in (*self._watched, *self._judged)}
        verdicts |= dict.fromkeys(self.seen, Verdict.FAULTY)
        not_judged = _in_order({f for f, v in verdicts.items() if v is Verdict.NOT_JUDGED})
        blind = Fault.PELVIS_ROLL in not_judged
        return Rep(
            number,
            numbers.start_s,
            numbers.top_s,
            numbers.release_s,
            numbers.end_s,
            numbers.opening_deg,
            math.nan if blind else numbers.roll_deg,
            math.nan if blind else numbers.roll_sigma_deg,
            math.nan if blind else numbers.clean_opening_deg,
            numbers.lift_s,
            numbers.hold_s,
            numbers.lower_s,
            tuple(_in_order({f for f, v in verdicts.items() if v is Verdict.FAULTY})),
            tuple(not_judged),
            () if blind else tuple(notes(numbers)),
        )


def _slipped(numbers: Shape, motion: Motion) -> bool:
    """Return whether the skeleton, not the leg, moved: it was over at once, or soon, small and seen differently.

    Or soon, and an uncertain opening went on to rise again: the rest of it is the rep.
    """
    took_s = numbers.end_s - numbers.start_s
    if took_s < limits.REP_LEAST_S:
        return True
    if took_s >= limits.REP_UNSURE_LEAST_S:
        return False
    in_two = motion.reversed_at_deg is not None and not numbers.opening_is_sure
    small = numbers.opening_deg < limits.REP_UNSURE_SIGMAS * numbers.opening_sigma_deg
    return in_two or (small and numbers.spread > limits.SPREAD_SHARE)


def _in_order(faults: set[Fault]) -> list[Fault]:
    return [fault for fault in Fault if fault in faults]
