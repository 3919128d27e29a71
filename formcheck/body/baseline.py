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
PATIENCE_S = 3.0  # somebody who never holds still is measured from the moment the knees were closest
CLOSEST_S = 0.25  # how long around that moment
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
    """A body as if lying on the right side at `t` seconds: image (33, 2) pixels, world (33, 3) metres."""

    t: float
    image: Floats
    world: Floats


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
        while self._samples[0].t < sample.t - PATIENCE_S:
            self._samples.popleft()

    def recent(self, seconds: float) -> list[Sample] | None:
        """Return the samples of the last `seconds`, None while they do not reach that far back."""
        if not self._samples or self._samples[0].t > self._samples[-1].t - seconds + 1e-6:
            return None
        return [s for s in self._samples if s.t >= self._samples[-1].t - seconds]

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

        Whoever holds still with the knees wider than a moment ago, but not the feet, and lies where they lay, has the
        leg open.
        """
        still = self.still()
        waited = self._since is not None and self._samples[-1].t - self._since >= PATIENCE_S
        closest = self._closest() if still is not None or waited else None
        if closest is None:
            return None
        return (closest, False) if still is None or _is_open(still, closest) else (still, True)

    def _closest(self) -> Baseline | None:
        """Return the body around the moment the knees were closest, None where they are unknown."""
        gaps = [gap(s.image, *KNEES) for s in self._samples]
        if not np.isfinite(gaps).any():
            return None
        return self.around(self._samples[int(np.nanargmin(gaps))].t)

    def around(self, t: float) -> Baseline | None:
        """Return the mean body around `t` seconds, None where it is no longer known."""
        samples = [s for s in self._samples if abs(s.t - t) <= CLOSEST_S / 2]
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
