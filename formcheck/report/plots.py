"""Plots as SVG for the pages. The same numbers give the same bytes: fonts come with the library, no date, no chance."""

import base64
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.exercise.exercise import Exercise, Part
from formcheck.pose import Floats
from formcheck.report.phrases import mark
from formcheck.report.story import Story
from formcheck.session.counted import CountedRep
from formcheck.text.sentences import sentence

# Dark enough to read on paper, apart for every kind of colour blindness (Okabe & Ito 2008); marks differ in shape too.
OPENING, ROLL, LIMIT, FAULTY, QUIET = "#005a8c", "#a04000", "#7a1f1f", "#a04000", "#5a6470"
WIDTH_IN = 9.0  # of the timeline, which a phone scrolls
HALF_IN = 5.0  # of what stands two abreast, and fills a phone: letters stay readable at 350 pixels
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
    reps = [counts.rep for counts in story.reps]
    whole = reps[-1].end_s - reps[0].start_s
    longest = whole / max(1, math.ceil(whole / PANEL_S)) + REP_S  # panels of about the same length
    found: list[tuple[float, float]] = []
    for rep in reps:
        start, end = rep.start_s - 1.0, rep.end_s + 1.0
        if found and end - found[-1][0] <= longest and start - found[-1][1] <= PANEL_S / 2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found[:PANELS_MOST]


def timeline(story: Story, start: float, end: float) -> str:
    """Return opening and roll from `start` to `end` seconds, with limits, uncertainty, reps and faults.

    Where roll was not judged, its uncertainty alone is drawn.
    """
    t, opening, roll, sigma = thinned(*story.curves.between(start, end))
    judged = story.roll_judged(t)
    told, left_open = np.where(judged, roll, np.nan), np.where(judged, np.nan, roll)
    reps = [counts for counts in story.reps if start <= counts.rep.start_s and counts.rep.end_s <= end]
    limits = story.exercise.roll
    rolls = {criterion.fault for criterion in story.exercise.criteria if criterion.part is Part.PELVIS}
    with style():
        figure = Figure(figsize=(WIDTH_IN, 3.9), layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True)
        _line(upper, t, opening, OPENING)
        upper.set(
            ylabel=sentence("plot.opening-deg"), ylim=(min(-5, _least(opening) - 2), max(30, 1.25 * _most(opening)))
        )
        lower.set(ylabel=sentence("plot.roll-deg"), xlabel=sentence("plot.seconds"), xlim=(start, end))
        lower.set_ylim(min(-10, _least(told) - 2), max(20, _most(told + np.nan_to_num(sigma)) + 3))
        for values, colour in ((told, ROLL), (left_open, QUIET)):
            lower.fill_between(t, values - sigma, values + sigma, color=colour, alpha=0.22, linewidth=0)
        _line(lower, t, told, ROLL)
        for value, words, dashes in ((limits.note_deg, "plot.note", ":"), (limits.fault_deg, "plot.fault", "--")):
            lower.axhline(value, color=LIMIT, linestyle=dashes, linewidth=1)
            lower.text(end, value, f" {sentence(words)} {value:g}°", color=LIMIT, va="center", fontsize=9)
        for counts in reps:
            _mark_rep(upper, lower, counts)
        for axes, values, of_roll in ((lower, roll, True), (upper, opening, False)):
            raised = [e.t for e in story.raised if start <= e.t <= end and (e.fault in rolls) is of_roll]
            heights = np.interp(raised, t, np.nan_to_num(values)) if len(t) else [0.0] * len(raised)
            axes.plot(raised, heights, "X", color=FAULTY, markersize=9, markeredgecolor="white")
        return as_uri(figure)


def _mark_rep(upper: Axes, lower: Axes, counts: CountedRep) -> None:
    rep = counts.rep
    for axes in (upper, lower):
        kind: Any = (
            {"facecolor": "none", "hatch": "///", "edgecolor": "#d9b8a0"} if rep.faults else {"color": "#e8eef3"}
        )
        axes.axvspan(rep.start_s, rep.end_s, zorder=0, linewidth=0, **kind)
    middle = (rep.start_s + rep.end_s) / 2
    label = f"{counts.count or '–'} {mark(rep)}"
    upper.text(middle, 0.98, label, transform=upper.get_xaxis_transform(), ha="center", va="top")
    if not rep.roll_judged:
        words = sentence("plot.likely-rolled" if rep.likely_rolled else "plot.not-judged")
        at = lower.get_xaxis_transform()
        lower.text(middle, 0.98, words, transform=at, ha="center", va="top", fontsize=9, color=QUIET)


def tempo(reps: Sequence[CountedRep]) -> str:
    """Return a bar for each rep: lift, hold and lower in seconds."""
    with style():
        figure = Figure(figsize=(HALF_IN, 2.8), layout="constrained")
        axes = figure.subplots()
        x, floor = np.arange(len(reps)), np.zeros(len(reps))
        for name, label, colour, hatch in (
            ("lift_s", "plot.up", "#005a8c", ""),
            ("hold_s", "plot.top", "#d9d9d9", "..."),
            ("lower_s", "plot.down", "#7fb2d0", "//"),
        ):
            values = np.array([max(getattr(counts.rep, name), 0.0) for counts in reps])
            axes.bar(
                x, values, bottom=floor, label=sentence(label), color=colour, hatch=hatch, edgecolor="white", width=0.75
            )
            floor += values
        _rep_axis(axes, reps)
        axes.set(ylabel=sentence("plot.seconds"))
        legend(axes)
        return as_uri(figure)


def trend(reps: Sequence[CountedRep], exercise: Exercise) -> str:
    """Return opening and roll of each rep with its uncertainty, and the straight line that fits the openings best."""
    with style():
        figure = Figure(figsize=(HALF_IN, 2.8), layout="constrained")
        axes = figure.subplots()
        x = np.arange(len(reps))
        opening, roll, sigma = (
            np.array([getattr(counts.rep, n) for counts in reps]) for n in ("opening_deg", "roll_deg", "roll_sigma_deg")
        )
        axes.plot(x, opening, "o", color=OPENING, label=sentence("plot.opening"))
        if np.isfinite(roll).any():
            axes.errorbar(
                x, roll, yerr=sigma, fmt="D", color=ROLL, capsize=3, markersize=5, label=sentence("plot.roll")
            )
            axes.axhline(exercise.roll.fault_deg, color=LIMIT, linestyle="--", linewidth=1)
        if len(reps) >= 3:
            axes.plot(x, np.polyval(np.polyfit(x, opening, 1), x), color=OPENING, linewidth=1)
        _rep_axis(axes, reps)
        axes.set(ylabel=sentence("plot.degrees"), ylim=(min(0, axes.get_ylim()[0]), None))
        legend(axes)
        return as_uri(figure)


def _rep_axis(axes: Axes, reps: Sequence[CountedRep]) -> None:
    every = max(1, math.ceil(len(reps) / 12))
    axes.set_xticks(range(0, len(reps), every), [str(counts.count or "–") for counts in reps[::every]])
    axes.set(xlabel=sentence("plot.rep"), xlim=(-0.6, max(len(reps), 5) - 0.4))
    for i, (before, counts) in enumerate(pairwise(reps), 1):
        if counts.set_number != before.set_number:
            axes.axvline(i - 0.5, color=QUIET, linewidth=0.8)
            axes.text(
                i - 0.4,
                0.98,
                sentence("plot.set", number=counts.set_number),
                transform=axes.get_xaxis_transform(),
                va="top",
            )


def legend(axes: Axes) -> None:
    """Name the lines above the axes."""
    axes.legend(ncols=3, frameon=False, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0, columnspacing=1)


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
