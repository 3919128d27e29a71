"""A physiotherapist's word on every rep, kept as it is given."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from formcheck.evaluation.matching import match
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.recording.labels import LabelledRep, Labels


class Labelling:
    """`labels` stand for the reps found, in their order of time, and for those that were missed.

    Labels are given blind: a rep found starts as one without a fault, whatever the program judged, and its verdict is
    `shown` once the label is confirmed. What was labelled before is taken over where it is the same rep. `keep` is
    called with the labels after every change.
    """

    def __init__(self, found: Sequence[Rep], before: Labels | None, keep: Callable[[Labels], None]) -> None:
        self._keep = keep
        old = list(before.reps) if before is not None else []
        same = dict(match([(r.start_s, r.end_s) for r in found], [(r.start_s, r.end_s) for r in old]))
        self._reps = [_proposal(rep) for i, rep in enumerate(found) if i not in same] + old
        self._reps.sort(key=lambda rep: rep.start_s)
        self._missed_from: float | None = None

    @property
    def labels(self) -> Labels:
        """What was said so far."""
        return Labels(reps=tuple(self._reps))

    @property
    def missed_from(self) -> float | None:
        """When a missed rep that is being marked begins, None while none is."""
        return self._missed_from

    def index_at(self, t: float) -> int | None:
        """Return the index of the rep under way at `t` seconds, or of the last before; None before all."""
        begun = [i for i, rep in enumerate(self._reps) if rep.start_s <= t]
        return begun[-1] if begun else None

    def shown(self, t: float) -> bool:
        """Return whether the verdicts up to `t` seconds may be shown: every rep begun by then is labelled."""
        return all(rep.checked for rep in self._reps if rep.start_s <= t)

    def confirm(self, index: int) -> None:
        """Say that the rep is labelled: it is as it stands. Its verdict may be shown from here."""
        if not self._reps[index].checked:
            self._change(index, checked=True, blind=True)

    def toggle_counted(self, index: int) -> None:
        """Say that it is a rep, or that it is none."""
        self._change(index, blind=False, counted=not self._reps[index].counted)

    def toggle_fault(self, index: int, fault: Fault) -> None:
        """Say that the fault was there, or that it was not."""
        now = set(self._reps[index].faults) ^ {fault}
        self._change(index, blind=False, faults=tuple(f for f in Fault if f in now))

    def mark_missed(self, t: float) -> None:
        """Mark the start of a rep that was missed; called again, later, its end. An end before the start undoes it."""
        if self._missed_from is None:
            self._missed_from = t
            return
        if t > self._missed_from:
            missed = LabelledRep(start_s=round(self._missed_from, 3), end_s=round(t, 3), checked=False)
            self._reps.append(missed)
            self._reps.sort(key=lambda rep: rep.start_s)
            self._keep(self.labels)
        self._missed_from = None

    def _change(self, index: int, **what: object) -> None:
        self._reps[index] = replace(self._reps[index], **what)
        self._keep(self.labels)


def _proposal(rep: Rep) -> LabelledRep:
    start, end = round(rep.start_s, 3), round(rep.end_s, 3)
    return LabelledRep(start_s=start, end_s=max(end, start + 0.001), checked=False)
