"""Poses in, postures out: side, start, changes against the start, view - each found by itself and found again."""

import math
from dataclasses import replace

import numpy as np

from formcheck.body.baseline import (
    BOTTOM_SIDE,
    CLOSER_KNEES,
    SLID,
    Sample,
    StillnessWindow,
    blend,
    carried,
    closer,
    in_place,
    rearranged,
    shifted,
)
from formcheck.body.features import Baseline, gap
from formcheck.body.kalman import Kalman
from formcheck.body.posture import JOINTS, Posture
from formcheck.body.roll import Estimate, RollModel
from formcheck.body.setup import KNEES_BENT_DEG, SetupIssue, closed, leg_flexion, setup_issue, square
from formcheck.body.side import Side, as_if_on_right, lying_side
from formcheck.body.view import View, view_of
from formcheck.pose import Floats, Pose
from formcheck.pose.landmarks import ANKLES, KEY_ROWS, KNEES, VISIBILITY_LIMIT

SIDE_DWELL_S = 0.5  # a side must hold this long before it is believed
LOST_S = 1.0  # a set-up issue this long ends the start: whoever comes back lies differently
GAP_MOST_S = 3.0  # a longer stretch without pictures ends the reference even if the person seems not to have moved
BLINK_S = 0.3  # while a start is looked for, a set-up issue this long begins the search anew
CUT = 0.2  # median jump of the key landmarks between frames in body lengths: nobody moves so far at once
CUT_WITHIN_S = 0.25
# Shift of the side on the floor in body lengths, about 18 cm: another place, another start. A roll of 30 degrees, seen
# from the feet, seems to shift it by 0.1.
MOVED = 0.12
MOVED_STILL_S = 1.5
CLOSED_ALONE_DEG = 15.0  # a start may look this far open by itself: knees that a band keeps apart, an odd view
SURELY_SIGMAS = 1.5  # standard deviations beyond that limit from which the leg is surely open
AS_CLOSE = 0.002  # body lengths by which the knees may be wider than in a reference that moves to where they lie now
CLOSER_DEG = -6.0  # an opening this far below the start: the start was not closed
CLOSER_STILL_S = 0.4  # held so long, or left again by ...
CLOSER_TURN_DEG = 3.0  # ... so much: that was the closed position
FILTERED = ("opening", "roll", "thorax_roll", "feet_gap")
# Degrees and shank lengths. White noise is 0.1 to 0.6 degrees; most of the estimates' error lasts, and no filter helps.
NOISE = np.array([1.0, 1.0, 1.0, 0.01])
ACCELERATION = 80.0  # degrees per second to the power of 1.5: a quick lift, 60 degrees in 0.8 s, passes unbent
JOINT_ROWS = list(JOINTS)
NOT_LOWER = (0.0, 0.0)  # time and opening of the lowest moment below the start
REST_DEG = 4.0  # closed, as the limit at which a rep begins
# The reference follows only who reads less than this: a small lift must not become part of it. A closed leg reads 0.7.
FOLLOWED_DEG = 2.0
CALM_S, CALM_WITHIN_S = 0.25, 0.7  # M: who moves right up to a lift is calm for so long, within so long before it shows
FOLLOW_S = 10.0  # time constant with which the start follows a person who settles
SETTLE_S = 0.2  # so often it is looked whether they have settled or moved
FOLLOWED_ROLL_DEG = 3.0  # so much roll at rest may be taken for settling; a pelvis that stays back further is roll
REARRANGED_ROLL_DEG = 5.0  # the same for who has moved arms or legs: as far as the model errs on them
SWAY_DEG = 200.0  # M: of roll for each body length that a swaying camera seems to move the body
DISAGREEING_DEG = 40.0  # roll's standard deviation for each body length by which the two detections disagree
SWAY_WITHIN_S = 10.0  # J: who slides back sooner has not slid; a rep and the rests around it take as long
SWAY_S = 60.0  # J: so long it is believed that a camera sways; then it must be seen again


class BodyTracker:
    """`model` estimates the change against the reference."""

    def __init__(self, model: RollModel) -> None:
        self._model = model
        self._window = StillnessWindow()
        self._filter = Kalman(NOISE, ACCELERATION)
        self._side: Side | None = None
        self._rival_since: float | None = None
        self._hindered_since: float | None = None
        self._baseline: Baseline | None = None
        self._view: View | None = None
        self._followed_roll = 0.0
        self._slid, self._slid_t = np.zeros(2), -np.inf  # the last time: by so many body lengths
        self._sway_deg = 0.0  # what a camera that sways, though it was not seen to, adds to roll's standard deviation
        self._next_settling_t = -np.inf
        self._lowest = NOT_LOWER
        self._resting = True
        self._starts = 0
        self._held = False  # the start was held still
        self._last: Pose | None = None
        self._t = np.inf  # of the last pose

    def update(self, pose: Pose) -> Posture:
        """Return the posture at the pose's time. Times must increase."""
        if self._cut(pose) or self._came_back_elsewhere(pose):
            self._forget()
        self._t = pose.t
        self._last = pose if pose.found else self._last
        self._choose_side(pose)
        found = setup_issue(pose, self._side)
        if found is None:
            self._hindered_since = None
        elif self._hindered_since is None:
            self._hindered_since = pose.t
        if found is not None and self._hindered_since is not None:
            if pose.t - self._hindered_since >= (BLINK_S if self._baseline is None else LOST_S):
                self._forget()
            if self._baseline is None:
                return Posture(pose.t, found, self._side)
        if found in (SetupIssue.NOBODY, SetupIssue.PARTLY_HIDDEN) or self._side is None:
            return Posture(pose.t, found, self._side, self._starts, self._view)
        return self._measure(pose, self._side)

    def earlier(self, since_t: float) -> list[Posture]:
        """Return the postures since then, but for the last, measured from the present reference.

        They reach back as far as the body lay where it lies now, and was seen without a gap. After this, `update` goes
        on from the last of them.
        """
        if self._baseline is None or self._side is None:
            return []
        samples: list[Sample] = []
        for sample in reversed(self._window.since(since_t)):
            if samples and (samples[-1].t - sample.t > LOST_S or not in_place(self._baseline, sample, MOVED)):
                break
            samples.append(sample)
        self._filter.reset()
        postures = [self._posture(sample, self._side, self._change(sample)) for sample in reversed(samples)]
        return postures[:-1]

    def finish(self) -> Posture | None:
        """Return the last posture if the end of the recording gives a reference where there was none, else None."""
        closest = self._window.lowest() if self._baseline is None else None
        if closest is None or self._side is None or not self._is_start(closest):
            return None
        self._begin(closest, held=False)
        sample = self._window.latest
        return self._posture(sample, self._side, self._change(sample))

    def _measure(self, pose: Pose, side: Side) -> Posture:
        image, world = as_if_on_right(pose, side)
        alone = math.nan if self._baseline is not None else self._opening_alone(image, world)
        sample = Sample(pose.t, image, world, pose.flip_disagreement, _feet_seen(pose), alone)
        self._window.add(sample)
        if self._baseline is None:
            start = self._window.start()
            if start is not None and not square(start[0].world):
                return Posture(pose.t, SetupIssue.NOT_ON_SIDE, side)
            if start is None or not self._is_closed(start[0]):
                return Posture(pose.t, SetupIssue.MOVING, side)
            if not self._knees_are_bent(start[0]):
                return Posture(pose.t, SetupIssue.LEGS_STRAIGHT, side)
            self._begin(start[0], held=start[1])
        starts = self._starts
        change = self._change(sample)
        self._keep_start(pose.t, change.opening, change.roll)
        if self._starts != starts:  # this pose, too, is measured from the new start
            change = self._change(sample)
        return self._posture(sample, side, change)

    def _opening_alone(self, image: Floats, world: Floats) -> float:
        try:
            return self._model.start(Baseline.of(image, world)).opening_deg
        except ValueError:
            return math.nan

    def _is_start(self, baseline: Baseline) -> bool:
        return square(baseline.world) and self._is_closed(baseline) and self._knees_are_bent(baseline)

    def _is_closed(self, baseline: Baseline) -> bool:
        alone = self._model.start(baseline)
        if alone.opening_deg - SURELY_SIGMAS * alone.opening_sigma_deg > CLOSED_ALONE_DEG:
            return False
        return closed(baseline.image) or alone.opening_deg < CLOSED_ALONE_DEG

    def _knees_are_bent(self, baseline: Baseline) -> bool:
        return self._model.start(baseline).knee_flexion_deg >= KNEES_BENT_DEG

    def _change(self, sample: Sample) -> Estimate:
        assert self._baseline is not None
        raw = self._model.change(self._baseline, sample.image)
        found = self._filter.update(sample.t, np.array([getattr(raw, name) for name in FILTERED]))
        return replace(raw, **dict(zip(FILTERED, found.tolist(), strict=True)))

    def _posture(self, sample: Sample, side: Side, change: Estimate) -> Posture:
        assert self._baseline is not None
        hips, knees = leg_flexion(sample.world)
        return Posture(
            sample.t,
            None,
            side,
            self._starts,
            self._view,
            start_held=self._held,
            flip_disagreement=sample.flip_disagreement,
            opening_deg=change.opening,
            opening_sigma_deg=change.opening_sigma,
            roll_deg=change.roll,
            roll_sigma_deg=math.hypot(change.roll_sigma, self._sway_deg, DISAGREEING_DEG * sample.flip_disagreement),
            thorax_roll_deg=change.thorax_roll,
            feet_gap=change.feet_gap if sample.feet_seen else np.nan,
            feet_gap_sigma=change.feet_gap_sigma,
            leg_raise_deg=change.leg_raise,
            leg_raise_sigma_deg=change.leg_raise_sigma,
            strangeness=change.strangeness,
            knees_apart=(gap(sample.image, *KNEES) - gap(self._baseline.image, *KNEES)) / self._baseline.scale_px,
            body_px=self._baseline.scale_px,
            joints=sample.image[JOINT_ROWS],
            hip_flexion_deg=hips,
            knee_flexion_deg=knees,
        )

    def _keep_start(self, t: float, opening: float, roll: float) -> None:
        """Replace a start that was not closed or was left, and follow one that settles."""
        assert self._baseline is not None
        if opening < min(CLOSER_DEG, self._lowest[1]):
            self._lowest = (t, opening)
        if self._lowest[1] < CLOSER_DEG:
            start = self._window.still(CLOSER_STILL_S) if opening < CLOSER_DEG else None
            if opening > self._lowest[1] + CLOSER_TURN_DEG:
                start = self._window.around(self._lowest[0])
            if start is not None:
                self._begin(start)
            return
        rested, self._resting = self._resting, opening < REST_DEG
        if rested and not self._resting:
            self._leave_rest()
        if t >= self._next_settling_t:
            self._next_settling_t = t + SETTLE_S
            self._settle(t, opening, roll)

    def _leave_rest(self) -> None:
        """Follow the person to where they lay as the lift began, which was too short for a still start."""
        assert self._baseline is not None
        now = self._window.calmest(CALM_S, CALM_WITHIN_S)
        if now is not None and rearranged(self._baseline, now):
            then = self._model.change(self._baseline, now.image)
            if abs(then.opening) < FOLLOWED_DEG:
                self._follow(now, then.roll)

    def _settle(self, t: float, opening: float, roll: float) -> None:
        """Take a better start, or keep up with somebody who lies still but no longer where they lay."""
        assert self._baseline is not None
        if t - self._slid_t > SWAY_S:
            self._sway_deg = 0.0
        now = self._window.still(CLOSER_STILL_S)
        if now is not None and closer(self._baseline, now) > CLOSER_KNEES:
            self._begin(now)
        elif now is not None and self._sway_deg == 0 and (slid := carried(self._baseline, now)) is not None:
            if shifted(self._baseline, now) > MOVED:
                self._begin(now)
            else:
                self._slide(t, slid)
        elif abs(opening) < FOLLOWED_DEG:
            if now is not None and not self._held and closed(now.image):
                self._begin(now)  # at last they lie still
            elif now is not None:
                self._follow(now, roll)
        else:
            moved = self._window.still(MOVED_STILL_S)
            if moved is not None and shifted(self._baseline, moved) > MOVED:
                self._begin(moved)

    def _slide(self, t: float, slid: Baseline) -> None:
        """Take the start to where they slid to.

        People slide and stay; a body that soon slides back is one before a camera that sways. To follow that would
        put the start at the far end of each swing; roll is less certain for a while instead.
        """
        assert self._baseline is not None
        way = (slid.image - self._baseline.image)[BOTTOM_SIDE].mean(0) / self._baseline.scale_px
        lengths = math.hypot(*way), math.hypot(*self._slid)
        if t - self._slid_t <= SWAY_WITHIN_S and min(lengths) > SLID and way @ self._slid < 0:
            self._sway_deg = SWAY_DEG * max(lengths)
            self._baseline = blend(self._baseline, slid, 0.5)
        else:
            self._baseline = slid
        self._slid, self._slid_t = way, t

    def _follow(self, now: Baseline, roll: float) -> None:
        assert self._baseline is not None
        # The model knows limbs that move, but sees roll better against a start with them where they are now.
        share, most = SETTLE_S / FOLLOW_S, FOLLOWED_ROLL_DEG
        if rearranged(self._baseline, now) and closer(self._baseline, now) > -AS_CLOSE:
            share, most = 1.0, REARRANGED_ROLL_DEG
        # What exceeds the most is roll, and stays; a roll to the other side makes room again.
        room = most - math.copysign(self._followed_roll, self._followed_roll * roll)
        share = min(share, max(room, 0.0) / max(abs(roll), 1e-6))
        self._followed_roll += share * roll
        self._baseline = blend(self._baseline, now, share)

    def _begin(self, baseline: Baseline, *, held: bool = True) -> None:
        self._held = held
        self._baseline, self._view = baseline, view_of(self._model.start(baseline))
        self._followed_roll = 0.0
        self._lowest = NOT_LOWER
        self._resting = True
        self._starts += 1
        self._filter.reset()

    def _forget(self) -> None:
        self._baseline = self._view = None
        self._slid, self._sway_deg = np.zeros(2), 0.0
        self._window.reset()

    def _choose_side(self, pose: Pose) -> None:
        seen = lying_side(pose)
        if self._side is None:
            self._side = seen
        elif seen is None or seen is self._side:
            self._rival_since = None
        elif self._rival_since is None:
            self._rival_since = pose.t
        elif pose.t - self._rival_since >= SIDE_DWELL_S:
            self._side, self._rival_since = seen, None
            self._forget()

    def _cut(self, pose: Pose) -> bool:
        """Whether the picture jumped: another take, a bumped camera, another person."""
        if self._last is None or pose.t - self._last.t > CUT_WITHIN_S:
            return False
        return self._jump(self._last, pose) > CUT

    def _came_back_elsewhere(self, pose: Pose) -> bool:
        """Whether a gap without pictures ends the reference: it was too long, or the person lies elsewhere after it."""
        if pose.t - self._t < LOST_S:
            return False
        return pose.t - self._t > GAP_MOST_S or self._last is None or not self._jump(self._last, pose) < MOVED

    def _jump(self, before: Pose, now: Pose) -> float:
        """Return how far the key landmarks have moved, median in body lengths; NaN where none is known in both."""
        if self._baseline is None:
            return math.nan
        jumps = map(math.dist, before.steady_px[KEY_ROWS].tolist(), now.steady_px[KEY_ROWS].tolist())
        known = sorted(jump for jump in jumps if not math.isnan(jump))
        if not known:
            return math.nan
        half = len(known) // 2
        return (known[half] + known[~half]) / 2 / self._baseline.scale_px


def _feet_seen(pose: Pose) -> bool:
    """Return whether the ankles are seen; where they are hidden, their place is the pose model's guess."""
    return bool(min(pose.visibility[ankle] for ankle in ANKLES) >= VISIBILITY_LIMIT)
