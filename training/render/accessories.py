"""What is worn and moves with the body: a band around both thighs, long hair that falls to the mat."""

import numpy as np
from raster import Mesh

AROUND, ALONG = 20, 10
TIGHT_M = 0.004  # how far a band stands off the thigh


def _ring_triangles(rings, around):
    """Triangles (n, 3) of a closed tube of `rings` rings of `around` points, seen from outside."""
    a = np.arange(rings - 1)[:, None] * around + np.arange(around)
    b = np.arange(rings - 1)[:, None] * around + (np.arange(around) + 1) % around
    quads = np.stack([a, a + around, b + around, b], -1).reshape(-1, 4)
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _mesh(rings, colour):
    triangles = _ring_triangles(rings, AROUND)
    return Mesh(triangles, np.zeros(len(triangles), int), np.array([colour], float), rings * AROUND)


class Band:
    """An elastic band around both thighs, `above_knee_m` above the knees' joints, `width_m` wide."""

    def __init__(self, lying, colour, width_m=0.05, above_knee_m=0.09):
        self.lying, self.width = lying, width_m
        body = lying.body
        x, y, _ = body.surface.T
        thigh = body.share("upperleg", "lowerleg")[body.visible] > 0.5
        near = thigh & (np.abs(y - body.joint("lowerleg01.L")[1] - above_knee_m) < 0.6 * width_m)
        self.under = {"L": np.flatnonzero(near & (x > 0)), "R": np.flatnonzero(near & (x < 0))}
        self.mesh = _mesh(5, colour)

    def vertices(self, body_vertices, joints):
        """Vertices (5 * AROUND, 3), world metres, for those of the body (n, 3) and its joints."""
        centres, along, radii = [], [], []
        for side in (self.lying.bottom, self.lying.top):
            u = joints[f"hip_{side}"] - joints[f"knee_{side}"]
            u = u / np.linalg.norm(u)
            skin = body_vertices[self.under[side]]
            centre = (skin.min(0) + skin.max(0)) / 2
            out = skin - centre
            out = out - (out @ u)[:, None] * u
            radii.append(np.percentile(np.linalg.norm(out, axis=1), 85) + TIGHT_M)
            centres.append(centre)
            along.append(u)
        across = centres[1] - centres[0]
        half = np.linspace(-np.pi / 2, np.pi / 2, AROUND // 2)
        rings = []
        for outer, step in ((0, -0.5), (0.003, -0.5), (0.003, 0.5), (0, 0.5), (0, -0.5)):
            ring = []
            for centre, u, radius, sign in zip(centres, along, radii, (-1, 1), strict=True):
                w = across - u * (across @ u)
                w = w / np.linalg.norm(w)
                n = np.cross(u, w)
                t = half[:, None] * sign
                circle = np.cos(t) * w * sign + np.sin(t) * n * sign
                ring.append(centre + (radius + outer) * circle + u * self.width * step)
            rings.append(np.concatenate(ring))
        return np.concatenate(rings).astype("f4")


class LongHair:
    """Hair that falls from the back of the head to the mat: `fall` metres from the head, headward and backward."""

    def __init__(self, lying, hair, colour, fall=(0.1, 0.15), thickness_m=0.05):
        self.lying, self.hair = lying, hair  # the vertices that are hair
        self.fall, self.thickness = fall, thickness_m
        self.mesh = _mesh(ALONG, colour)

    def vertices(self, body_vertices):
        """Vertices (ALONG * AROUND, 3), world metres, for those of the body (n, 3)."""
        cap = body_vertices[self.hair]
        begin = cap.mean(0)
        away = self.lying.headward * self.fall[0] - self.lying.front * self.fall[1]
        end = np.array([*(begin + away)[:2], 0.015])
        over = np.array([*(begin + 0.75 * away)[:2], max(begin[2] * 0.8, 0.03)])
        t = np.linspace(0, 1, ALONG)[:, None]
        path = (1 - t) ** 2 * begin + 2 * t * (1 - t) * over + t**2 * end
        way = np.gradient(path, axis=0)
        size = self.thickness * np.array([1.3, 1.35, 1.3, 1.2, 1.1, 1.0, 0.9, 0.75, 0.5, 0.05])
        angle = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
        rings = []
        for centre, direction, radius in zip(path, way, size, strict=True):
            u = direction / np.linalg.norm(direction)
            side = np.cross(u, [0, 0, 1.0])
            side = side / max(np.linalg.norm(side), 1e-6)
            flat = np.cross(side, u)
            ring = centre + radius * (np.cos(angle)[:, None] * side * 1.4 + np.sin(angle)[:, None] * flat * 0.8)
            ring[:, 2] = np.maximum(ring[:, 2], 0.004)
            rings.append(ring)
        return np.concatenate(rings).astype("f4")
