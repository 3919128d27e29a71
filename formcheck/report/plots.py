"""Plots as SVG for the pages. The same numbers give the same bytes: fonts come with the library, no date, no chance."""

import base64
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.form import limits
from formcheck.form.judge import Rep
from formcheck.pose import Floats
from formcheck.report.story import Story

# Dark enough to read on paper, apart for every kind of colour blindness (Okabe & Ito 2008); marks differ in shape too.
OPENING, ROLL, LIMIT, FAULTY, QUIET = "#005a8c", "#a04000", "#7a1f1f", "#a04000", "#5a6470"
WIDTH_IN = 9.0
REP_S = 5.0  # what a rep takes
PANEL_S = 60.0  # a dozen reps
PANELS_MOST = 60
POINTS_MOST = 900  # a panel is about 900 pixels wide
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "svg.fonttype": "path",
    "svg.hashsalt": "formcheck",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "hatch.linewidth": 0.6,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the pages' style."""
    with mpl.rc_context(STYLE):
        yield


def as_uri(figure: Figure, kind: str = "svg+xml") -> str:
    """Return the figure as a data URI. kind: svg+xml or jpeg."""
    buffer = io.BytesIO()
    if kind == "svg+xml":
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    else:
        figure.savefig(buffer, format="jpeg", dpi=100, pil_kwargs={"quality": 80})
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def panels(story: Story) -> list[tuple[float, float]]:
    """Return stretches of about a minute at most, in seconds, that hold all reps; what lies between is left out."""
    if not story.reps:
        return []
    whole = story.reps[-1][1].end_s - story.reps[0][1].start_s
    longest = whole / max(1, math.ceil(whole / PANEL_S)) + REP_S  # panels of about the same length
    found: list[tuple[float, float]] = []
    for _, rep in story.reps:
        start, end = rep.start_s - 1.0, rep.end_s + 1.0
        if found and end - found[-1][0] <= longest and start - found[-1][1] <= PANEL_S / 6:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found[:PANELS_MOST]


def timeline(story: Story, start: float, end: float) -> str:
    """Return opening and roll from `start` to `end` seconds, with limits, uncertainty, reps and faults."""
    t, opening, roll, sigma = thinned(*story.curves.between(start, end))
    reps = [rep for _, rep in story.reps if start <= rep.start_s and rep.end_s <= end]
    with style():
        figure = Figure(figsize=(WIDTH_IN, 4.6), layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True)
        _line(upper, t, opening, OPENING)
        upper.set(ylabel="opening °", ylim=(min(-5, _least(opening) - 2), max(20, _most(opening) + 10)))
        lower.set(ylabel="roll back °", xlabel="seconds", xlim=(start, end))
        lower.set_ylim(min(-10, _least(roll) - 2), max(20, _most(roll + np.nan_to_num(sigma)) + 3))
        if np.isfinite(roll).any():
            lower.fill_between(t, roll - sigma, roll + sigma, color=ROLL, alpha=0.22, linewidth=0)
            _line(lower, t, roll, ROLL)
        else:
            middle = (0.5, 0.5)
            lower.text(*middle, "roll not judged from this view", transform=lower.transAxes, ha="center", color=QUIET)
        for value, words, dashes in ((limits.ROLL_NOTE_DEG, "note", ":"), (limits.ROLL_FAULT_DEG, "fault", "--")):
            lower.axhline(value, color=LIMIT, linestyle=dashes, linewidth=1)
            lower.text(end, value, f" {words} {value:g}°", color=LIMIT, va="center", fontsize=9)
        for rep in reps:
            _mark_rep(upper, lower, rep)
        marks = [event for event in story.raised if start <= event.t <= end]
        heights = np.interp([event.t for event in marks], t, np.nan_to_num(roll)) if len(t) else [0.0] * len(marks)
        lower.plot([event.t for event in marks], heights, "X", color=FAULTY, markersize=9, markeredgecolor="white")
        return as_uri(figure)


def _mark_rep(upper: Axes, lower: Axes, rep: Rep) -> None:
    for axes in (upper, lower):
        kind: Any = (
            {"facecolor": "none", "hatch": "///", "edgecolor": "#d9b8a0"} if rep.faults else {"color": "#e8eef3"}
        )
        axes.axvspan(rep.start_s, rep.end_s, zorder=0, linewidth=0, **kind)
    label = f"{rep.number} {'✗' if rep.faults else '?' if rep.not_judged else '✓'}"
    upper.text((rep.start_s + rep.end_s) / 2, 0.98, label, transform=upper.get_xaxis_transform(), ha="center", va="top")


def tempo(reps: Sequence[Rep]) -> str:
    """Return a bar for each rep: lift, hold and lower in seconds."""
    with style():
        figure = Figure(figsize=(WIDTH_IN, 3.0), layout="constrained")
        axes = figure.subplots()
        x, floor = np.arange(len(reps)), np.zeros(len(reps))
        for name, label, colour, hatch in (
            ("lift_s", "up", "#005a8c", ""),
            ("hold_s", "top", "#d9d9d9", "..."),
            ("lower_s", "down", "#7fb2d0", "//"),
        ):
            values = np.array([max(getattr(rep, name), 0.0) for rep in reps])
            axes.bar(x, values, bottom=floor, label=label, color=colour, hatch=hatch, edgecolor="white", width=0.75)
            floor += values
        _rep_axis(axes, reps)
        axes.set(ylabel="seconds")
        axes.legend(ncols=3, frameon=False, loc="lower left", bbox_to_anchor=(0, 1))
        return as_uri(figure)


def trend(reps: Sequence[Rep]) -> str:
    """Return opening and roll of each rep with its uncertainty, and the straight line that fits the openings best."""
    with style():
        figure = Figure(figsize=(WIDTH_IN, 3.2), layout="constrained")
        axes = figure.subplots()
        x = np.arange(len(reps))
        opening, roll, sigma = (
            np.array([getattr(r, n) for r in reps]) for n in ("opening_deg", "roll_deg", "roll_sigma_deg")
        )
        axes.plot(x, opening, "o", color=OPENING, label="opening")
        label = "roll back ± its uncertainty"
        axes.errorbar(x, roll, yerr=sigma, fmt="D", color=ROLL, capsize=3, markersize=5, label=label)
        if len(reps) >= 3:
            axes.plot(x, np.polyval(np.polyfit(x, opening, 1), x), color=OPENING, linewidth=1)
        axes.axhline(limits.ROLL_FAULT_DEG, color=LIMIT, linestyle="--", linewidth=1)
        _rep_axis(axes, reps)
        axes.set(ylabel="degrees")
        axes.legend(ncols=2, frameon=False, loc="lower left", bbox_to_anchor=(0, 1))
        return as_uri(figure)


def _rep_axis(axes: Axes, reps: Sequence[Rep]) -> None:
    every = max(1, math.ceil(len(reps) / 25))
    axes.set_xticks(range(0, len(reps), every), [str(rep.number) for rep in reps[::every]])
    axes.set(xlabel="rep", xlim=(-0.6, max(len(reps), 8) - 0.4))


def _line(axes: Axes, t: Floats, values: Floats, colour: str) -> None:
    axes.plot(t, values, color=colour, linewidth=1.6)


def _least(values: Floats) -> float:
    return float(np.nanmin(values)) if np.isfinite(values).any() else 0.0


def _most(values: Floats) -> float:
    return float(np.nanmax(values)) if np.isfinite(values).any() else 0.0


def thinned(*columns: Floats) -> tuple[Floats, ...]:
    """Return the columns with at most `POINTS_MOST` rows, evenly chosen."""
    every = max(1, math.ceil(len(columns[0]) / POINTS_MOST))
    return tuple(column[::every] for column in columns)
