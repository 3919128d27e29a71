"""A second look at the same person, at the picture's mirror image: the pose model errs differently there.

How wrong it is about roll in a picture and in its mirror image hardly goes together, so the mean of both looks is
clearly better than either (models/MODELS.md). How wrong changes slowly: the second look is taken a few times a second,
and what it put right holds on in between. Where one look has the skeleton upside down, the clearer one is believed.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.pose.crop import WHOLE, Crop
from formcheck.pose.landmarker import Tracker
from formcheck.pose.landmarks import BODY, KEY_ROWS, OTHER_SIDE, Floats
from formcheck.pose.person import Person, extent_px, is_lying, only, whole_box
from formcheck.pose.repair import put_right

EVERY_S = 0.3  # J: one look in four of those at a clip; each frame would cost three times as much
PATIENCE_S = 2.0  # for a second look that sees something else; then it starts anew, which costs as much as ten looks
# How far apart two looks at one person see their landmarks, on average, as a share of the person's extent. Two good
# looks are 0.02 apart, two that see the legs differently up to 0.2 (their mean is steadier than either); where one has
# the skeleton the wrong way round it is 0.3 and more.
ALIKE, CONTRADICTION = 0.1, 0.25  # J
ODDS_S = 1.0  # J: so long not alike, and it is worth looking at them otherwise
ONE_PLACE = 0.4  # J: share of the extent between the middles of two skeletons of one person
# J: where the second look is dropped, roll is a little less certain, as if the looks were this far apart. That is what
# two good looks differ by; more would have small reps taken for slips of the skeleton.
ALONE = 0.025
CLEARER = 0.03  # J: mean visibility by which the right one of such looks stands out; 0.04 to 0.2 seen


class Mirror:
    """Corrects one person's landmarks in the frames of one video, in order."""

    def __init__(self, model: Path, crop: Crop = WHOLE) -> None:
        self._model, self._crop = model, crop
        self.looks = True  # False drops the second look, for a computer that cannot keep up
        self.at_odds = False  # the looks see different skeletons, and have done so for a while
        self._tracker: Tracker | None = None
        self._next_t: float | None = None
        self._agreed_t = 0.0  # when the two looks last did not contradict each other, or one of them was believed
        self._alike_t = 0.0  # when they last saw nearly the same
        self._shift: Floats | float = 0.0
        self._disagreement = 0.0

    def correct(self, frame: Frame, person: Person, quarter_turns: int) -> Person:
        """Return `person`, found in `frame`, with image landmarks that are the mean of both looks.

        The second look's person where the two contradict each other and that is clearer; `person` unchanged where it
        is not, or nobody was seen.
        """
        if not self.looks:
            self.close()
            return replace(person, flip_disagreement=ALONE)
        if self._next_t is None:  # from the next frame on: the first is not kept waiting for another model
            self._next_t = frame.t
        elif frame.t >= self._next_t:
            second = self._look(frame, quarter_turns, person)
            self._next_t = frame.t + EVERY_S
            self._shift, self._disagreement = 0.0, 0.0
            if second is not None:
                return self._compare(frame.t, person, second)
        return self._corrected(person)

    def close(self) -> None:
        """Free the model, and forget the person: the next one is found anew."""
        if self._tracker is not None:
            self._tracker.close()
        self._tracker = self._next_t = None
        self._shift, self._disagreement, self.at_odds = 0.0, 0.0, False

    def _look(self, frame: Frame, quarter_turns: int, person: Person) -> Person | None:
        turns = -quarter_turns % 4
        if self._tracker is None:  # show it nobody but this person first, and it will stay with them
            self._tracker = Tracker(self._model, self._crop.mirrored())
            self._agreed_t = self._alike_t = frame.t
            self._tracker.track(mirrored(only(frame.image, whole_box(person))), frame.t, turns)
        found = self._tracker.track(mirrored(frame.image), frame.t, turns)
        return None if found is None else mirrored_back(found, frame.image.shape[1])

    def _compare(self, t: float, person: Person, second: Person) -> Person:
        """Return what to believe of two looks at one frame, and keep in mind what it says about the next frames."""
        way = _way(person, second)
        apart = _apart(person, way)
        self._disagreement = float(apart[KEY_ROWS].mean())
        if apart[BODY].mean() <= ALIKE:
            self._alike_t = t
        self.at_odds = t - self._alike_t >= ODDS_S
        if apart[BODY].mean() <= CONTRADICTION:
            self._shift, self._agreed_t = way / 2, t
            return self._corrected(person)
        clearer = second.visibility[BODY].mean() - person.visibility[BODY].mean()
        if clearer >= CLEARER and is_lying(second) and _in_one_place(person, second):
            self._next_t = self._agreed_t = t
            return replace(second, flip_disagreement=self._disagreement)
        corrected = self._corrected(person)
        if t - self._agreed_t >= PATIENCE_S:
            self.close()
        return corrected

    def _corrected(self, person: Person) -> Person:
        return replace(person, image_px=person.image_px + self._shift, flip_disagreement=self._disagreement)


def _way(person: Person, other: Person) -> Floats:
    """Return the way from each landmark to the same one in another look, (33, 2) pixels."""
    return put_right(person, other).image_px - person.image_px


def _apart(person: Person, way: Floats) -> Floats:
    """Return the length of each way, shape (33,), as a share of the person's extent."""
    return np.asarray(np.linalg.norm(way, axis=1) / extent_px(person))


def _in_one_place(person: Person, other: Person) -> bool:
    """Return whether two skeletons cover the same part of the picture, even if one is upside down."""
    way = whole_box(other).mean(axis=0) - whole_box(person).mean(axis=0)
    return bool(np.linalg.norm(way) <= ONE_PLACE * extent_px(person))


def difference(person: Person, other: Person) -> float:
    """Return how far apart two looks at one person see their landmarks, as a share of the extent of the first."""
    return float(_apart(person, _way(person, other))[BODY].mean())


def mirrored(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mirror image of an image (height, width, 3), contiguous."""
    return np.ascontiguousarray(image[:, ::-1])


def mirrored_back(person: Person, width: int) -> Person:
    """Return a person found in the mirror image of a picture `width` pixels wide as they are in the picture."""
    return Person(
        person.image_px[OTHER_SIDE] * (-1, 1) + (width, 0),
        person.world_m[OTHER_SIDE] * (-1, 1, 1),
        person.visibility[OTHER_SIDE],
    )
