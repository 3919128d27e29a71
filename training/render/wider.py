"""Scenes of the wider kinds: people as they film themselves, with bands and couches, and other movements.

KINDS: `wide` (clamshells as wide as people open), `leg_raise` (side-lying leg raises), `other` (neither of them). A
kind lays its own settings over the scene of the same seed and draws from its own random streams.
"""

from dataclasses import replace

import numpy as np
from camera import Camera
from clamshell import Shape
from random_scene import colour, pick, random_bystander, random_scene, restless

KINDS = ("wide", "leg_raise", "other")
MOVEMENTS = {
    "side plank": 0.2,
    "side crunch": 0.15,
    "bicycle": 0.15,
    "side kick": 0.08,
    "open book": 0.14,
    "rolling over": 0.12,
    "getting up": 0.08,
    "reaching": 0.08,
}
SIZES = {(640, 360): 0.5, (640, 480): 0.2, (360, 640): 0.14, (480, 640): 0.08, (480, 480): 0.08}
LEGS = ("hip_flexion_deg", "knee_flexion_deg")
LAMP_LOWEST_M = 1.2  # above a couch


def vivid(rng):
    """A random linear RGB colour of any saturation."""
    hue, grey = rng.uniform(0, 3), rng.uniform(0, 0.5) ** 2
    rgb = np.clip(np.abs((hue - np.array([0, 1, 2]) + 1.5) % 3 - 1.5) * -1 + 1, 0, 1)
    return tuple(float(c) for c in (grey + (1 - grey) * rgb) * rng.uniform(0.15, 0.9))


def widened(seed):
    """As `random_scene`, with the look, support, room and view of people who film themselves."""
    settings, labels = random_scene(seed)
    rng = np.random.default_rng([seed, 101])
    u, lying = rng.uniform, settings["lying"]
    lying["facing"] = "front"
    lying["hip_flexion_deg"] = float(u(75, 95) if rng.random() < 0.08 else lying["hip_flexion_deg"])
    labels |= _support(rng, settings)
    labels |= _worn(rng, settings)
    feetward = 1 if lying["side"] == "right" else -1
    labels |= _room(rng, settings, feetward)
    labels |= _view(rng, settings, feetward)
    return settings, labels | {"arm": lying["arm"], "bystander": "others" in settings}


def _support(rng, settings):
    """What head and trunk rest on."""
    u, lying = rng.uniform, settings["lying"]
    lying["arm"] = pick(rng, {"floor": 0.3, "hip": 0.4, "chest": 0.12, "side": 0.13, "head": 0.05})
    support = pick(rng, {"as before": 0.55, "hand": 0.2, "forearm": 0.25})
    if support != "as before":
        settings.pop("pillow", None)
        high = u(0.2, 0.27) if support == "hand" else u(0.23, 0.32)
        lying |= {
            "bottom_arm": "prop" if support == "hand" else "forearm",
            "shoulder_m": float(high),
            "head_bend_deg": float(u(-20, 15)),
            "hike_deg": float(u(0, 10)),
        }
        return {"head": "hand" if support == "hand" else "forearm"}
    return {}


def _worn(rng, settings):
    """Band, shoes, hair."""
    u, lying, look = rng.uniform, settings["lying"], settings["look"]
    band, shoes, hair = rng.random() < 0.35, rng.random() < 0.45, rng.random() < 0.25
    if rng.random() < 0.5:
        look |= {"top": vivid(rng), "legs": vivid(rng) if rng.random() < 0.5 else look["legs"]}
    if band:
        settings.pop("knee_pillow", None)
        lying["knee_gap_m"] = float(u(0.03, 0.12))
        lying["ankle_gap_m"] = float(u(0, 0.02))
        settings["band"] = {
            "colour": vivid(rng) if rng.random() < 0.8 else colour(rng, 0.02, 0.95),
            "width_m": float(u(0.03, 0.06)),
            "above_knee_m": float(u(0.05, 0.13)),
        }
    if shoes:
        white = (0.8, 0.8, 0.8)
        upper = vivid(rng) if rng.random() < 0.6 else colour(rng, 0.02, 0.95)
        look |= {"shoes": (upper, white if rng.random() < 0.6 else colour(rng)), "shoe_m": float(u(0.006, 0.016))}
    if hair:
        settings["long_hair"] = {
            "colour": look["hair"],
            "fall": (float(u(-0.08, 0.2)), float(u(0.02, 0.25))),
            "thickness_m": float(u(0.02, 0.06)),
        }
    return {"band": bool(band), "shoes": bool(shoes), "long_hair": bool(hair)}


def _room(rng, settings, feetward):
    """A larger room; sometimes a treatment couch, a plain studio, somebody beside."""
    u, room = rng.uniform, settings["room"]
    couch = float(u(0.5, 0.8)) if rng.random() < 0.12 else 0.0
    room |= {"couch_m": couch, "couch": colour(rng, 0.2, 0.95), "front_m": 6.9, "side_m": float(u(5.0, 6.7))}
    if couch:
        room["light"] = (*room["light"][:2], max(LAMP_LOWEST_M, room["light"][2] - couch))
    if rng.random() < 0.15:  # a studio: all of one colour
        plain = colour(rng, 0.6, 1.0) if rng.random() < 0.6 else colour(rng, 0.02, 0.2)
        room |= {"floor": plain, "wall": plain, "boxes": ()}
    settings.pop("others", None)
    settings.pop("shown", None)
    if rng.random() < 0.12:
        other = random_bystander(rng, -feetward)
        other["at"] = (other["at"][0], max(other["at"][1], 0.6))
        settings |= {"others": {"bystander": other}, "shown": ("bystander",)}
    return {"couch_m": round(couch, 2)}


def _view(rng, settings, feetward):
    """Where the camera stands, how large the person is and whether the picture cuts them off."""
    u = rng.uniform
    azimuth = (u(-25, 35), u(-75, 75), u(60, 110))[rng.choice(3, p=[0.55, 0.36, 0.09])]
    width, height = list(SIZES)[rng.choice(len(SIZES), p=list(SIZES.values()))]
    portrait = height > width
    distance, couch = u(1.5, 3.4), settings["room"]["couch_m"]
    eye_m = u(0.5, 1.2) if rng.random() < 0.6 else u(0.1, 1.9)
    if couch:
        eye_m = u(0.9, 1.7) - couch
    elevation = np.rad2deg(np.arcsin(np.clip((eye_m - 0.16) / distance, -0.1, 0.9)))
    if rng.random() < 0.12:
        elevation = u(20, 45)
    settings["camera"] |= {
        "azimuth_deg": float(feetward * azimuth),
        "elevation_deg": float(np.clip(elevation, -2, 45)),
        "distance_m": float(distance),
        "hfov_deg": float(u(36, 52) if portrait else u(50, 75)),
        "width": width,
        "height": height,
    }
    size = pick(rng, {"large": 0.62, "small": 0.28, "cut": 0.1})
    fill = u(0.55 if portrait else 0.3, 0.7) if size == "small" else u(0.72, 0.98)
    framing = {"fill": float(fill), "centre": (float(u(-1, 1)), float(u(-0.2, 1)))}
    if size == "cut":
        where = pick(rng, {"feet": 0.35, "head": 0.3, "below": 0.35})
        share = float(u(0.01, 0.07))
        across = {"feet": 1, "head": -1, "below": 0}[where] * feetward * (1 if abs(azimuth) < 90 else -1)
        framing["outside"] = (share * across, share / 2 if where == "below" else 0.0)
    settings["framing"] = framing
    room, camera = settings["room"], settings["camera"]
    room["boxes"] = tuple(b for b in room["boxes"] if _beside(b, camera))
    if abs(azimuth) > 60:
        settings.pop("others", None)
        settings.pop("shown", None)
    return {"size": size, "fill": round(float(fill), 2)}


def _beside(thing, camera):
    """Whether a box is neither between the camera and the person nor around the camera."""
    (x, y, _), size, _ = thing
    eye = Camera(**camera | {"distance_m": 5.0}).eye
    way = eye[:2] / np.linalg.norm(eye[:2])
    along = x * way[0] + y * way[1]
    across = abs(x * way[1] - y * way[0])
    return along < 0.3 or across > 0.9 + max(size[:2]) / 2


def scene_of_kind(seed, kind):
    """Return (the arguments of a Scene, labels) of one of KINDS; labels say which movement it is."""
    settings, labels = widened(seed)
    rng = np.random.default_rng([seed, 102])
    if kind == "wide":
        return settings, labels | {"movement": "clamshell"}
    lying = settings["lying"]
    if kind == "leg_raise":
        _legs_for_raising(rng, lying)
        framing = settings["framing"]  # with room for the leg
        framing["fill"] *= 0.88
        framing["centre"] = (framing["centre"][0], 0.3 + 0.7 * abs(framing["centre"][1]))
        return settings, labels | {"movement": "leg raise"}
    movement = pick(rng, MOVEMENTS)
    _rest_of(rng, lying, movement)
    labels["head"] = "forearm" if lying["bottom_arm"] == "forearm" else labels["head"]
    if lying["bottom_arm"] == "forearm" or movement == "getting up":
        settings.pop("pillow", None)
    return settings, labels | {"movement": movement, "arm": lying["arm"]}


def _legs_for_raising(rng, lying):
    """Legs straight, half bent, or the bottom one bent below a straight one."""
    u = rng.uniform
    legs = pick(rng, {"straight": 0.4, "half bent": 0.3, "bottom bent": 0.2, "top bent": 0.1})
    straight, bent = (u(0, 30), u(0, 20)), (u(20, 60), u(20, 90))
    bottom = straight if legs in ("straight", "top bent") else bent
    top = straight if legs in ("straight", "bottom bent") else bent
    if legs == "bottom bent":
        bottom, top = (u(25, 60), u(50, 100)), (u(-10, 15), u(0, 20))
    _legs(lying, bottom, top)


def _legs(lying, bottom, top=None):
    """Lay the legs: (hip, knee) flexion of each, degrees; the top leg is free."""
    (hip, knee), (top_hip, top_knee) = bottom, top or bottom
    lying |= {
        "hip_flexion_deg": float(hip),
        "knee_flexion_deg": float(knee),
        "top_hip_flexion_deg": float(top_hip),
        "top_knee_flexion_deg": float(top_knee),
    }


def _rest_of(rng, lying, movement):
    """The posture that a movement begins with."""
    u = rng.uniform
    stretched, bent = (u(0, 25), u(0, 20)), (u(20, 65), u(30, 110))
    legs = stretched if rng.random() < 0.5 else bent
    if movement == "side plank":
        lying |= {"bottom_arm": "forearm", "shoulder_m": float(u(0.24, 0.32)), "head_bend_deg": float(u(-20, 10))}
        lying["arm"] = pick(rng, {"air": 0.4, "hip": 0.3, "side": 0.3})
        lying["reach"] = (0.0, float(u(-0.1, 0.2)), 1.0)
        legs = stretched if rng.random() < 0.65 else (u(-5, 20), u(60, 95))
    elif movement == "side crunch":
        lying["arm"] = pick(rng, {"head": 0.8, "floor": 0.2})
    elif movement in ("bicycle", "side kick"):
        legs = stretched
        lying["arm"] = pick(rng, {"floor": 0.6, "hip": 0.4})
    elif movement == "open book":
        lying |= {"arm": "air", "reach": (1.0, 0.0, 0.05)}
        legs = (u(45, 95), u(60, 110))
    elif movement == "getting up":
        lying["arm"] = "floor"
        legs = (u(30, 90), u(40, 110))
    _legs(lying, legs)


def wide_shape(rng, start):
    """Return (a Shape, roll change, thorax roll change in degrees): a clamshell as wide as people open."""
    u = rng.uniform
    opening = u(0, 90) if rng.random() < 0.9 else u(0, 8)
    low, high = ((-1.5, 1.5), (0, 20), (20, 35), (-12, 0))[rng.choice(4, p=[0.33, 0.4, 0.17, 0.1])]
    feet = u(0, 0.15) if rng.random() < 0.2 else 0.0
    slide = float(np.clip(rng.normal(0, 0.025), -0.06, 0.06)) if rng.random() < 0.4 else 0.0
    return _turned(
        rng, start, u(low, high),
        opening_deg=float(opening),
        feet_gap_m=float(feet),
        foot_slide_m=slide,
        side_bend_deg=_bend(rng),
    )  # fmt: skip


def raise_shape(rng, start, lying):
    """As `wide_shape`: a moment of a side-lying leg raise."""
    u = rng.uniform
    lift = u(0, 60) if rng.random() < 0.88 else u(0, 6)
    drift = rng.choice([u(0, 35), u(-25, 0), 0.0], p=[0.22, 0.18, 0.6]) * min(1, lift / 15)
    straight = lying["top_knee_flexion_deg"] <= 20
    turned = u(-20, 50) if rng.random() < 0.35 else 0.0
    low, high = ((-1.5, 1.5), (0, 20), (20, 35), (-12, 0))[rng.choice(4, p=[0.4, 0.35, 0.13, 0.12])]
    return _turned(
        rng, start, u(low, high),
        leg_raise_deg=float(lift),
        hip_shift_deg=float(drift),
        knee_shift_deg=float(_bend_knee(rng, lying) * min(1, lift / 15)),
        toes_up_deg=float(turned if straight else 0.0),
        opening_deg=float(u(0, 30) if not straight and rng.random() < 0.3 else 0.0),
        side_bend_deg=_bend(rng),
        pelvis_tilt_deg=float(-u(0, 12) if rng.random() < 0.25 else 0.0),
    )  # fmt: skip


def other_moment(rng, start, movement, tilt):
    """Return (what `wide_shape` does, fields of the Posture that change): a moment of one of MOVEMENTS.

    tilt: how far the trunk is bent up at rest, degrees (Lying.tilt).
    """
    u = rng.uniform
    share = u(0, 1) ** 0.8
    changes, roll, thorax, fields = {}, u(-2, 4), 0.0, {}
    if movement == "side plank":
        up = share * u(0.14, 0.3)
        slope = u(5, 18) * share
        fields = {"hips_up_m": up, "pelvis_tilt_deg": slope, "side_bend_deg": (slope - tilt) * share}
        roll = u(-10, 15) * share
        if rng.random() < 0.2:
            fields["leg_raise_deg"] = u(5, 35) * share
    elif movement == "side crunch":
        fields = {"side_bend_deg": u(12, 35) * share}
        if rng.random() < 0.6:
            raised, hip, knee = u(5, 40), u(0, 45), u(0, 50)
            fields |= {"leg_raise_deg": raised * share, "hip_shift_deg": hip * share, "knee_shift_deg": knee * share}
    elif movement == "bicycle":
        phase = u(0, 2 * np.pi)
        fields = {
            "hip_shift_deg": 30 - 45 * np.cos(phase),
            "knee_shift_deg": 45 - 45 * np.cos(phase + u(-1.2, -0.3)),
            "leg_raise_deg": u(8, 28),
        }
    elif movement == "side kick":
        fields = {"hip_shift_deg": u(-25, 75), "knee_shift_deg": u(0, 15), "leg_raise_deg": u(5, 30)}
    elif movement == "open book":
        turn = np.deg2rad(u(0, 175))
        changes = {"arm": "air", "reach": (float(np.cos(turn)), float(u(-0.1, 0.3)), float(np.sin(turn)))}
        thorax = np.clip(np.rad2deg(turn) - 70, 0, 100) * u(0.5, 0.8)
        roll = thorax * u(0, 0.25)
    elif movement == "rolling over":
        back = rng.random() < 0.8
        roll = share * (u(50, 95) if back else u(-50, -25))
        thorax = share * (u(-10, 15))
        if back:
            opening, hip, raised = u(0, 60), u(-10, 20), u(0, 15)
            fields = {"opening_deg": share * opening, "hip_shift_deg": share * hip, "leg_raise_deg": share * raised}
    elif movement == "getting up":
        fields = {"pelvis_tilt_deg": share * u(8, 30), "side_bend_deg": share * u(15, 45)}
        thorax, roll = share * u(-40, 25), share * u(-15, 25)
        changes = {"bottom_arm": "forearm"} if share > 0.15 else {}
    else:
        changes = {"arm": "air", "reach": (float(u(-0.6, 1)), float(u(-0.7, 1)), float(u(0, 1)))}
        thorax, roll = u(-25, 30), u(-8, 12)
        fields = {"side_bend_deg": u(-8, 15), "hip_shift_deg": u(-8, 15)}
    fields = {name: float(value) for name, value in fields.items()}
    shape = Shape(roll_deg=start.roll_deg + roll, thorax_roll_deg=start.thorax_roll_deg + roll + thorax, **fields)
    return (shape, float(roll), float(roll + thorax)), changes


def restless_wider(lying, rng):
    """As `restless`; the trunk lies down with the arm below, and legs that are free stay as they rest."""
    changes = restless(lying, rng)
    if "bottom_arm" in changes:
        changes["shoulder_m"] = None
        if changes["bottom_arm"] == "prop" and rng.random() < 0.5:
            changes |= {"bottom_arm": "forearm", "shoulder_m": float(rng.uniform(0.22, 0.32))}
    if lying.get("top_knee_flexion_deg") is not None:
        changes = {name: value for name, value in changes.items() if name not in LEGS}
    return changes


def _bend(rng):
    return float(rng.uniform(-8, 8)) if rng.random() < 0.3 else 0.0


def _bend_knee(rng, lying):
    """A change of the top knee's flexion that leaves it bent forward."""
    change = rng.normal(0, 12) if rng.random() < 0.3 else 0.0
    return max(change, -lying["top_knee_flexion_deg"])


def _turned(rng, start, roll, **fields):
    """Return (a Shape, roll, thorax roll): the thorax follows a share of the pelvis' roll."""
    thorax = rng.uniform() * roll + (float(np.clip(rng.normal(0, 2), -5, 5)) if rng.random() < 0.3 else 0.0)
    shape = replace(
        start, roll_deg=start.roll_deg + float(roll), thorax_roll_deg=start.thorax_roll_deg + float(thorax), **fields
    )
    return shape, float(roll), float(thorax)
