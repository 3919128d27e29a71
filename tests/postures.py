"""Made-up movements with known truth, as the rep counter and the rules see them."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.posture import Posture
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove, View
from formcheck.motion.settings import LAG_S, STEEPNESS

GOOD_VIEW = View(10.0, 20.0, 2.0, judgeable=True, advice=None)
BLIND_VIEW = View(0.0, 2.0, 9.0, judgeable=False, advice=CameraAdvice(CameraMove.RAISE, 30))


@dataclass(frozen=True)
class Lift:
    """One rep: degrees, seconds; `low` is the share of the opening it returns to."""

    opening: float = 30.0
    up: float = 2.0
    hold: float = 1.0
    down: float = 2.5
    rest: float = 0.8
    roll: float = 0.0
    feet_gap: float = 0.0
    low: float = 0.0


def ease(s: float) -> float:
    """A minimum-jerk move, as steep as the roll model shows it."""
    s = min(max(0.5 + (s - 0.5) / STEEPNESS, 0.0), 1.0)
    return s**3 * (10 - 15 * s + 6 * s * s)


def openings(lifts: list[Lift], t: float, still: float) -> tuple[float, Lift | None]:
    """Return the share of the opening at `t` and the lift it belongs to."""
    begin, low = still, 0.0
    for lift in lifts:
        total = lift.up + lift.hold + lift.down + lift.rest
        if t < begin:
            return 0.0, None
        if t < begin + total:
            s = t - begin
            if s < lift.up + lift.hold:
                return low + (1 - low) * ease(s / lift.up), lift
            return 1 - (1 - lift.low) * ease((s - lift.up - lift.hold) / lift.down), lift
        begin, low = begin + total, lift.low
    return 0.0, None


def postures(
    lifts: list[Lift], fps: float = 30.0, still: float = 1.5, noise: float = 0.0, view: View = GOOD_VIEW, seed: int = 0
) -> list[Posture]:
    """Return the postures of the lifts one after another, after and before some stillness."""
    rng = np.random.default_rng(seed)
    duration = 2 * still + sum(lift.up + lift.hold + lift.down + lift.rest for lift in lifts)
    found = []
    for i in range(int(duration * fps)):
        t = i / fps
        share, lift = openings(lifts, t - LAG_S, still)
        opening = share * lift.opening if lift else 0.0
        found.append(
            Posture(
                t,
                None,
                Side.RIGHT,
                1,
                view,
                opening_deg=opening + noise * rng.standard_normal(),
                opening_sigma_deg=2.0,
                roll_deg=(share * lift.roll if lift else 0.0) + noise * rng.standard_normal(),
                roll_sigma_deg=2.0,
                thorax_roll_deg=0.0,
                feet_gap=share * lift.feet_gap if lift else 0.0,
                feet_gap_sigma=0.05,
                hip_flexion_deg=45.0,
                knee_flexion_deg=90.0,
            )
        )
    return found
