"""Random clips of the wider kinds: quick and slow sets without rests, leg raises, other movements.

KIND: `wide` (clamshells as people do them), `leg_raise`, `other` (as in wider.py); the last two hold no rep.
"""

from itertools import pairwise

import numpy as np
from motion import tempo_s
from random_scene import pick
from wider import KINDS, restless_wider, scene_of_kind

# Percentiles of 264 reps of "the clam" by 29 people, from the thigh accelerometer of the MEx data set (UCI machine
# learning repository), in seconds; lift and lowering from 10 to 90 % of the way, divided by 0.8. Both ends are judged.
PERCENT = (0, 5, 25, 50, 75, 95, 100)
LIFT_S = (0.45, 0.63, 0.86, 1.13, 1.54, 2.32, 3.2)
NEAR_PEAK_S = (0.15, 0.33, 0.59, 0.85, 1.39, 2.13, 2.8)
LOWER_S = (0.4, 0.56, 0.89, 1.19, 1.56, 2.29, 3.2)
PERIOD_S = (1.8, 2.4, 3.2, 3.8, 4.8, 6.9, 9.0)
OF_EACH_REP = 12  # percentiles that a person's reps differ by, standard deviation
LONGEST_S = 21.0
KINDS_OF_REP = {"clean": 0.62, "roll": 0.24, "thrown": 0.08, "feet": 0.06}
LEADS = {"minimum jerk": 0.5, "faster start": 0.35, "slower start": 0.15}
GOOD_AZIMUTH_DEG, GOOD_ELEVATION_DEG = (-12, 40), (8, 28)


class Person:
    """The tempo of somebody's reps."""

    def __init__(self, rng):
        self.rng = rng
        self.own = {name: rng.uniform(0, 100) for name in ("pace", "peak", "period")}
        self.opening = rng.uniform(20, 82)

    def draw(self, table, name):
        """A value from a table of percentiles, near this person's own."""
        percent = abs(self.own[name] + self.rng.normal(0, OF_EACH_REP))
        percent = 100 - abs(100 - percent)  # turned back at both ends, so that these are no commoner
        return float(np.interp(percent, PERCENT, table))

    def way(self, tempo):
        """(seconds, lead, pause) of a lift or lowering that takes `tempo` seconds as the table counts."""
        u, shape = self.rng.uniform, pick(self.rng, LEADS)
        lead = {"minimum jerk": 1.0, "faster start": u(0.6, 0.9), "slower start": u(1.1, 1.4)}[shape]
        pause = None
        seconds = tempo / tempo_s(1.0, lead)
        if self.rng.random() < 0.06:
            stopped = round(float(u(0.2, 0.5)), 2)
            seconds, pause = seconds + stopped, [round(float(u(0.3, 0.7)), 2), stopped]
        return round(seconds, 3), round(float(lead), 2), pause

    def times(self):
        """The times of one movement to and fro, as fields of a [[part]]."""
        up, up_lead, up_pause = self.way(self.draw(LIFT_S, "pace"))
        down, down_lead, down_pause = self.way(self.draw(LOWER_S, "pace"))
        hold = max(0.0, self.draw(NEAR_PEAK_S, "peak") - 0.25 * (up + down))
        times = {"up": up, "up_lead": up_lead, "hold": round(hold, 2), "down": down, "down_lead": down_lead}
        times |= {name: p for name, p in (("up_pause", up_pause), ("down_pause", down_pause)) if p}
        rest = max(0.0, self.draw(PERIOD_S, "period") - up - hold - down)
        return times | {"rest": round(rest, 2)}


def wider_spec(seed, kind):
    """The spec of a random clip of one of KINDS."""
    if kind not in KINDS:
        raise SystemExit(f"there is no kind {kind}")
    settings, labels = scene_of_kind(seed, kind)
    rng = np.random.default_rng([seed, 103])
    person, lying = Person(rng), settings["lying"]
    spec = {
        "name": f"clip_{seed}",
        "scene_seed": seed,
        "scene_kind": kind,
        "exercise": labels["movement"],
        "fps": 30 if rng.random() < 0.75 else 15,
        "crf": 24,
        "samples": 0,
        "postures": {},
    }
    good = seed % 2 == 0
    if good:
        feetward = 1 if lying["side"] == "right" else -1
        azimuth, elevation = rng.uniform(*GOOD_AZIMUTH_DEG), rng.uniform(*GOOD_ELEVATION_DEG)
        spec["camera"] = {"azimuth_deg": float(feetward * azimuth), "elevation_deg": float(elevation)}
        spec["framing"] = {"fill": float(rng.uniform(0.6, 0.95)), "outside": (0.0, 0.0)}
    still = rng.random() < 0.5
    parts = [{"kind": "still", "seconds": round(float(rng.uniform(1.2, 2.5)), 2)}] if still else []
    if kind == "wide":
        parts += _reps(rng, person, still)
    else:
        parts += _movements(rng, person, spec, lying, labels["movement"])
    if not still and rng.random() < 0.5:
        spec["begin_s"] = round(float(rng.uniform(0.1, 0.8)) * parts[0]["up"], 2)
    if kind == "wide" and rng.random() < 0.25:
        spec["postures"] = {f"posture {i}": restless_wider(lying, rng) for i in range(2)}
        for before, part in pairwise(parts):  # nobody moves their arms at once, so only after a rest
            if rng.random() < 0.7 and before.get("rest", 1.0) >= 0.5:
                part["as"] = str(rng.choice(list(spec["postures"])))
            elif "as" in before:
                part["as"] = before["as"]
    labels |= {"good_view": good, "still_start": bool(still), "restless": bool(spec["postures"]), "kind": kind}
    return spec | {"labels": labels, "part": parts}


def _seconds(part):
    return part.get("count", 1) * sum(part[key] for key in ("up", "hold", "down", "rest"))


def _reps(rng, person, still):
    """[[part]]s of a set of clamshells, without any rest in half of them."""
    parts, length, slid = [], 2.0, 0.0
    restless, hasty, drift = rng.random() < 0.3, rng.random() < 0.5, rng.normal(0, 0.6)
    while len(parts) < 9 and (length < LONGEST_S - 4 or len(parts) < 3):
        u, kind, times = rng.uniform, pick(rng, KINDS_OF_REP), person.times()
        rep = {
            "kind": "rep",
            "opening": round(float(np.clip(person.opening + rng.normal(0, 4), 15, 85)), 1),
            "roll": round(float(u(0, 8)), 1),
            "roll_onset": round(float(u(0, 0.5)), 2),
            "thorax_share": round(float(u(0, 1)), 2),
            "foot_slide": round(float(rng.normal(0, 0.015)), 3),
            "side_bend": round(float(rng.normal(0, 2)), 1),
            "slid": round(float(slid), 1),
            **times,
        }
        if hasty or not still:
            rep["rest"] = round(float(u(0, 0.12)), 2)
        if kind == "roll":
            rep["roll"] = round(float(u(10, 30) if rng.random() < 0.5 else u(14, 22)), 1)
        elif kind == "feet":
            rep["feet_gap"] = round(float(u(0.11, 0.16)), 3)
        elif kind == "thrown":
            quick = {"up": u(0.2, 0.48), "down": u(0.2, 0.48)}
            lead = {"up_lead": 1.0, "down_lead": 1.0}
            seconds = {name: round(float(t) / tempo_s(1.0), 3) for name, t in quick.items()}
            rep = {name: value for name, value in rep.items() if not name.endswith("_pause")}
            rep |= {**seconds, **lead, "hold": round(float(u(0, 0.15)), 2)}
        if restless and parts and rng.random() < 0.5:  # does not close between two reps
            low = u(0.05, 0.5)
            parts[-1] |= {"ends": round(float(low), 3), "rest": 0.0}
            rep["begins"] = round(float(min(low * parts[-1]["opening"] / rep["opening"], 0.9)), 3)
        parts.append(rep)
        length += _seconds(rep)
        slid += drift
    return parts


def _movements(rng, person, spec, lying, movement):
    """[[part]]s of another movement, to and fro; postures that it needs go into the spec."""
    parts, length = [], 2.0
    common = _movement(rng, spec, lying, movement)
    while len(parts) < 8 and length < LONGEST_S - 4:
        sized = {name: round(float(value * rng.uniform(0.85, 1.1)), 3) for name, value in common["to"].items()}
        part = {"kind": "leg_raise" if movement == "leg raise" else "move", "opening": 0.0, **common, "to": sized}
        part |= person.times()
        if movement in ("side plank", "open book", "rolling over", "getting up"):
            part |= {"up": part["up"] * 1.6, "down": part["down"] * 1.6, "hold": part["hold"] + 1.0}
        parts.append(part)
        length += _seconds(part)
    return parts


def _movement(rng, spec, lying, movement):
    """Fields of every [[part]] of a movement; `to`: fields of the Shape at its top."""
    u = rng.uniform
    back = {"roll": round(float(u(0, 10)), 1), "thorax_share": round(float(u(0, 1)), 2)}
    if movement == "leg raise":
        to = {"leg_raise_deg": u(15, 55)}
        if rng.random() < 0.4:
            to["hip_shift_deg"] = u(-20, 30)
        if lying["top_knee_flexion_deg"] <= 20:
            to["toes_up_deg"] = u(-15, 45) if rng.random() < 0.35 else 0.0
        elif rng.random() < 0.4:
            to["opening_deg"] = u(3, 20)
        return back | {"to": to}
    if movement == "side plank":
        return {"to": {"hips_up_m": u(0.16, 0.28), "pelvis_tilt_deg": u(5, 15), "side_bend_deg": -u(10, 25)}}
    if movement == "side crunch":
        return {
            "to": {
                "side_bend_deg": u(15, 32),
                "leg_raise_deg": u(0, 30),
                "hip_shift_deg": u(0, 40),
                "knee_shift_deg": u(0, 45),
            }
        }
    if movement == "bicycle":
        return {"to": {"leg_raise_deg": u(8, 22), "hip_shift_deg": u(40, 70), "knee_shift_deg": u(50, 85)}}
    if movement == "side kick":
        return {"to": {"leg_raise_deg": u(5, 20), "hip_shift_deg": u(35, 70)}}
    if movement == "open book":
        turn = np.deg2rad(u(120, 160))
        spec["postures"]["open"] = {"arm": "air", "reach": (float(np.cos(turn)), 0.1, float(np.sin(turn)))}
        return {"to": {"thorax_roll_deg": u(35, 60), "roll_deg": u(0, 12)}, "into": "open"}
    if movement == "rolling over":
        turn = u(50, 90) if rng.random() < 0.8 else -u(25, 45)
        to = {"roll_deg": turn, "thorax_roll_deg": turn + u(-5, 10)}
        if turn > 0:
            to |= {"opening_deg": u(0, 50), "leg_raise_deg": u(0, 12)}
        return {"to": to}
    if movement == "getting up":
        spec["postures"]["up"] = {"bottom_arm": "forearm"}
        to = {"pelvis_tilt_deg": u(10, 28), "side_bend_deg": u(18, 42), "thorax_roll_deg": u(-35, 15)}
        return {"to": to, "into": "up"}
    spec["postures"]["reaching"] = {"arm": "air", "reach": (float(u(-0.4, 1)), float(u(-0.5, 1)), float(u(0.1, 1)))}
    return {"to": {"thorax_roll_deg": u(-20, 25), "side_bend_deg": u(-5, 12)}, "into": "reaching"}
