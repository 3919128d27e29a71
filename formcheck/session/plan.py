"""What is to be done: reps, sets, rests."""

from dataclasses import dataclass

from formcheck.body.side import Side

REPS_MOST = 20  # 10 to 20 a leg: the exercise's source texts
SETS_MOST = 3
REST_MOST_S = 600.0


@dataclass(frozen=True, slots=True)
class Plan:
    """reps: a set's, 1 to 20. sets: a side's, 1 to 3. rest_s: between two rounds, 0 to 600 seconds.

    leg: the only one that works, None for both. Both take turns, without rest: one leg rests while the other works.
    Raises ValueError, its text for the user, where a number is outside.
    """

    reps: int = 10
    sets: int = 1
    rest_s: float = 60.0
    leg: Side | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.reps <= REPS_MOST:
            raise ValueError(f"reps must be between 1 and {REPS_MOST}, not {self.reps}")
        if not 1 <= self.sets <= SETS_MOST:
            raise ValueError(f"sets must be between 1 and {SETS_MOST}, not {self.sets}")
        if not 0 <= self.rest_s <= REST_MOST_S:
            raise ValueError(f"rest must be between 0 and {REST_MOST_S:.0f} seconds, not {self.rest_s:g}")

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides to lie on."""
        return tuple(Side) if self.leg is None else (self.leg.other,)


class Rounds:
    """How much of the plan is done. A round is a set on each side lain on; either side may begin it."""

    def __init__(self, plan: Plan) -> None:
        self._sets = plan.sets
        self._done = dict.fromkeys(plan.sides, 0)

    def next_number(self, side: Side) -> int:
        """Return the number of the next set on that side, from 1."""
        return self._done[side] + 1

    def due(self, side: Side) -> bool:
        """Return whether a set on that side comes next, or may."""
        done = self._done.get(side, self._sets)
        return done < self._sets and done == min(self._done.values())

    def complete(self, side: Side) -> None:
        """Count a set on that side."""
        self._done[side] += 1

    @property
    def complete_round(self) -> bool:
        """Whether both sides have done as much."""
        return len(set(self._done.values())) == 1

    @property
    def complete_plan(self) -> bool:
        """Whether nothing is left to do."""
        return min(self._done.values()) == self._sets
