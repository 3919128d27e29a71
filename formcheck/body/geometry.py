"""Angles and lines. Pure functions; the unknown is NaN and stays NaN."""

import numpy as np

from formcheck.pose import Floats


def unit(v: Floats) -> Floats:
    """Return `v` of shape (..., d) scaled to length 1; NaN where it has no length."""
    length = np.sqrt(np.einsum("...i,...i->...", v, v))[..., None]
    return np.asarray(v / np.where(length > 0, length, np.nan), dtype=np.float64)


def joint_angle(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return the angle at `b` between the rays to `a` and `c`, in degrees within [0, 180].

    Points have shape (..., 2) in image pixels or (..., 3) in metres - never MediaPipe's normalized
    coordinates, whose axes differ in scale. NaN where a point is unknown or a ray has no length.

    >>> joint_angle(np.array([1.0, 0]), np.array([0.0, 0]), np.array([0.0, 1])).item()
    90.0
    """
    u, v = a - b, c - b
    squares = np.einsum("...i,...i->...", u, u) * np.einsum("...i,...i->...", v, v)
    cosine = np.einsum("...i,...i->...", u, v) / np.sqrt(np.where(squares > 0, squares, np.nan))
    return np.asarray(np.degrees(np.arccos(np.minimum(np.maximum(cosine, -1), 1))), dtype=np.float64)


def flexion(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return 180 degrees minus the joint angle: 0 is a straight limb.

    >>> flexion(np.array([1.0, 0]), np.array([0.0, 0]), np.array([-1.0, 0])).item()
    0.0
    """
    return 180.0 - joint_angle(a, b, c)


def elevation(v: Floats) -> Floats:
    """Return how far `v` points upwards, in degrees within [-90, 90].

    `v` has shape (..., 2) or (..., 3) with y pointing down, as in images and world landmarks.

    >>> elevation(np.array([0.0, -1.0])).item()
    90.0
    """
    return np.degrees(np.arcsin(np.minimum(np.maximum(-unit(v)[..., 1], -1), 1)))
