"""Fits the roll model: python -m training.fit OUT.npz STRAIGHT.npz CORPUS.npz...

Deterministic on one kind of processor; takes 50 minutes on two cores.

The members of the ensemble see every scene and differ by chance alone. What other networks say of the scenes that
each of them left out calibrates the uncertainty, and teaches the start network how well roll can be seen
from a view. STRAIGHT holds starts with legs all but straight, which teach that network alone how bent knees look.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch

from formcheck.body.roll import FORMAT, QUANTITIES
from training.corpus import Corpus, load
from training.movement import fit_movement
from training.network import arrays, gaussian_loss, train
from training.pairs import JITTER, Pairs

MEMBERS, FOLDS = 4, 4  # of the ensemble; and networks that each leave a part of the scenes out, to calibrate it
HIDDEN, START_HIDDEN = (512, 256, 128), (128, 64)
UNIT = np.array([10.0, 10.0, 10.0, 0.1, 10.0])  # degrees, degrees, degrees, shanks, degrees: brings targets to about 1
START_UNIT = np.array([30.0, 10.0, 30.0, 10.0])  # degrees: azimuth, elevation, knee flexion, opening
START_EPOCHS = 30
# Wide openings and other movements are few beside the rest: their scenes are seen this many times as often.
REPEATED = {"wide": 3, "leg_raise": 2, "other": 2}
GUARD_QUANTILE = 0.995  # of the clamshells in the corpus lies inside
GUARD_FLOOR = 1e-4  # of the largest variance: directions with less are landmark noise, and weigh no more than this
OPEN_ENOUGH_DEG = 10.0
Trained: TypeAlias = tuple[torch.nn.Sequential, np.ndarray, np.ndarray]


def fit(corpus: Corpus, straight: Corpus) -> dict[str, np.ndarray]:
    """Return the named arrays of the weights file."""
    x, y = np.concatenate([corpus.start, corpus.change], 1), corpus.truth / UNIT
    fold = _folds(corpus.seed)
    everything, pairs = np.ones(len(x), bool), Pairs.of(corpus, UNIT)
    jobs = [(pairs, everything, member) for member in range(MEMBERS)]
    jobs += [(pairs, fold != k, 1000 + 10 * k) for k in range(FOLDS)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        trained = list(pool.map(_train, jobs))
    error, sigma = _left_out(x, y, fold, trained[MEMBERS:])
    calibration = _calibration(corpus, np.abs(error) / sigma)
    nets, mean, std = [net for net, _, _ in trained[:MEMBERS]], trained[0][1], trained[0][2]
    found = {"format": np.array(FORMAT), "unit": UNIT, "start_unit": START_UNIT, "calibration": calibration}
    start = _fit_start(corpus, pairs, straight, error[:, 1] * UNIT[1])
    movement = fit_movement(corpus, pairs, UNIT)
    return found | arrays("change", nets, mean, std) | start | movement | _guard(x[_clamshells(corpus)])


def _calibration(corpus: Corpus, ratio: np.ndarray) -> np.ndarray:
    """Return the factors (5,) that make 68 % of the errors fall within one deviation, while the leg moves."""
    opened = corpus.truth[:, 0] >= OPEN_ENOUGH_DEG
    raised = opened | (corpus.truth[:, 4] >= OPEN_ENOUGH_DEG)  # clamshells alone, never raised, would be too easy
    moving = [opened] * 4 + [raised & ~_clamshells(corpus)]
    return np.array([np.quantile(ratio[rows, i], 0.6827) for i, rows in enumerate(moving)])


def _clamshells(corpus: Corpus) -> np.ndarray:
    """Return which rows are clamshells, closed ones included; other movements teach what those look like."""
    movement = corpus.labels["movement"]
    return np.asarray((movement == "") | (movement == "clamshell"))


def _guard(x: np.ndarray) -> dict[str, np.ndarray]:
    """Return the arrays of the Mahalanobis distance by which inputs lie outside `x` (n, inputs)."""
    mean = x.mean(0)
    values, vectors = np.linalg.eigh(np.cov((x - mean).T))
    whiten = vectors / np.sqrt(np.maximum(values, GUARD_FLOOR * values.max()))
    distance = np.linalg.norm((x - mean) @ whiten, axis=1)
    whiten = whiten / np.quantile(distance, GUARD_QUANTILE)
    return {"guard_mean": mean.astype(np.float32), "guard_whiten": whiten.astype(np.float32)}


def _folds(seeds: np.ndarray) -> np.ndarray:
    """Return the fold of each row; a scene's rows share theirs."""
    scenes = np.unique(seeds)
    fold = np.random.default_rng(0).permutation(len(scenes)) % FOLDS
    return fold[np.searchsorted(scenes, seeds)]


def _train(job: tuple[Pairs, np.ndarray, int]) -> Trained:
    pairs, rows, seed = job
    torch.set_num_threads(1)  # one network a core, and the same sums in the same order
    trained = train(pairs.x.numpy(), rows, pairs.batch, 2 * len(QUANTITIES), gaussian_loss, seed, HIDDEN)
    print(f"network {seed} is trained", flush=True)
    return trained


def _left_out(x: np.ndarray, y: np.ndarray, fold: np.ndarray, trained: list[Trained]) -> tuple[np.ndarray, np.ndarray]:
    """Return errors and deviations (n, 5), in units, of each fold's network, which never saw the row's scene."""
    error, sigma, n = np.empty_like(y), np.empty_like(y), len(QUANTITIES)
    for k in range(FOLDS):
        rows = fold == k
        with torch.no_grad():
            net, mean, std = trained[k]
            said = net(torch.tensor((x[rows] - mean) / std, dtype=torch.float32)).numpy()
        error[rows], sigma[rows] = said[:, :n] - y[rows], np.exp(said[:, n:])
        print(f"fold {k + 1} of {FOLDS}: roll {np.abs(error[rows, 1]).mean() * UNIT[1]:.2f} degrees", flush=True)
    return error, sigma


def _fit_start(corpus: Corpus, pairs: Pairs, straight: Corpus, error: np.ndarray) -> dict[str, np.ndarray]:
    """Train what one pose alone tells: azimuth, elevation, knee flexion, opening, and the logs of two deviations.

    Every start tells the first three and how far off the rolls measured from it were; every pose tells its opening.
    """
    moving = (corpus.truth[:, 0] >= OPEN_ENOUGH_DEG) & _clamshells(corpus)
    alone = np.asarray(pairs.start.isfinite().all(1))
    unknown = np.full((alone.sum(), 3), np.nan)
    from_starts = [
        np.column_stack([c.azimuth, c.elevation, c.knee_flexion, np.full(len(c.seed), np.nan)]) / START_UNIT
        for c in (corpus, straight)
    ]
    residual = np.concatenate([np.where(moving, error, np.nan), np.full(len(straight.seed) + alone.sum(), np.nan)])
    features = np.concatenate([corpus.start, straight.start, pairs.start.numpy()[alone]])
    openings = np.column_stack([unknown, corpus.truth[alone, 0] / START_UNIT[3]])
    truth = np.column_stack([np.concatenate([*from_starts, openings]), residual])
    x, y = (torch.tensor(a, dtype=torch.float32) for a in (features, truth))

    def batch(rows: torch.Tensor, _: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        noise = torch.randn((len(rows), x.shape[1]), generator=generator)
        return x[rows] + JITTER * noise, y[rows]

    def loss(out: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        known, truth = truth.isfinite(), truth.nan_to_num()
        view = (out[:, :3] - truth[:, :3]) ** 2
        opening = _likelihood(out[:, 3] - truth[:, 3], out[:, 5].clamp(-3, 3))
        resolution = _likelihood(truth[:, 4], out[:, 4].clamp(-1, 4))
        return view[known[:, :3]].mean() + opening[known[:, 3]].mean() + resolution[known[:, 4]].mean()

    torch.set_num_threads(1)  # the same sums in the same order, and small ones are no faster on two
    everything = np.ones(len(features), bool)
    trained = [train(features, everything, batch, 6, loss, 100 + k, START_HIDDEN, START_EPOCHS) for k in range(3)]
    return arrays("start", [net for net, _, _ in trained], trained[0][1], trained[0][2])


def _likelihood(error: torch.Tensor, log_sigma: torch.Tensor) -> torch.Tensor:
    """Return the negative log likelihood of errors under their deviations."""
    return error**2 * torch.exp(-2 * log_sigma) / 2 + log_sigma


def _times(path: Path) -> int:
    """Return how often the scenes of a file are seen for each time those of the others are."""
    return next((n for kind, n in REPEATED.items() if path.stem.startswith(f"train_{kind}")), 1)


if __name__ == "__main__":
    corpora = [path for path in map(Path, sys.argv[3:]) for _ in range(_times(path))]
    weights: dict[str, Any] = fit(load(*corpora), load(Path(sys.argv[2])))
    np.savez_compressed(sys.argv[1], **weights)
    print(
        f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size / 1e3:.0f} kB, calibration {weights['calibration'].round(2)}"
    )
