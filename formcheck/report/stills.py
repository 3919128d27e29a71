"""Pictures of faulty reps: from the video where one was kept, a skeleton where not."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from formcheck.body.side import Side
from formcheck.capture import VideoFile
from formcheck.capture.frame import Image
from formcheck.errors import InputError
from formcheck.pose import Landmark, Pose
from formcheck.report.plots import as_uri, style
from formcheck.report.story import Moment

WIDTH_IN = 4.8
CLOSE_S = 0.005  # less than any frame lasts
LIMB = ("SHOULDER", "HIP", "KNEE", "ANKLE", "FOOT_INDEX")
ARM = ("SHOULDER", "ELBOW", "WRIST")
TOP, BOTTOM, PELVIS = "#005a8c", "#7a8894", "#a04000"


def stills(moments: Sequence[Moment], video: Path | None, first_t: float, size: tuple[int, int]) -> list[str]:
    """Return a picture for each moment as a data URI.

    first_t: time of the first pose, at which the video starts. size: width and height of the frames in pixels.
    """
    times = [moment.posture.t - first_t for moment in moments]
    frames = frames_at(times, video) if video is not None else {}
    return [
        _still(moment.pose, moment.rep.lying_on, frames.get(t), size) for moment, t in zip(moments, times, strict=True)
    ]


def frames_at(times: Sequence[float], video: Path) -> dict[float, Image]:
    """Return the frames at those seconds of the video, as far as it has them. A video that cannot be read has none."""
    found: dict[float, Image] = {}
    waiting = sorted(set(times), reverse=True)
    try:
        with VideoFile(video) as source:
            for frame in source:
                while waiting and frame.t >= waiting[-1] - CLOSE_S:
                    found[waiting.pop()] = frame.image
                if not waiting:
                    break
    except InputError:
        return {}
    return found


def _still(pose: Pose, lying_on: Side, image: Image | None, size: tuple[int, int]) -> str:
    width, height = size if image is None else image.shape[1::-1]
    with style():
        figure = Figure(figsize=(WIDTH_IN, WIDTH_IN * height / width))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        if image is not None:
            axes.imshow(image, extent=(0, width, height, 0), aspect="auto")
            axes.set(xlim=(0, width), ylim=(height, 0))
        else:
            _frame_body(axes, pose, width / height)
        for side, colour, line in ((lying_on, BOTTOM, 2.5), (lying_on.other, TOP, 4.0)):
            for chain in (LIMB, ARM):
                _chain(axes, pose, [Landmark[f"{side.name}_{joint}"] for joint in chain], colour, line)
        _chain(axes, pose, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], BOTTOM, 2.5)
        _chain(axes, pose, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], PELVIS, 5.0)
        if image is None:
            _head(axes, pose)
        return as_uri(figure, "svg+xml" if image is None else "jpeg")


def _frame_body(axes: Axes, pose: Pose, aspect: float) -> None:
    """Let the body fill the picture."""
    known = pose.image_px[np.isfinite(pose.image_px).all(1)]
    low, high = known.min(0), known.max(0)
    height = 1.25 * max(high[1] - low[1], (high[0] - low[0]) / aspect, 1.0)
    (x, y), half = (low + high) / 2, height / 2
    axes.set(xlim=(x - half * aspect, x + half * aspect), ylim=(y + half, y - half))


def _chain(axes: Axes, pose: Pose, marks: Sequence[Landmark], colour: str, width: float) -> None:
    for a, b in pairwise(marks):
        points = pose.image_px[[a, b]]
        if np.isfinite(points).all():
            axes.plot(*points.T, color="white", linewidth=width + 2, solid_capstyle="round")
            axes.plot(*points.T, color=colour, linewidth=width, solid_capstyle="round")


def _head(axes: Axes, pose: Pose) -> None:
    ears = pose.image_px[[Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR]]
    if np.isfinite(ears).all():
        axes.plot(*ears.mean(0), "o", color=BOTTOM, markersize=18)
