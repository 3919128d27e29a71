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
from formcheck.report.phrases import when
from formcheck.report.plots import HALF_IN, LIMIT, OPENING, QUIET, ROLL, as_uri, legend, style
from formcheck.report.session_page import Picture
from formcheck.text.sentences import sentence

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
    pain = [
        (sentence("history.before"), "^:", [s.pain_before for s in sessions]),
        (sentence("history.after"), "s-", [s.pain_after for s in sessions]),
    ]
    entered = any(value is not None for _, _, values in pain for value in values)
    latest = EXERCISES.get(sessions[-1].exercise)
    fault = None if latest is None else latest.roll.fault_deg
    clean, steady, roll = sentence("history.clean"), sentence("history.steady"), sentence("history.roll")
    percent, degrees = sentence("history.clean.unit"), sentence("plot.degrees")
    return [
        _picture(sessions, changes, clean, percent, _clean_percent, (0, 105)),
        _picture(sessions, changes, steady, degrees, lambda side: side.clean_range_deg, (0, 45)),
        _picture(sessions, changes, roll, degrees, lambda side: side.roll_deg, (0, 15), fault),
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
            leg = sentence(f"history.leg.{lying_on.other.value}")
            known = values[np.isfinite(values)]
            _line(axes, values, aside, changes, mark, color=colour, label=leg)
            axes.axis(ymin=min(axes.get_ylim()[0], known.min() - 1), ymax=max(axes.get_ylim()[1], known.max() + 2))
            told.append(sentence("history.from-to", what=leg, first=round(known[0]), last=round(known[-1])))
        if limit is not None:
            axes.axhline(limit, color=LIMIT, linestyle="--", linewidth=1)
        axes.set_ylabel(unit)
        _finish(axes, sessions, changes)
        known_told = ", ".join(told) or sentence("history.not-known")
        alt = sentence("history.alt", title=title, unit=unit, told=known_told) + _told(changes)
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
            if known:
                told.append(sentence("history.from-to", what=when_asked, first=known[0], last=known[-1]))
        axes.set(ylabel=sentence("history.pain.axis"), ylim=(-0.5, 10.5))
        _finish(axes, sessions, changes)
        alt = sentence("history.pain.alt", told=", ".join(told)) + _told(changes)
        return Picture(as_uri(figure), alt, sentence("history.pain"))


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
        words = sentence("history.other-model")
        axes.text(i - 0.5, 0.03, words, transform=above, rotation=90, ha="right", va="bottom", fontsize=9)
    if axes.get_legend_handles_labels()[0]:
        legend(axes)


def _told(changes: Sequence[int]) -> str:
    return f" {sentence('history.other-model.alt')}" if changes else ""


def _day(session: SessionRow) -> str:
    try:
        day = datetime.fromisoformat(session.started or "")
    except ValueError:
        return session.name[:10]
    return sentence("report.day", day=day.day, month=sentence(f"month.{day.month}"))


def _of(session: SessionRow, lying_on: Side, value: Callable[[SideRow], float | None]) -> float:
    found = [value(side) for side in session.sides if side.lying_on is lying_on]
    return found[0] if found and found[0] is not None else np.nan
