"""The committed roll model on people who moved their arms and heads after the start, none of whom it was fitted to."""

from pathlib import Path

import numpy as np

from formcheck.form import limits
from formcheck.roll_weights import load_roll_model
from training.corpus import load
from training.evaluate import predict

SCENES = Path(__file__).parents[2] / "training" / "scenes" / "validation_restless.npz"


def test_arms_and_heads_that_move_are_no_roll_and_no_opening() -> None:
    corpus = load(SCENES)
    closed = (corpus.labels["restless"] == "True") & (corpus.truth[:, 0] < 2) & (np.abs(corpus.truth[:, 1]) < 2)
    assert closed.sum() > 100
    mean, _ = predict(load_roll_model(), corpus, closed)
    error = np.abs(mean - corpus.truth[closed])
    assert error[:, 0].mean() < 2
    assert error[:, 1].mean() < 2
    assert (error[:, 1] > limits.ROLL_NEVER_DEG).mean() < 0.02
