"""Small networks that state their own uncertainty, trained on the processor, deterministically."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import torch

from formcheck.pose import Floats

BATCH, EPOCHS, PEAK_RATE = 512, 60, 4e-3
WEIGHT_DECAY, DROPOUT = 0.1, 0.1
LOG_SIGMA_RANGE = (-4.0, 3.0)
BETA = 0.5  # the compromise of Seitzer et al. (ICLR 2022), from whose paper the loss is
# Inputs and truth of some rows, given how far training has come, from 0 to 1.
Batch: TypeAlias = Callable[[torch.Tensor, float, torch.Generator], tuple[torch.Tensor, torch.Tensor]]


def gaussian_loss(out: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Return the negative log likelihood of `truth` (n, q) under means and log deviations `out` (n, 2q), weighted.

    Unweighted, a network may call what is hard uncertain instead of learning it, and large rolls read low; a weight
    of the deviation to the power of 2 * BETA takes that way out away.
    """
    q = truth.shape[1]
    mean, log_sigma = out[:, :q], out[:, q:].clamp(*LOG_SIGMA_RANGE)
    likelihood = (truth - mean) ** 2 * torch.exp(-2 * log_sigma) / 2 + log_sigma
    return (likelihood * torch.exp(2 * BETA * log_sigma.detach())).mean()


def train(
    x: Floats,
    rows: np.ndarray,
    batch: Batch,
    outputs: int,
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    seed: int,
    hidden: Sequence[int],
    epochs: int = EPOCHS,
) -> tuple[torch.nn.Sequential, Floats, Floats]:
    """Return the network, `hidden` units a layer, and the mean and deviation (inputs,) that normalize its input.

    `x` (n, inputs) are all rows as they are, `rows` those to learn from.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    generator = torch.Generator().manual_seed(seed)
    mean, std = x[rows].mean(0), np.maximum(x[rows].std(0), 1e-3)
    layers: list[torch.nn.Module] = []
    width = x.shape[1]
    for units in hidden:
        layers += [torch.nn.Linear(width, units), torch.nn.SiLU(), torch.nn.Dropout(DROPOUT)]
        width = units
    net = torch.nn.Sequential(*layers, torch.nn.Linear(width, outputs))
    shift, scale = torch.tensor(mean, dtype=torch.float32), torch.tensor(std, dtype=torch.float32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    learned = torch.tensor(np.flatnonzero(rows))
    steps = epochs * -(-len(learned) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_RATE, steps)
    for epoch in range(epochs):
        order = learned[torch.randperm(len(learned), generator=generator)]
        for some in order.split(BATCH):
            inputs, truth = batch(some, epoch / epochs, generator)
            value = loss(net((inputs - shift) / scale), truth)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            schedule.step()
    return net.eval(), mean, std


def arrays(prefix: str, nets: list[torch.nn.Sequential], mean: Floats, std: Floats) -> dict[str, np.ndarray]:
    """Return the weights of networks of one shape, stacked, as the program reads them; half precision."""
    found = {f"{prefix}_mean": mean.astype(np.float32), f"{prefix}_std": std.astype(np.float32)}
    linear = [[layer for layer in net if isinstance(layer, torch.nn.Linear)] for net in nets]
    for i in range(len(linear[0])):
        found[f"{prefix}_w{i}"] = np.stack([net[i].weight.detach().numpy().T for net in linear]).astype(np.float16)
        found[f"{prefix}_b{i}"] = np.stack([net[i].bias.detach().numpy() for net in linear]).astype(np.float16)
    return found
