"""MediaPipe's pose landmarker, reduced to what is used of it."""

import atexit
import os
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import MissingError
from formcheck.pose.crop import WHOLE, Crop
from formcheck.pose.person import Person
from formcheck.pose.turn import turned, turned_back
from formcheck.text.missing_library import missing_library

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision import PoseLandmarker

# Lines that MediaPipe's native library prints at every start and with the first person, whatever its settings say.
_CHATTER = ("INFO:", "WARNING: All log messages before absl::", "I0000 ", "W0000 ")


class Finder:
    """Finds up to two people in single images."""

    def __init__(self, model: Path) -> None:
        self._landmarker = _create(model, video=False, people=2)
        self._chatters = True

    def find(self, image: NDArray[np.uint8], quarter_turns: int = 0) -> list[Person]:
        """Return the people in an RGB image (height, width, 3), looking at it turned."""
        looked_at = turned(image, quarter_turns)
        with _quiet(self._chatters):
            result = self._landmarker.detect(_image(looked_at))
        people = _people(result, image, looked_at, quarter_turns)
        self._chatters = self._chatters and not people
        return people

    def close(self) -> None:
        """Free the model."""
        self._landmarker.close()


class Tracker:
    """Follows one person from image to image, or in one crop of each: the first it sees, until they are lost."""

    def __init__(self, model: Path, crop: Crop = WHOLE) -> None:
        self.crop = crop
        self._landmarker = _create(model, video=True, people=1)
        self._last_ms = -1
        self._chatters = True

    def track(self, image: NDArray[np.uint8], t: float, quarter_turns: int = 0) -> Person | None:
        """Return the person in an RGB image (height, width, 3) at time `t` in seconds, looking at it turned."""
        shown = self.crop.of(image)
        looked_at = turned(shown, quarter_turns)
        # The model wants whole milliseconds that increase; frames may come closer than that.
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        with _quiet(self._chatters):
            result = self._landmarker.detect_for_video(_image(looked_at), self._last_ms)
        people = _people(result, shown, looked_at, quarter_turns)
        self._chatters = self._chatters and not people
        return self.crop.in_whole(people[0], image) if people else None

    def close(self) -> None:
        """Free the model."""
        self._landmarker.close()


def _create(model: Path, *, video: bool, people: int) -> "PoseLandmarker":
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE,
        num_poses=people,
    )
    try:
        with _quiet(True):
            landmarker = vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError, OSError) as error:
        raise MissingError(
            missing_library(error)
            or f"{model} cannot be used as a pose model: name another with --model, or none to use the standard one."
        ) from error
    atexit.register(_abandon, weakref.ref(landmarker))
    return landmarker


def _abandon(reference: "weakref.ref[PoseLandmarker]") -> None:
    """Keep a landmarker that nobody closed from closing itself at exit, where its thread is gone and it would raise."""
    landmarker = reference()
    if landmarker is not None:
        landmarker._handle = None  # noqa: SLF001 - the only way to tell it


def _image(image: NDArray[np.uint8]) -> Any:
    import mediapipe

    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image)


def _people(result: Any, image: NDArray[np.uint8], looked_at: NDArray[np.uint8], quarter_turns: int) -> list[Person]:
    """Return what MediaPipe found as people in the coordinates of `image`."""
    size = looked_at.shape[1::-1]
    people = []
    for points, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True):
        person = Person(
            np.array([(p.x, p.y) for p in points]) * size,
            np.array([(p.x, p.y, p.z) for p in world]),
            np.array([p.visibility for p in points]),
        )
        people.append(turned_back(person, quarter_turns, image.shape[1], image.shape[0]))
    return people


@contextmanager
def _quiet(active: bool) -> Iterator[None]:
    """Hold back what native code writes to standard error meanwhile, then pass on all but the known chatter.

    The library writes past Python to the file itself and offers no setting for it.
    """
    if not active:
        yield
        return
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held:
        original = os.dup(2)
        try:
            os.dup2(held.fileno(), 2)
            yield
        finally:
            sys.stderr.flush()
            os.dup2(original, 2)
            os.close(original)
            held.seek(0)
            for line in held.read().decode(errors="replace").splitlines(keepends=True):
                if not line.startswith(_CHATTER):
                    sys.stderr.write(line)
