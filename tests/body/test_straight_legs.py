"""Whether the committed model sees bent knees at the start, on scenes none of which it was fitted to."""

from pathlib import Path

import numpy as np

from formcheck.body.window import Sample, mean_body
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.roll_weights import load_roll_model
from training.corpus import UNKNOWN_WORLD, load

SCENES = Path(__file__).parents[2] / "training" / "scenes"


def knees(*names: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the knee flexion seen in each scene's start, and the true one, in degrees."""
    corpus = load(*(SCENES / f"{name}.npz" for name in names))
    model, seen, true = load_roll_model(), [], []
    for first in np.unique(corpus.seed, return_index=True)[1]:
        baseline = mean_body([Sample(0.0, corpus.image[first], UNKNOWN_WORLD)])
        assert baseline is not None
        seen.append(model.start(baseline).knee_flexion_deg)
        true.append(corpus.knee_flexion[first])
    return np.array(seen), np.array(true)


def test_bent_knees_are_seen_to_be_bent() -> None:
    seen, true = knees("validation", "validation_restless", "validation_resettled")
    assert len(seen) > 200
    assert np.abs(seen - true).mean() < 8.5
    assert (seen < CLAMSHELL.legs.knees_bent_deg).sum() <= 1


def test_straight_legs_look_straighter_than_bent_ones() -> None:
    seen, true = knees("straight_validation")
    straight = seen[true < 20]
    assert len(straight) >= 30
    assert np.median(straight) < 40
    assert (straight < CLAMSHELL.legs.knees_bent_deg).mean() > 0.35
