"""Furniture, floor, walls and pillows as coloured triangles."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Room:
    """Linear RGB colours in [0, 1]; boxes of (centre, size, colour), metres; light: where the lamp hangs.

    couch_m: height above the floor of the couch that the person lies on, 0 = no couch; Z is 0 where they lie.
    """

    floor: tuple = (0.32, 0.22, 0.15)
    wall: tuple = (0.62, 0.60, 0.56)
    mat: tuple | None = (0.10, 0.28, 0.20)
    boxes: tuple = ()
    back_m: float = 2.0
    side_m: float = 3.4
    front_m: float = 6.0
    couch_m: float = 0.0
    couch: tuple = (0.5, 0.5, 0.55)
    ambient: float = 0.55
    key: float = 0.75
    light: tuple = (-1.2, -1.5, 2.4)


def box(centre, size, colour):
    """Rows of position, normal, colour (36, 9): the triangles of a box."""
    corners = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    normals = [(-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0), (0, 0, -1), (0, 0, 1)]
    rows = []
    for f, n in zip(faces, normals, strict=True):
        rows += [[*(np.array(centre) + corners[f[i]] * size), *n, *colour] for i in (0, 1, 2, 0, 2, 3)]
    return np.array(rows, "f4")


def cushion(centre, size, along, colour, corners=0.45):
    """Rows (n, 9) of a pillow: a rounded block of `size` (3,) m, its first axis turned to `along`."""
    lat, lon = np.meshgrid(np.linspace(-np.pi / 2, np.pi / 2, 13), np.linspace(-np.pi, np.pi, 25), indexing="ij")

    def bulge(x):
        return np.sign(x) * np.abs(x) ** corners

    unit = np.stack([bulge(np.cos(lat)) * bulge(np.cos(lon)), bulge(np.cos(lat)) * bulge(np.sin(lon)), np.sin(lat)], -1)
    a = np.array([along[0], along[1], 0.0]) / np.hypot(along[0], along[1])
    axes = np.stack([a, np.cross([0, 0, 1.0], a), [0, 0, 1.0]], 1)
    half = np.array(size) / 2
    points, normals = unit * half @ axes.T + centre, unit / half @ axes.T
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    rows = np.concatenate([points, normals, np.broadcast_to(colour, points.shape)], -1)
    a, b, c, d = rows[:-1, :-1], rows[1:, :-1], rows[1:, 1:], rows[:-1, 1:]
    return np.stack([a, b, c, a, c, d], 2).reshape(-1, 9).astype("f4")


def room_rows(room):
    """Rows of position, normal, colour (n, 9) of everything that does not move."""
    floor = -room.couch_m
    parts = [box((0, 0, floor - 0.05), (14, 14, 0.1), room.floor)]
    walls = (
        ((0, room.back_m + 0.05, 1.5), (14, 0.1, 3.2)),
        ((-room.side_m - 0.05, 0, 1.5), (0.1, 14, 3.2)),
        ((room.side_m + 0.05, 0, 1.5), (0.1, 14, 3.2)),
        ((0, -room.front_m, 1.5), (14, 0.1, 3.2)),
    )
    parts += [box(c, s, room.wall) for c, s in walls]
    if room.couch_m:
        parts.append(box((0, 0, -0.06), (2.1, 0.72, 0.12), room.couch))
        parts.append(box((0, 0, floor / 2 - 0.06), (1.5, 0.5, room.couch_m - 0.12), 0.6 * np.array(room.couch)))
    elif room.mat:
        parts.append(box((0, 0, 0.004), (2.0, 0.75, 0.012), room.mat))
    return np.concatenate(parts + [box((x, y, z + floor), *b) for (x, y, z), *b in room.boxes])
