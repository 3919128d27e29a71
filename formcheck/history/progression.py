"""What many sessions say: weeks in a row, and when a thicker band may be offered."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from formcheck.history.queries import SessionRow
from formcheck.text.sentences import sentence

CLEAN_REPS = 15  # the exercise's source texts: after two sessions of 15 clean reps at low pain
SESSIONS = 2
LOW_PAIN = 3  # J: of 10, before and after; the sources call 1 to 5 suitable and do not say what is low


def advice(sessions: Sequence[SessionRow]) -> str | None:
    """Return the offer of a thicker band where the last two sessions earn it, otherwise None."""
    last = sessions[-SESSIONS:]
    earned = len(last) == SESSIONS and last[0].band == last[1].band and all(_earned(session) for session in last)
    return sentence("progression.band") if earned else None


def _earned(session: SessionRow) -> bool:
    pains = (session.pain_before, session.pain_after)
    low = all(pain is not None and pain <= LOW_PAIN for pain in pains)
    return low and bool(session.sides) and all(side.clean >= CLEAN_REPS for side in session.sides)


def weeks_in_a_row(sessions: Sequence[SessionRow], today: date) -> int:
    """Return for how many weeks in a row there was a session, the week of `today` or the one before being the last."""
    weeks = {_monday(day) for day in (_day(session) for session in sessions) if day is not None}
    week = _monday(today)
    if week not in weeks:
        week -= timedelta(weeks=1)
    count = 0
    while week in weeks:
        count += 1
        week -= timedelta(weeks=1)
    return count


def _day(session: SessionRow) -> date | None:
    """Return the day of a session, None where it is not known."""
    try:
        return datetime.fromisoformat(session.started or "").date()
    except ValueError:
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
