"""What the history tells of the sessions, one row each."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.body.side import Side
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.text.plain_text import encodable


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side of a session, the reps that counted. clean_range_deg: widest opening with a steady pelvis.

    undecided: reps without a fault of which some rule could not be judged. roll_deg: mean. None: unknown.
    """

    lying_on: Side
    reps: int
    clean: int
    undecided: int
    clean_range_deg: float | None
    roll_deg: float | None
    sets: int = 1

    @property
    def judged(self) -> int:
        """Reps with a verdict, clean or not."""
        return self.reps - self.undecided


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. started: ISO 8601, None where it is not known. streak: the most clean reps in a row on one side.

    models: hashes of the pose model and of the body model, None where unknown. exercise: its name.
    """

    name: str
    started: str | None
    duration_s: float
    pain_before: int | None
    pain_after: int | None
    band: str | None
    sides: tuple[SideRow, ...]
    streak: int
    models: tuple[str | None, str | None] = (None, None)
    exercise: str = CLAMSHELL.name

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
        return sum(side.judged for side in self.sides)


def sessions(database: sqlite3.Connection) -> list[SessionRow]:
    """Return the sessions in which there were reps, the oldest first."""
    rows = database.execute(
        "SELECT name, pose_model, roll_model, started, duration_s, pain_before, pain_after, band, exercise "
        "FROM session ORDER BY started, name"
    ).fetchall()
    found = []
    for name, pose_model, roll_model, started, duration_s, pain_before, pain_after, band, exercise in rows:
        shown, sides, streak = encodable(os.fsdecode(name)), _sides(database, name), _streak(database, name)
        models = (pose_model, roll_model)
        row = SessionRow(shown, started, duration_s, pain_before, pain_after, band, sides, streak, models, exercise)
        found.append(row)
    return [row for row in found if row.sides]


def remeasured(sessions: Sequence[SessionRow]) -> list[bool]:
    """Return of each session whether it was measured with another model than the one before, where both are known.

    Numbers before and after are then not the same measure.
    """
    last: tuple[str | None, str | None] = (None, None)
    found = []
    for session in sessions:
        pairs = list(zip(session.models, last, strict=True))
        found.append(any(now != before for now, before in pairs if now is not None and before is not None))
        last = (session.models[0] or last[0], session.models[1] or last[1])
    return found


def _sides(database: sqlite3.Connection, name: str | bytes) -> tuple[SideRow, ...]:
    rows = database.execute(
        "SELECT lying_on, COUNT(*), SUM(clean), SUM(faults = '' AND not_judged != ''), MAX(clean_opening_deg), "
        "AVG(roll_deg), COUNT(DISTINCT set_number) FROM rep WHERE session = ? AND count IS NOT NULL "
        "GROUP BY lying_on ORDER BY MIN(number)",
        (name,),
    ).fetchall()
    return tuple(SideRow(Side(side), *rest) for side, *rest in rows)


def _streak(database: sqlite3.Connection, name: str | bytes) -> int:
    longest = now = 0
    last = None
    rows = database.execute(
        "SELECT lying_on, clean FROM rep WHERE session = ? AND count IS NOT NULL ORDER BY number", (name,)
    )
    for side, clean in rows:
        now = (now if side == last else 0) + 1 if clean else 0
        longest, last = max(longest, now), side
    return longest
