"""Batches for the roll model in which one pose of a scene is often measured against another, not against the start.

A scene has one start but a dozen poses, and the difference of their truths is as exact. So a network sees ten times as
many changes of a body and learns by heart less; towards the end of training all rows are as in the product, against a
closed, still start (what it brings: models/EXPERIMENTS.md).
"""

from dataclasses import dataclass

import numpy as np
import torch

from formcheck.body.features import Baseline
from formcheck.pose import Floats
from formcheck.pose.landmarks import BODY
from training.corpus import UNKNOWN_WORLD, Corpus

SHARE, UNTIL = 0.8, 0.8  # at first so many rows are such pairs, ever fewer until so much of the training is done
JITTER = 0.004  # body lengths: the detector's own noise from frame to frame
SHIFT = 0.003  # body lengths: people slide and cameras creep; more hides roll, for the floor is a fixed reference


@dataclass(frozen=True)
class Pairs:
    """The rows of a corpus, each of which can be another's start; all tensors, float32.

    x (n, 88): start and change features. y (n, 5): the truth, in units. image (n, 22, 2): pixels, 0 where unknown.
    known (n, 22, 1). start (n, 44): a pose as a start; NaN where it cannot be one. lay (n, 2, 2): takes pixels into its
    frame. first, count (n,): the first row of the same scene, and how many it has.
    """

    x: torch.Tensor
    y: torch.Tensor
    image: torch.Tensor
    known: torch.Tensor
    start: torch.Tensor
    lay: torch.Tensor
    first: torch.Tensor
    count: torch.Tensor

    @classmethod
    def of(cls, corpus: Corpus, unit: Floats) -> "Pairs":
        """Return the rows of `corpus`, their truth in `unit`s."""
        start, lay = np.full_like(corpus.start, np.nan), np.zeros((len(corpus.seed), 2, 2))
        for i, image in enumerate(corpus.image):
            try:
                baseline = Baseline.of(image, UNKNOWN_WORLD)
            except ValueError:
                continue
            start[i], lay[i] = baseline.features, baseline.upright / baseline.scale_px
        body = corpus.image[:, BODY]
        known = np.isfinite(body).all(-1, keepdims=True)
        begins = np.r_[True, corpus.seed[1:] != corpus.seed[:-1]]
        scene, firsts = np.cumsum(begins) - 1, np.flatnonzero(begins)
        counts = np.diff(np.r_[firsts, len(begins)])
        arrays = (np.concatenate([corpus.start, corpus.change], 1), corpus.truth / unit, np.where(known, body, 0))
        x, y, image, seen, starts, lays = (torch.tensor(a, dtype=torch.float32) for a in (*arrays, known, start, lay))
        return cls(x, y, image, seen, starts, lays, torch.tensor(firsts[scene]), torch.tensor(counts[scene]))

    def batch(
        self, rows: torch.Tensor, progress: float, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return inputs and truth of some rows, with landmark noise and the whole body a little elsewhere."""
        x, y = self.x[rows], self.y[rows]
        chance = torch.rand((len(rows), 2), generator=generator)
        other = self.first[rows] + (chance[:, 0] * self.count[rows]).long()
        paired = (chance[:, 1] < SHARE * (1 - progress / UNTIL)) & self.start[other].isfinite().all(1)
        i, j = other[paired], rows[paired]
        moved = (self.image[j] - self.image[i]) * self.known[j] * self.known[i] @ self.lay[i].transpose(1, 2)
        x[paired] = torch.cat([self.start[i], moved.flatten(1)], 1)
        y[paired] = self.y[j] - self.y[i]
        x = x + JITTER * torch.randn(x.shape, generator=generator)
        n = x.shape[1] // 2  # the start, then the change
        shift = SHIFT * torch.randn((len(x), 1, 2), generator=generator)
        x[:, n:] += shift.expand(-1, n // 2, -1).reshape(len(x), -1)
        return x, y
