"""How far the joints move in a rep: what tells a clamshell from a leg raise and from a body that moves as a whole.

In a clamshell the top knee moves and everything else nearly stays. In a leg raise the leg turns about the hip, so that
the ankle, twice as far from the hip, moves twice as far as the knee.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.pose import Floats

AROUND_S = 0.15  # seconds about the start of a rep, over which the places before it are averaged


@dataclass(frozen=True, slots=True)
class Displacement:
    """From the start of a rep to its top, in body lengths; NaN where unknown.

    knee, ankle: of the top leg. bottom: mean over shoulder, hip, knee and ankle on the floor.
    """

    knee: float
    ankle: float
    bottom: float


def displacement(t: Floats, joints: Floats, start_s: float, high: np.ndarray) -> Displacement:
    """Return how far the joints moved. Times (n,); places of `JOINTS` (n, 6, 2); which belong to the top (n,)."""
    before = np.abs(t - start_s) <= AROUND_S
    if not before.any():
        before = np.arange(len(t)) == np.argmin(np.abs(t - start_s))
    way = np.linalg.norm(_mean_place(joints[high]) - _mean_place(joints[before]), axis=1)
    known = way[2:][np.isfinite(way[2:])]
    return Displacement(float(way[0]), float(way[1]), float(known.mean()) if len(known) else float("nan"))


def _mean_place(places: Floats) -> Floats:
    known = np.isfinite(places)
    count = known.sum(0)
    total = np.where(known, places, 0.0).sum(0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
