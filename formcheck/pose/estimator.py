"""From frames to poses: MediaPipe, following the person who lies.

MediaPipe's tracker stays with whoever it saw first, and its detector prefers upright people. So while the one
it follows does not lie, that one's upper body is covered with grey every half second and another look is taken
for somebody who does. Once found, a fresh tracker is shown one frame in which all but that person is grey, and
from then on whole frames: it stays with them. This costs a second pass only while nobody lying is followed.
Who is small in the picture is looked for in crops of it, at once where nobody is seen in the whole, and then followed
in a crop around them (`crop.py`).
"""

from pathlib import Path
from types import TracebackType

import numpy as np
from typing_extensions import Self

from formcheck.capture.frame import Frame
from formcheck.pose.camera_motion import CameraMotion
from formcheck.pose.crop import WHOLE
from formcheck.pose.landmarker import Tracker
from formcheck.pose.landmarks import ANKLES, VISIBILITY_LIMIT, Floats, Pose
from formcheck.pose.mirror import ALIKE, Mirror, difference
from formcheck.pose.person import Person, extent_px, hips_px, is_clear, is_lying, jumped
from formcheck.pose.repair import COMPARED_S, Continuity
from formcheck.pose.search import Found, Search, lies_there
from formcheck.pose.similarity import Similarity

OUTSIDE_SHARE = 0.15  # of the image's size: further outside, the model cannot know
SEARCH_EVERY_S = 0.5
SEARCH_AGAIN_S = 2.0  # after somebody seemed to lie, but could not be followed
UPRIGHT_S = 0.7  # so long upright while followed: they got up, or it is somebody else
NOBODY_S = 1.0  # so long nobody: they may be small in the frame, or it may need turning
REMEMBERED_S = 5.0  # so long the place where somebody lay is where to look for them first
SMALLEST_PX = 32  # a smaller image shows nobody


class PoseEstimator:
    """Estimates the pose of the person who lies, or of whoever is there while nobody does.

    A context manager, for one video or camera: frames must come in order. The same frames give the same poses.
    Raises MissingError if the model file cannot be used.
    """

    def __init__(self, model: Path) -> None:
        self.thorough = True  # False drops the second look, for a computer that cannot keep up
        self._model = model
        self._tracker = Tracker(model)
        self._search = Search(model)
        self._mirror = Mirror(model)
        self._continuity = Continuity()
        self._camera = CameraMotion()
        self._quarter_turns = 0
        self._last: Person | None = None  # as tracked, whoever it was
        self._last_t: float | None = None  # when that was
        self._begun_t: float | None = None  # the first frame's time
        self._lying: Person | None = None  # the one who lay last
        self._lying_t = -np.inf
        self._following_lying = False
        self._next_search_t = -np.inf

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame, `Pose.missing` if nobody is seen.

        Landmarks are NaN where the model's visibility is below 0.1 or they lie far outside the image. Ankles that
        something in the image hides, mostly the thighs before them, keep the place that the model takes them to have.
        """
        if min(frame.image.shape[:2]) < SMALLEST_PX:
            return Pose.missing(frame.t)
        if self._begun_t is None:
            self._begun_t = frame.t
        tracked = person = self._follow(frame)
        if tracked is not None:
            self._last, self._last_t = tracked, frame.t
            if self._following_lying and is_lying(tracked):
                self._lying, self._lying_t = tracked, frame.t
            person = self._continuity.update(frame.t, tracked)
        self._mirror.looks = self.thorough
        if not self._following_lying:
            self._mirror.close()
        elif tracked is not None and person is not None:
            person = self._mirror.correct(frame, person, self._quarter_turns)
            if self._mirror.at_odds and frame.t >= self._next_search_t:
                person = self._look_closer(frame, tracked) or person
        if person is None:
            return Pose.missing(frame.t)
        return _pose(person, frame, self._camera.update(frame.image, frame.t, person.image_px))

    def close(self) -> None:
        """Free the models."""
        self._tracker.close()
        self._mirror.close()
        self._search.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _follow(self, frame: Frame) -> Person | None:
        """Return the person tracked, changing to one who lies where the tracker has somebody else, or nobody."""
        person = self._tracker.track(frame.image, frame.t, self._quarter_turns)
        if person is None:
            return self._look_anew(frame)
        if self._following_lying:
            self._following_lying = self._still_lying(person, frame.t)
            if not self._following_lying:
                self._next_search_t = frame.t
        self._following_lying = self._following_lying or lies_there(person)
        if self._following_lying or frame.t < self._next_search_t:
            return person
        self._next_search_t = frame.t + SEARCH_EVERY_S
        return self._change_to(self._search.beside(frame.image, person, self._quarter_turns), frame) or person

    def _still_lying(self, person: Person, t: float) -> bool:
        recent = self._last is not None and self._last_t is not None and t - self._last_t < COMPARED_S
        if recent and self._last is not None and jumped(self._last, person):
            return False
        return is_lying(person, was_lying=True) or t - self._lying_t < UPRIGHT_S

    def _change_to(self, seen: list[Found], frame: Frame) -> Person | None:
        """Let a fresh tracker follow the likeliest of those seen; None where there is nobody, or it cannot."""
        if not seen:
            return None
        chosen = self._most_likely(seen, frame.t)
        tracker = Tracker(self._model, chosen.crop)
        followed = tracker.track(chosen.alone, frame.t, self._quarter_turns)
        if followed is None or jumped(chosen.person, followed) or (chosen.lies and not lies_there(followed)):
            tracker.close()
            self._next_search_t = frame.t + SEARCH_AGAIN_S
            return None
        self._track_with(tracker)
        self._following_lying = chosen.lies
        self._last = followed
        return followed

    def _track_with(self, tracker: Tracker) -> None:
        self._tracker.close()
        self._mirror.close()
        self._tracker, self._mirror = tracker, Mirror(self._model, tracker.crop)
        self._continuity = Continuity()

    def _most_likely(self, seen: list[Found], t: float) -> Found:
        """Return who is nearest to where somebody lay just now, otherwise the largest."""
        before = self._lying
        if before is None or t - self._lying_t > REMEMBERED_S:
            return max(seen, key=lambda found: extent_px(found.person))
        hips = hips_px(before)
        return min(seen, key=lambda found: float(np.linalg.norm(hips_px(found.person) - hips)))

    def _look_closer(self, frame: Frame, tracked: Person) -> Person | None:
        """Look in a crop of the frame at whom the looks see differently; follow what it shows if that is another.

        Otherwise it is the mirror image that is seen wrongly: from now on the second look is at that part of it.
        """
        self._next_search_t = frame.t + SEARCH_AGAIN_S
        found = self._search.enlarged(frame.image, tracked, self._quarter_turns)
        if found is None:
            return None
        if difference(tracked, found.person) > ALIKE:
            return self._change_to([found], frame)
        self._mirror.close()
        self._mirror = Mirror(self._model, found.crop)
        return None

    def _look_anew(self, frame: Frame) -> Person | None:
        """With nobody seen, look at crops of the frame and at the frame turned; stay with who is there.

        In crops at once where nobody was seen yet, otherwise after a while: a tracker that lost somebody mostly finds
        them again by itself.
        """
        never = self._last_t is None
        since = self._begun_t if self._last_t is None else self._last_t
        patient = since is not None and frame.t - since < NOBODY_S
        if (patient and not never) or frame.t < self._next_search_t:
            return None
        self._following_lying = False
        self._next_search_t = frame.t + SEARCH_EVERY_S
        seen = self._search.in_crops(frame.image, self._quarter_turns, thoroughly=frame.t == self._begun_t)
        found = self._change_to([f for f in seen if f.lies] or seen, frame)
        if found is not None or patient:
            return found
        for quarter_turns in {0, 1, 2, 3} - {self._quarter_turns}:
            if any(is_clear(p) for p in self._search.people(frame.image, quarter_turns)):
                self._quarter_turns = quarter_turns
                self._track_with(Tracker(self._model))
                return self._tracker.track(frame.image, frame.t, quarter_turns)
        if self._tracker.crop is not WHOLE:
            self._track_with(Tracker(self._model))
        return None


def _pose(person: Person, frame: Frame, camera: Similarity) -> Pose:
    unknown = person.visibility < VISIBILITY_LIMIT
    unknown[list(ANKLES)] &= _outside(person.image_px[list(ANKLES)], frame)
    unknown |= _outside(person.image_px, frame, OUTSIDE_SHARE)
    image, world = person.image_px.copy(), person.world_m.copy()
    image[unknown], world[unknown] = np.nan, np.nan
    # Rounded once, here, to a thousandth of the model's error: what a session sees is what its record keeps, in a third
    # of the space.
    seen = image.round(2), world.round(4), person.visibility.round(3)
    camera = Similarity(round(camera.a, 6), round(camera.b, 6), round(camera.u, 2), round(camera.v, 2))
    return Pose(frame.t, *seen, round(person.flip_disagreement, 4), camera)


def _outside(points: Floats, frame: Frame, share: float = 0.0) -> np.ndarray:
    """Return which points, shape (n, 2) pixels, lie outside the image, by more than a share of its size."""
    size = np.array(frame.image.shape[1::-1])
    outside = (points < -share * size) | (points > (1 + share) * size)
    return np.asarray(outside.any(axis=1))
