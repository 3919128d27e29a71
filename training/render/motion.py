"""A clip's parts as one instant per frame, with the truth about every rep."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from clamshell import Shape

GRID_DEG = 0.5  # the movement goes in steps of about this opening, so that repeated reps share their drawings
SWAY_PERIOD_S, SWAY_STEPS = 4.0, 16
ROLL_FAULT_DEG, FEET_FAULT_M, FAST_UP_S, FAST_DOWN_S = 15.0, 0.1, 0.7, 0.8
GLIDE_S = 0.8  # of the rest before a change of posture, or as much of it as there is
CLOSED_SHARE = 0.25  # of the opening: a rep that ends above it has not closed


@dataclass(frozen=True)
class Frame:
    """shape None = nobody lies there; others: pairs of a name and the degrees this person is turned.

    who: in which of the scene's postures they lie, None for that of the side. towards: the posture, or the side for its
    own, that they are on their way to, and how far, 0 to 1.
    """

    shape: Shape | None
    side: str
    others: tuple = ()
    who: str | None = None
    towards: tuple[str, float] | None = None


def ease(s):
    """Minimum-jerk progress: 0 to 1 with zero velocity and acceleration at both ends."""
    s = np.clip(s, 0, 1)
    return float(s**3 * (10 - 15 * s + 6 * s * s))


def faults(rep):
    """Names of the form faults that a rep of this truth shows."""
    found = {
        "pelvis-roll": rep["roll_deg"] >= ROLL_FAULT_DEG,
        "momentum": rep["up_s"] < FAST_UP_S and rep["down_s"] < FAST_DOWN_S,
        "feet-apart": rep["feet_gap_m"] >= FEET_FAULT_M,
        "incomplete-return": not rep["closes"],
    }
    return [name for name, is_so in found.items() if is_so]


def _around(part, start, fps):
    """The others in a part's frame number `start`."""
    phase = round(start / fps / SWAY_PERIOD_S * SWAY_STEPS) % SWAY_STEPS
    turned = round(part.get("sway", 0.0) * float(np.sin(2 * np.pi * phase / SWAY_STEPS)), 1)
    return tuple((name, turned) for name in part.get("others", ()))


def _at(part, s, start):
    """The shape at share `s` of a rep's way up."""
    onset = part.get("roll_onset", 0.0)
    late = ease((s - onset) / (1 - onset)) if onset else s
    roll = part.get("roll", 0.0) * late
    return Shape(
        opening_deg=round(part.get("opening", 30.0 if part["kind"] == "rep" else 0.0) * s, 3),
        roll_deg=round(start.roll_deg + roll, 3),
        thorax_roll_deg=round(start.thorax_roll_deg + roll * part.get("thorax_share", 0.6), 3),
        feet_gap_m=round(part.get("feet_gap", 0.0) * s, 4),
        side_bend_deg=round(part.get("side_bend", 0.0) * s, 3),
        foot_slide_m=round(part.get("foot_slide", 0.0) * s, 4),
        leg_raise_deg=round(part.get("leg_raise", 0.0) * s, 3),
    )


def _rep(part, number, begin_s):
    """Where one rep starts and ends (shares of its opening), its times and truth; it starts at `begin_s`."""
    up, hold, down = part.get("up", 2.0), part.get("hold", 1.0), part.get("down", 2.5)
    bounce = part.get("from", 0.0)
    low, end = (bounce if number else 0.0), (bounce if number < part.get("count", 1) - 1 else 0.0)
    rep = {
        "start_s": begin_s,
        "top_s": begin_s + up,
        "release_s": begin_s + up + hold,
        "end_s": begin_s + up + hold + down,
        "opening_deg": part.get("opening", 30.0),
        "roll_deg": part.get("roll", 0.0),
        "thorax_share": part.get("thorax_share", 0.6),
        "roll_onset": part.get("roll_onset", 0.0),
        "feet_gap_m": part.get("feet_gap", 0.0),
        "up_s": up,
        "hold_s": hold,
        "down_s": down,
        "closes": end < CLOSED_SHARE,
    }
    return low, end, rep | {"faults": faults(rep)}


def timeline(parts, fps, side, start):
    """Return (list of Frame, list of reps' truths); `start`: the Shape of the still, closed position."""
    frames, reps = [], []
    for part in parts:
        side = part.get("side", side)
        if part["kind"] in ("still", "empty"):
            shape = start if part["kind"] == "still" else None
            who = part.get("as")
            frames += [Frame(shape, side, _around(part, i, fps), who) for i in range(round(part["seconds"] * fps))]
            continue
        grid = ceil(max(part.get("opening", 30.0), part.get("leg_raise", 0.0)) / GRID_DEG)
        for number in range(part.get("count", 1)):
            begin = len(frames) / fps
            low, end, rep = _rep(part, number, begin)
            up, hold, down = rep["up_s"], rep["hold_s"], rep["down_s"]
            for i in range(round((up + hold + down + part.get("rest", 0.8)) * fps)):
                t = i / fps
                s = low + (1 - low) * ease(t / up) if t < up + hold else 1 - (1 - end) * ease((t - up - hold) / down)
                shape = _at(part, round(s * grid) / grid, start)
                frames.append(Frame(shape, side, _around(part, i, fps), part.get("as")))
            if part["kind"] == "rep":  # kind "leg_raise" moves but is no clamshell
                reps.append(
                    {k: round(v, 4) if isinstance(v, float) else v for k, v in rep.items()} | {"lying_on": side}
                )
    return _gliding(frames, fps), reps


def _gliding(frames, fps):
    """The frames, with people who move from one posture to the next while they rest."""
    glided = list(frames)
    for i in range(1, len(frames)):
        here, there = frames[i - 1], frames[i]
        if None in (here.shape, there.shape) or here.who == there.who or here.side != there.side:
            continue
        first = i
        while first > max(0, i - GLIDE_S * fps) and frames[first - 1].shape == here.shape:
            first -= 1
        for k in range(first, i):
            share = ease((k - first + 1) / (i - first + 1))
            glided[k] = replace(frames[k], towards=(there.who or there.side, round(share, 2)))
    return glided
