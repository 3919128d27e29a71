"""Which rep is which: the leg, the set and the number that were counted aloud."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from formcheck.body.side import Side
from formcheck.form.judge import Rep
from formcheck.session.events import Event, RepCompleted, RepCounted, SetRestarted, SetStarted


@dataclass(frozen=True, slots=True)
class CountedRep:
    """A completed rep. set_number: from 1, on its leg. count: within the set, from 1; None where it did not count."""

    lying_on: Side
    set_number: int
    count: int | None
    rep: Rep

    @property
    def leg(self) -> Side:
        """The leg that works: the upper one."""
        return self.lying_on.other


def counted(events: Iterable[Event]) -> tuple[CountedRep, ...]:
    """Return the completed reps in their order. Without a plan every rep counts, in one set for each leg."""
    found: list[CountedRep] = []
    sets: dict[Side, int] = {}
    for event in events:
        if isinstance(event, SetStarted):
            sets[event.lying_on] = event.set_number
        elif isinstance(event, RepCompleted):
            found.append(CountedRep(event.lying_on, sets.get(event.lying_on, 1), None, event.rep))
        elif isinstance(event, RepCounted) and found:
            found[-1] = replace(found[-1], count=event.count)
        elif isinstance(event, SetRestarted):
            again = (event.lying_on, event.set_number)
            found = [replace(rep, count=None) if (rep.lying_on, rep.set_number) == again else rep for rep in found]
    return tuple(found) if sets else number([(rep.lying_on, rep.rep) for rep in found])


def number(reps: Iterable[tuple[Side, Rep]]) -> tuple[CountedRep, ...]:
    """Return reps without a plan, each with the side lain on: numbered on each leg."""
    done = Counter[Side]()
    found = []
    for side, rep in reps:
        done[side] += 1
        found.append(CountedRep(side, 1, done[side], rep))
    return tuple(found)
