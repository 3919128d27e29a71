"""Landmarks as markers in OpenSim's TRC format.

The header, the column layout and the empty field for a missing marker follow OpenSim's documentation of .trc files.
TRC has one rate for a whole file, so the poses are put on even times by linear interpolation; where a neighbour is
missing or more than `GAP_FRAMES` away, the marker is left out. Axes are OpenSim's: x right in the picture, y up,
z towards the camera. Landmarks are about the middle of the hips, so the body does not travel.
"""

import math
from collections.abc import Sequence
from typing import TextIO

import numpy as np

from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.landmarks import FACE
from formcheck.text.plain_text import shown

GAP_FRAMES = 2.5  # J: a frame or two may drop; across more, a straight line is invention
ROWS_MOST = 300_000  # almost three hours at 30 Hz; a damaged time must fill neither memory nor disk
AT_ONCE = 4096  # rows in memory
MARKERS = list(Landmark)[FACE.stop :]
NOTHING = "\t" * (3 * len(MARKERS) - 1)


def marker_name(mark: Landmark) -> str:
    """Return the marker's name: `LEFT_FOOT_INDEX` is `LFootIndex`."""
    side, *rest = mark.name.split("_")
    return side[0] + "".join(word.title() for word in rest)


def write_trc(file: TextIO, name: str, poses: Sequence[Pose]) -> None:
    """Write the markers of the body, in millimetres, to a file of that name.

    Raises ValueError for fewer than two poses, or times that span more than `ROWS_MOST` frames; OSError as `write`.
    """
    if len(poses) < 2:
        raise ValueError("there are fewer than two frames")
    t = np.array([pose.t for pose in poses])
    rate = rate_of(t)
    rows = int(min((t[-1] - t[0]) * rate, ROWS_MOST) + 1e-6) + 1
    if rows > ROWS_MOST:
        raise ValueError(f"they span {(t[-1] - t[0]) / 3600:.1f} hours at {rate:g} Hz, more than a table holds")
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{shown(name)}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:g}\t{rate:g}\t{rows}\t{len(MARKERS)}\tmm\t{rate:g}\t1\t{rows}",
        "Frame#\tTime\t" + "\t".join(f"{marker_name(mark)}\t\t" for mark in MARKERS),
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(MARKERS) + 1)),
        "",
    ]
    file.writelines(f"{line}\n" for line in head)
    for first in range(0, rows, AT_ONCE):
        even = np.arange(first, min(first + AT_ONCE, rows)) / rate
        points = markers_at(even, t, poses, rate)
        empty = np.asarray(np.isnan(points).all((1, 2)))  # hours of rows where somebody was away
        file.writelines(
            f"{first + 1 + i}\t{at:.6f}\t{NOTHING if empty[i] else _fields(points[i])}\n" for i, at in enumerate(even)
        )


def _fields(row: Floats) -> str:
    return "\t".join("" if math.isnan(value) else f"{value:.2f}" for value in row.ravel().tolist())


def rate_of(t: Floats) -> float:
    """Return the rate of most frames in hertz, whole where it is within 2 % of a whole number."""
    rate = float(1 / np.median(np.diff(t)))
    return float(round(rate)) if abs(rate - round(rate)) <= 0.02 * rate else round(rate, 3)


def markers_at(even: Floats, t: Floats, poses: Sequence[Pose], rate: float) -> Floats:
    """Return marker positions (n, 22, 3) in millimetres at the times `even` (n,), which count from the first pose.

    t: the times of the poses.
    """
    after = np.clip(np.searchsorted(t, t[0] + even), 1, len(t) - 1)
    first = int(after[0]) - 1
    near = poses[first : int(after[-1]) + 1]
    world = np.stack([pose.world_m[FACE.stop :] for pose in near]) * (1000.0, -1000.0, -1000.0)
    span = t[after] - t[after - 1]
    share = np.clip((t[0] + even - t[after - 1]) / span, 0, 1)[:, None, None]
    before, behind = world[after - 1 - first], world[after - first]
    # A sample that falls on a frame is that frame, whatever its neighbour.
    before_only, after_only = share < 1e-6, share > 1 - 1e-6
    points = (1 - share) * before + share * behind
    points = np.where(before_only, before, np.where(after_only, behind, points))
    wide = (span * rate > GAP_FRAMES)[:, None, None] & ~before_only & ~after_only
    return np.where(wide, np.nan, points)
