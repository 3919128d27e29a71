"""The history as a page: how reps, clean range and roll went over the sessions, leg by leg."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.body.side import Side
from formcheck.form import limits
from formcheck.history.progression import advice, weeks_in_a_row
from formcheck.history.queries import SessionRow, SideRow
from formcheck.report.page import render
from formcheck.report.plots import LIMIT, OPENING, ROLL, WIDTH_IN, as_uri, style
from formcheck.report.session_page import Picture
from formcheck.report.words import when

DRAWN_MOST = 60  # the latest sessions; more than two months of daily ones do not fit a page


def history_page(sessions: Sequence[SessionRow], today: date) -> str:
    """Return the page as HTML."""
    drawn = sessions[-DRAWN_MOST:]
    return render(
        "history.html",
        sessions=list(reversed(sessions)),
        when=when,
        advice=advice(sessions),
        weeks=weeks_in_a_row(sessions, today),
        streak=max((session.streak for session in sessions), default=0),
        pictures=_pictures(drawn) if drawn else [],
    )


def _pictures(sessions: Sequence[SessionRow]) -> list[Picture]:
    pain = [("before", "^:", [s.pain_before for s in sessions]), ("after", "s-", [s.pain_after for s in sessions])]
    entered = [_pain_picture(sessions, pain)] if any(value is not None for _, _, of in pain for value in of) else []
    return [
        _picture(sessions, "Clean reps", "% of the judged reps", _clean_percent),
        _picture(sessions, "Clean range", "degrees of opening", lambda side: side.clean_range_deg),
        _picture(sessions, "Mean pelvic roll back", "degrees", lambda side: side.roll_deg, limits.ROLL_FAULT_DEG),
        *entered,
    ]


def _clean_percent(side: SideRow) -> float | None:
    judged = side.reps - side.undecided
    return 100 * side.clean / judged if judged else None


def _picture(
    sessions: Sequence[SessionRow],
    title: str,
    unit: str,
    value: Callable[[SideRow], float | None],
    limit: float | None = None,
) -> Picture:
    told = []
    with style():
        figure = Figure(figsize=(WIDTH_IN, 2.8), layout="constrained")
        axes = figure.subplots()
        for lying_on, colour, mark in ((Side.RIGHT, OPENING, "o-"), (Side.LEFT, ROLL, "D--")):
            values = np.array([_of(session, lying_on, value) for session in sessions])
            if not np.isfinite(values).any():
                continue
            leg = lying_on.other.value
            axes.plot(range(len(values)), values, mark, color=colour, label=f"{leg} leg")
            known = values[np.isfinite(values)]
            told.append(f"{leg} leg from {round(known[0])} to {round(known[-1])}")
        if limit is not None:
            axes.axhline(limit, color=LIMIT, linestyle="--", linewidth=1)
        axes.set(ylabel=unit, ylim=(min(0, axes.get_ylim()[0]), None))
        _finish(axes, sessions)
        return Picture(as_uri(figure), f"{title} in {unit}: {', '.join(told) or 'not known'}.", title=title)


def _pain_picture(sessions: Sequence[SessionRow], pain: Sequence[tuple[str, str, list[int | None]]]) -> Picture:
    told = []
    with style():
        figure = Figure(figsize=(WIDTH_IN, 2.4), layout="constrained")
        axes = figure.subplots()
        for (when_asked, mark, values), colour in zip(pain, (ROLL, OPENING), strict=True):
            axes.plot(
                range(len(values)), [np.nan if v is None else v for v in values], mark, color=colour, label=when_asked
            )
            known = [value for value in values if value is not None]
            told += [f"{when_asked} from {known[0]} to {known[-1]}"] if known else []
        axes.set(ylabel="pain, 0 to 10", ylim=(-0.5, 10.5))
        _finish(axes, sessions)
        return Picture(as_uri(figure), f"Pain, 0 to 10: {', '.join(told)}.", title="Pain before and after")


def _finish(axes: Axes, sessions: Sequence[SessionRow]) -> None:
    """Name the sessions below and the lines above."""
    every = max(1, len(sessions) // 10)
    names = [(session.started or session.name)[5:10] for session in sessions]
    axes.set_xticks(range(0, len(sessions), every), names[::every])
    axes.set_xlim(-0.5, max(len(sessions), 4) - 0.5)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(ncols=2, frameon=False, loc="lower left", bbox_to_anchor=(0, 1))


def _of(session: SessionRow, lying_on: Side, value: Callable[[SideRow], float | None]) -> float:
    found = [value(side) for side in session.sides if side.lying_on is lying_on]
    return found[0] if found and found[0] is not None else np.nan
