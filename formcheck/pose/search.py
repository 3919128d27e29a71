"""Looking for somebody who lies, in single pictures: behind those who stand before them, and where they are small."""

import math
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarker import Finder
from formcheck.pose.landmarks import KEY_ROWS, Floats
from formcheck.pose.mirror import ALIKE, difference, mirrored, mirrored_back
from formcheck.pose.part import WHOLE, Part, floor_parts
from formcheck.pose.person import (
    Person,
    hips_px,
    is_clear,
    is_lying,
    only,
    upper_box,
    whole_box,
    without,
)


class Lying(NamedTuple):
    """Somebody who lies. part: where they were found. image: all of it, (height, width, 3), with others covered."""

    person: Person
    part: Part
    image: NDArray[np.uint8]

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

    def lying(self, image: NDArray[np.uint8], upright: Person | None, quarter_turns: int) -> list[Lying]:
        """Return who lies in an image (height, width, 3), beside the `upright` person if one was seen.

        At first in all of it, then in a part of it, another one each time.
        """
        behind = [] if upright is None else self._behind(upright, image, quarter_turns)
        if behind:
            return behind
        parts = floor_parts(image)
        return self._lying_in(parts[next(self._turn) % len(parts)], image, quarter_turns)

    def enlarged(self, image: NDArray[np.uint8], doubtful: Person, quarter_turns: int) -> Lying | None:
        """Return who lies where a `doubtful` person is seen, in a part of an image, if its mirror image agrees."""
        hips = hips_px(doubtful)
        nearest = sorted(floor_parts(image), key=lambda part: math.dist(part.centre_px(image), hips))
        first = next((found for part in nearest for found in self._lying_in(part, image, quarter_turns)), None)
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

    def _behind(self, upright: Person, image: NDArray[np.uint8], quarter_turns: int) -> list[Lying]:
        """Return who lies behind the `upright` person, and behind those who are seen once that one is covered."""
        found: list[Lying] = []
        seen = [upright]
        covered: list[Floats] = []
        while seen and not found and len(covered) < 2:
            covered += [upper_box(p) for p in seen]
            rest = without(image, covered)
            seen = self.people(rest, quarter_turns)
            found = _lying(seen, WHOLE, rest)
        return found

    def _is_same_in_mirror(self, found: Lying, quarter_turns: int) -> bool:
        shown = mirrored(found.part.of(found.image))
        people = [mirrored_back(p, shown.shape[1]) for p in self.people(shown, -quarter_turns % 4)]
        return any(difference(found.person, found.part.in_whole(p, found.image)) <= ALIKE for p in people)

    def _lying_in(self, part: Part, image: NDArray[np.uint8], quarter_turns: int) -> list[Lying]:
        people = [part.in_whole(p, image) for p in self.people(part.of(image), quarter_turns)]
        return _lying([p for p in people if part.shows(p.image_px[KEY_ROWS], image)], part, image)


def lies_there(person: Person) -> bool:
    """Return whether a person lies, and is seen well enough to say so."""
    return is_lying(person) and is_clear(person)


def _lying(people: list[Person], part: Part, image: NDArray[np.uint8]) -> list[Lying]:
    return [Lying(p, part, image) for p in people if lies_there(p)]
