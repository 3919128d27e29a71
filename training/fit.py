"""Fits the roll model: python -m training.fit OUT.npz CORPUS.npz... Deterministic on one kind of processor; some minutes.

Members of the ensemble each leave out another fold of the scenes; what they say of the scenes that they never saw
teaches the start network how well roll can be seen from a view, and a tenth of the scenes, seen by no member,
calibrates the uncertainty.
"""

import sys
from pathlib import Path

import numpy as np
import torch

from formcheck.body.roll import FORMAT, QUANTITIES, RollModel
from training.corpus import Corpus, load
from training.network import arrays, gaussian_loss, train

MEMBERS = 6
UNIT = np.array([10.0, 10.0, 10.0, 0.1])  # degrees, degrees, degrees, shanks: brings all targets to about 1
START_UNIT = np.array([30.0, 10.0])
CALIBRATION_TENTH = 7  # scenes whose seed ends in this digit
N_IMAGE, N_START = 44, 110
JITTER_IMAGE, JITTER_WORLD = 0.004, 0.006  # body lengths, metres: the detector's own noise from frame to frame
SHIFT = 0.02  # body lengths: people slide and cameras creep
OPEN_ENOUGH_DEG = 10.0


def augment(x: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Return the inputs with landmark noise, and the whole body shifted a little in the image."""
    noise = torch.randn(x.shape, generator=generator)
    scale = torch.full((x.shape[1],), JITTER_WORLD)
    scale[:N_IMAGE] = scale[N_START : N_START + N_IMAGE] = JITTER_IMAGE
    x = x + noise * scale
    shift = SHIFT * torch.randn((len(x), 1, 2), generator=generator)
    x[:, N_START : N_START + N_IMAGE] += shift.expand(-1, N_IMAGE // 2, -1).reshape(len(x), -1)
    return x


def augment_start(x: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Return start features with landmark noise."""
    return x + JITTER_IMAGE * torch.randn(x.shape, generator=generator)


def fit(corpus: Corpus) -> dict[str, np.ndarray]:
    """Return the named arrays of the weights file."""
    x, y = np.concatenate([corpus.start, corpus.change], 1), corpus.truth / UNIT
    held = corpus.seed % 10 == CALIBRATION_TENTH
    scenes = np.unique(corpus.seed[~held])
    fold_of = dict(zip(scenes.tolist(), (np.random.default_rng(0).permutation(len(scenes)) % MEMBERS).tolist(), strict=True))
    fold = np.array([fold_of.get(seed, -1) for seed in corpus.seed.tolist()])
    mean, std = x[~held].mean(0), np.maximum(x[~held].std(0), 1e-3)
    nets, residual = [], np.full(len(x), np.nan)
    for member in range(MEMBERS):
        rows = ~held & (fold != member)
        net, own_mean, own_std = train(x[rows], y[rows], 2 * len(QUANTITIES), gaussian_loss, augment, seed=member)
        _rebase(net, own_mean, own_std, mean, std)
        nets.append(net)
        out = fold == member
        with torch.no_grad():
            said = net(torch.tensor((x[out] - mean) / std, dtype=torch.float32)).numpy()
        residual[out] = (said[:, 1] - y[out, 1]) * UNIT[1]
        print(f"member {member + 1} of {MEMBERS}: roll {np.abs(residual[out]).mean():.2f} degrees on scenes left out", flush=True)
    found = {"format": np.array(FORMAT), "unit": UNIT, "start_unit": START_UNIT, "calibration": np.ones(len(QUANTITIES))}
    found |= arrays("change", nets, mean, std)
    found |= _fit_start(corpus, residual)
    found["calibration"] = _calibration(found, corpus, held)
    return found


def _rebase(net: torch.nn.Sequential, mean: np.ndarray, std: np.ndarray, to_mean: np.ndarray, to_std: np.ndarray) -> None:
    """Let a network trained on inputs normalized one way take them normalized another way."""
    first = net[0]
    assert isinstance(first, torch.nn.Linear)
    with torch.no_grad():
        first.bias += first.weight @ torch.tensor((to_mean - mean) / std, dtype=torch.float32)
        first.weight *= torch.tensor(to_std / std, dtype=torch.float32)


def _fit_start(corpus: Corpus, residual: np.ndarray) -> dict[str, np.ndarray]:
    """Train azimuth, elevation and the log of the roll's standard deviation on the start alone."""
    rows = np.isfinite(residual) & (corpus.truth[:, 0] >= OPEN_ENOUGH_DEG)
    x = corpus.start[rows]
    y = np.column_stack([corpus.azimuth[rows] / START_UNIT[0], corpus.elevation[rows] / START_UNIT[1], residual[rows]])

    def loss(out: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        log_sigma = out[:, 2].clamp(-1, 4)
        view = ((out[:, :2] - truth[:, :2]) ** 2).mean()
        return view + (truth[:, 2] ** 2 * torch.exp(-2 * log_sigma) / 2 + log_sigma).mean()

    trained = [train(x, y, 3, loss, augment_start, seed=100 + k, epochs=30) for k in range(3)]
    return arrays("start", [net for net, _, _ in trained], trained[0][1], trained[0][2])


def _calibration(found: dict[str, np.ndarray], corpus: Corpus, held: np.ndarray) -> np.ndarray:
    """Return the factor per quantity that puts 68 % of the calibration scenes' errors within one deviation."""
    mean, sigma = predict(RollModel(found), corpus, held)
    return np.quantile(np.abs(mean - corpus.truth[held]) / sigma, 0.6827, axis=0)


def predict(model: RollModel, corpus: Corpus, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return means and deviations (n, 4) for some rows of a corpus."""
    said = [model.from_features(s, c) for s, c in zip(corpus.start[rows], corpus.change[rows], strict=True)]
    mean = np.array([[getattr(e, q) for q in QUANTITIES] for e in said])
    sigma = np.array([[getattr(e, f"{q}_sigma") for q in QUANTITIES] for e in said])
    return mean, sigma


if __name__ == "__main__":
    weights = fit(load(*map(Path, sys.argv[2:])))
    np.savez_compressed(sys.argv[1], **weights)
    print(f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size / 1e3:.0f} kB, calibration {weights['calibration'].round(2)}")
