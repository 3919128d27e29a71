"""What each face of the body mesh wears: skin, clothes, hair, eyes; and how thick the clothes are."""

from dataclasses import dataclass

import numpy as np
from body import smooth_normals

PARTS = ("skin", "legs", "top", "hair", "eye_white", "iris", "lips", "brow", "socks", "sole")
LEG_BONES, FOOT_BONES = ("upperleg", "lowerleg", "pelvis", "root"), ("foot", "toe")
SOLE_M = 0.022
TRUNK_BONES = ("spine", "breast", "clavicle", "shoulder01")


@dataclass(frozen=True)
class Look:
    """Linear RGB colours in [0, 1]; clothes.

    `shorts_above` metres (rest Y): legs below it are bare; None = long leggings. `bulk_m`: how far the top
    and the trousers stand off the skin at most, metres; `bulk_seed` shapes their folds. `shoes`: the colours of
    upper and sole, instead of socks; `shoe_m`: how far they stand off the foot.
    """

    skin: tuple = (0.72, 0.45, 0.34)
    legs: tuple = (0.03, 0.035, 0.06)
    top: tuple = (0.12, 0.30, 0.42)
    hair: tuple = (0.05, 0.03, 0.02)
    socks: tuple | None = None
    shorts_above: float | None = None
    sleeveless: bool = False
    bulk_m: float = 0.0
    bulk_seed: int = 0
    shoes: tuple | None = None
    shoe_m: float = 0.012

    def palette(self):
        """Colour (10, 3) of each of PARTS."""
        skin = np.array(self.skin)
        eyes = (0.85, 0.83, 0.80), (0.08, 0.04, 0.02)
        lips = skin * (0.85, 0.55, 0.55)
        feet = self.shoes or (self.socks or self.skin, self.skin)
        return np.array([skin, self.legs, self.top, self.hair, *eyes, lips, self.hair, *feet])


def _part_of_faces(body, look, faces, groups):
    """The index in PARTS of each of `faces` (n, 4); groups (n,): which mesh group each belongs to."""
    rest, eye, skull, neck = body.rest, body.joint("eye.L"), body.joint("head"), body.joint("neck01")
    x, y, z = rest[faces].mean(1).T

    def mostly(*bones, limit=0.5):
        return body.share(*bones)[faces].mean(1) > limit

    trunk = TRUNK_BONES if look.sleeveless else (*TRUNK_BONES, "upperarm01")
    bare = y < (-np.inf if look.shorts_above is None else look.shorts_above)
    hairline = eye[1] + 0.055 + np.maximum(0, z - eye[2] + 0.03) * 0.3
    hair = (y > hairline) | ((z < skull[2] - 0.02) & (y > eye[1] - 0.06))
    brow = (np.abs(y - eye[1] - 0.021) < 0.005) & (z > eye[2] - 0.005) & (np.abs(x) > 0.012) & (np.abs(x) < 0.052)
    eyes = np.char.endswith(groups, "eye")
    iris = eyes & (z > z[eyes].max() - 0.0022)
    leg, head, foot = mostly(*LEG_BONES), mostly("head"), mostly(*FOOT_BONES)
    sole = foot & (y < y.min() + SOLE_M) if look.shoes else np.zeros(len(y), bool)
    rules = (
        ("iris", iris),
        ("eye_white", eyes),
        ("brow", np.char.find(groups, "lashes") >= 0),
        ("sole", sole),
        ("socks", foot),
        ("skin", leg & bare),
        ("legs", leg),
        ("top", mostly(*trunk) & (y < neck[1] - 0.03)),
        ("hair", head & hair),
        ("brow", head & brow),
        ("lips", mostly("oris", limit=0.6)),
    )
    names, masks = zip(*rules, strict=True)
    return np.select(masks, [PARTS.index(n) for n in names], PARTS.index("skin"))


def dress(body, look):
    """Thicken the clothes; return (triangles (n, 3) into the visible vertices, part index of each (n,))."""
    number = np.zeros(len(body.rest), int)
    number[body.visible] = np.arange(len(body.visible))
    faces, groups = body.visible_faces
    parts = _part_of_faces(body, look, faces, groups)
    triangles = number[np.stack([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]], 1).reshape(-1, 3)]
    parts = np.repeat(parts, 2)
    if look.shoes:
        _shoe(body, look, triangles)
    if look.bulk_m:
        _thicken(body, look, triangles, parts)
    return triangles, parts


def _shoe(body, look, triangles):
    """Move the feet's vertices outward by up to `shoe_m`."""
    v = body.surface
    worn = np.clip((body.share(*FOOT_BONES)[body.visible] - 0.3) / 0.4, 0, 1)
    out = smooth_normals(triangles, len(v))(v) * [1.0, 0.8, 1.6]  # toe caps and heels reach furthest
    body.surface = (v + out * (look.shoe_m * worn)[:, None]).astype(np.float32)


def hair_vertices(body):
    """The visible vertices (n,) at the back of the head, where long hair begins."""
    v, skull = body.surface, body.joint("head")
    return np.flatnonzero((body.share("head")[body.visible] > 0.5) & (v[:, 2] < skull[2] - 0.02))


def _thicken(body, look, triangles, parts):
    """Move the clothed vertices of `body.surface` outward by up to `bulk_m`, in soft folds."""
    rng = np.random.default_rng(look.bulk_seed)
    v = body.surface
    cloth = np.isin(parts, [PARTS.index("legs"), PARTS.index("top")])
    worn = np.bincount(triangles[cloth].ravel(), minlength=len(v))
    worn = worn / np.maximum(np.bincount(triangles.ravel(), minlength=len(v)), 1)
    waves = rng.normal(0, 14, (5, 3))
    folds = 0.6 + 0.4 * np.sin(v @ waves.T + rng.uniform(0, 6.3, 5)).mean(1) * 1.5
    normals = smooth_normals(triangles, len(v))(v)
    body.surface = (v + normals * (look.bulk_m * worn * np.clip(folds, 0.1, 1))[:, None]).astype(np.float32)
