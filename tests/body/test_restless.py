"""The committed roll model on people who have moved since the start, none of whom it was fitted to."""

from pathlib import Path

import numpy as np

from formcheck.exercise.clamshell import ROLL
from formcheck.roll_weights import load_roll_model
from training.corpus import load
from training.evaluate import predict

SCENES = Path(__file__).parents[2] / "training" / "scenes"


def test_arms_and_heads_that_move_are_no_roll_and_no_opening() -> None:
    corpus = load(SCENES / "validation_restless.npz")
    closed = (corpus.labels["restless"] == "True") & (corpus.truth[:, 0] < 2) & (np.abs(corpus.truth[:, 1]) < 2)
    assert closed.sum() > 100
    mean, _ = predict(load_roll_model(), corpus, closed)
    error = np.abs(mean - corpus.truth[closed])
    assert error[:, 0].mean() < 2
    assert error[:, 1].mean() < 2
    assert (error[:, 1] > ROLL.never_deg).mean() < 0.02


def test_propping_up_and_drawing_up_the_legs_are_no_roll() -> None:
    corpus = load(SCENES / "validation_resettled.npz")
    moved = np.isin(corpus.labels["moved"], ("upper body", "legs", "upper body and legs"))
    clean = moved & (np.abs(corpus.truth[:, 1]) <= ROLL.never_deg)
    closed = clean & (corpus.truth[:, 0] < 2)
    assert closed.sum() > 50
    assert clean.sum() - closed.sum() > 50
    mean, sigma = predict(load_roll_model(), corpus, clean)
    error = mean[:, 1] - corpus.truth[clean, 1]
    assert np.abs(error[closed[clean]]).mean() < 2
    assert (mean[:, 1] > ROLL.fault_deg).mean() < 0.08
    assert (np.abs(error) < 2 * sigma[:, 1]).mean() > 0.8
