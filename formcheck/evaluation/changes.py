"""What today's rules make different of a recorded session, in words."""

import math
from collections import Counter
from collections.abc import Sequence

from formcheck.evaluation.matching import pair_reps
from formcheck.form.judge import Rep
from formcheck.recording.event_codec import encode_event
from formcheck.session.events import Event, RepCompleted

WORTH_S, WORTH_DEG = 0.05, 0.5  # what a display rounds away is told only as "other numbers"


def reps_of(events: Sequence[Event]) -> list[Rep]:
    """Return the completed reps among the events."""
    return [event.rep for event in events if isinstance(event, RepCompleted)]


def changes(recorded: Sequence[Event], now: Sequence[Event]) -> list[str]:
    """Return what differs, a sentence each; empty where the events are the same bit for bit."""
    was, is_now = reps_of(recorded), reps_of(now)
    paired = pair_reps(was, is_now)
    lines = [f"Rep {was[i].number} at {was[i].start_s:.1f} s is no longer found." for i in paired.only_found]
    lines += [f"Rep {is_now[j].number} at {is_now[j].start_s:.1f} s is new." for j in paired.only_true]
    for i, j in paired.pairs:
        told = _rep(was[i], is_now[j])
        lines += [f"Rep {was[i].number}: {told}."] if told else []
    before, after = (Counter(_others(events)) for events in (recorded, now))
    for kind in sorted({*before, *after}, key=str):
        if before[kind] != after[kind]:
            lines.append(f"{kind[0]} at {kind[1]:.2f} s: {_times(before[kind])} recorded, {_times(after[kind])} now.")
    if not lines and [encode_event(e) for e in recorded] != [encode_event(e) for e in now]:
        lines.append("The same reps and events, with numbers that differ by less than is shown.")
    return lines


def _times(count: int) -> str:
    return {0: "not", 1: "once"}.get(count, f"{count} times")


def _rep(was: Rep, now: Rep) -> str:
    told = []
    for name, unit, worth in (
        ("start_s", "s", WORTH_S),
        ("end_s", "s", WORTH_S),
        ("lift_s", "s", WORTH_S),
        ("lower_s", "s", WORTH_S),
        ("opening_deg", "°", WORTH_DEG),
        ("roll_deg", "°", WORTH_DEG),
    ):
        a, b = getattr(was, name), getattr(now, name)
        if math.isnan(a) != math.isnan(b) or abs(a - b) >= worth:
            told.append(f"{name.rsplit('_', 1)[0]} {a:.1f} {unit}, now {b:.1f} {unit}".replace("nan", "unknown"))
    for what, before, after in (
        ("faults", [f.value for f in was.faults], [f.value for f in now.faults]),
        ("not judged", [f.value for f in was.not_judged], [f.value for f in now.not_judged]),
        ("notes", list(was.notes), list(now.notes)),
    ):
        if before != after:
            told.append(f"{what} {', '.join(before) or 'none'}, now {', '.join(after) or 'none'}")
    return "; ".join(told)


def _others(events: Sequence[Event]) -> list[tuple[str, float]]:
    return [(type(event).__name__, round(event.t, 2)) for event in events if not isinstance(event, RepCompleted)]
