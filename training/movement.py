"""Networks that tell which movement a change belongs to: a clamshell, a leg raise or another one."""

import numpy as np
import torch

from formcheck.body.roll import MOVEMENTS
from training.corpus import Corpus
from training.network import arrays, train
from training.pairs import Pairs

MEMBERS, HIDDEN, EPOCHS = 3, (128, 64), 20
# What tells that somebody moves at all: less looks the same in every movement.
OPENED_DEG, RAISED_DEG, MOVED_LENGTHS = 8.0, 8.0, 0.25  # the last over all features, for movements without an angle
NOT_ASKED = -100  # the class of a pose at rest, which the loss passes over


def fit_movement(corpus: Corpus, pairs: Pairs, unit: np.ndarray) -> dict[str, np.ndarray]:
    """Return the named arrays of the networks. `unit` brings the truth of `pairs` to degrees."""
    kind = torch.tensor(_kind(corpus))
    known = np.unique(kind.numpy(), return_counts=True)[1]
    weight = torch.tensor(known.max() / known, dtype=torch.float32)  # as if each were met as often as the others

    def batch(rows: torch.Tensor, progress: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        x, y = pairs.batch(rows, progress, generator)
        n = x.shape[1] // 2
        moved = [
            y[:, 0].abs() * unit[0] >= OPENED_DEG,
            y[:, 4].abs() * unit[4] >= RAISED_DEG,
            x[:, n:].norm(dim=1) >= MOVED_LENGTHS,
        ]
        asked = torch.stack(moved, 1).gather(1, kind[rows][:, None])[:, 0]
        return x, torch.where(asked, kind[rows], NOT_ASKED)

    def loss(out: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.cross_entropy(out, truth, weight, ignore_index=NOT_ASKED)

    torch.set_num_threads(1)  # the same sums in the same order, and small ones are no faster on two
    x, everything = pairs.x.numpy(), np.ones(len(kind), bool)
    trained = [train(x, everything, batch, len(MOVEMENTS), loss, 200 + k, HIDDEN, EPOCHS) for k in range(MEMBERS)]
    return arrays("movement", [net for net, _, _ in trained], trained[0][1], trained[0][2])


def _kind(corpus: Corpus) -> np.ndarray:
    """Return the index in MOVEMENTS of each row's movement (n,)."""
    movement, kind = corpus.labels["movement"], corpus.labels["kind"]
    clamshell = (movement == "") | (movement == "clamshell")
    return np.where(clamshell, 0, np.where(kind == "leg_raise", 1, 2))
