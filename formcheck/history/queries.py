"""What the history tells of the sessions, one row each."""

import os
import sqlite3
from dataclasses import dataclass

from formcheck.body.side import Side
from formcheck.text.plain_text import encodable


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side of a session. clean_range_deg: before the pelvis rolled. roll_deg: mean. None: unknown."""

    lying_on: Side
    reps: int
    clean: int
    undecided: int
    clean_range_deg: float | None
    roll_deg: float | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. started: ISO 8601, None where it is not known. streak: the most clean reps in a row on one side."""

    name: str
    started: str | None
    duration_s: float
    pain_before: int | None
    pain_after: int | None
    band: str | None
    sides: tuple[SideRow, ...]
    streak: int

    @property
    def reps(self) -> int:
        """Reps on both sides."""
        return sum(side.reps for side in self.sides)

    @property
    def clean(self) -> int:
        """Clean reps on both sides."""
        return sum(side.clean for side in self.sides)

    @property
    def judged(self) -> int:
        """Reps on both sides that could be judged."""
        return sum(side.reps - side.undecided for side in self.sides)


def sessions(database: sqlite3.Connection) -> list[SessionRow]:
    """Return the sessions in which there were reps, the oldest first."""
    rows = database.execute(
        "SELECT name, started, duration_s, pain_before, pain_after, band FROM session ORDER BY started, name"
    ).fetchall()
    found = []
    for name, *rest in rows:
        values = (encodable(os.fsdecode(name)), *rest, _sides(database, name), _streak(database, name))
        found.append(SessionRow(*values))
    return [row for row in found if row.sides]


def _sides(database: sqlite3.Connection, name: str | bytes) -> tuple[SideRow, ...]:
    rows = database.execute(
        "SELECT lying_on, COUNT(*), SUM(clean), SUM(faults = '' AND not_judged != ''), MAX(clean_opening_deg), "
        "AVG(roll_deg) FROM rep WHERE session = ? GROUP BY lying_on ORDER BY MIN(number)",
        (name,),
    ).fetchall()
    return tuple(SideRow(Side(side), *rest) for side, *rest in rows)


def _streak(database: sqlite3.Connection, name: str | bytes) -> int:
    longest = now = 0
    last = None
    for side, clean in database.execute("SELECT lying_on, clean FROM rep WHERE session = ? ORDER BY number", (name,)):
        now = (now if side == last else 0) + 1 if clean else 0
        longest, last = max(longest, now), side
    return longest
