"""All rules over a session: which fault begins and ends when, and the verdict on each completed rep."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from formcheck.body.posture import Posture
from formcheck.form.pelvis_roll import RollLimits
from formcheck.form.rule import Fault, Rule, Verdict
from formcheck.motion.explanation import Discard, discarded
from formcheck.motion.measurement import keep_plain_floats, measure
from formcheck.motion.quantity import Quantity
from formcheck.motion.segmenter import RepSegment


@dataclass(frozen=True, slots=True)
class Rep:
    """A completed rep. Times in seconds, angles in degrees; roll is NaN where it could not be judged.

    release_s: when the top was left. clean_opening_deg: the largest opening before roll passed its note limit.
    faults: what was wrong. not_judged: rules that could not be judged. notes: worth knowing, no fault.
    roll_probability: that the pelvis rolled back beyond the limit; NaN where roll is not known.
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
    roll_probability: float = math.nan

    def __post_init__(self) -> None:
        keep_plain_floats(self)

    @property
    def roll_judged(self) -> bool:
        """Whether roll could be judged."""
        return roll_judged(self.not_judged)

    @property
    def likely_rolled(self) -> bool:
        """Whether the pelvis probably rolled back, though not surely enough for a fault."""
        return not self.roll_judged and self.roll_probability >= LIKELY

    @property
    def left_open(self) -> tuple[Fault, ...]:
        """The rules that could not be judged, without roll where it is likely."""
        return tuple(f for f in self.not_judged if not (self.likely_rolled and f is Fault.PELVIS_ROLL))

    @property
    def clean(self) -> bool:
        """Whether no rule was broken and none left unjudged."""
        return not self.faults and not self.not_judged


LIKELY = 0.4  # roll is probable enough for a hint, though not for a fault


def roll_judged(not_judged: Collection[Fault]) -> bool:
    """Return whether the roll of a rep with these unjudged rules could be judged."""
    return Fault.PELVIS_ROLL not in not_judged


class Judge:
    """Watches while a rep is under way, judges when it is done.

    rules: of the exercise, in the order of their notes. roll: its limits of roll. primary: the quantity that makes a
    rep. others: what it may be instead of a rep.
    """

    def __init__(self, rules: Iterable[Rule], roll: RollLimits, primary: Quantity, others: Collection[Discard]) -> None:
        self._rules, self._roll, self._primary, self._others = tuple(rules), roll, primary, others
        self.seen: set[Fault] = set()
        self._now: set[Fault] = set()

    @property
    def present(self) -> list[Fault]:
        """The faults that are there now."""
        return _in_order(self._now)

    def begin_reference(self) -> None:
        """Forget the reps that were measured from another reference."""
        for rule in self._rules:
            rule.forget_reps()
        self.begin_rep()

    def begin_rep(self) -> None:
        """Forget the last rep."""
        self.seen.clear()
        self._now.clear()
        for rule in self._rules:
            rule.reset()

    def watch(self, posture: Posture) -> tuple[list[Fault], list[Fault]]:
        """Return the faults that begin and those that end with this posture."""
        now = {rule.fault for rule in self._rules if rule.update(posture)}
        raised, cleared = now - self._now, self._now - now
        self._now = now
        self.seen |= now
        return _in_order(raised), _in_order(cleared)

    def judge(self, number: int, segment: RepSegment, not_before_s: float = -math.inf) -> Rep | Discard:
        """Return the rep that a completed segment was, or why it was none. `not_before_s`: end of the rep before."""
        numbers = measure(segment, self._primary, self._roll.note_deg, not_before_s)
        no_rep = discarded(numbers, segment, self._others)
        if no_rep is not None:
            return no_rep
        verdicts = {rule.fault: rule.judge(numbers, segment) for rule in self._rules}
        verdicts |= dict.fromkeys(self.seen, Verdict.FAULTY)
        not_judged = _in_order({f for f, v in verdicts.items() if v is Verdict.NOT_JUDGED})
        blind = not roll_judged(not_judged)
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
            tuple(note for rule in self._rules for note in rule.notes(numbers, verdicts[rule.fault])),
            self._roll.probability(numbers),
        )


def _in_order(faults: set[Fault]) -> list[Fault]:
    return [fault for fault in Fault if fault in faults]
