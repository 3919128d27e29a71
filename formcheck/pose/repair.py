"""Left and right, head and foot: what the pose model mixes up between frames, put right or dropped."""

from dataclasses import replace

import numpy as np

from formcheck.pose.landmarks import OTHER_SIDE, Landmark
from formcheck.pose.person import Person, extent_px, turned_round

COMPARED_S = 0.5  # older poses say nothing about where a limb is now
# What stays different for so long is taken as real: the person turned over, or the first look was wrong.
BELIEVED_S = 1.0
# Limbs that seem to move by more than this share of the person's extent between frames, and would move less
# than half as far with left and right exchanged, were exchanged. Ordinary motion is below 0.02 at 30 frames a second.
SWAP_MOVED, SWAP_GAIN = 0.05, 0.5
_COUNTED = 0.3  # visibility from which a landmark has a say

_UPPER = np.arange(Landmark.LEFT_HIP)
_LOWER = np.arange(Landmark.LEFT_HIP, len(Landmark))


class Continuity:
    """Compares each pose of one person with the one before.

    Left and right exchanged in the upper or lower body are changed back; a pose with head and feet exchanged is
    dropped. Either is believed once it has lasted for a second.
    """

    def __init__(self) -> None:
        self._last: Person | None = None
        self._last_t = self._agreed_t = -np.inf

    def update(self, t: float, person: Person) -> Person | None:
        """Return the person at time `t` (seconds, increasing) as far as they can be believed, None if not at all."""
        last = self._last
        if last is None or t - self._last_t > COMPARED_S or t - self._agreed_t > BELIEVED_S:
            return self._keep(t, person, agreed=True)
        if turned_round(last, person):
            self._last_t = t
            return None
        kept = put_right(last, person)
        return self._keep(t, kept, agreed=kept is person)

    def _keep(self, t: float, person: Person, *, agreed: bool) -> Person:
        self._last, self._last_t = person, t
        if agreed:
            self._agreed_t = t
        return person


def put_right(reference: Person, person: Person) -> Person:
    """Return the person with left and right as in `reference`, upper and lower body each for itself."""
    kept = person
    for part in (_UPPER, _LOWER):
        if _exchanged(reference, person, part):
            kept = _exchange(kept, part)
    return kept


def _exchanged(before: Person, after: Person, part: np.ndarray) -> bool:
    other = OTHER_SIDE[part]
    seen = np.minimum.reduce([before.visibility[part], after.visibility[part], after.visibility[other]]) >= _COUNTED
    part, other = part[seen & (part != other)], other[seen & (part != other)]
    if len(part) < 4:
        return False
    straight = np.linalg.norm(after.image_px[part] - before.image_px[part], axis=1).mean() / extent_px(before)
    crossed = np.linalg.norm(after.image_px[other] - before.image_px[part], axis=1).mean() / extent_px(before)
    return bool(straight > SWAP_MOVED and crossed < SWAP_GAIN * straight)


def _exchange(person: Person, part: np.ndarray) -> Person:
    order = np.arange(len(Landmark))
    order[part] = OTHER_SIDE[part]
    return replace(
        person,
        image_px=person.image_px[order],
        world_m=person.world_m[order],
        visibility=person.visibility[order],
    )
