"""The history as a page: how reps, opening and roll went over the sessions, leg by leg."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from formcheck.body.side import Side
from formcheck.exercise.known import EXERCISES
from formcheck.history.progression import advice, weeks_in_a_row
from formcheck.history.queries import SessionRow, SideRow, remeasured
from formcheck.pose import Floats
from formcheck.report.page import render
from formcheck.report.phrases import MONTHS, when
from formcheck.report.plots import HALF_IN, LIMIT, OPENING, QUIET, ROLL, as_uri, legend, style
from formcheck.report.session_page import Picture

DRAWN_MOST = 60  # the latest sessions; more than two months of daily ones do not fit a page
ASIDE = 0.12  # legs stand beside each other by this share of a session: equal values hide neither
LEGS = ((Side.RIGHT, OPENING, "o-", -ASIDE), (Side.LEFT, ROLL, "D--", ASIDE))
TICKS_MOST = 6


def history_page(sessions: Sequence[SessionRow], today: date, links: Mapping[str, str]) -> str:
    """Return the page as HTML. links: addresses of the reports there are, by the session's name."""
    changed = remeasured(sessions)
    drawn, marks = sessions[-DRAWN_MOST:], changed[-DRAWN_MOST:]
    return render(
        "history.html",
        sessions=list(zip(sessions, changed, strict=True))[::-1],
        links=links,
        when=when,
        advice=advice(sessions),
        weeks=weeks_in_a_row(sessions, today),
        streak=max((session.streak for session in sessions), default=0),
        pictures=_pictures(drawn, [i for i, is_new in enumerate(marks) if is_new and i]) if drawn else [],
        remeasured=any(changed),
    )


def _pictures(sessions: Sequence[SessionRow], changes: Sequence[int]) -> list[Picture]:
    pain = [("before", "^:", [s.pain_before for s in sessions]), ("after", "s-", [s.pain_after for s in sessions])]
    entered = any(value is not None for _, _, values in pain for value in values)
    steady, roll = "Widest opening with a steady pelvis", "Mean pelvic roll back"
    latest = EXERCISES.get(sessions[-1].exercise)
    fault = None if latest is None else latest.roll.fault_deg
    return [
        _picture(sessions, changes, "Clean reps", "% of the judged reps", _clean_percent, (0, 105)),
        _picture(sessions, changes, steady, "degrees", lambda side: side.clean_range_deg, (0, 45)),
        _picture(sessions, changes, roll, "degrees", lambda side: side.roll_deg, (0, 15), fault),
        *([_pain_picture(sessions, changes, pain)] if entered else []),
    ]


def _clean_percent(side: SideRow) -> float | None:
    return 100 * side.clean / side.judged if side.judged else None


def _picture(
    sessions: Sequence[SessionRow],
    changes: Sequence[int],
    title: str,
    unit: str,
    value: Callable[[SideRow], float | None],
    shown: tuple[float, float],
    limit: float | None = None,
) -> Picture:
    """Return the picture of a value of each leg. shown: what the axis shows at least. limit: a line."""
    told = []
    with style():
        figure = Figure(figsize=(HALF_IN, 2.8), layout="constrained")
        axes = figure.subplots()
        axes.axis(ymin=shown[0], ymax=shown[1])
        for lying_on, colour, mark, aside in LEGS:
            values = np.array([_of(session, lying_on, value) for session in sessions])
            if not np.isfinite(values).any():
                continue
            leg = lying_on.other.value
            known = values[np.isfinite(values)]
            _line(axes, values, aside, changes, mark, color=colour, label=f"{leg} leg")
            axes.axis(ymin=min(axes.get_ylim()[0], known.min() - 1), ymax=max(axes.get_ylim()[1], known.max() + 2))
            told.append(f"{leg} leg from {round(known[0])} to {round(known[-1])}")
        if limit is not None:
            axes.axhline(limit, color=LIMIT, linestyle="--", linewidth=1)
        axes.set_ylabel(unit)
        _finish(axes, sessions, changes)
        alt = f"{title} in {unit}: {', '.join(told) or 'not known'}.{_told(changes)}"
        return Picture(as_uri(figure), alt, title)


def _pain_picture(
    sessions: Sequence[SessionRow], changes: Sequence[int], pain: Sequence[tuple[str, str, list[int | None]]]
) -> Picture:
    told = []
    with style():
        figure = Figure(figsize=(HALF_IN, 2.8), layout="constrained")
        axes = figure.subplots()
        for (when_asked, mark, values), colour, aside in zip(pain, (ROLL, OPENING), (-ASIDE, ASIDE), strict=True):
            known = [value for value in values if value is not None]
            heights = np.array([np.nan if value is None else value for value in values], np.float64)
            _line(axes, heights, aside, (), mark, color=colour, label=when_asked)
            told += [f"{when_asked} from {known[0]} to {known[-1]}"] if known else []
        axes.set(ylabel="pain, 0 to 10", ylim=(-0.5, 10.5))
        _finish(axes, sessions, changes)
        return Picture(as_uri(figure), f"Pain, 0 to 10: {', '.join(told)}.{_told(changes)}", "Pain before and after")


def _line(
    axes: Axes, values: Floats, aside: float, changes: Sequence[int], mark: str, *, color: str, label: str
) -> None:
    """Draw a value of each session as a line, which breaks where the model changed."""
    x, y = (
        np.insert(along, list(changes), np.nan)
        for along in (np.arange(len(values)) + float(aside), np.asarray(values, float))
    )
    axes.plot(x, y, mark, color=color, label=label, markersize=5)


def _finish(axes: Axes, sessions: Sequence[SessionRow], changes: Sequence[int]) -> None:
    """Name the sessions below and the lines above; mark where the model changed."""
    every = -(-len(sessions) // TICKS_MOST)
    axes.set_xticks(range(0, len(sessions), every), [_day(session) for session in sessions[::every]])
    axes.set_xlim(-0.5, max(len(sessions), 4) - 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    for i in changes:
        axes.axvline(i - 0.5, color=QUIET, linewidth=1, linestyle="-.")
        above = axes.get_xaxis_transform()
        axes.text(i - 0.5, 0.03, "another model", transform=above, rotation=90, ha="right", va="bottom", fontsize=9)
    if axes.get_legend_handles_labels()[0]:
        legend(axes)


def _told(changes: Sequence[int]) -> str:
    return " Measured with another model in between: not the same measure." if changes else ""


def _day(session: SessionRow) -> str:
    try:
        day = datetime.fromisoformat(session.started or "")
    except ValueError:
        return session.name[:10]
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _of(session: SessionRow, lying_on: Side, value: Callable[[SideRow], float | None]) -> float:
    found = [value(side) for side in session.sides if side.lying_on is lying_on]
    return found[0] if found and found[0] is not None else np.nan
