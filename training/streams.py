"""Pose streams of rendered clips with their truth, small enough to commit: what the whole program is measured on.

python -m training.streams OUT_DIR CLIP.mp4...     tracks each clip as `formcheck check` does; CLIP.truth.json beside it
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.pose import Pose
from formcheck.pose.landmarks import BODY
from formcheck.pose.similarity import Similarity
from training.corpus import IMAGE_STEP_PX

WORLD_STEP_M = 0.0002  # quantisation, far below landmark noise


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
    image, world = np.stack([p.image_px[BODY] for p in poses]), np.stack([p.world_m[BODY] for p in poses])
    known = np.isfinite(image).all(-1)
    np.savez_compressed(
        out,
        t=np.array([p.t for p in poses]),
        image=np.round(np.nan_to_num(image) / IMAGE_STEP_PX).astype(np.int16),
        world=np.round(np.nan_to_num(world) / WORLD_STEP_M).astype(np.int16),
        known=known,
        spread=np.array([p.flip_disagreement for p in poses], np.float32),
        camera=np.array([astuple(p.camera) for p in poses]),
        visibility=np.round(np.stack([p.visibility[BODY] for p in poses]) * 255).astype(np.uint8),
        truth=np.array(json.dumps(truth)),
    )


def load(path: Path) -> tuple[Iterator[Pose], dict[str, Any]]:
    """Return the poses of a packed stream, and its truth."""
    data = dict(np.load(path))
    return _poses(data), json.loads(str(data["truth"]))


def _poses(data: dict[str, np.ndarray]) -> Iterator[Pose]:
    for t, image, world, known, visibility, spread, camera in zip(
        *(data[name] for name in ("t", "image", "world", "known", "visibility", "spread", "camera")), strict=True
    ):
        full_image, full_world, full_visibility = np.full((33, 2), np.nan), np.full((33, 3), np.nan), np.zeros(33)
        full_image[BODY] = np.where(known[:, None], image * IMAGE_STEP_PX, np.nan)
        full_world[BODY] = np.where(known[:, None], world * WORLD_STEP_M, np.nan)
        full_visibility[BODY] = visibility / 255
        yield Pose(float(t), full_image, full_world, full_visibility, float(spread), Similarity(*camera.tolist()))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        target = folder / f"{Path(name).stem}.npz"
        if not target.exists():
            pack(Path(name), target)
            print(f"{target}: {target.stat().st_size / 1e3:.0f} kB", flush=True)
