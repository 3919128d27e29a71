"""What the roll model is fitted to: rows as the product sees them, and pairs of poses measured against each other."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.body.features import Baseline, change_features
from training.corpus import UNKNOWN_WORLD, load

torch = pytest.importorskip("torch", reason="only fitting the roll model needs PyTorch: pip install '.[training]'")

SCENES = Path(__file__).parents[2] / "training" / "scenes"
UNIT = np.array([10.0, 10.0, 10.0, 0.1])


def test_a_pair_is_what_the_program_would_see_against_the_other_pose(monkeypatch: pytest.MonkeyPatch) -> None:
    from training import pairs

    corpus = load(SCENES / "validation_resettled.npz")
    rows = torch.arange(len(corpus.seed))
    monkeypatch.setattr(pairs, "JITTER", 0.0)
    monkeypatch.setattr(pairs, "SHIFT", 0.0)
    every = pairs.Pairs.of(corpus, UNIT)

    x, y = every.batch(rows, 1.0, torch.Generator().manual_seed(0))  # at the end: as in the product
    np.testing.assert_allclose(x, np.concatenate([corpus.start, corpus.change], 1), atol=1e-5)
    np.testing.assert_allclose(y, corpus.truth / UNIT, atol=1e-5)

    monkeypatch.setattr(pairs, "SHARE", 1.0)
    x, y = every.batch(rows, 0.0, torch.Generator().manual_seed(0))
    for row in range(0, len(rows), 29):
        for other in np.flatnonzero(corpus.seed == corpus.seed[row]):
            baseline = Baseline.of(corpus.image[other], UNKNOWN_WORLD)
            if np.allclose(x[row, :44], baseline.features, atol=1e-5):
                break
        else:
            pytest.fail("the start is no pose of this scene")
        np.testing.assert_allclose(x[row, 44:], change_features(baseline, corpus.image[row]), atol=1e-4)
        np.testing.assert_allclose(y[row], (corpus.truth[row] - corpus.truth[other]) / UNIT, atol=1e-4)
