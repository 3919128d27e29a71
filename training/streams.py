"""Pose streams of rendered clips with their truth, small enough to commit: what the whole program is measured on.

python -m training.streams OUT_DIR CLIP.mp4...     tracks each clip as `formcheck check` does; CLIP.truth.json beside it

A file is one xz archive: the truth as a line of JSON, then the arrays named in `_WHOLE` and `_REAL`, as numpy writes
them. They hold what the program reads, so of the landmarks in space only shoulders, hips, knees and ankles.
"""

import json
import lzma
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.pose import Pose
from formcheck.pose.landmarks import BODY, KEY_ROWS
from formcheck.pose.similarity import Similarity
from training.corpus import IMAGE_STEP_PX

SUFFIX = ".xz"
WORLD_STEP_M = 0.0002  # quantisation, far below landmark noise
TIMES_PER_S, VISIBILITIES = 1e9, 255  # whole nanoseconds; as many steps from 0 to 1
_WHOLE = ("t", "known", "image", "world", "visibility")  # in whole steps
_REAL = ("spread", "camera")


def pack(video: Path, out: Path) -> None:
    """Write the pose stream and the truth of one clip to `out`."""
    from formcheck.capture import VideoFile
    from formcheck.capture.motion_gate import motion_gate
    from formcheck.commands.model import pose_model
    from formcheck.pose.estimator import PoseEstimator

    with VideoFile(video) as frames, PoseEstimator(pose_model(None)) as estimator:
        poses = [estimator.estimate(frame) for frame in motion_gate(frames)]
    truth = json.loads(video.with_suffix(".truth.json").read_text())
    truth.pop("series", None)
    write(out, poses, truth)


def write(out: Path, poses: Sequence[Pose], truth: dict[str, Any]) -> None:
    """Write poses with the truth about them to `out`."""
    image, world = np.stack([p.image_px[BODY] for p in poses]), np.stack([p.world_m[KEY_ROWS] for p in poses])
    steps = {
        "t": np.array([p.t for p in poses]) * TIMES_PER_S,
        "known": np.isfinite(image).all(-1),
        "image": np.nan_to_num(image) / IMAGE_STEP_PX,
        "world": np.nan_to_num(world) / WORLD_STEP_M,
        "visibility": np.stack([p.visibility[BODY] for p in poses]) * VISIBILITIES,
    }
    spread = np.array([p.flip_disagreement for p in poses], np.float32)
    camera = np.array([astuple(p.camera) for p in poses])
    with lzma.open(out, "wb") as file:
        file.write(json.dumps(truth).encode() + b"\n")
        for array in (*(_spread_out(np.round(steps[name])) for name in _WHOLE), spread, camera):
            np.lib.format.write_array(file, array, allow_pickle=False)


def load(path: Path) -> tuple[Iterator[Pose], dict[str, Any]]:
    """Return the poses of a packed stream, and its truth."""
    with lzma.open(path) as file:
        truth = json.loads(file.readline())
        data = {name: np.lib.format.read_array(file, allow_pickle=False) for name in (*_WHOLE, *_REAL)}
    return _poses(data | {name: _gathered(data[name]) for name in _WHOLE}), truth


def _spread_out(steps: np.ndarray) -> np.ndarray:
    """Return how whole numbers (n, ...) change from pose to pose as bytes (8, columns, n), which compress best so.

    All low bytes come first, one column after the other: the higher ones are 0 nearly everywhere.
    """
    change = np.diff(steps.astype(np.int64).reshape(len(steps), -1), axis=0, prepend=0).T
    unsigned = (change << 1) ^ (change >> 63)  # 0, -1, 1, -2 ... as 0, 1, 2, 3 ...
    return np.moveaxis(np.ascontiguousarray(unsigned, "<i8").view(np.uint8).reshape(*change.shape, 8), -1, 0)


def _gathered(spread_out: np.ndarray) -> np.ndarray:
    """Return the whole numbers (n, columns) that `_spread_out` was given."""
    unsigned = np.ascontiguousarray(np.moveaxis(spread_out, 0, -1)).view("<i8")[..., 0]
    return ((unsigned >> 1) ^ -(unsigned & 1)).T.cumsum(0)


def _poses(data: dict[str, np.ndarray]) -> Iterator[Pose]:
    n = len(data["t"])
    known = data["known"].astype(bool)[..., None]
    image, world = np.full((n, 33, 2), np.nan), np.full((n, 33, 3), np.nan)
    image[:, BODY] = np.where(known, data["image"].reshape(n, -1, 2) * IMAGE_STEP_PX, np.nan)
    key_known = known[:, KEY_ROWS - BODY.start]
    world[:, KEY_ROWS] = np.where(key_known, data["world"].reshape(n, -1, 3) * WORLD_STEP_M, np.nan)
    visibility = np.zeros((n, 33))
    visibility[:, BODY] = data["visibility"] / VISIBILITIES
    for i, t in enumerate(data["t"][:, 0].tolist()):
        camera = Similarity(*data["camera"][i].tolist())
        yield Pose(t / TIMES_PER_S, image[i], world[i], visibility[i], float(data["spread"][i]), camera)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        target = folder / f"{Path(name).stem}{SUFFIX}"
        if not target.exists():
            pack(Path(name), target)
            print(f"{target}: {target.stat().st_size / 1e3:.0f} kB", flush=True)
