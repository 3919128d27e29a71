"""The last seconds of a body: whether it holds still, and when its leg was most closed."""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from formcheck.body import settings
from formcheck.body.compare import closer, in_place, shifted
from formcheck.body.features import Baseline, body_length
from formcheck.pose import Floats
from formcheck.pose.landmarks import ANKLES, KEY, KEY_ROWS, Landmark


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
        while self._samples[0].t < sample.t - settings.REMEMBERED_S:
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

    def still(self, seconds: float = settings.STILL_S) -> Baseline | None:
        """Return the mean body of the last `seconds` where it held still, else None."""
        samples = self.recent(seconds)
        if samples is None or len(samples) < settings.STILL_LEAST:
            return None
        rms, scale = _motion(samples), body_length(samples[-1].image)
        calm = (
            rms[KEY.index(Landmark.LEFT_KNEE)] / scale < settings.STILL_KNEE_LENGTHS
            and rms.mean() / scale < settings.STILL_BODY_LENGTHS
        )
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
            now.t - t >= settings.CLOSEST_S
            and now.opening_deg - opening_deg > settings.TURNED_DEG
            and in_place(closest, now.image, settings.SAME_PLACE_LENGTHS)
        )
        waited = self._since is not None and now.t - self._since >= settings.PATIENCE_S
        return (closest, False) if still is not None or turned or waited else None

    def lowest(self) -> Baseline | None:
        """Return the body at the moment at which the leg was most closed, None where that is unknown."""
        found = self._lowest()
        return None if found is None else found[2]

    def _lowest(self) -> tuple[float, float, Baseline] | None:
        """Return when the leg was most closed, the opening that the poses around then tell, and their mean body."""
        samples = self.since(self._samples[-1].t - settings.SEARCHED_S) if self._samples else []
        if not samples:
            return None
        t, opening = np.array([s.t for s in samples]), np.array([s.opening_deg for s in samples])
        around = np.abs(t[:, None] - t[None]) <= settings.CLOSEST_S / 2
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
        samples = [s for s in self.since(t - settings.CLOSEST_S) if abs(s.t - t) <= settings.CLOSEST_S / 2]
        return mean_body(samples) if samples else None


def _motion(samples: list[Sample]) -> Floats:
    """Return the root mean square motion of each key landmark, in pixels."""
    keys = np.stack([s.image for s in samples])[:, KEY_ROWS]
    off = keys - keys.mean(0)
    rms: Floats = np.sqrt(np.einsum("ijk,ijk->j", off, off) / len(keys))
    return rms


def _is_open(still: Baseline, closest: Baseline) -> bool:
    knees = closer(still, closest)
    together = closer(still, closest, ANKLES) < knees / 2
    return together and knees > settings.CLOSER_KNEES_LENGTHS and shifted(closest, still) < settings.SAME_PLACE_LENGTHS
