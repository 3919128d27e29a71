"""Landmarks as markers in OpenSim's TRC format.

The header, the column layout and the empty field for a missing marker follow OpenSim's documentation of .trc files.
TRC has one rate for a whole file, so the poses are put on even times by linear interpolation; where a neighbour is
missing or more than `GAP_FRAMES` away, the marker is left out. Axes are OpenSim's: x right in the picture, y up,
z towards the camera. Landmarks are about the middle of the hips, so the body does not travel.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from formcheck.pose import Floats, Landmark, Pose
from formcheck.pose.landmarks import FACE

GAP_FRAMES = 2.5  # J: a frame or two may drop; across more, a straight line is invention
MARKERS = list(Landmark)[FACE.stop :]


def marker_name(mark: Landmark) -> str:
    """Return the marker's name: `LEFT_FOOT_INDEX` is `LFootIndex`."""
    side, *rest = mark.name.split("_")
    return side[0] + "".join(word.title() for word in rest)


def write_trc(path: Path, poses: Sequence[Pose]) -> None:
    """Write the markers of the body, in millimetres. Raises ValueError for fewer than two poses, OSError as `open`."""
    if len(poses) < 2:
        raise ValueError("at least two frames are needed")
    t, points, rate = evenly(poses)
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:g}\t{rate:g}\t{len(t)}\t{len(MARKERS)}\tmm\t{rate:g}\t1\t{len(t)}",
        "Frame#\tTime\t" + "\t".join(f"{marker_name(mark)}\t\t" for mark in MARKERS),
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(MARKERS) + 1)),
        "",
    ]
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in head)
        for i, row in enumerate(points, start=1):
            values = ("" if np.isnan(value) else f"{value:.2f}" for value in row.ravel())
            file.write(f"{i}\t{t[i - 1]:.6f}\t" + "\t".join(values) + "\n")


def evenly(poses: Sequence[Pose]) -> tuple[Floats, Floats, float]:
    """Return even times from 0 (n,), marker positions (n, 22, 3) in millimetres, and the rate in hertz.

    The rate is that of most frames, whole where it is within 2 % of a whole number.
    """
    t = np.array([pose.t for pose in poses])
    rate = float(1 / np.median(np.diff(t)))
    rate = float(round(rate)) if abs(rate - round(rate)) <= 0.02 * rate else round(rate, 3)
    world = np.stack([pose.world_m[FACE.stop :] for pose in poses]) * (1000.0, -1000.0, -1000.0)
    even = np.arange(int((t[-1] - t[0]) * rate + 1e-6) + 1) / rate
    after = np.clip(np.searchsorted(t, t[0] + even), 1, len(t) - 1)
    span = t[after] - t[after - 1]
    share = np.clip((t[0] + even - t[after - 1]) / span, 0, 1)[:, None, None]
    # A sample that falls on a frame is that frame, whatever its neighbour.
    before_only, after_only = share < 1e-6, share > 1 - 1e-6
    points = (1 - share) * world[after - 1] + share * world[after]
    points = np.where(before_only, world[after - 1], np.where(after_only, world[after], points))
    wide = (span * rate > GAP_FRAMES)[:, None, None] & ~before_only & ~after_only
    return even, np.where(wide, np.nan, points), rate
