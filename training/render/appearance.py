"""What each face of the body mesh wears: skin, clothes, hair, eyes; and how thick the clothes are."""

from dataclasses import dataclass

import numpy as np
from body import VISIBLE, smooth_normals

PARTS = ("skin", "legs", "top", "hair", "eye_white", "iris", "lips", "brow", "socks")
LEG_BONES, FOOT_BONES = ("upperleg", "lowerleg", "pelvis", "root"), ("foot", "toe")
TRUNK_BONES = ("spine", "breast", "clavicle", "shoulder01")


@dataclass(frozen=True)
class Look:
    """Linear RGB colours in [0, 1]; clothes.

    `shorts_above` metres (rest Y): legs below it are bare; None = long leggings. `bulk_m`: how far the top and
    the trousers stand off the skin at most, metres; `bulk_seed` shapes their folds.
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

    def palette(self):
        """Colour (9, 3) of each of PARTS."""
        skin = np.array(self.skin)
        eyes = (0.85, 0.83, 0.80), (0.08, 0.04, 0.02)
        lips = skin * (0.85, 0.55, 0.55)
        return np.array([skin, self.legs, self.top, self.hair, *eyes, lips, self.hair, self.socks or self.skin])


def _part_of_faces(body, look):
    """The part each visible face belongs to: list of (face, part name)."""
    leg, foot = body.share(*LEG_BONES), body.share(*FOOT_BONES)
    trunk, upper_arm = body.share(*TRUNK_BONES), body.share("upperarm01")
    mouth, head = body.share("oris"), body.share("head")
    rest, eye, skull, neck = body.rest, body.joint("eye.L"), body.joint("head"), body.joint("neck01")
    sleeves = trunk if look.sleeveless else trunk + upper_arm
    visible = [(f, g) for f, g in zip(body.faces, body.groups, strict=True) if g in VISIBLE]
    front_of_eye = {}
    for face, group in visible:
        if group.endswith("eye"):
            front_of_eye[group] = max(front_of_eye.get(group, -1.0), rest[face].mean(0)[2])
    dressed = []
    for face, group in visible:
        x, y, z = rest[face].mean(0)
        name = "skin"
        if group in front_of_eye:
            name = "iris" if z > front_of_eye[group] - 0.0022 else "eye_white"
        elif "lashes" in group:
            name = "brow"
        elif foot[face].mean() > 0.5:
            name = "socks"
        elif leg[face].mean() > 0.5:
            name = "skin" if look.shorts_above is not None and y < look.shorts_above else "legs"
        elif sleeves[face].mean() > 0.5 and y < neck[1] - 0.03:
            name = "top"
        elif head[face].mean() > 0.5:
            hairline = eye[1] + 0.055 + max(0, z - eye[2] + 0.03) * 0.3
            if y > hairline or (z < skull[2] - 0.02 and y > eye[1] - 0.06):
                name = "hair"
            elif abs(y - eye[1] - 0.021) < 0.005 and z > eye[2] - 0.005 and 0.012 < abs(x) < 0.052:
                name = "brow"
        if name == "skin" and mouth[face].mean() > 0.6:
            name = "lips"
        dressed.append((face, name))
    return dressed


def dress(body, look):
    """Return (triangles (n, 3) into the body's visible vertices, part index per triangle (n,)); thicken clothes."""
    number = np.zeros(len(body.rest), int)
    number[body.visible] = np.arange(len(body.visible))
    triangles, parts = [], []
    for face, name in _part_of_faces(body, look):
        for i in range(1, len(face) - 1):
            triangles.append(number[[face[0], face[i], face[i + 1]]])
            parts.append(PARTS.index(name))
    triangles, parts = np.array(triangles), np.array(parts)
    if look.bulk_m:
        _thicken(body, look, triangles, parts)
    return triangles, parts


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
