"""A clip's parts as one instant per frame, with the truth about every rep."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from clamshell import Shape

GRID_DEG = 0.5  # the movement goes in steps of about this opening, so that repeated reps share their drawings
SWAY_PERIOD_S, SWAY_STEPS = 4.0, 16
ROLL_FAULT_DEG, FEET_FAULT_M, FAST_UP_S, FAST_DOWN_S = 15.0, 0.1, 0.7, 0.8
GLIDE_S = 0.8  # of the rest before a change of posture, or as much of it as there is
FAST_S, SLOW_ENOUGH_S = 0.5, 0.8  # a lift or lowering (10 to 90 % by 0.8) in less is a fault, in more never
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


def progress(t, seconds, lead=1.0, pause=None):
    """Share of the way, 0 to 1, that a move of `seconds` has made at time t.

    lead: 1 = minimum jerk; below 1 it starts faster than it ends. pause: (share of the way, seconds of it) at which it
    stops in between.
    """
    if pause is None:
        return ease(np.clip(t / seconds, 0, 1) ** lead)
    at, stopped = pause
    before = (seconds - stopped) * at
    if t < before:
        return at * progress(t, before, lead)
    return at + (1 - at) * progress(t - before - stopped, (seconds - stopped) * (1 - at), lead)


def tempo_s(seconds, lead=1.0, pause=None):
    """Time of such a move from 10 to 90 % of its way by 0.8, as lifts and lowerings of people are measured."""
    t = np.linspace(0, seconds, 1001)
    way = [progress(x, seconds, lead, pause) for x in t]
    low, high = np.interp((0.1, 0.9), way, t)
    return float(high - low) / 0.8


def faults(rep):
    """Names of the form faults that a rep of this truth shows."""
    found = {
        "pelvis-roll": rep["roll_deg"] >= ROLL_FAULT_DEG,
        "momentum": thrown(rep),
        "feet-apart": rep["feet_gap_m"] >= FEET_FAULT_M,
        "incomplete-return": not rep["closes"],
    }
    return [name for name, is_so in found.items() if is_so]


def thrown(rep):
    """Whether a rep is too fast: by the tempo of the lift or the lowering, where the clip tells it."""
    if "lift_s" in rep:
        return min(rep["lift_s"], rep["lower_s"]) < FAST_S
    return rep["up_s"] < FAST_UP_S and rep["down_s"] < FAST_DOWN_S


def _around(part, start, fps):
    """The others in a part's frame number `start`."""
    phase = round(start / fps / SWAY_PERIOD_S * SWAY_STEPS) % SWAY_STEPS
    turned = round(part.get("sway", 0.0) * float(np.sin(2 * np.pi * phase / SWAY_STEPS)), 1)
    return tuple((name, turned) for name in part.get("others", ()))


def _at(part, s, start, slid):
    """The shape at share `s` of a rep's way up; slid: how far the pelvis has settled back since the start, degrees."""
    onset = part.get("roll_onset", 0.0)
    late = ease((s - onset) / (1 - onset)) if onset else s
    roll = part.get("roll", 0.0) * late
    shape = Shape(
        opening_deg=round(part.get("opening", 30.0 if part["kind"] == "rep" else 0.0) * s, 3),
        roll_deg=round(start.roll_deg + roll + slid, 3),
        thorax_roll_deg=round(start.thorax_roll_deg + roll * part.get("thorax_share", 0.6) + slid, 3),
        feet_gap_m=round(part.get("feet_gap", 0.0) * s, 4),
        side_bend_deg=round(part.get("side_bend", 0.0) * s, 3),
        foot_slide_m=round(part.get("foot_slide", 0.0) * s, 4),
        leg_raise_deg=round(part.get("leg_raise", 0.0) * s, 3),
    )
    others = {name: round(getattr(shape, name) + value * s, 4) for name, value in part.get("to", {}).items()}
    return replace(shape, **others)


def _rep(part, number, begin_s):
    """Where one rep starts and ends (shares of its opening), its times and truth; it starts at `begin_s`."""
    up, hold, down = part.get("up", 2.0), part.get("hold", 1.0), part.get("down", 2.5)
    bounce = part.get("from", 0.0)
    low = bounce if number else part.get("begins", 0.0)
    end = bounce if number < part.get("count", 1) - 1 else part.get("ends", 0.0)
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
    if "up_lead" in part:
        lift, lower = tempo_s(up, *_way(part, "up")), tempo_s(down, *_way(part, "down"))
        unclear = [] if min(lift, lower) < FAST_S or min(lift, lower) >= SLOW_ENOUGH_S else ["momentum"]
        rep |= {"lift_s": lift, "lower_s": lower, "slid_deg": part.get("slid", 0.0), "unclear": unclear}
    return low, end, rep | {"faults": faults(rep)}


def _way(part, name):
    """(lead, pause) of a part's way "up" or "down"."""
    pause = part.get(f"{name}_pause")
    return part.get(f"{name}_lead", 1.0), tuple(pause) if pause else None


def timeline(parts, fps, side, start):
    """Return (list of Frame, list of reps' truths); `start`: the Shape of the still, closed position."""
    frames, reps, slid = [], [], 0.0
    for part in parts:
        side = part.get("side", side)
        if part["kind"] in ("still", "empty"):
            shape = start if part["kind"] == "still" else None
            who = part.get("as")
            frames += [Frame(shape, side, _around(part, i, fps), who) for i in range(round(part["seconds"] * fps))]
            continue
        widest = max(part.get("opening", 30.0), part.get("leg_raise", 0.0), *map(abs, part.get("to", {}).values()), 0.0)
        grid, slid_before, slid = ceil(widest / GRID_DEG), slid, part.get("slid", slid)
        into = part.get("into")
        for number in range(part.get("count", 1)):
            begin = len(frames) / fps
            low, end, rep = _rep(part, number, begin)
            up, hold, down = rep["up_s"], rep["hold_s"], rep["down_s"]
            length = round((up + hold + down + part.get("rest", 0.8)) * fps)
            for i in range(length):
                t = i / fps
                if t < up + hold:
                    s = low + (1 - low) * progress(t, up, *_way(part, "up"))
                else:
                    s = 1 - (1 - end) * progress(t - up - hold, down, *_way(part, "down"))
                s = round(s * grid) / grid
                shape = _at(part, s, start, round(slid_before + (slid - slid_before) * i / length, 1))
                frames.append(
                    Frame(shape, side, _around(part, i, fps), part.get("as"), (into, round(s, 2)) if into else None)
                )
            if part["kind"] == "rep":  # kind "leg_raise" moves but is no clamshell
                reps.append(
                    {k: round(v, 4) if isinstance(v, float) else v for k, v in rep.items()} | {"lying_on": side}
                )
    return _gliding(frames, fps), reps


def beginning_later(frames, reps, fps, seconds):
    """Frames and reps of a recording that begins `seconds` later; a rep under way then says so, one before is gone."""
    later = []
    for rep in reps:
        times = {name: round(rep[name] - seconds, 4) for name in ("start_s", "top_s", "release_s", "end_s")}
        if times["top_s"] > 0:
            later.append(rep | times | {"start_s": max(times["start_s"], 0.0), "under_way": times["start_s"] < 0})
    return frames[round(seconds * fps) :], later


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
