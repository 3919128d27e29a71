"""Which rep of one list is which of another, by their times."""

from collections.abc import Sequence

SHARED_LEAST = 0.5  # J: of the time that two reps cover together, the share they must have in common to be the same

Span = tuple[float, float]


def match(found: Sequence[Span], true: Sequence[Span]) -> list[tuple[int, int]]:
    """Return index pairs of spans that are the same, each used once, those that agree most first served.

    >>> match([(0, 2), (3, 5)], [(3, 5.5), (9, 10)])
    [(1, 0)]
    """
    shares = [(_shared(f, t), i, j) for i, f in enumerate(found) for j, t in enumerate(true)]
    pairs: list[tuple[int, int]] = []
    for share, i, j in sorted(shares, key=lambda s: (-s[0], s[1], s[2])):
        if share >= SHARED_LEAST and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _shared(a: Span, b: Span) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0.0) / max(max(a[1], b[1]) - min(a[0], b[0]), 1e-9)
