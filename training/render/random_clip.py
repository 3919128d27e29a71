"""Random clips: random_clip.py FIRST_SEED OUT_DIR [COUNT [KIND]] -> OUT_DIR/clip_SEED.mp4 and clip_SEED.truth.json.

Five to eight reps of mixed quality by a random scene's person; every other clip has a good view. KIND: one of those
of wider_clip.py. A clip whose truth file is there is skipped, so that it can be run again.
"""

import sys
from pathlib import Path

import numpy as np
from make_clip import render
from random_scene import pick, random_scene, restless
from wider_clip import wider_spec

LONGEST_S = 35.0
RESTLESS_SHARE = 0.4  # of the people move between reps, but for the reps
HURRIED_SHARE = 0.5  # do their reps in 2 to 3.5 s instead of 3.6 to 7.4
BOUNCING_SHARE = 0.15  # do not close between some reps
KINDS = {"clean": 0.45, "roll": 0.35, "momentum": 0.08, "feet": 0.07, "forward": 0.05}


def random_rep(rng, opening, hurried, bouncing):
    """A [[part]]: a rep that opens about `opening` degrees, or two with a bounce between; good or with a fault."""
    u, kind = rng.uniform, pick(rng, KINDS)
    rep = {
        "kind": "rep",
        "opening": round(float(np.clip(opening + rng.normal(0, 3), 15, 50)), 1),
        "up": round(u(1.3, 2.3), 2),
        "hold": round(u(0.4, 1.3), 2),
        "down": round(u(1.5, 2.6), 2),
        "rest": round(u(0.4, 1.2), 2),
        "roll": round(u(0, 8), 1),
        "roll_onset": round(u(0, 0.5), 2),
        "thorax_share": round(u(0, 1), 2),
        "foot_slide": round(float(rng.normal(0, 0.015)), 3),
        "side_bend": round(float(rng.normal(0, 2)), 1),
    }
    if kind == "roll":
        rep |= {"roll": round(u(10, 30) if rng.random() < 0.5 else u(14, 22), 1)}
    elif kind == "momentum":
        rep |= {"up": round(u(0.35, 0.6), 2), "hold": round(u(0, 0.1), 2), "down": round(u(0.35, 0.65), 2)}
        if rng.random() < 0.4:
            rep |= {"roll": round(u(14, 30), 1)}
    elif kind == "feet":
        rep |= {"feet_gap": round(u(0.11, 0.16), 3)}
    elif kind == "forward":
        rep |= {"roll": round(u(-10, -3), 1)}
    if hurried and kind != "momentum":
        rep |= {"up": round(u(0.9, 1.4), 2), "hold": round(u(0, 0.5), 2), "down": round(u(1.0, 1.6), 2)}
    if bouncing and rng.random() < 0.5:
        rep |= {"count": 2, "from": round(u(0.3, 0.6), 2)}
    return rep


def random_spec(seed, kind="any"):
    """The spec of a random clip."""
    if kind != "any":
        return wider_spec(seed, kind)
    settings, labels = random_scene(seed)
    rng = np.random.default_rng([seed, 2])
    u, lying = rng.uniform, settings["lying"]
    feetward = 1 if lying["side"] == "right" else -1
    camera = {"azimuth_deg": settings["camera"]["azimuth_deg"]}
    if lying["facing"] == "back":
        camera["azimuth_deg"] *= -1  # the same view of the front
    if seed % 2 == 0:
        high = rng.random() < 0.5
        azimuth, camera["elevation_deg"] = (u(-15, 35), u(15, 30)) if high else (u(20, 45), u(4, 30))
        camera["azimuth_deg"] = feetward * azimuth
    reps, opening, count = [], u(18, 45), int(rng.integers(5, 9))
    start = {"kind": "still", "seconds": round(u(1.8, 3), 2)}
    length = start["seconds"] + 1
    hurried, bouncing = rng.random() < HURRIED_SHARE, rng.random() < BOUNCING_SHARE
    while len(reps) < count and length < LONGEST_S - 6:
        reps.append(random_rep(rng, opening, hurried, bouncing))
        length += reps[-1].get("count", 1) * sum(reps[-1][key] for key in ("up", "hold", "down", "rest"))
    moods, postures = np.random.default_rng([seed, 9]), {}
    if moods.random() < RESTLESS_SHARE:
        postures = {f"posture {i}": restless(lying, moods) for i in range(3)}
        for rep in reps:
            if moods.random() < 0.6:
                rep["as"] = str(moods.choice(list(postures)))
    return {
        "name": f"clip_{seed}",
        "scene_seed": seed,
        "fps": int(rng.choice([15, 30], p=[0.3, 0.7])),
        "crf": 24,
        "samples": 0,
        "camera": camera,
        "lying": {"facing": "front"},
        "labels": labels | {"good_view": seed % 2 == 0, "restless": bool(postures)},
        "postures": postures,
        "part": [start, *reps, {"kind": "still", "seconds": 1.0}],
    }


def main(first, out, count=1, kind="any"):
    for seed in range(first, first + count):
        if not (Path(out) / f"clip_{seed}.truth.json").exists():
            render(random_spec(seed, kind), out)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:4]), *sys.argv[4:])
