"""A turn, a change of size and a shift, of points in a picture."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Similarity:
    """Takes (x, y) to (a x - b y + u, b x + a y + v).

    Raises ValueError where a number is not finite, or where all points would go to one.
    """

    a: float = 1.0
    b: float = 0.0
    u: float = 0.0
    v: float = 0.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.a + self.b + self.u + self.v) and (self.a or self.b)):
            raise ValueError(f"no similarity: {self.a}, {self.b}, {self.u}, {self.v}")

    def of(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where points (n, 2) go."""
        x, y = points[:, 0], points[:, 1]
        return np.stack([self.a * x - self.b * y + self.u, self.b * x + self.a * y + self.v], axis=1)

    def after(self, first: "Similarity") -> "Similarity":
        """Return what `first` and then this one do."""
        own, other = complex(self.a, self.b), complex(first.a, first.b)
        return _similarity(own * other, own * complex(first.u, first.v) + complex(self.u, self.v))

    def inverse(self) -> "Similarity":
        """Return what undoes this one."""
        back = 1 / complex(self.a, self.b)
        return _similarity(back, -back * complex(self.u, self.v))

    def magnified(self, by: float) -> "Similarity":
        """Return the same for a picture `by` times as large."""
        return Similarity(self.a, self.b, self.u * by, self.v * by)


def _similarity(turn: complex, shift: complex) -> Similarity:
    return Similarity(turn.real, turn.imag, shift.real, shift.imag)


UNMOVED = Similarity()


def fitted(old: NDArray[np.float64], new: NDArray[np.float64]) -> Similarity | None:
    """Return what takes points (n, 2) nearest to others, by least squares, None where they are all in one place."""
    z, w = old @ (1, 1j), new @ (1, 1j)
    off = z - z.mean()
    size = float((abs(off) ** 2).sum())
    if not size > 0:
        return None
    turn = complex((off.conj() * (w - w.mean())).sum() / size)
    return _similarity(turn, complex(w.mean() - turn * z.mean())) if turn else None
