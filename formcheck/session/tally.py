"""Counts a set as it is done."""

from collections import Counter

from formcheck.body.side import Side
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.session.summary import SetResult


class Tally:
    """`add` each rep and `add_hold` each timed hold of one set on one side."""

    def __init__(self, lying_on: Side, set_number: int) -> None:
        self.lying_on = lying_on
        self.set_number = set_number
        self.reps = self.clean = self.not_judged = self.holds = 0
        self._faults: Counter[Fault] = Counter()

    @property
    def done(self) -> int:
        """Reps and holds together: either brings the target nearer."""
        return self.reps + self.holds

    def add(self, rep: Rep) -> None:
        """Count a rep."""
        self.reps += 1
        self.clean += rep.clean
        self.not_judged += bool(rep.not_judged and not rep.faults)
        self._faults.update(rep.faults)

    def add_hold(self) -> None:
        """Count a timed hold."""
        self.holds += 1

    def result(self, target: int, *, early: bool) -> SetResult:
        """Return the set as it stands. early: whether it ends short of the target."""
        faults = tuple(self._faults.most_common())
        return SetResult(
            self.lying_on, self.set_number, self.reps, self.clean, self.not_judged, self.holds, faults, early, target
        )
