"""Poses in, postures out: side, reference, changes against it, view - each found by itself and found again."""

import math

import numpy as np

from formcheck.body import settings
from formcheck.body.compare import in_place
from formcheck.body.features import Baseline, gap
from formcheck.body.posture import JOINTS, Posture
from formcheck.body.reference import Reference, Sway
from formcheck.body.roll import Estimate, RollModel
from formcheck.body.setup import LegsAtStart, SetupIssue, closed, leg_flexion, setup_issue, square
from formcheck.body.side import Side, SideChooser, as_if_on_right
from formcheck.body.window import Sample, StillnessWindow
from formcheck.pose import Floats, Pose
from formcheck.pose.landmarks import ANKLES, KEY_ROWS, KNEES, VISIBILITY_LIMIT

JOINT_ROWS = list(JOINTS)


class BodyTracker:
    """Searches for a reference, then measures every pose against it. `model` estimates the change.

    legs: how they lie in a reference.
    """

    def __init__(self, model: RollModel, legs: LegsAtStart) -> None:
        self._model, self._legs = model, legs
        self._side = SideChooser()
        self._window = StillnessWindow()
        self._sway = Sway()
        self._reference: Reference | None = None  # None while it is searched for
        self._references = 0  # found so far
        self._hindered_since: float | None = None
        self._last: Pose | None = None
        self._t = np.inf  # of the last pose

    def update(self, pose: Pose) -> Posture:
        """Return the posture at the pose's time. Times must increase."""
        if self._cut(pose) or self._came_back_elsewhere(pose):
            self._forget()
        self._t = pose.t
        self._last = pose if pose.found else self._last
        if self._side.update(pose):
            self._forget()
        side = self._side.chosen
        issue = setup_issue(pose, side)
        self._wait_for_setup(pose.t, issue)
        if self._reference is None:
            return Posture(pose.t, issue, side) if issue is not None or side is None else self._search(pose, side)
        if side is None or issue in (SetupIssue.NOBODY, SetupIssue.PARTLY_HIDDEN):
            return Posture(pose.t, issue, side, self._references, self._reference.view)
        return self._track(self._take_in(pose, side), side, self._reference)

    def earlier(self, since_t: float) -> list[Posture]:
        """Return the postures since then, but for the last, measured from the present reference.

        They reach back as far as the body lay where it lies now, and was seen without a gap. After this, `update` goes
        on from the last of them.
        """
        reference, side = self._reference, self._side.chosen
        if reference is None or side is None:
            return []
        samples: list[Sample] = []
        for sample in reversed(self._window.since(since_t)):
            gap_s = samples[-1].t - sample.t if samples else 0.0
            here = not samples or in_place(reference.body, sample.image, settings.MOVED_LENGTHS)
            if gap_s > settings.LOST_S or not here:
                break
            samples.append(sample)
        reference.rewind()
        postures = [self._posture(s, side, reference, reference.change(s.t, s.image)) for s in reversed(samples)]
        return postures[:-1]

    def finish(self) -> Posture | None:
        """Return the last posture if the end of the recording gives a reference where there was none, else None."""
        closest, side = self._window.lowest() if self._reference is None else None, self._side.chosen
        if closest is None or side is None or self._issue_of(closest) is not None:
            return None
        return self._measured(self._window.latest, side, self._begin(closest, held=False))

    def _wait_for_setup(self, t: float, issue: SetupIssue | None) -> None:
        """Forget the reference when a set-up issue lasts."""
        if issue is None:
            self._hindered_since = None
            return
        if self._hindered_since is None:
            self._hindered_since = t
        if t - self._hindered_since >= (settings.BLINK_S if self._reference is None else settings.LOST_S):
            self._forget()

    def _take_in(self, pose: Pose, side: Side) -> Sample:
        image, world = as_if_on_right(pose, side)
        alone = math.nan if self._reference is not None else self._opening_alone(image, world)
        sample = Sample(pose.t, image, world, pose.flip_disagreement, _feet_seen(pose), alone)
        self._window.add(sample)
        return sample

    def _search(self, pose: Pose, side: Side) -> Posture:
        sample = self._take_in(pose, side)
        start = self._window.start()
        if start is None:
            return Posture(pose.t, SetupIssue.MOVING, side)
        body, held = start
        issue = self._issue_of(body)
        return Posture(pose.t, issue, side) if issue else self._track(sample, side, self._begin(body, held=held))

    def _track(self, sample: Sample, side: Side, reference: Reference) -> Posture:
        change = reference.change(sample.t, sample.image)
        better = reference.keep_up(sample.t, change, self._window)
        if better is not None:  # this pose, too, is measured from it
            return self._measured(sample, side, self._begin(better, held=True))
        return self._posture(sample, side, reference, change)

    def _measured(self, sample: Sample, side: Side, reference: Reference) -> Posture:
        return self._posture(sample, side, reference, reference.change(sample.t, sample.image))

    def _posture(self, sample: Sample, side: Side, reference: Reference, change: Estimate) -> Posture:
        body = reference.body
        hips, knees = leg_flexion(sample.world)
        disagreeing_deg = settings.DISAGREEING_DEG * sample.flip_disagreement
        return Posture(
            sample.t,
            None,
            side,
            self._references,
            reference.view,
            start_held=reference.held,
            flip_disagreement=sample.flip_disagreement,
            opening_deg=change.opening,
            opening_sigma_deg=change.opening_sigma,
            roll_deg=change.roll if reference.fits else np.nan,
            roll_sigma_deg=math.hypot(change.roll_sigma, self._sway.roll_deg, disagreeing_deg),
            thorax_roll_deg=change.thorax_roll,
            feet_gap=change.feet_gap if sample.feet_seen else np.nan,
            feet_gap_sigma=change.feet_gap_sigma,
            leg_raise_deg=change.leg_raise,
            leg_raise_sigma_deg=change.leg_raise_sigma,
            strangeness=change.strangeness,
            leg_raise_probability=change.leg_raise_probability,
            other_probability=change.other_probability,
            knees_apart=(gap(sample.image, *KNEES) - gap(body.image, *KNEES)) / body.scale_px,
            body_px=body.scale_px,
            joints=sample.image[JOINT_ROWS],
            hip_flexion_deg=hips,
            knee_flexion_deg=knees,
        )

    def _opening_alone(self, image: Floats, world: Floats) -> float:
        try:
            return self._model.start(Baseline.of(image, world)).opening_deg
        except ValueError:
            return math.nan

    def _issue_of(self, body: Baseline) -> SetupIssue | None:
        """Return what keeps a still body from being the reference, None where nothing does."""
        if not square(body.world):
            return SetupIssue.NOT_ON_SIDE
        alone = self._model.start(body)
        surely_deg = alone.opening_deg - settings.SURELY_SIGMAS * alone.opening_sigma_deg
        near = closed(body.image, self._legs) or alone.opening_deg < settings.CLOSED_ALONE_DEG
        if surely_deg > settings.CLOSED_ALONE_DEG or not near:
            return SetupIssue.MOVING
        return None if alone.knee_flexion_deg >= self._legs.knees_bent_deg else SetupIssue.LEGS_STRAIGHT

    def _begin(self, body: Baseline, *, held: bool) -> Reference:
        self._reference = Reference(self._model, self._legs, body, self._sway, held=held)
        self._references += 1
        return self._reference

    def _forget(self) -> None:
        self._reference = None
        self._sway = Sway(slid_t=self._sway.slid_t)
        self._window.reset()

    def _cut(self, pose: Pose) -> bool:
        """Whether the picture jumped: another take, a bumped camera, another person."""
        if self._last is None or pose.t - self._last.t > settings.CUT_WITHIN_S:
            return False
        return self._jump(self._last, pose) > settings.CUT_LENGTHS

    def _came_back_elsewhere(self, pose: Pose) -> bool:
        """Whether a gap without pictures ends the reference: it was too long, or the person lies elsewhere after it."""
        if pose.t - self._t < settings.LOST_S:
            return False
        if self._last is None or pose.t - self._t > settings.GAP_MOST_S:
            return True
        return not self._jump(self._last, pose) < settings.MOVED_LENGTHS

    def _jump(self, before: Pose, now: Pose) -> float:
        """Return how far the key landmarks have moved, median in body lengths; NaN where none is known in both."""
        if self._reference is None:
            return math.nan
        jumps = map(math.dist, before.steady_px[KEY_ROWS].tolist(), now.steady_px[KEY_ROWS].tolist())
        known = sorted(jump for jump in jumps if not math.isnan(jump))
        if not known:
            return math.nan
        half = len(known) // 2
        return (known[half] + known[~half]) / 2 / self._reference.body.scale_px


def _feet_seen(pose: Pose) -> bool:
    """Return whether the ankles are seen; where they are hidden, their place is the pose model's guess."""
    return bool(min(pose.visibility[ankle] for ankle in ANKLES) >= VISIBILITY_LIMIT)
