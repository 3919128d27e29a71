"""The landmark corpus: rendered poses with exact truth, packed small enough to commit.

python -m training.corpus OUT.npz ROWS.jsonl...     packs what `training/render/corpus.py` wrote
"""

import gzip
import json
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.body.features import change_features
from formcheck.body.side import Side, as_if_on_right
from formcheck.body.window import Sample, mean_body
from formcheck.pose import Floats, Pose
from formcheck.pose.landmarks import ANKLES, BODY, VISIBILITY_LIMIT

IMAGE_STEP_PX = 0.05  # quantisation, far below landmark noise
SHANK_M = 0.41  # of the rendered bodies, mean
UNKNOWN_WORLD = np.full((33, 3), np.nan)  # the roll model does without world landmarks
STILL_POSES = 3  # every scene opens with so many closed, still poses
LABELS = (
    "sex", "age", "build", "skin", "legs", "arm", "head", "facing", "bystander", "pillow_m", "bulk_m", "restless",
    "moved", "kind", "movement", "band", "shoes", "long_hair", "size",
)  # fmt: skip
NUMBERS = (
    "seed", "k", "azimuth_towards_feet_deg", "elevation_deg", "distance_m", "opening_deg", "roll_change_deg",
    "thorax_roll_change_deg", "feet_gap_m", "leg_raise_deg", "leg_line_m", "couch_m", "hip_flexion_deg",
    "knee_flexion_deg",
)  # fmt: skip
UNKNOWN_NUMBERS = {"leg_raise_deg": 0.0}  # what older rows lack; NaN for the rest


def pack(out: Path, sources: list[Path]) -> None:
    """Write the rows of `sources` in which a person was found to `out`."""
    rows = []
    for source in sources:
        with gzip.open(source, "rt") if source.suffix == ".gz" else source.open() as lines:
            rows += [json.loads(line) for line in lines if line.endswith("}\n")]
    rows = [row for row in rows if "image" in row]
    image = np.array([_landmarks(row) for row in rows])[:, BODY]
    arrays = {
        name: np.array([row.get(name, UNKNOWN_NUMBERS.get(name, np.nan)) for row in rows], dtype=np.float32)
        for name in NUMBERS
    }
    arrays |= {name: np.array([str(row.get(name, "")) for row in rows]) for name in LABELS}
    arrays |= {
        "image": np.round(image[..., :2] / IMAGE_STEP_PX).astype(np.int16),
        "visibility": np.round(image[..., 3] * 255).astype(np.uint8),
        "lying_on_right": np.array([row["lying_on"] == "right" for row in rows]),
    }
    write(out, arrays)
    print(f"{out}: {len(rows)} poses of {len(set(arrays['seed'].tolist()))} scenes, {out.stat().st_size / 1e6:.1f} MB")


def write(out: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as `np.load` reads them; LZMA takes a sixth less room than numpy's own compression."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, allow_pickle=False)


def _landmarks(row: dict[str, Any]) -> np.ndarray:
    """Return a row's landmarks (33, 4), their places the mean of both looks where there were two, as in the product."""
    direct = np.array(row["image"])
    if "mirrored" in row:
        direct[:, :2] = (direct[:, :2] + np.array(row["mirrored"])[:, :2]) / 2
    return direct


@dataclass(frozen=True)
class Corpus:
    """Moving poses against their scene's start, one row each.

    image (n, 33, 2): the pose, as if lying on the right, in pixels. start (n, 44), change (n, 44): its features. truth
    (n, 5): opening, roll, thorax roll in degrees, feet gap in shanks, raise of the whole top leg in degrees.
    azimuth, elevation, knee_flexion (n,): at the start, in degrees; the last NaN in the oldest scenes.
    labels: per row. A scene's rows stand together.
    """

    seed: np.ndarray
    image: Floats
    start: Floats
    change: Floats
    truth: Floats
    azimuth: Floats
    elevation: Floats
    knee_flexion: Floats
    labels: dict[str, np.ndarray]


def load(*paths: Path) -> Corpus:
    """Read packed corpora. Scenes whose start was not found, or that show the back, are left out."""
    starts, changes, images, truth, seeds, views = [], [], [], [], [], []
    labels: dict[str, list[str]] = {name: [] for name in LABELS}
    for path in paths:
        data = dict(np.load(path))
        poses = _poses(data)
        for seed in np.unique(data["seed"]):
            rows = np.flatnonzero(data["seed"] == seed)
            still = [poses[i] for i in rows if data["k"][i] < STILL_POSES]
            if not still or data["facing"][rows[0]] == "back":
                continue
            baseline = mean_body(still)
            if baseline is None:
                continue
            for i in rows:
                starts.append(baseline.features)
                changes.append(change_features(baseline, poses[i].image))
                images.append(poses[i].image)
                truth.append(
                    [
                        data["opening_deg"][i],
                        data["roll_change_deg"][i],
                        data["thorax_roll_change_deg"][i],
                        data["feet_gap_m"][i] / SHANK_M,
                        data["leg_raise_deg"][i] if "leg_raise_deg" in data else 0.0,
                    ]
                )
                seeds.append(seed)
                views.append(
                    [data["azimuth_towards_feet_deg"][i], data["elevation_deg"][i], data["knee_flexion_deg"][i]]
                )
                for name in LABELS:
                    labels[name].append(data[name][i] if name in data else "")
    azimuth, elevation, knee_flexion = np.array(views, dtype=np.float64).T
    return Corpus(
        np.array(seeds), np.array(images), np.array(starts), np.array(changes), np.array(truth, dtype=np.float64),
        azimuth, elevation, knee_flexion, {name: np.array(values) for name, values in labels.items()},
    )  # fmt: skip


def _poses(data: dict[str, np.ndarray]) -> list[Sample]:
    found = []
    for image, visibility, right in zip(data["image"], data["visibility"], data["lying_on_right"], strict=True):
        full_image, full_visibility = np.full((33, 2), np.nan), np.zeros(33)
        full_image[BODY] = image * IMAGE_STEP_PX
        full_visibility[BODY] = visibility / 255
        hidden = full_visibility < VISIBILITY_LIMIT
        hidden[list(ANKLES)] = False  # as in the product, which believes where the pose model puts them
        full_image[hidden] = np.nan
        pose = Pose(0.0, full_image, UNKNOWN_WORLD, full_visibility)
        found.append(Sample(0.0, *as_if_on_right(pose, Side.RIGHT if right else Side.LEFT)))
    return found


if __name__ == "__main__":
    pack(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
