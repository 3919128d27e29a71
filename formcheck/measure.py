"""What a completed motion was: its times, its size, its roll.

Times come from a model of the movement: a limb moves along a minimum-jerk curve (Flash & Hogan 1985), slow at both
ends, so its ends are found from the steep middle, where the estimate's noise matters least.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.form import limits
from formcheck.pose import Floats
from formcheck.reps import Motion

LEVELS = np.linspace(0.2, 0.8, 9)  # shares of the opening whose crossing times place a lift or a lowering
STEEPNESS = 0.88  # M: the estimated opening passes its levels in so much of the true time (196 validation reps) ...
LAG_S = 0.07  # M: ... and so much later, through the pose model's smoothing and ours
# M: who is seen to leave rest, or to be closed, began at most so long ago, or is done at most so much later: 99 of 100
# of 1,023 validation reps ended within 1.04.
ENDS_WITHIN_S = 1.0
SPEED_OVER_S, SPEED_STEP_S = 0.15, 0.03  # speed is that over so long: between two frames it is mostly noise
TOP_SHARE = 0.85  # of the opening above rest: the top of a rep, over which roll and opening are averaged


def _minimum_jerk_time(share: Floats) -> Floats:
    """Return the share of its time after which a minimum-jerk move has gone `share` of its way."""
    time = np.linspace(0, 1, 1001)
    return np.interp(share, time**3 * (10 - 15 * time + 6 * time**2), time)


_TIME_OF_LEVEL = _minimum_jerk_time(LEVELS)


@dataclass(frozen=True, slots=True)
class Shape:
    """A motion in numbers. Times in seconds, angles in degrees, feet_gap in shank lengths; NaN where unknown.

    top_s, release_s: when the top was reached and left. speed_ratio: peak by mean speed of the lift. pause_s: time
    within 10 % of the peak. opening_sigma_deg to feet_gap_sigma: mean over the top. clean_opening_deg: the
    largest opening before roll passed its note limit. roll_known: share of the rep's upper half in which roll was
    known. knees_apart, ankles_apart, start_held: as in Posture, over the top. spread: as in Pose, the median.
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
    speed_ratio: float
    pause_s: float
    clean_opening_deg: float
    early_roll_deg: float
    roll_known: float
    knees_apart: float
    ankles_apart: float
    start_held: bool
    spread: float

    @property
    def opening_is_sure(self) -> bool:
        """Whether the opening is certain enough to accuse anybody of its times or its lowest point."""
        return (
            self.start_held
            and self.spread <= limits.SPREAD_SHARE
            and self.opening_sigma_deg <= limits.OPENING_SIGMA_SHARE * self.opening_deg
        )

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


def shape(motion: Motion) -> Shape:
    """Return the numbers of a motion."""
    t = np.array([p.t for p in motion.postures])
    opening = np.array([p.opening_deg for p in motion.postures])
    roll = np.array([p.roll_deg for p in motion.postures])
    peak = int(np.argmax(opening))
    low_before = float(opening[: peak + 1][max(motion.begins - 1, 0) :].min(initial=opening[peak]))
    low_before = min(low_before, motion.rest_deg) if motion.begins else low_before
    low_after = motion.rest_deg + motion.low_deg
    top = float(np.median(opening[opening >= low_before + 0.93 * (opening[peak] - low_before)]))
    start, lifted = _ends(t[: peak + 1][::-1], opening[: peak + 1][::-1], low_before, top)
    end, released = _ends(t[peak:], opening[peak:], low_after, top)
    too_early, too_late = max(t[motion.begins] - ENDS_WITHIN_S - start, 0.0), max(end - t[-1] - ENDS_WITHIN_S, 0.0)
    start, lifted = start + too_early, lifted - too_early
    end, released = end - too_late, released + too_late
    if released < lifted:  # no hold: the two curves meet
        lifted = released = float(np.clip((lifted + released) / 2, start, max(start, end)))
    high = opening >= low_before + TOP_SHARE * (opening[peak] - low_before)
    upper = opening >= (low_before + opening[peak]) / 2
    lifting = np.arange(len(t)) <= peak
    lower_half = lifting & ~upper & (t >= start)
    return Shape(
        start,
        lifted,
        released,
        end,
        opening_deg=top - motion.rest_deg,
        opening_sigma_deg=_mean(np.array([p.opening_sigma_deg for p in motion.postures])[high]),
        roll_deg=_mean(roll[high]),
        roll_sigma_deg=_mean(np.array([p.roll_sigma_deg for p in motion.postures])[high]),
        thorax_roll_deg=_mean(np.array([p.thorax_roll_deg for p in motion.postures])[high]),
        feet_gap=_mean(np.array([p.feet_gap for p in motion.postures])[high]),
        feet_gap_sigma=_mean(np.array([p.feet_gap_sigma for p in motion.postures])[high]),
        speed_ratio=_speed_ratio(t[: peak + 1], opening[: peak + 1], start, lifted, top - low_before),
        pause_s=_time_within(t, opening, low_before, top),
        clean_opening_deg=_clean_opening(opening - motion.rest_deg, roll),
        early_roll_deg=_mean(roll[lower_half][-3:]),
        roll_known=float(np.isfinite(roll[upper]).mean()),
        knees_apart=_mean(np.array([p.knees_apart for p in motion.postures])[high]),
        ankles_apart=_mean(np.array([p.ankles_apart for p in motion.postures])[high]),
        start_held=motion.postures[-1].start_held,
        spread=float(np.median([p.spread for p in motion.postures])),
    )


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
    middle, half = intercept + slope / 2 - LAG_S, slope / 2 / STEEPNESS
    return float(middle - half), float(middle + half)


def _speed_ratio(t: Floats, opening: Floats, start: float, top: float, size: float) -> float:
    if t[-1] - t[0] < SPEED_OVER_S or top <= start:
        return float("nan")
    ends = np.arange(t[0] + SPEED_OVER_S, t[-1] + SPEED_STEP_S / 2, SPEED_STEP_S)
    speed = (np.interp(ends, t, opening) - np.interp(ends - SPEED_OVER_S, t, opening)) / SPEED_OVER_S
    return float(STEEPNESS * speed.max() / (size / (top - start)))  # the leg is slower than its estimate


def _time_within(t: Floats, opening: Floats, low: float, top: float) -> float:
    near = opening >= top - limits.PAUSE_WITHIN_SHARE * (top - low)
    return float(np.gradient(t)[near].sum())


def _clean_opening(opening: Floats, roll: Floats) -> float:
    """Return the largest opening before roll first passes the note limit; NaN where roll is never known."""
    if not np.isfinite(roll).any():
        return float("nan")
    over = np.flatnonzero(roll > limits.ROLL_NOTE_DEG)
    before = opening[: over[0]] if len(over) else opening
    return float(max(before.max(initial=0.0), 0.0))
