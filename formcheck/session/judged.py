"""When roll was judged: curves show a roll where a verdict rests on it, and nowhere else."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from formcheck.form.judge import Rep
from formcheck.pose.landmarks import Floats

Bools: TypeAlias = NDArray[np.bool_]


def roll_judged(t: Floats, reps: Sequence[Rep]) -> Bools:
    """Return for each time whether roll was judged in the rep nearest to it, False without reps.

    t: seconds. reps: in order of time.
    """
    if not reps:
        return np.zeros(len(t), np.bool_)
    halfway = [(rep.end_s + following.start_s) / 2 for rep, following in pairwise(reps)]
    judged = np.array([rep.roll_judged for rep in reps])
    found: Bools = judged[np.searchsorted(halfway, t)]
    return found
