"""Which rep of one list is which of another, by their times."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

SHARED_LEAST = 0.5  # J: of the time that two reps cover together, the share they must have in common to be the same
LOOKED_AT_MOST = 200  # spans beside one; reps follow each other, so that only damaged lists have more

Span = tuple[float, float]


class Timed(Protocol):
    """A rep as a value."""

    @property
    def start_s(self) -> float:
        """Return when it starts."""

    @property
    def end_s(self) -> float:
        """Return when it ends."""


AnyRep = Timed | Mapping[str, Any]  # a value, or an object of JSON with the same names


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which reps of two lists are the same, by their places. only_found, only_true: reps that one list alone has."""

    pairs: list[tuple[int, int]]
    only_found: list[int]
    only_true: list[int]


def pair_reps(found: Sequence[AnyRep], true: Sequence[AnyRep]) -> Pairing:
    """Return which reps are the same by their times."""
    return pairing(match([_span(rep) for rep in found], [_span(rep) for rep in true]), len(found), len(true))


def pairing(pairs: list[tuple[int, int]], found: int, true: int) -> Pairing:
    """Return the pairing of so many found and true reps."""
    only_found = sorted({*range(found)} - {i for i, _ in pairs})
    return Pairing(pairs, only_found, sorted({*range(true)} - {j for _, j in pairs}))


def _span(rep: AnyRep) -> Span:
    return (rep["start_s"], rep["end_s"]) if isinstance(rep, Mapping) else (rep.start_s, rep.end_s)


def match(found: Sequence[Span], true: Sequence[Span]) -> list[tuple[int, int]]:
    """Return index pairs of spans that are the same, each used once, those that agree most first served.

    >>> match([(0, 2), (3, 5)], [(3, 5.5), (9, 10)])
    [(1, 0)]
    """
    shares = sorted((-share, i, j) for share, i, j in _shares(found, true) if share >= SHARED_LEAST)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in shares:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return sorted(pairs.items())


def _shares(found: Sequence[Span], true: Sequence[Span]) -> Iterator[tuple[float, int, int]]:
    """Yield the shared time of spans that may be the same. Those start no further apart than the shorter is long."""
    order = sorted(range(len(true)), key=lambda j: true[j][0])
    starts = [true[j][0] for j in order]
    for i, (start, end) in enumerate(found):
        length = end - start
        first, last = bisect_left(starts, start - length), bisect_right(starts, start + length)
        for j in order[first : min(last, first + LOOKED_AT_MOST)]:
            yield _shared((start, end), true[j]), i, j


def _shared(a: Span, b: Span) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0.0) / max(max(a[1], b[1]) - min(a[0], b[0]), 1e-9)
