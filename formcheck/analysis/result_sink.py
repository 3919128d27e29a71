"""The sink that makes the result of one video."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from formcheck.analysis.result import SCHEMA, Exercise, RepResult, Summary, VideoResult, ViewResult, from_json
from formcheck.analysis.tempo import Swings, Tempo, doubtful_speed
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.capture.frame import Frame
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.pose import Pose
from formcheck.session.counted import CountedRep, number
from formcheck.session.events import Event, Ready, RepCompleted, RepDiscarded, Unseen
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence

FEWEST_PER_S = 2.0  # M: of 72 reps of fixture clips 70 are found at two pictures a second, 6 at one
CLAMSHELL: Exercise = "clamshell"
LEG_RAISE: Exercise = "side-lying-leg-raise"
SIGHT = {
    SetupIssue.NOBODY: "Nobody was found.",
    SetupIssue.PARTLY_HIDDEN: "The whole body was never in view.",
    SetupIssue.NOT_LYING: "Nobody lay in view: this does not look like a clamshell.",
    SetupIssue.NOT_ON_SIDE: "Nobody lay on the side: this does not look like a clamshell.",
    SetupIssue.BACK_TO_CAMERA: "The person had their back to the camera.",
    SetupIssue.LEGS_STRAIGHT: "The knees were not bent: this does not look like a clamshell.",
    SetupIssue.MOVING: "There was no moment with the knees together to measure from.",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """What a result depends on besides its video: the program's version, the SHA-256 of both models."""

    formcheck: str
    pose_model_sha256: str
    roll_model_sha256: str

    def read(self, plain: Mapping[str, Any]) -> VideoResult | None:
        """Return the result that a JSON object holds where it was made with these, in today's format; else None."""
        if not {"schema": SCHEMA, **asdict(self)}.items() <= plain.items():
            return None
        try:
            return from_json(plain)
        except ValueError:
            return None


class ResultSink:
    """A sink that keeps what the result of a video is made of."""

    def __init__(self) -> None:
        self.reps: list[tuple[Side, Rep]] = []
        self.readies: list[Ready] = []
        self._frames = 0
        self._tracked = 0
        self._setup_issues: Counter[SetupIssue] = Counter()
        self._discards: Counter[Discard] = Counter()
        self._swings = Swings()
        self._unseen_s = 0.0
        self._first_t: float | None = None
        self._last_t = 0.0

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:  # noqa: ARG002 - the interface of sinks
        """Take in one frame's step, which stands for those passed over since the last as well."""
        new = frame.index + 1 - self._frames
        self._frames += new
        self._first_t = step.posture.t if self._first_t is None else self._first_t
        self._last_t = step.posture.t
        if step.posture.setup_issue is None:
            self._tracked += new
            self._swings.update(step.posture.t, step.posture.opening_deg)
        else:
            self._setup_issues[step.posture.setup_issue] += new
        self._take(step.events)

    def end(self, events: tuple[Event, ...]) -> None:
        """Take in the last events: the end of a recording may complete a rep."""
        self._take(events)

    def _take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Ready):
                self.readies.append(event)
            elif isinstance(event, RepCompleted):
                self.reps.append((event.lying_on, event.rep))
            elif isinstance(event, RepDiscarded):
                self._discards[event.reason] += 1
            elif isinstance(event, Unseen):
                self._unseen_s += event.t - event.since_t

    @property
    def lying_on(self) -> Side | None:
        """The side of most reps; without reps, the first that was found."""
        sides = Counter(side for side, _ in self.reps)
        if sides:
            return sides.most_common(1)[0][0]
        return self.readies[0].lying_on if self.readies else None

    @property
    def view(self) -> View | None:
        """The view at the first start on that side."""
        return next((r.view for r in self.readies if r.lying_on is self.lying_on), None)

    @property
    def exercise(self) -> Exercise:
        """The exercise that was recognized: the clamshell unless another came more often, and more than once."""
        return LEG_RAISE if self._discards[Discard.LEG_RAISE] > max(len(self.reps), 1) else CLAMSHELL

    @property
    def doubtful_speed(self) -> str | None:
        """Why the recording's speed looks or may be wrong, in one sentence; None where nothing speaks for it."""
        reps = [Tempo(rep.start_s, rep.end_s, rep.lift_s, rep.lower_s, rep.opening_deg) for _, rep in self.reps]
        return doubtful_speed(reps, self._swings.quick)

    @property
    def _fps(self) -> float | None:
        return _rate(self._frames - 1, self._duration_s)

    @property
    def _duration_s(self) -> float:
        return self._last_t - (self._first_t or 0.0)

    @property
    def remark(self) -> str | None:
        """What the numbers do not tell, in one sentence: why there are no reps, or what to doubt; else None."""
        if self.exercise == LEG_RAISE:
            return "This looks like a side-lying leg raise, not a clamshell."
        if self.doubtful_speed is not None:
            return self.doubtful_speed
        if (self.reps or self.readies) and self._fps is not None and self._fps < FEWEST_PER_S:
            return "Fewer than two pictures a second: reps may be missing. Record at least five a second."
        if self.reps:
            unseen = f"{self._unseen_s:.0f} s of the recording were not seen: reps may be missing."
            return unseen if self._unseen_s else None
        if self._discards[Discard.STRANGE]:
            return "Someone was in position, but the movement does not look like a clamshell."
        if self.readies:
            return "Someone was in position, but no reps were found."
        if not self._setup_issues:
            return SIGHT[SetupIssue.NOBODY]
        seen = [h for h, _ in self._setup_issues.most_common() if h is not SetupIssue.NOBODY]
        return SIGHT[seen[0] if seen else SetupIssue.NOBODY]

    def result(self, video: str, sha256: str, tools: Tools, truncated: str | None) -> VideoResult:
        """Return the result for the video of that name and content."""
        side, view = self.lying_on, self.view
        reps = [(lying_on, _at_unknown_speed(rep) if self.doubtful_speed else rep) for lying_on, rep in self.reps]
        return VideoResult(
            schema=SCHEMA,
            **asdict(tools),
            video=video,
            sha256=sha256,
            duration_s=round(self._duration_s, 3),
            frames=self._frames,
            fps=self._fps,
            truncated=truncated,
            lying_on=side,
            top_leg=side.other if side else None,
            view=None if view is None else _view(view),
            exercise=self.exercise,
            unseen_s=round(self._unseen_s, 1),
            tracked_share=round(self._tracked / self._frames if self._frames else 0.0, 3),
            remark=self.remark,
            reps=tuple(_rep(counted) for counted in number(reps)),
            summary=Summary(
                reps=len(reps),
                clean=sum(rep.clean for _, rep in reps),
                faults={fault: sum(fault in rep.faults for _, rep in reps) for fault in Fault},
            ),
        )


def _at_unknown_speed(rep: Rep) -> Rep:
    """Return the rep with momentum not judged: at another speed it would look otherwise."""
    faults = tuple(fault for fault in rep.faults if fault is not Fault.MOMENTUM)
    return replace(
        rep, faults=faults, not_judged=tuple(fault for fault in Fault if fault in {*rep.not_judged, Fault.MOMENTUM})
    )


def _number(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None


def _rate(count: int, seconds: float) -> float | None:
    """Return how many a second, to two decimals, below one to three digits; None where there is no rate."""
    if not (count > 0 and seconds > 0):
        return None
    rate = count / seconds
    return round(rate, 2) if rate >= 1 else float(f"{rate:.3g}")


def _view(view: View) -> ViewResult:
    return ViewResult(
        azimuth_towards_feet_deg=_number(view.azimuth_towards_feet_deg, 1),
        elevation_deg=_number(view.elevation_deg, 1),
        roll_resolution_deg=_number(view.roll_resolution_deg, 1),
        judgeable=view.judgeable,
        advice=None if view.advice is None else sentence(view.advice.text_id, cm=view.advice.cm),
    )


def _rep(counted: CountedRep) -> RepResult:
    rep = counted.rep
    assert counted.count is not None, "without a plan every rep counts"
    return RepResult(
        number=rep.number,
        lying_on=counted.lying_on,
        leg=counted.leg,
        set=counted.set_number,
        count=counted.count,
        start_s=round(rep.start_s, 2),
        top_s=round(rep.top_s, 2),
        release_s=round(rep.release_s, 2),
        end_s=round(rep.end_s, 2),
        lift_s=round(rep.lift_s, 2),
        hold_s=round(rep.hold_s, 2),
        lower_s=round(rep.lower_s, 2),
        opening_deg=round(rep.opening_deg, 1),
        roll_deg=_number(rep.roll_deg, 1),
        roll_sigma_deg=_number(rep.roll_sigma_deg, 1),
        clean_opening_deg=_number(rep.clean_opening_deg, 1),
        roll_probability=_number(rep.roll_probability, 2),
        faults=rep.faults,
        not_judged=rep.not_judged,
        notes=rep.notes,
    )
