"""Which rep of one list is which of another, by their times."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

SHARED_LEAST = 0.5  # J: of the time that two reps cover together, the share they must have in common to be the same
LOOKED_AT_MOST = 200  # spans beside one; reps follow each other, so that only damaged lists have more

Span = tuple[float, float]


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
