"""The packed landmark corpus: rows of clamshells and of other movements."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.pose.landmarks import BODY
from training.corpus import IMAGE_STEP_PX, STILL_POSES, load, pack

SCENES = Path(__file__).parents[1] / "training" / "scenes"
RAISED_DEG = 35.5


def rows_of_a_scene() -> list[dict[str, Any]]:
    """Rows as the renderer writes them, of the first scene of a packed corpus; older ones say no leg raise."""
    data = np.load(SCENES / "straight_validation.npz")
    rows = []
    for i in np.flatnonzero(data["seed"] == data["seed"][0]):
        image = np.zeros((33, 4))
        image[BODY, :2] = data["image"][i] * IMAGE_STEP_PX
        image[:, 3] = 1.0
        row = {"seed": 7, "k": int(data["k"][i]), "lying_on": "right" if data["lying_on_right"][i] else "left"}
        rows.append(row | {"opening_deg": 0.0, "roll_change_deg": 0.0, "feet_gap_m": 0.0, "image": image.tolist()})
    return rows


def test_a_leg_raise_is_packed_with_its_height_and_older_rows_have_none(tmp_path: Path) -> None:
    rows = rows_of_a_scene()
    assert len(rows) == STILL_POSES
    raised = rows[0] | {"k": STILL_POSES, "leg_raise_deg": RAISED_DEG, "kind": "leg_raise", "movement": "leg raise"}
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in [*rows, raised]))
    pack(tmp_path / "packed.npz", [source])
    corpus = load(tmp_path / "packed.npz")
    assert corpus.truth[:, 4] == pytest.approx([0, 0, 0, RAISED_DEG])
    assert corpus.labels["movement"].tolist() == ["", "", "", "leg raise"]


def test_corpora_from_before_leg_raises_have_none() -> None:
    corpus = load(SCENES / "straight_validation.npz")
    assert len(corpus.truth) == len(corpus.seed) > 0
    assert not corpus.truth[:, 4].any()
