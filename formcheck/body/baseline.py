"""Finding the still, closed start that every change is measured from, and following it as a person settles."""

import math
from collections import deque
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.features import Baseline, body_length, gap
from formcheck.pose import Floats
from formcheck.pose.landmarks import ANKLES, KEY, KEY_ROWS, KNEES, Landmark
from formcheck.pose.similarity import fitted

STILL_S = 0.8  # how long a start must be held; people asked to hold still manage a second
STILL_LEAST = 3  # looks within that time; a busy computer takes four a second
STILL_KNEE = 0.008  # root mean square motion of the top knee, in body lengths: about 1.5 degrees of opening
STILL_BODY = 0.008  # the same for the mean of the key landmarks; landmark jitter is 0.001 to 0.003
REMEMBERED_S = 20.0  # what came before a reference was found is measured from it for this long
SEARCHED_S = 8.0  # interval in which the most closed moment is looked for; the slowest of 264 reps of people took 8
PATIENCE_S = 3.0  # somebody who never holds still is measured from the moment the leg was most closed
CLOSEST_S = 0.25  # how long around that moment
TURNED_DEG = 10.0  # the leg has opened by this much since: that moment was between two lifts
# Knees held closer by so many body lengths than at the start: it was taken from an open leg, about whose changes the
# roll model knows nothing. In 169 clips 5 starts were taken so (0.05 to 0.15); all others stay within 0.022 but for one
# that the floor hides (0.04).
CLOSER_KNEES = 0.045
SAME_PLACE = 0.05  # J: body lengths by which an opening leg seems to move the side on the floor
FIXED = (
    Landmark.RIGHT_SHOULDER,
    Landmark.RIGHT_HIP,
    Landmark.RIGHT_KNEE,
)  # the bottom side lies on the floor and moves only with the person
# Who slides moves at both ends, and the hip and knee between them as one with these. Of 21,205 closed poses of training
# scenes 1 in 1,000 seems to have slid (moved by 0.02 8 in 10, by 0.04 9 in 10), of 3,044 closed ones with the pelvis
# rolled by 5 degrees and more 1 to 3 in 100: their foot stays.
BOTTOM_SIDE = [*FIXED, Landmark.RIGHT_ANKLE]
SLID = 0.012  # body lengths that shoulder and ankle moved at least
AS_ONE = 0.4  # of the lesser of them: how far the four may lie from where a rigid move takes them
AS_CLOSED = 0.025  # body lengths within which knees are as far apart as at the start; CLOSER_KNEES tells of noise

# A pelvis that rolls moves neither the arms nor the leg on the floor.
LIMBS = [
    *(Landmark[f"{side}_{joint}"] for side in ("LEFT", "RIGHT") for joint in ("ELBOW", "WRIST")),
    Landmark.RIGHT_KNEE,
    Landmark.RIGHT_ANKLE,
]
TRUNK = [Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP]  # its side on the floor: a camera that sways moves it too
LIMB_MOVED = 0.03  # M: body lengths, about 5 cm: it lies elsewhere


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A body as if lying on the right side at `t` seconds: image (33, 2) pixels, world (33, 3) metres.

    flip_disagreement: as in `Pose`. feet_seen: whether both ankles are seen. opening_deg: what the pose alone tells of
    the opening, NaN where it was not asked for.
    """

    t: float
    image: Floats
    world: Floats
    flip_disagreement: float = 0.0
    feet_seen: bool = True
    opening_deg: float = math.nan


def mean_body(samples: list[Sample]) -> Baseline | None:
    """Return the baseline of the samples' mean, None where key landmarks are unknown in all of them."""
    with np.errstate(invalid="ignore"):
        image = _known_mean(np.stack([s.image for s in samples]))
        world = _known_mean(np.stack([s.world for s in samples]))
    try:
        return Baseline.of(image, world)
    except ValueError:
        return None


def _known_mean(stack: Floats) -> Floats:
    known = np.isfinite(stack)
    if known.all():
        mean: Floats = stack.mean(0)
        return mean
    count = known.sum(0)
    return np.where(count > 0, np.where(known, stack, 0).sum(0) / np.maximum(count, 1), np.nan)


class StillnessWindow:
    """The last moments of a body, to tell whether it is still and what it looked like."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque()
        self._since: float | None = None

    def reset(self) -> None:
        """Forget everything."""
        self._samples.clear()
        self._since = None

    def add(self, sample: Sample) -> None:
        """Take in one sample; times must not decrease."""
        if self._since is None:
            self._since = sample.t
        self._samples.append(sample)
        while self._samples[0].t < sample.t - REMEMBERED_S:
            self._samples.popleft()

    @property
    def latest(self) -> Sample:
        """The last sample. Raises IndexError where there is none."""
        return self._samples[-1]

    def since(self, t: float) -> list[Sample]:
        """Return the samples later than `t` seconds, in order of time."""
        kept = []
        for sample in reversed(self._samples):
            if sample.t <= t:
                break
            kept.append(sample)
        return kept[::-1]

    def recent(self, seconds: float) -> list[Sample] | None:
        """Return the samples of the last `seconds`, None while they do not reach that far back."""
        if not self._samples or self._samples[0].t > self._samples[-1].t - seconds + 1e-6:
            return None
        return self.since(math.nextafter(self._samples[-1].t - seconds, -math.inf))

    def still(self, seconds: float = STILL_S) -> Baseline | None:
        """Return the mean body of the last `seconds` where it held still, else None."""
        samples = self.recent(seconds)
        if samples is None or len(samples) < STILL_LEAST:
            return None
        rms, scale = _motion(samples), body_length(samples[-1].image)
        calm = rms[KEY.index(Landmark.LEFT_KNEE)] / scale < STILL_KNEE and rms.mean() / scale < STILL_BODY
        return mean_body(samples) if calm else None

    def calmest(self, seconds: float, within: float) -> Baseline | None:
        """Return the mean body of those `seconds` of the last `within` in which it moved least, None if never seen."""
        samples = self.recent(within) or []
        spans = [[s for s in samples[i:] if s.t - first.t <= seconds] for i, first in enumerate(samples)]
        spans = [span for span in spans if len(span) > 2 and samples[-1].t - span[0].t >= seconds]
        motions = [_motion(span).mean() for span in spans]
        if not np.isfinite(motions).any():
            return None
        return mean_body(spans[int(np.nanargmin(motions))])

    def start(self) -> tuple[Baseline, bool] | None:
        """Return the closed start, as soon as it can be told, and whether it was held still.

        Held still: at once, unless the same body lay more closed a moment ago. Else the moment at which the leg was
        most closed, once it has opened again since, or nobody held still for long enough.
        """
        still, lowest = self.still(), self._lowest()
        if lowest is None:
            return None
        t, opening_deg, closest = lowest
        if still is not None and not _is_open(still, closest):
            return still, True
        now = self._samples[-1]
        turned = (
            now.t - t >= CLOSEST_S and now.opening_deg - opening_deg > TURNED_DEG and in_place(closest, now, SAME_PLACE)
        )
        waited = self._since is not None and now.t - self._since >= PATIENCE_S
        return (closest, False) if still is not None or turned or waited else None

    def lowest(self) -> Baseline | None:
        """Return the body at the moment at which the leg was most closed, None where that is unknown."""
        found = self._lowest()
        return None if found is None else found[2]

    def _lowest(self) -> tuple[float, float, Baseline] | None:
        """Return when the leg was most closed, the opening that the poses around then tell, and their mean body."""
        samples = self.since(self._samples[-1].t - SEARCHED_S) if self._samples else []
        if not samples:
            return None
        t, opening = np.array([s.t for s in samples]), np.array([s.opening_deg for s in samples])
        around = np.abs(t[:, None] - t[None]) <= CLOSEST_S / 2
        known = np.isfinite(opening)
        if not known.any():
            return None
        weights = around & known
        mean = np.where(known, (weights * np.where(known, opening, 0)).sum(1) / np.maximum(weights.sum(1), 1), np.inf)
        i = int(np.argmin(mean))
        body = self.around(float(t[i]))
        return None if body is None else (float(t[i]), float(mean[i]), body)

    def around(self, t: float) -> Baseline | None:
        """Return the mean body around `t` seconds, None where it is no longer known."""
        samples = [s for s in self.since(t - CLOSEST_S) if abs(s.t - t) <= CLOSEST_S / 2]
        return mean_body(samples) if samples else None


def _motion(samples: list[Sample]) -> Floats:
    """Return the root mean square motion of each key landmark, in pixels."""
    keys = np.stack([s.image for s in samples])[:, KEY_ROWS]
    off = keys - keys.mean(0)
    rms: Floats = np.sqrt(np.einsum("ijk,ijk->j", off, off) / len(keys))
    return rms


def shifted(baseline: Baseline, now: Baseline) -> float:
    """Return how far the side on the floor lies from where it started, in body lengths."""
    rows = list(FIXED)
    return float(np.linalg.norm(now.image[rows] - baseline.image[rows], axis=1).mean() / baseline.scale_px)


def carried(baseline: Baseline, now: Baseline) -> Baseline | None:
    """Return the baseline as it would look where the person has slid or turned to, None where they have not.

    The side on the floor must have moved as one and the knees be as close as before. A pelvis that stays back moves
    hip and shoulder but no foot: it is no slide, and what roll there is beside a slide is kept.
    """
    ends = min(math.dist(baseline.image[end], now.image[end]) for end in (BOTTOM_SIDE[0], BOTTOM_SIDE[-1]))
    if ends < SLID * baseline.scale_px or abs(closer(baseline, now)) > AS_CLOSED:
        return None  # as nearly always: the fit is for the few who may have slid
    old, new = baseline.image[BOTTOM_SIDE], now.image[BOTTOM_SIDE]
    way = fitted(old, new)
    if way is None or np.linalg.norm(new - way.of(old), axis=1).max() > AS_ONE * ends:
        return None
    image = way.of(baseline.image)
    return replace(baseline, image=image, scale_px=body_length(image))


def rearranged(baseline: Baseline, now: Baseline) -> bool:
    """Return whether an elbow, a wrist or the leg on the floor lies elsewhere beside the trunk than at the start."""
    way = now.image - baseline.image
    off = np.linalg.norm(way[LIMBS] - way[TRUNK].mean(0), axis=1)
    return bool((off > LIMB_MOVED * baseline.scale_px).any())


def closer(baseline: Baseline, now: Baseline, pair: tuple[Landmark, Landmark] = KNEES) -> float:
    """Return by how much the knees, or another pair, are closer together than at the start, in body lengths."""
    then, since = (gap(b.image, *pair) / b.scale_px for b in (baseline, now))
    return then - since


def in_place(baseline: Baseline, now: Sample, within: float) -> bool:
    """Return whether the side on the floor has moved by less than `within` body lengths."""
    rows = list(FIXED)
    return bool(np.linalg.norm(now.image[rows] - baseline.image[rows], axis=1).mean() < within * baseline.scale_px)


def _is_open(still: Baseline, closest: Baseline) -> bool:
    knees = closer(still, closest)
    together = closer(still, closest, ANKLES) < knees / 2
    return together and knees > CLOSER_KNEES and shifted(closest, still) < SAME_PLACE


def blend(baseline: Baseline, now: Baseline, share: float) -> Baseline:
    """Return the baseline moved by `share` (0 to 1) of the way towards `now`; what is hidden now stays where it was."""
    image = _towards(baseline.image, now.image, share)
    world = _towards(baseline.world, now.world, share)
    return replace(baseline, image=image, world=world, scale_px=body_length(image))


def _towards(then: Floats, now: Floats, share: float) -> Floats:
    return np.where(np.isnan(now), then, then + share * (now - then))
