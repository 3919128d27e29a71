"""What is chosen before a session: the plan and the pain now. Values only; `start_screen.py` draws them."""

from dataclasses import dataclass, replace
from enum import Enum

from formcheck.body.side import Side
from formcheck.session.plan import REPS_MOST, SETS_MOST, Plan
from formcheck.text.sentences import sentence

WORST_PAIN = 10
LEGS = (None, Side.LEFT, Side.RIGHT)  # both, one after the other; or one alone


class Row(Enum):
    """A line of the form."""

    LEG = "leg"
    REPS = "reps"
    SETS = "sets"
    PAIN = "pain"

    @property
    def text_id(self) -> str:
        """The id of its name."""
        return f"start.{self.value}"


ROWS = tuple(Row)


@dataclass(frozen=True, slots=True)
class StartForm:
    """plan: as chosen so far. pain: 0 to 10, None where it was not told. row: the one that arrow keys change."""

    plan: Plan
    pain: int | None = None
    row: Row = Row.LEG

    def moved(self, by: int) -> "StartForm":
        """Return the form with another row chosen, rows further down."""
        return replace(self, row=ROWS[(ROWS.index(self.row) + by) % len(ROWS)])

    def changed(self, by: int) -> "StartForm":
        """Return the form with the chosen row's value moved by as much, within its range."""
        plan = self.plan
        if self.row is Row.LEG:
            return replace(self, plan=replace(plan, leg=LEGS[(LEGS.index(plan.leg) + by) % len(LEGS)]))
        if self.row is Row.REPS:
            return replace(self, plan=replace(plan, reps=min(max(plan.reps + by, 1), REPS_MOST)))
        if self.row is Row.SETS:
            return replace(self, plan=replace(plan, sets=min(max(plan.sets + by, 1), SETS_MOST)))
        pain = 0 if self.pain is None else self.pain + by
        return replace(self, pain=None if pain < 0 else min(pain, WORST_PAIN))

    def value(self, row: Row) -> str:
        """Return the words for a row's value."""
        if row is Row.LEG:
            leg = self.plan.leg
            return sentence("start.leg.both") if leg is None else sentence(f"start.leg.{leg.value}")
        if row is Row.PAIN:
            return sentence("start.pain.not-told") if self.pain is None else str(self.pain)
        return str(self.plan.reps if row is Row.REPS else self.plan.sets)
