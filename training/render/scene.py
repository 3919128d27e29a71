"""A scene: who lies where, seen by which camera, in which room. Built from a seed's or a clip's settings."""

from dataclasses import replace

import numpy as np
from accessories import Band, LongHair
from appearance import Look, dress, hair_vertices
from body import Body
from bystander import stand
from camera import Camera
from clamshell import Lying, OnTheWay, Posture, Shape
from raster import Mesh, Renderer
from room import Room, box, cushion
from sensor import Sensor, in_a_hand, noisy

DEFAULT_BODY = {"caucasian-female-young": 1, "universal-female-young-averagemuscle-averageweight": 1}


class Scene:
    """One person's scene.

    body: morphs and weights; leg_scale; look, lying (a Posture), camera, room, sensor: the fields of those
    classes; start: roll_deg and thorax_roll_deg of the still, closed position; framing: fill and centre
    (Camera.framed); pillow: colour and kind ("pillow" or "box") under the head; knee_pillow: colour; band,
    long_hair: the arguments of `Band` and `LongHair`; others: name -> body, look and the arguments of `stand`;
    those named in `shown` are in every picture; sides: the sides to be ready for; samples: per pixel (0 = jagged
    edges in half the time).
    """

    def __init__(
        self,
        *,
        body=None,
        leg_scale=1.0,
        look=None,
        lying=None,
        start=None,
        camera=None,
        framing=None,
        room=None,
        sensor=None,
        pillow=None,
        knee_pillow=None,
        band=None,
        long_hair=None,
        others=None,
        shown=(),
        sides=(),
        seed=0,
        samples=4,
    ):
        self.rng = np.random.default_rng(seed)
        self.camera, self.sensor = Camera(**(camera or {})), Sensor(**(sensor or {}))
        person, self.mesh = _person(body, look, leg_scale)
        self.posture, self.start = (
            Posture(**(lying or {})),
            Shape(**(start or {"roll_deg": -5, "thorax_roll_deg": -4})),
        )
        sides = sides or (self.posture.side,)
        self.lying = {s: Lying(person, replace(self.posture, side=s), self.start) for s in sides}
        self.shown, self.others = tuple(shown), {}
        for name, other in (others or {}).items():
            place = {k: v for k, v in other.items() if k not in ("body", "look")}
            who, mesh = _person(other.get("body"), other.get("look"))
            self.others[name] = (mesh, who, place)
        closed = {s: lying.pose(self.start) for s, lying in self.lying.items()}
        if framing:
            self.camera = self.camera.framed(np.concatenate([v for v, _ in closed.values()]), **framing)
        lying, (_, joints) = self.lying[sides[0]], closed[sides[0]]
        things = [head_rest(lying, joints, **pillow)] if pillow else []
        things += [between_knees(lying, joints, **knee_pillow)] if knee_pillow else []
        self.band = Band(lying, **band) if band else None
        self.long_hair = LongHair(lying, hair_vertices(person), **long_hair) if long_hair else None
        self.room = Room(**(room or {}))
        self.renderer = Renderer(self.camera, self.room, things, samples)
        self.noise = self.sensor.noise_field(self.camera, self.rng)
        self.drawn = {}  # what -> (image, joints): reps repeat the same shapes

    @property
    def feetward(self):
        """+1 if the feet are towards +X (the camera's positive azimuth), -1 if not."""
        return -1 if next(iter(self.lying.values())).headward[0] > 0 else 1

    def rearranged(self, **changes):
        """The same person, with fields of the Posture changed since the start."""
        here = self.lying[self.posture.side]
        return Lying(here.body, replace(here.posture, **changes), self.start)

    def draw(self, shape: Shape | None, who=None, others=(), towards=None):
        """Return the image (h, w, 3) uint8 RGB without sensor faults, {'hip_L': (x, y) pixels, ...}.

        shape None = nobody lies there; who: a side or a posture's name; others: pairs of a name and degrees to turn
        them from facing_deg; towards: who they are turning into, and how far, 0 to 1.
        """
        lying = self.lying[who or self.posture.side]
        if towards:
            lying = OnTheWay(lying, self.lying[towards[0]], towards[1])
        vertices, joints = lying.pose(shape) if shape else (None, {})
        people = [(self.mesh, vertices), *self._worn(vertices, joints)] if shape else []
        for name, turned in (*((n, 0) for n in self.shown), *others):
            mesh, who, place = self.others[name]
            placed = place | {"facing_deg": place.get("facing_deg", 0) + turned}
            people.append((mesh, stand(who, **placed) - np.float32([0, 0, self.room.couch_m])))
        pixels = self.camera.pixels(np.array(list(joints.values()))) if joints else ()
        return self.renderer.draw(people), dict(zip(joints, pixels, strict=True))

    def _worn(self, vertices, joints):
        """Pairs of a Mesh and its vertices, of what is worn and moves with a body (n, 3)."""
        worn = [(self.band.mesh, self.band.vertices(vertices, joints))] if self.band else []
        return worn + ([(self.long_hair.mesh, self.long_hair.vertices(vertices))] if self.long_hair else [])

    def shoot(self, shape, who=None, others=(), towards=None, t=0.0, sway=0.0):
        """As `draw`, seen through the sensor; a drawing is kept, so that repeats cost nothing but noise.

        sway: how far the camera moves in a hand, see `in_a_hand`; the joints are where they are without.
        """
        key = shape, who, tuple(others), towards
        if key not in self.drawn:
            image, joints = self.draw(*key)
            self.drawn[key] = self.sensor.lit(image), joints
        image, joints = self.drawn[key]
        if sway:
            image = in_a_hand(image, t, sway)
        return noisy(image, self.noise, self.rng), joints

    def blurred(self, shapes, who=None):
        """The mean picture of several shapes through the sensor, and the joints of the middle one."""
        drawings = [self.draw(s, who) for s in shapes]
        image = np.mean([d[0] for d in drawings], axis=0).astype(np.uint8)
        return noisy(self.sensor.lit(image), self.noise, self.rng), drawings[len(drawings) // 2][1]


def _person(targets, look, leg_scale=1.0):
    body, look = Body(targets or DEFAULT_BODY, leg_scale), Look(**(look or {}))
    triangles, parts = dress(body, look)
    return body, Mesh(triangles, parts, look.palette(), len(body.visible))


def head_rest(lying, joints, colour=(0.7, 0.7, 0.7), kind="pillow"):
    """Rows of what lies under the head."""
    centre = (joints["head"] + joints["eye"]) / 2 + lying.headward * 0.03
    height = max(0.03, centre[2] - 0.05)
    place = np.array([centre[0], centre[1], height / 2]) - lying.headward * 0.02 - lying.front * 0.04
    if kind == "box":
        return box(place, (0.22, 0.3, height), colour)
    return cushion(place, (0.3, 0.46, height), lying.headward, colour)


def between_knees(lying, joints, colour=(0.7, 0.7, 0.6)):
    """Rows of a pillow or folded towel on the bottom knee."""
    b, t = lying.bottom, lying.top
    middle = (joints[f"knee_{b}"] + joints[f"knee_{t}"]) / 2
    leg = joints[f"hip_{b}"] - joints[f"knee_{b}"]
    place = middle + leg * 0.25 - lying.front * 0.02
    size = (0.36, 0.2, lying.posture.knee_gap_m + 0.03)
    return cushion(place, size, leg, colour)
