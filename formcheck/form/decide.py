"""How certain a verdict must be: two probabilities decide every rule.

Every limit is a pair: what is never a fault, and what always is one. A rule is broken where the true value lies beyond
the first with the probability `FAULT`, kept where it lies short of the second with the probability `CLEAN`, and not
judged where neither holds: a value between the two may be called either.
"""

import math

from formcheck.form.rule import Verdict

FAULT = 0.93
CLEAN = 0.93
CORRELATION_S = (
    0.2  # interval within which errors of an estimate are alike; a shorter look is less certain than its sigma
)


def above(value: float, sigma: float, limit: float) -> float:
    """Return the probability that the true value lies above `limit`; NaN where `value` or `sigma` is unknown.

    >>> above(12.0, 2.0, 8.0) > 0.97
    True
    """
    if sigma <= 0:
        return float(value > limit)
    return 0.5 * math.erfc((limit - value) / (sigma * math.sqrt(2)))


def seen_for(sigma: float, seconds: float) -> float:
    """Return the standard deviation of a value that was seen for so long; infinite where it was not seen."""
    return sigma * math.sqrt(1 + CORRELATION_S / seconds) if seconds > 0 else math.inf


def verdict(beyond_never: float, short_of_always: float) -> Verdict:
    """Return the verdict from the probabilities that a value is beyond what is never, short of what always is a fault.

    A value that surely lies between the two limits may be both: there the caller's own limit decides.
    """
    if beyond_never >= FAULT:
        return Verdict.FAULTY
    return Verdict.FINE if short_of_always >= CLEAN else Verdict.NOT_JUDGED
