"""A human body from the CC0 MakeHuman base mesh: morph, skeleton, linear blend skinning.

Rest frame of the mesh: metres, X to the body's left, Y up, Z to the front. The mesh is not part of this
repository: FORMCHECK_MESH names the folder that holds it.
"""

import gzip
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

MESH_FILES = "base.obj.gz, default.mhskel.gz, default_weights.mhw.gz, targets/"
VISIBLE = {"body", "helper-l-eye", "helper-r-eye", "helper-l-eyelashes-1", "helper-r-eyelashes-1"}
LIMBS = ("upperarm01", "lowerarm01", "upperleg01", "lowerleg01", "foot")
# The bones that are moved, parents first; every other bone is rigid with the nearest one above it.
DRIVERS = (
    "root",
    "spine05",
    "spine04",
    "spine03",
    "spine02",
    "spine01",
    "neck01",
    "neck02",
    "neck03",
    "head",
    *(f"{bone}.{side}" for side in "LR" for bone in LIMBS),
)


def rotation(axis, degrees):
    """Return the 3x3 rotation by `degrees` about `axis` (shape (3,), any length)."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    t = np.deg2rad(degrees)
    return np.eye(3) + np.sin(t) * k + (1 - np.cos(t)) * k @ k


def frame(direction, hinge):
    """Return the 3x3 orthonormal frame whose first axis is `direction`, second nearest to `hinge`."""
    e1 = direction / np.linalg.norm(direction)
    e2 = hinge - e1 * (hinge @ e1)
    e2 = e2 / np.linalg.norm(e2)
    return np.stack([e1, e2, np.cross(e1, e2)], axis=1)


def mesh_folder() -> Path:
    """The folder that FORMCHECK_MESH names."""
    folder = os.environ.get("FORMCHECK_MESH")
    if not folder:
        raise SystemExit(f"Set FORMCHECK_MESH to the folder with the MakeHuman base mesh ({MESH_FILES}).")
    return Path(folder)


def _read(name):
    with gzip.open(mesh_folder() / f"{name}.gz", "rt") as f:
        return f.read()


@lru_cache(maxsize=64)
def _target(name):
    """A morph: (vertex indices, offsets (n, 3) in decimetres)."""
    rows = [line.split() for line in _read(f"targets/{name}.target").splitlines() if line and line[0] != "#"]
    return np.array([int(r[0]) for r in rows], int), np.array([r[1:] for r in rows], float).reshape(-1, 3)


@dataclass(frozen=True)
class Base:
    """The mesh before morphing.

    vertices (n, 3) decimetres; faces (m, 4) that are seen, and the group (m,) of each; visible: the vertices
    they use; joints: vertices that each is the mean of; bones: as in the skeleton's file; weights (n, bones).
    """

    vertices: np.ndarray
    faces: np.ndarray
    groups: np.ndarray
    visible: np.ndarray
    joints: dict
    bones: dict
    weights: np.ndarray

    def driver(self, bone):
        """The moved bone that `bone` is rigid with."""
        while bone not in DRIVERS:
            bone = self.bones[bone]["parent"]
        return bone


@lru_cache(maxsize=1)
def _base():
    vertices, faces, groups, group = [], [], [], None
    for line in _read("base.obj").splitlines():
        if line.startswith("v "):
            vertices.append([float(x) for x in line.split()[1:4]])
        elif line.startswith("g "):
            group = line.split()[1]
        elif line.startswith("f ") and group in VISIBLE:
            faces.append([int(t.split("/")[0]) - 1 for t in line.split()[1:5]])
            groups.append(group)
    v, faces = np.array(vertices), np.array(faces)
    skeleton = json.loads(_read("default.mhskel"))
    weights = np.zeros((len(v), len(skeleton["bones"])))
    column = {b: i for i, b in enumerate(skeleton["bones"])}
    for bone, pairs in json.loads(_read("default_weights.mhw"))["weights"].items():
        index, weight = np.array(pairs, float).reshape(-1, 2).T
        np.add.at(weights, (index.astype(int), column[bone]), weight)
    bare = weights.sum(1) < 1e-6
    near = np.flatnonzero(~bare)[cKDTree(v[~bare]).query(v[bare])[1]]
    weights[bare] = weights[near]
    weights /= weights.sum(1, keepdims=True)
    return Base(v, faces, np.array(groups), np.unique(faces), skeleton["joints"], skeleton["bones"], weights)


@lru_cache(maxsize=32)
def _share(prefixes):
    """Weight (n,) of the bones whose names start so, for each vertex of the whole mesh."""
    base = _base()
    return base.weights[:, [i for i, b in enumerate(base.bones) if b.startswith(prefixes)]].sum(1)


@lru_cache(maxsize=1)
def _skin_weights():
    """Weights (visible vertices, DRIVERS), float32."""
    base = _base()
    collapse = np.array([[d == base.driver(b) for d in DRIVERS] for b in base.bones], float)
    return (base.weights[base.visible] @ collapse).astype(np.float32)


class Body:
    """One person. `targets`: weight of each file in targets/ (no suffix); `leg_scale`: scales the legs."""

    def __init__(self, targets, leg_scale=1.0):
        base = _base()
        v = base.vertices.copy()
        for name, weight in targets.items():
            index, offset = _target(name)
            v[index] += weight * offset
        v *= 0.1  # the mesh is in decimetres
        bones = base.bones
        hip = v[base.joints[bones["upperleg01.L"]["head"]]].mean(0)[1]
        below = (v[:, 1] < hip) & (_share(("lowerarm", "wrist", "finger", "metacarpal")) < 0.5)
        v[below, 1] = hip + (v[below, 1] - hip) * leg_scale
        self.rest = v
        joints = {k: v[i].mean(0) for k, i in base.joints.items()}
        self.head = {b: joints[bones[b]["head"]] for b in bones}
        self.parent = {d: base.driver(bones[d]["parent"]) if bones[d]["parent"] else None for d in DRIVERS}
        self.visible, self.visible_faces = base.visible, (base.faces, base.groups)
        self.skin_weights = _skin_weights()
        self.surface = v[self.visible].astype(np.float32)  # what is drawn; clothes may thicken it

    def joint(self, bone):
        """Rest position of the bone's head, shape (3,), metres."""
        return self.head[bone]

    def share(self, *prefixes):
        """Weight (n,) of the bones whose names start so, for each vertex of the whole mesh."""
        return _share(prefixes)

    def place(self, turn, origin):
        """Where bones go: {driver: (rotation, offset)}, world = rotation @ rest + offset, metres.

        turn: {driver: 3x3 rotation from the rest frame to the world}; one left out follows its parent.
        origin: world position of the rest frame's origin under the root's rotation.
        """
        world = {}
        for bone in DRIVERS:
            parent = self.parent[bone]
            if parent is None:
                world[bone] = turn[bone], np.asarray(origin, float)
            elif bone in turn:
                r, t = world[parent]
                world[bone] = turn[bone], r @ self.head[bone] + t - turn[bone] @ self.head[bone]
            else:
                world[bone] = world[parent]
        return world

    def at(self, world, bone):
        """World position of a moved bone's head, shape (3,)."""
        r, t = world[bone]
        return r @ self.head[bone] + t

    def skin(self, world):
        """Return the drawn vertices (len(visible), 3), float32, world metres."""
        m = np.array([np.column_stack(world[d]).ravel() for d in DRIVERS], np.float32)
        blend = (self.skin_weights @ m).reshape(-1, 3, 4)
        v = self.surface
        return (blend[:, :, :3] * v[:, None, :]).sum(2) + blend[:, :, 3]


def smooth_normals(triangles, count):
    """Return a function from vertices (count, 3) to unit normals (count, 3) over `triangles` (n, 3)."""
    n = len(triangles)
    spread = csr_matrix((np.ones(3 * n, np.float32), (triangles.T.ravel(), np.tile(np.arange(n), 3))), shape=(count, n))

    def normals(vertices):
        a, b, c = (vertices[triangles[:, i]] for i in range(3))
        e, f = b - a, c - a
        face = np.stack(
            [
                e[:, 1] * f[:, 2] - e[:, 2] * f[:, 1],
                e[:, 2] * f[:, 0] - e[:, 0] * f[:, 2],
                e[:, 0] * f[:, 1] - e[:, 1] * f[:, 0],
            ],
            1,
        )
        out = spread @ face
        return out / (np.sqrt((out * out).sum(1, keepdims=True)) + 1e-12)

    return normals
