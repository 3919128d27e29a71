"""Fits the roll model: python -m training.fit OUT.npz STRAIGHT.npz CORPUS.npz...

Deterministic on one kind of processor; takes half an hour on two cores.

The members of the ensemble see every scene and differ by chance alone. What other networks say of the scenes that
each of them left out calibrates the uncertainty, and teaches the start network how well roll can be seen
from a view. STRAIGHT holds starts with legs all but straight, which teach that network alone how bent knees look.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch

from formcheck.body.roll import FORMAT, QUANTITIES
from training.corpus import Corpus, load
from training.network import arrays, gaussian_loss, train
from training.pairs import JITTER, Pairs

MEMBERS, FOLDS = 2, 4
HIDDEN, START_HIDDEN = (512, 256, 128), (128, 64)
UNIT = np.array([10.0, 10.0, 10.0, 0.1])  # degrees, degrees, degrees, shanks: brings all targets to about 1
START_UNIT = np.array([30.0, 10.0, 30.0])  # degrees: azimuth, elevation, knee flexion
OPEN_ENOUGH_DEG = 10.0
Trained: TypeAlias = tuple[torch.nn.Sequential, np.ndarray, np.ndarray]


def fit(corpus: Corpus, straight: Corpus) -> dict[str, np.ndarray]:
    """Return the named arrays of the weights file."""
    x, y = np.concatenate([corpus.start, corpus.change], 1), corpus.truth / UNIT
    fold = _folds(corpus.seed)
    everything, pairs = np.ones(len(x), bool), Pairs.of(corpus, UNIT)
    jobs = [(pairs, everything, member) for member in range(MEMBERS)]
    jobs += [(pairs, fold != k, 1000 + 10 * k + i) for k in range(FOLDS) for i in range(MEMBERS)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        trained = list(pool.map(_train, jobs))
    error, sigma = _left_out(x, y, fold, trained[MEMBERS:])
    moving = corpus.truth[:, 0] >= OPEN_ENOUGH_DEG
    calibration = np.quantile((np.abs(error) / sigma)[moving], 0.6827, axis=0)
    nets, mean, std = [net for net, _, _ in trained[:MEMBERS]], trained[0][1], trained[0][2]
    found = {"format": np.array(FORMAT), "unit": UNIT, "start_unit": START_UNIT, "calibration": calibration}
    return found | arrays("change", nets, mean, std) | _fit_start(corpus, straight, error[:, 1] * UNIT[1])


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
    """Return errors and deviations (n, 4), in units, of each fold's networks, which never saw the row's scene."""
    error, sigma, n = np.empty_like(y), np.empty_like(y), len(QUANTITIES)
    for k in range(FOLDS):
        rows = fold == k
        with torch.no_grad():
            said = np.stack(
                [
                    net(torch.tensor((x[rows] - m) / s, dtype=torch.float32)).numpy()
                    for net, m, s in trained[MEMBERS * k :][:MEMBERS]
                ]
            )
        error[rows] = said[..., :n].mean(0) - y[rows]
        sigma[rows] = np.sqrt(np.exp(2 * said[..., n:]).mean(0) + said[..., :n].var(0))
        print(f"fold {k + 1} of {FOLDS}: roll {np.abs(error[rows, 1]).mean() * UNIT[1]:.2f} degrees", flush=True)
    return error, sigma


def _fit_start(corpus: Corpus, straight: Corpus, error: np.ndarray) -> dict[str, np.ndarray]:
    """Train azimuth, elevation, knee flexion and the log of the roll's standard deviation on the start alone."""
    moving = corpus.truth[:, 0] >= OPEN_ENOUGH_DEG
    residual = np.concatenate([np.where(moving, error, np.nan), np.full(len(straight.seed), np.nan)])
    seen = [
        np.concatenate([getattr(corpus, name), getattr(straight, name)])
        for name in ("azimuth", "elevation", "knee_flexion")
    ]
    features = np.concatenate([corpus.start, straight.start])
    truth = np.column_stack([*(np.array(seen) / START_UNIT[:, None]), residual])
    x, y = (torch.tensor(a, dtype=torch.float32) for a in (features, truth))

    def batch(rows: torch.Tensor, _: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        noise = torch.randn((len(rows), x.shape[1]), generator=generator)
        return x[rows] + JITTER * noise, y[rows]

    def loss(out: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        known, truth = truth.isfinite(), truth.nan_to_num()
        log_sigma = out[:, 3].clamp(-1, 4)
        view = (out[:, :3] - truth[:, :3]) ** 2
        resolution = truth[:, 3] ** 2 * torch.exp(-2 * log_sigma) / 2 + log_sigma
        return view[known[:, :3]].mean() + resolution[known[:, 3]].mean()

    torch.set_num_threads(1)  # the same sums in the same order, and small ones are no faster on two
    everything = np.ones(len(features), bool)
    trained = [train(features, everything, batch, 4, loss, 100 + k, START_HIDDEN, epochs=30) for k in range(3)]
    return arrays("start", [net for net, _, _ in trained], trained[0][1], trained[0][2])


if __name__ == "__main__":
    weights = fit(load(*map(Path, sys.argv[3:])), load(Path(sys.argv[2])))
    np.savez_compressed(sys.argv[1], **weights)
    print(
        f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size / 1e3:.0f} kB, calibration {weights['calibration'].round(2)}"
    )
