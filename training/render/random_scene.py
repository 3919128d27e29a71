"""Random scenes: bodies, clothes, postures, rooms and cameras as they come in homes, from a seed."""

import colorsys

import numpy as np

SKINS = (
    (0.72, 0.45, 0.34),
    (0.60, 0.35, 0.25),
    (0.35, 0.18, 0.11),
    (0.18, 0.08, 0.05),
    (0.65, 0.42, 0.30),
    (0.80, 0.55, 0.45),
)
BUILDS = {
    "average": "averagemuscle-averageweight",
    "heavy": "averagemuscle-maxweight",
    "thin": "averagemuscle-minweight",
    "muscular": "maxmuscle-averageweight",
}
BOTTOM_ARMS = {
    "arm": ("overhead", "behind"),
    "hand": ("prop",),
    "floor": ("forward",),
    "pillow": ("forward", "overhead", "behind"),
}

ARMS = ("floor", "hip", "chest", "side", "air")


def pick(rng, choices):
    """One key of `choices`, a dict of key -> weight."""
    weights = np.array(list(choices.values()), float)
    return list(choices)[rng.choice(len(weights), p=weights / weights.sum())]


def colour(rng, low=0.05, high=0.85):
    """A random linear RGB colour of limited saturation."""
    return tuple(
        float(c) ** 2.2 for c in colorsys.hsv_to_rgb(rng.uniform(), rng.uniform(0, 0.7), rng.uniform(low, high))
    )


def random_body(rng):
    """Return (morph weights, labels)."""
    sex, age = pick(rng, {"female": 1, "male": 1}), pick(rng, {"young": 0.65, "old": 0.35})
    origin = pick(rng, {"caucasian": 1, "african": 1, "asian": 1})
    build = pick(rng, {"average": 0.3, "heavy": 0.3, "thin": 0.22, "muscular": 0.18})
    strength = float(rng.uniform(0.35, 1.0)) if build != "average" else 0.0
    shares = {"average": 1 - strength} | ({build: strength} if strength else {})
    morphs = {f"{origin}-{sex}-{age}": 1.0}
    morphs |= {f"universal-{sex}-{age}-{BUILDS[b]}": w for b, w in shares.items()}
    return morphs, {
        "sex": sex,
        "age": age,
        "origin": origin,
        "build": build,
        "build_strength": round(strength, 2),
    }


def random_look(rng):
    """Return (the fields of a Look, labels)."""
    skin, shorts = int(rng.integers(len(SKINS))), bool(rng.random() < 0.35)
    bulk = float(rng.uniform(0, 0.025)) if rng.random() < 0.6 else 0.0
    shade = rng.uniform(0.85, 1.15)
    look = {
        "skin": tuple(min(1.0, c * shade) for c in SKINS[skin]),
        "legs": colour(rng),
        "top": colour(rng),
        "hair": colour(rng, 0.02, 0.5),
        "socks": colour(rng) if rng.random() < 0.5 else None,
        "shorts_above": float(rng.uniform(-0.35, -0.1)) if shorts else None,
        "sleeveless": bool(rng.random() < 0.3),
        "bulk_m": bulk,
        "bulk_seed": int(rng.integers(1 << 30)),
    }
    return look, {"skin": skin, "legs": "shorts" if shorts else "leggings", "bulk_m": round(bulk, 4)}


def random_posture(rng):
    """Return (the fields of a Posture, how the head lies)."""
    u = rng.uniform
    head = pick(rng, {"arm": 0.42, "pillow": 0.25, "hand": 0.18, "floor": 0.15})
    gap = float(u(0.02, 0.12)) if rng.random() < 0.15 else 0.0
    bend = {"arm": u(-24, 3), "pillow": u(-24, 3), "hand": u(-12, 15), "floor": u(-32, -16)}[head]
    lying = {
        "side": pick(rng, {"left": 1, "right": 1}),
        "facing": pick(rng, {"front": 0.97, "back": 0.03}),
        "hip_flexion_deg": float(np.clip(rng.normal(47, 13), 25, 75)),
        "knee_flexion_deg": float(np.clip(rng.normal(82, 20), 35, 115)),
        "arm": pick(rng, {"floor": 0.42, "hip": 0.3, "chest": 0.16, "side": 0.12}),
        "planted": bool(rng.random() < 0.6),
        "bottom_arm": str(rng.choice(BOTTOM_ARMS[head])),
        "head_bend_deg": float(bend),
        "head_turn_deg": float(u(-25, 25)),
        "head_nod_deg": float(u(-15, 25)),
        "head_follow": float(u(0, 1)),
        "knee_gap_m": gap,
        "ankle_gap_m": gap * float(u(0, 0.8)),
        "curl_deg": float(max(0, u(-15, 40))),
        "hike_deg": float(rng.normal(0, 3)),
        "rolling": float(u(0, 1)),
        "plantar_deg": float(u(0, 45)),
    }
    return lying, head


def straight(seed):
    """Fields of a Posture: legs all but straight, which no clamshell begins with."""
    rng = np.random.default_rng([seed, 5])
    return {
        "knee_flexion_deg": float(rng.uniform(0, 35)),
        "hip_flexion_deg": float(rng.uniform(0, 45)),
        "facing": "front",
    }


def restless(lying, rng):
    """Fields of a Posture: what has changed since the start, but for the movement.

    People gesture, scratch, look around, prop themselves up on an elbow, lie down again, draw up their legs.
    """
    u = rng.uniform
    changes = {
        "arm": str(rng.choice(ARMS)),
        "reach": (float(u(-0.3, 0.9)), float(u(-0.7, 0.6)), float(u(-0.2, 0.9))),
        "planted": bool(rng.random() < 0.5),
        "head_turn_deg": lying["head_turn_deg"] + float(rng.normal(0, 10)),
        "head_nod_deg": lying["head_nod_deg"] + float(rng.normal(0, 8)),
    }
    if rng.random() < 0.4:
        changes["bottom_arm"] = pick(rng, {"prop": 0.5, "overhead": 0.2, "behind": 0.2, "forward": 0.1})
        changes["head_bend_deg"] = float(u(-12, 15) if changes["bottom_arm"] == "prop" else u(-28, 3))
    if rng.random() < 0.4:
        changes |= {
            "hip_flexion_deg": float(np.clip(lying["hip_flexion_deg"] + rng.normal(0, 8), 20, 85)),
            "knee_flexion_deg": float(np.clip(lying["knee_flexion_deg"] + rng.normal(0, 8), 30, 120)),
            "curl_deg": float(max(0, lying["curl_deg"] + rng.normal(0, 10))),
            "hike_deg": lying["hike_deg"] + float(rng.normal(0, 2)),
        }
    return changes


def random_camera(rng, feetward):
    """The fields of a Camera; `feetward`: +1 if the feet are towards +X."""
    u = rng.uniform
    azimuth = u(-50, 65) if rng.random() < 0.5 else u(-15, 45)
    distance, target = u(1.5, 3.2), (float(u(-0.12, 0.12)), 0.0, 0.16)
    height = u(0.1, 1.3) if rng.random() < 0.5 else u(0.3, 1.1)
    elevation = np.clip(np.rad2deg(np.arcsin(np.clip((height - target[2]) / distance, -1, 1))), -1, 40)
    return {
        "azimuth_deg": float(feetward * azimuth),
        "elevation_deg": float(elevation),
        "distance_m": float(distance),
        "hfov_deg": float(u(50, 80)),
        "tilt_deg": float(np.clip(rng.normal(0, 2.5), -6, 6)),
        "target": target,
        "width": 640,
        "height": 360 if rng.random() < 0.7 else 480,
    }


def random_room(rng):
    """The fields of a Room."""
    u = rng.uniform
    boxes = []
    for _ in range(rng.integers(0, 6)):
        size = (u(0.2, 1.2), u(0.1, 0.6), u(0.2, 1.4))
        x, y = (u(-2.4, 2.4), u(0.9, 1.8)) if rng.random() < 0.75 else (rng.choice([-1, 1]) * u(1.7, 2.6), u(-0.6, 0.9))
        boxes.append(((float(x), float(y), size[2] / 2), size, colour(rng)))
    return {
        "floor": colour(rng, 0.1, 0.8),
        "wall": colour(rng, 0.3, 0.95),
        "mat": colour(rng) if rng.random() < 0.75 else None,
        "boxes": tuple(boxes),
        "back_m": float(u(1.4, 3)),
        "side_m": float(u(4.2, 5)),
        "ambient": float(u(0.4, 0.95)),
        "key": float(u(0.3, 1.0)),
        "light": (float(u(-2, 2)), float(u(-2.5, -0.3)), float(u(1.8, 3))),
    }


def random_sensor(rng):
    """The fields of a Sensor."""
    u = rng.uniform
    cast = 1 + rng.normal(0, 0.06, 3)
    return {
        "noise": float(u(0.5, 7) if rng.random() < 0.7 else 0.5),
        "gain": float(u(0.7, 1.2)),
        "blur": float(u(0.4, 1.3)),
        "cast": tuple(float(c) for c in np.clip(cast, 0.8, 1.2)),
    }


def random_bystander(rng, headward):
    """Somebody close behind the person; `headward`: +1 if the head is towards +X."""
    kneel = rng.random() < 0.6
    body, _ = random_body(rng)
    look, _ = random_look(rng)
    x = float(headward * rng.uniform(-0.6, 0.7))
    return {
        "body": body,
        "look": look,
        "at": (x, float(rng.uniform(0.42, 0.75 if kneel else 1.1))),
        "facing_deg": float(np.clip(-x * 40 + rng.normal(0, 20), -60, 60)),
        "posture": "kneel" if kneel else "stand",
        "arms": pick(rng, {"down": 1, "reach": 1.2 if kneel else 0.2, "hips": 1}),
        "lean_deg": float(rng.uniform(0, 35 if kneel else 10)),
    }


def random_scene(seed):
    """Return (the arguments of a Scene, labels of who and what is in it)."""
    rng = np.random.default_rng([seed, 77])
    body, labels = random_body(rng)
    look, worn = random_look(rng)
    lying, head = random_posture(rng)
    feetward = (1 if lying["side"] == "right" else -1) * (1 if lying["facing"] == "front" else -1)
    roll = float(rng.uniform(-20, 5))
    settings = {
        "body": body,
        "leg_scale": float(rng.uniform(0.94, 1.07)),
        "look": look,
        "lying": lying,
        "start": {"roll_deg": roll, "thorax_roll_deg": 0.8 * roll + float(rng.normal(0, 5))},
        "camera": random_camera(rng, feetward),
        "room": random_room(rng),
        "sensor": random_sensor(rng),
        "seed": seed,
        "framing": {
            "fill": float(rng.uniform(0.72, 0.98) if rng.random() < 0.93 else rng.uniform(1.0, 1.1)),
            "centre": (float(rng.uniform(-1, 1)), float(rng.uniform(-0.2, 0.9))),
        },
    }
    if head == "pillow":
        settings["pillow"] = {
            "colour": colour(rng, 0.3, 0.95),
            "kind": pick(rng, {"pillow": 0.75, "box": 0.25}),
        }
    if lying["knee_gap_m"]:
        settings["knee_pillow"] = {"colour": colour(rng, 0.3, 0.95)}
    if rng.random() < 0.2:
        settings |= {"others": {"bystander": random_bystander(rng, -feetward)}, "shown": ("bystander",)}
    labels |= worn | {"head": head, "arm": lying["arm"], "bystander": "others" in settings}
    return settings, labels
