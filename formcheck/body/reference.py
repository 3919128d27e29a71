"""The closed position that change is measured from, and how it keeps up with the person.

People settle, slide, and move arms and legs between reps; a camera sways. The reference follows what is no movement of
the exercise, by as much as a closed position may change, and says when another position would be a better reference.
"""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.body import settings
from formcheck.body.compare import BOTTOM_SIDE, blend, carried, closer, rearranged, shifted
from formcheck.body.features import Baseline
from formcheck.body.kalman import Kalman
from formcheck.body.roll import Estimate, RollModel
from formcheck.body.setup import LegsAtStart, closed
from formcheck.body.view import View, view_of
from formcheck.body.window import StillnessWindow
from formcheck.pose import Floats

FILTERED = ("opening", "roll", "thorax_roll", "feet_gap")
NOISE = np.array([settings.NOISE_DEG] * 3 + [settings.NOISE_SHANKS])
NOT_LOWER = (0.0, 0.0)  # time and opening of the lowest moment below the reference


@dataclass(slots=True)
class Sway:
    """Evidence that the camera sways unseen; it outlives a reference of the same person.

    slid: the last slide, (2,) body lengths, at `slid_t` seconds. roll_deg: what it adds to roll's standard deviation.
    """

    slid: Floats = field(default_factory=lambda: np.zeros(2))
    slid_t: float = -math.inf
    roll_deg: float = 0.0

    def expire(self, t: float) -> None:
        """Forget a sway that was not seen for a while."""
        if t - self.slid_t > settings.SWAY_S:
            self.roll_deg = 0.0

    def slide(self, t: float, way: Floats) -> bool:
        """Take in a slide; return whether it only leads back, as a camera that sways does."""
        lengths = math.hypot(*way), math.hypot(*self.slid)
        back = t - self.slid_t <= settings.SWAY_WITHIN_S and way @ self.slid < 0
        sways = bool(back and min(lengths) > settings.SLID_LENGTHS)
        if sways:
            self.roll_deg = settings.SWAY_DEG * max(lengths)
        self.slid, self.slid_t = way, t
        return sways


class Reference:
    """Measures bodies against the closed position, which follows the person.

    held: whether it was held still; else it is the moment at which the leg was most closed, a guess.
    """

    def __init__(self, model: RollModel, legs: LegsAtStart, body: Baseline, sway: Sway, *, held: bool) -> None:
        self.body, self.held, self.sway = body, held, sway
        self.view: View = view_of(model.start(body))
        self._model, self._legs = model, legs
        self._filter = Kalman(NOISE, settings.ACCELERATION)
        self._followed_roll_deg = 0.0
        self._lowest = NOT_LOWER
        self._resting = True
        self._rest_sigma_deg = 0.0  # of roll, when the leg was last closed
        self._next_check_t = -math.inf

    @property
    def fits(self) -> bool:
        """Whether the body, when last closed, was seen as surely as one that lies as in the reference."""
        return self._rest_sigma_deg <= settings.FITS_SIGMA_DEG

    def change(self, t: float, image: Floats) -> Estimate:
        """Return the filtered change of a body, image landmarks (33, 2). Times must increase."""
        raw = self._model.change(self.body, image)
        found = self._filter.update(t, np.array([getattr(raw, name) for name in FILTERED]))
        return replace(raw, **dict(zip(FILTERED, found.tolist(), strict=True)))

    def rewind(self) -> None:
        """Let the next change be of an earlier time."""
        self._filter.reset()

    def keep_up(self, t: float, change: Estimate, window: StillnessWindow) -> Baseline | None:
        """Follow the person; return a position that is a better reference, None while there is none."""
        opening = change.opening
        if opening < min(settings.CLOSER_DEG, self._lowest[1]):
            self._lowest = (t, opening)
        if self._lowest[1] < settings.CLOSER_DEG:
            return self._more_closed(opening, window)
        rested, self._resting = self._resting, opening < settings.REST_DEG
        if abs(opening) < settings.FOLLOWED_DEG:
            self._rest_sigma_deg = change.roll_sigma
        if rested and not self._resting:
            self._leave_rest(window)
        if t < self._next_check_t:
            return None
        self._next_check_t = t + settings.SETTLE_S
        return self._settle(t, change, window)

    def _more_closed(self, opening: float, window: StillnessWindow) -> Baseline | None:
        """Return the position below the reference, once it is held or was left again: the reference was not closed."""
        if opening > self._lowest[1] + settings.CLOSER_TURN_DEG:
            return window.around(self._lowest[0])
        return window.still(settings.CLOSER_STILL_S) if opening < settings.CLOSER_DEG else None

    def _leave_rest(self, window: StillnessWindow) -> None:
        """Follow the person to where they lay as the lift began, which was too short for a still reference."""
        now = window.calmest(settings.CALM_S, settings.CALM_WITHIN_S)
        if now is not None and rearranged(self.body, now):
            then = self._model.change(self.body, now.image)
            if abs(then.opening) < settings.FOLLOWED_DEG:
                self._follow(now, then.roll)

    def _settle(self, t: float, change: Estimate, window: StillnessWindow) -> Baseline | None:
        """Follow a person who lies still, but not as before; return a better reference where they lie closer."""
        self.sway.expire(t)
        now = window.still(settings.CLOSER_STILL_S)
        if now is not None and closer(self.body, now) > settings.CLOSER_KNEES_LENGTHS:
            return now
        if now is not None and self.sway.roll_deg == 0 and (slid := carried(self.body, now)) is not None:
            if shifted(self.body, now) > settings.MOVED_LENGTHS:
                return now
            self._slide(t, slid)
        elif abs(change.opening) < settings.FOLLOWED_DEG:
            if now is not None and not (self.held and self.fits) and closed(now.image, self._legs):
                return now  # at last they lie still, or not as they did: a cut, another view
            if now is not None:
                self._follow(now, change.roll)
        else:
            moved = window.still(settings.MOVED_STILL_S)
            if moved is not None and shifted(self.body, moved) > settings.MOVED_LENGTHS:
                return moved
        return None

    def _slide(self, t: float, slid: Baseline) -> None:
        """Take the reference to where they slid to.

        People slide and stay; a body that soon slides back is one before a camera that sways. To follow that would
        put the reference at the far end of each swing; roll is less certain for a while instead.
        """
        way = (slid.image - self.body.image)[BOTTOM_SIDE].mean(0) / self.body.scale_px
        self.body = blend(self.body, slid, 0.5) if self.sway.slide(t, way) else slid

    def _follow(self, now: Baseline, roll_deg: float) -> None:
        # The model knows limbs that move, but sees roll better against a reference with them where they are now.
        share, most = settings.SETTLE_S / settings.FOLLOW_S, settings.FOLLOWED_ROLL_DEG
        if rearranged(self.body, now) and closer(self.body, now) > -settings.AS_CLOSE_LENGTHS:
            share, most = 1.0, settings.REARRANGED_ROLL_DEG
        # What exceeds the most is roll, and stays; a roll to the other side makes room again.
        room = most - math.copysign(self._followed_roll_deg, self._followed_roll_deg * roll_deg)
        share = min(share, max(room, 0.0) / max(abs(roll_deg), 1e-6))
        self._followed_roll_deg += share * roll_deg
        self.body = blend(self.body, now, share)
