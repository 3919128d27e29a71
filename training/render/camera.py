"""A webcam without lens faults: where it stands, what it shows."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Camera:
    """A webcam that stands `distance_m` from `target` (metres) and looks at `look_at`, or else at `target`.

    azimuth 0 = in front of -Y, positive towards +X; elevation above the floor plane; tilt = the image's roll.
    """

    azimuth_deg: float = 0
    elevation_deg: float = 10
    distance_m: float = 2.2
    hfov_deg: float = 65
    tilt_deg: float = 0
    target: tuple = (0, 0, 0.18)
    look_at: tuple | None = None
    width: int = 640
    height: int = 360

    @property
    def eye(self):
        """World position, metres."""
        a, e = np.deg2rad([self.azimuth_deg, self.elevation_deg])
        towards = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
        return np.array(self.target) + self.distance_m * towards

    def axes(self):
        """Right, up and forward unit vectors of the image, world frame."""
        f = np.array(self.look_at or self.target) - self.eye
        f = f / np.linalg.norm(f)
        r = np.cross(f, [0, 0, 1.0])
        r = r / np.linalg.norm(r)
        u = np.cross(r, f)
        t = np.deg2rad(self.tilt_deg)
        return np.cos(t) * r + np.sin(t) * u, -np.sin(t) * r + np.cos(t) * u, f

    def matrix(self):
        """World to clip space, shape (4, 4)."""
        r, u, f = self.axes()
        view = np.eye(4)
        view[:3, :3] = np.stack([r, u, -f])
        view[:3, 3] = -view[:3, :3] @ self.eye
        x = 1 / np.tan(np.deg2rad(self.hfov_deg) / 2)
        near, far = 0.05, 20
        projection = np.zeros((4, 4))
        projection[0, 0], projection[1, 1] = x, x * self.width / self.height
        projection[2, 2], projection[2, 3] = -(far + near) / (far - near), -2 * far * near / (far - near)
        projection[3, 2] = -1
        return projection @ view

    def pixels(self, points):
        """World points (..., 3) to image points (..., 2): pixels, x right, y down."""
        p = np.concatenate([points, np.ones((*np.shape(points)[:-1], 1))], -1) @ self.matrix().T
        xy = p[..., :2] / p[..., 3:]
        return (xy * [0.5, -0.5] + 0.5) * [self.width, self.height]

    def framed(self, points, fill, centre, outside=(0.0, 0.0)):
        """This camera, panned and if need be moved back, so that `points` (n, 3) are well in the image.

        fill: largest share of the image's width or height that they may take; centre: -1..1 across and down,
        where they lie in the room that is left (0 = in the middle, 1 = as far right or down as it goes). outside: share
        of the width and height by which they are cut off, at the right and below; negative: at the left and above.
        """
        camera = replace(self, look_at=tuple(points.mean(0)))
        size = np.array([self.width, self.height])
        for _ in range(6):
            xy = camera.pixels(points) / size
            low, high = xy.min(0), xy.max(0)
            extent = high - low
            if extent.max() > fill:
                camera = replace(camera, distance_m=camera.distance_m * min(1.3, extent.max() / fill))
                continue
            wanted = 0.5 + np.array(centre) * np.maximum(fill - extent, 0) / 2
            cut = np.sign(outside) * (1 - extent) / 2 + np.array(outside) + 0.5
            wanted = np.where(np.array(outside) == 0, wanted, cut)
            shift = (low + high) / 2 - wanted
            r, u, f = camera.axes()
            depth = (points.mean(0) - camera.eye) @ f
            across = 2 * depth * np.tan(np.deg2rad(self.hfov_deg) / 2)
            move = across * (shift[0] * r - shift[1] * u * self.height / self.width)
            camera = replace(camera, look_at=tuple(np.array(camera.look_at) + move))
        return camera
