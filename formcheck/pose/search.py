"""Looking for somebody who lies, in single pictures: behind those who stand before them, and where they are small."""

import math
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.crop import WHOLE, Crop, floor_crops, small_crops
from formcheck.pose.landmarker import Finder
from formcheck.pose.landmarks import KEY_ROWS, Floats
from formcheck.pose.mirror import ALIKE, difference, mirrored, mirrored_back
from formcheck.pose.person import (
    Person,
    extent_px,
    hips_px,
    is_clear,
    is_lying,
    only,
    upper_box,
    whole_box,
    without,
)

CROPS_AT_ONCE = 3  # J: looks, of 20 ms each; a live picture waits for them


class Found(NamedTuple):
    """Somebody seen clearly. part: where to look at them. image: all of it, (height, width, 3), with others covered."""

    person: Person
    crop: Crop
    image: NDArray[np.uint8]

    @property
    def lies(self) -> bool:
        """Whether they lie."""
        return is_lying(self.person)

    @property
    def alone(self) -> NDArray[np.uint8]:
        """The image, grey but for them; a tracker that is shown it first stays with them."""
        return only(self.image, whole_box(self.person))


class Search:
    """Finds people in pictures of one video."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._finder: Finder | None = None
        self._turn = count()

    def beside(self, image: NDArray[np.uint8], upright: Person, quarter_turns: int) -> list[Found]:
        """Return who lies in an image (height, width, 3) behind an `upright` person, or in parts of it."""
        behind = self._behind(upright, image, quarter_turns)
        return behind or [found for found in self.in_crops(image, quarter_turns) if found.lies]

    def in_crops(self, image: NDArray[np.uint8], quarter_turns: int, *, thoroughly: bool = False) -> list[Found]:
        """Return who is seen in crops of an image (height, width, 3).

        In a few crops, others each time, or `thoroughly` in every one.
        """
        crops = floor_crops(image) + small_crops(image)
        turns = islice(self._turn, len(crops) if thoroughly else CROPS_AT_ONCE)
        seen = [f for turn in turns for f in self._in(crops[turn % len(crops)], image, quarter_turns)]
        return [f._replace(crop=f.crop.around(hips_px(f.person), image)) for f in _each_once(seen)]

    def enlarged(self, image: NDArray[np.uint8], doubtful: Person, quarter_turns: int) -> Found | None:
        """Return who lies where a `doubtful` person is seen, in a part of an image, if its mirror image agrees."""
        hips = hips_px(doubtful)
        nearest = sorted(floor_crops(image), key=lambda crop: math.dist(crop.centre_px(image), hips))
        first = next((f for crop in nearest for f in self._in(crop, image, quarter_turns) if f.lies), None)
        return first if first is not None and self._is_same_in_mirror(first, quarter_turns) else None

    def people(self, image: NDArray[np.uint8], quarter_turns: int) -> list[Person]:
        """Return up to two people in an image (height, width, 3), looking at it turned."""
        if self._finder is None:
            self._finder = Finder(self._model)
        return self._finder.find(image, quarter_turns)

    def close(self) -> None:
        """Free the model."""
        if self._finder is not None:
            self._finder.close()

    def _behind(self, upright: Person, image: NDArray[np.uint8], quarter_turns: int) -> list[Found]:
        """Return who lies behind the `upright` person, and behind those who are seen once that one is covered."""
        found: list[Found] = []
        seen = [upright]
        covered: list[Floats] = []
        while seen and not found and len(covered) < 2:
            covered += [upper_box(p) for p in seen]
            rest = without(image, covered)
            seen = self.people(rest, quarter_turns)
            found = _lying(seen, WHOLE, rest)
        return found

    def _is_same_in_mirror(self, found: Found, quarter_turns: int) -> bool:
        shown = mirrored(found.crop.of(found.image))
        people = [mirrored_back(p, shown.shape[1]) for p in self.people(shown, -quarter_turns % 4)]
        return any(difference(found.person, found.crop.in_whole(p, found.image)) <= ALIKE for p in people)

    def _in(self, crop: Crop, image: NDArray[np.uint8], quarter_turns: int) -> list[Found]:
        people = [crop.in_whole(p, image) for p in self.people(crop.of(image), quarter_turns)]
        whole = [p for p in people if crop.shows(p.image_px[KEY_ROWS], image)]
        return [Found(p, crop, image) for p in whole if is_clear(p)]


def _each_once(seen: list[Found]) -> list[Found]:
    """Return who was seen, each once: the largest of the skeletons in one place, for who is cut off seems smaller."""
    people: list[Found] = []
    for found in sorted(seen, key=lambda f: extent_px(f.person), reverse=True):
        if all(math.dist(hips_px(found.person), hips_px(p.person)) > extent_px(p.person) / 2 for p in people):
            people.append(found)
    return people


def lies_there(person: Person) -> bool:
    """Return whether a person lies, and is seen well enough to say so."""
    return is_lying(person) and is_clear(person)


def _lying(people: list[Person], crop: Crop, image: NDArray[np.uint8]) -> list[Found]:
    return [Found(p, crop, image) for p in people if lies_there(p)]
