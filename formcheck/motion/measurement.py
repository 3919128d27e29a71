"""What a completed rep was: its times, its size, its roll.

Times come from a model of the movement: a limb moves along a minimum-jerk curve (Flash & Hogan 1985), slow at both
ends, so its ends are found from the steep middle, where the estimate's noise matters least.
"""

from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np

from formcheck.motion import settings
from formcheck.motion.displacement import Displacement, displacement
from formcheck.motion.quantity import Quantity
from formcheck.motion.segmenter import RepSegment
from formcheck.pose import Floats

Times: TypeAlias = tuple[float, float, float, float]  # of start, top, release and end, in seconds
LEVELS = np.linspace(0.2, 0.8, 9)  # shares of the opening whose crossing times place a lift or a lowering


def _minimum_jerk_time(share: Floats) -> Floats:
    """Return the share of its time after which a minimum-jerk move has gone `share` of its way."""
    time = np.linspace(0, 1, 1001)
    return np.interp(share, time**3 * (10 - 15 * time + 6 * time**2), time)


_TIME_OF_LEVEL = _minimum_jerk_time(LEVELS)


def keep_plain_floats(value: Any) -> None:
    """Turn the float fields of a frozen dataclass into plain floats: no numpy scalar leaves the core."""
    for field in fields(value):
        if field.type is float:
            object.__setattr__(value, field.name, float(getattr(value, field.name)))


@dataclass(frozen=True, slots=True)
class RepMeasurement:
    """A rep in numbers. Times in seconds, angles in degrees, feet_gap in shank lengths; NaN where unknown.

    start_s <= top_s <= release_s <= end_s; release_s: when the top was left.
    opening_deg, roll_deg, thorax_roll_deg, feet_gap and their sigmas: mean over the top.
    leg_raise_probability, other_probability: as in `Estimate`, mean over the top.
    top_known_s: seconds of the top in which roll was known.
    low_sigma_deg: standard deviation of the opening at which the rep ended.
    lift_sigma_s, lower_sigma_s: standard deviations of the times of lift and lowering.
    early_roll_deg: roll before half the lift.
    roll_known: share of the rep's upper half in which roll was known.
    clean_opening_deg: largest opening before roll passed `roll_note_deg` of `measure`.
    pause_s: time within 10 % of the peak.
    knees_apart: as in Posture, mean over the top.
    moved: how far the joints moved from the start to the top.
    start_held: whether the reference was held still.
    flip_disagreement: as in Pose, median.
    """

    start_s: float
    top_s: float
    release_s: float
    end_s: float
    opening_deg: float
    opening_sigma_deg: float
    roll_deg: float
    roll_sigma_deg: float
    thorax_roll_deg: float
    feet_gap: float
    feet_gap_sigma: float
    leg_raise_probability: float
    other_probability: float
    top_known_s: float
    low_sigma_deg: float
    lift_sigma_s: float
    lower_sigma_s: float
    pause_s: float
    clean_opening_deg: float
    early_roll_deg: float
    roll_known: float
    knees_apart: float
    moved: Displacement
    start_held: bool
    flip_disagreement: float

    def __post_init__(self) -> None:
        keep_plain_floats(self)

    @property
    def lift_s(self) -> float:
        """Seconds from start to top."""
        return self.top_s - self.start_s

    @property
    def hold_s(self) -> float:
        """Seconds at the top."""
        return self.release_s - self.top_s

    @property
    def lower_s(self) -> float:
        """Seconds from the top to the end."""
        return self.end_s - self.release_s


def measure(
    segment: RepSegment, primary: Quantity, roll_note_deg: float, not_before_s: float = -np.inf
) -> RepMeasurement:
    """Return the numbers of a rep of the `primary` quantity, its opening.

    It does not start before `not_before_s`, the end of the rep before.
    """
    t = np.array([p.t for p in segment.postures])
    opening = np.array([primary.of(p) for p in segment.postures])
    roll = np.array([p.roll_deg for p in segment.postures])
    peak = int(np.argmax(opening))
    low_before = float(opening[: peak + 1][max(segment.begins - 1, 0) :].min(initial=opening[peak]))
    low_before = min(low_before, segment.rest_deg) if segment.begins else low_before
    low_after = segment.rest_deg + segment.low_deg
    top = float(np.median(opening[opening >= low_before + 0.93 * (opening[peak] - low_before)]))
    start, lifted = _ends(t[: peak + 1][::-1], opening[: peak + 1][::-1], low_before, top)
    end, released = _ends(t[peak:], opening[peak:], low_after, top)
    began, ended = float(t[segment.begins]), float(t[-1])
    earliest = max(began - max(settings.ENDS_WITHIN_S, settings.ENDS_WITHIN_SHARE * (lifted - began)), not_before_s)
    latest = ended + max(settings.ENDS_WITHIN_S, settings.ENDS_WITHIN_SHARE * (ended - released))
    moved_start_s = max(max(earliest, float(t[0])) - start, 0.0)
    times = _in_order((start, lifted, released, end), (max(earliest, float(t[0])), latest))
    start, lifted, released, end = times
    high = opening >= low_before + settings.TOP_SHARE * (opening[peak] - low_before)
    upper = opening >= (low_before + opening[peak]) / 2
    lifting = np.arange(len(t)) <= peak
    lower_half = lifting & ~upper & (t >= start)

    def at_top(name: str) -> float:
        return _mean(np.array([getattr(p, name) for p in segment.postures])[high])

    body_px = segment.postures[-1].body_px  # one scale for all: a reference that follows changes its own
    size, held = top - low_before, segment.postures[-1].start_held
    opening_sigma = at_top(primary.sigma)
    flip_disagreement = float(np.median([p.flip_disagreement for p in segment.postures]))

    def time_sigma(begin: float, finish: float, *others_s: float) -> float:
        unseen = _unseen(t, opening, size, begin, finish) / 2
        snapped = settings.SNAP_S * opening_sigma / max(size, 1e-6)
        disagreeing = settings.DISAGREEING_S * max(flip_disagreement / settings.FLIP_DISAGREEMENT - 1, 0.0)
        jumped = settings.JUMPED * max(settings.FASTEST_S - (finish - begin), 0.0)
        return float(np.linalg.norm([settings.TIME_SIGMA_S, unseen, snapped, disagreeing, jumped, *others_s]))

    return RepMeasurement(
        *times,
        opening_deg=top - segment.rest_deg,
        opening_sigma_deg=opening_sigma,
        roll_deg=_mean(roll[high]),
        roll_sigma_deg=at_top("roll_sigma_deg"),
        thorax_roll_deg=at_top("thorax_roll_deg"),
        feet_gap=at_top("feet_gap"),
        feet_gap_sigma=at_top("feet_gap_sigma"),
        leg_raise_probability=at_top("leg_raise_probability"),
        other_probability=at_top("other_probability"),
        top_known_s=_known_s(t, roll, high),
        low_sigma_deg=float(
            np.linalg.norm(
                [settings.LOW_SIGMA_DEG, settings.LOW_SIGMA_SHARE * opening_sigma, 0.0 if held else settings.UNHELD_DEG]
            )
        ),
        lift_sigma_s=time_sigma(start, lifted, moved_start_s),
        lower_sigma_s=time_sigma(released, end),
        pause_s=_time_within(t, opening, low_before, top),
        clean_opening_deg=_clean_opening(opening - segment.rest_deg, roll, roll_note_deg),
        early_roll_deg=_mean(roll[lower_half][-3:]),
        roll_known=_known_share(t, roll, upper),
        knees_apart=at_top("knees_apart"),
        moved=displacement(t, np.stack([p.joints / body_px for p in segment.postures]), start, high),
        start_held=held,
        flip_disagreement=flip_disagreement,
    )


def _in_order(times: Times, within: tuple[float, float]) -> Times:
    """Return the four times in order and within the bounds; a lift or lowering cut at a bound keeps its middle."""
    (start, lifted, released, end), (earliest, latest) = times, within
    if start < earliest:
        start, lifted = earliest, max(lifted - (earliest - start), earliest)
    if end > latest:
        end, released = latest, min(released + (end - latest), latest)
    end = max(start, end)
    if released < lifted:  # no hold: the two curves meet
        lifted = released = (lifted + released) / 2
    lifted = min(max(lifted, start), end)
    return start, lifted, min(max(released, lifted), end), end


def _known_share(t: Floats, values: Floats, part: np.ndarray) -> float:
    """Return the share of the time of a part of the rep in which values were known; what was not seen was not."""
    total = float(np.diff(t)[part[1:] & part[:-1]].sum())
    return _known_s(t, values, part) / total if total > 0 else float(np.isfinite(values[part]).mean())


def _known_s(t: Floats, values: Floats, part: np.ndarray) -> float:
    """Return the seconds of a part of the rep in which values were known."""
    steps = np.diff(t)
    return float(steps[part[1:] & part[:-1] & np.isfinite(values[1:]) & (steps <= settings.UNSEEN_S)].sum())


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _ends(t: Floats, opening: Floats, low: float, top: float) -> tuple[float, float]:
    """Return when the low and the top end of a limb's move are, given its samples from the top downwards."""
    share = (opening - low) / max(top - low, 1e-6)
    below = np.minimum.accumulate(share)  # each level counts where it is first passed on the way down
    crossings, fractions = [], []
    for level, fraction in zip(LEVELS, _TIME_OF_LEVEL, strict=True):
        under = np.flatnonzero(below < level)
        if not len(under) or under[0] == 0:
            continue
        i = under[0]
        along = (share[i - 1] - level) / max(share[i - 1] - share[i], 1e-9)
        crossings.append(t[i - 1] + along * (t[i] - t[i - 1]))
        fractions.append(fraction)
    if len(crossings) < 2:
        return float(t[-1]), float(t[0])
    slope, intercept = np.polyfit(fractions, crossings, 1)
    middle, half = intercept + slope / 2 - settings.LAG_S, slope / 2 / settings.STEEPNESS
    return float(middle - half), float(middle + half)


def _time_within(t: Floats, opening: Floats, low: float, top: float) -> float:
    near = opening >= top - settings.PAUSE_SHARE * (top - low)
    return float(np.gradient(t)[near].sum())


def _clean_opening(opening: Floats, roll: Floats, note_deg: float) -> float:
    """Return the largest opening before roll first passes the note limit; NaN where roll is never known."""
    if not np.isfinite(roll).any():
        return float("nan")
    over = np.flatnonzero(roll > note_deg)
    before = opening[: over[0]] if len(over) else opening
    return float(max(before.max(initial=0.0), 0.0))


def _unseen(t: Floats, opening: Floats, size: float, begin: float, end: float) -> float:
    """Return the longest stretch of the move from `begin` to `end` that was not seen, 0 where all of it was.

    Frames were missing, or the picture stood still: the opening stands and then goes on elsewhere at once. A leg that
    goes on from where it stopped was held.
    """
    touching = (t[1:] >= begin) & (t[:-1] <= end)
    gaps = np.diff(t)[touching]
    longest = float(gaps.max(initial=0.0))
    longest = longest if longest > settings.UNSEEN_S else 0.0
    jumps = np.flatnonzero(touching & (np.abs(np.diff(opening)) > settings.JUMP_PER_S * size * np.diff(t)))
    for i in jumps:
        stood = np.abs(opening[: i + 1] - opening[i]) > settings.STOOD_SHARE * size
        since = int(np.flatnonzero(stood)[-1]) + 1 if stood.any() else 0
        if t[i] - t[since] >= settings.STOOD_S:
            longest = max(longest, float(t[i + 1] - t[since]))
    return longest
