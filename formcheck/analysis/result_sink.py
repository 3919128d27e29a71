"""The sink that makes the result of one video."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from formcheck.analysis.result import SCHEMA, RepResult, Summary, VideoResult, ViewResult, from_json
from formcheck.analysis.tempo import Swings, Tempo, doubtful_speed
from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.capture.frame import Frame
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.pose import Pose
from formcheck.session.counted import CountedRep, number
from formcheck.session.events import Event, Ready, RepCompleted, RepDiscarded, Unseen
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence

FEWEST_PER_S = 2.0  # M: of 72 reps of fixture clips 70 are found at two pictures a second, 6 at one


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
    """A sink that keeps what the result of a video is made of. exercise: the one its reps are judged as."""

    def __init__(self, exercise: Exercise = CLAMSHELL) -> None:
        self._judged_as = exercise
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
            self._swings.update(step.posture.t, self._judged_as.primary.of(step.posture))
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
    def exercise(self) -> str:
        """The exercise that was recognized: the one judged unless another came more often, and more than once."""
        least = max(len(self.reps), 1)
        more = (other.name for other in self._judged_as.others if other.name and self._discards[other.reason] > least)
        return next(more, self._judged_as.name)

    @property
    def doubtful_speed(self) -> str | None:
        """Why the recording's speed looks or may be wrong: the id of the sentence; None where nothing says so."""
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
        asked = sentence(self._judged_as.text_id)
        if self.exercise != self._judged_as.name:
            return sentence("result.other-exercise", seen=sentence(f"exercise.{self.exercise}"), exercise=asked)
        if self.doubtful_speed is not None:
            return sentence(self.doubtful_speed)
        if (self.reps or self.readies) and self._fps is not None and self._fps < FEWEST_PER_S:
            return sentence("result.few-pictures")
        if self.reps:
            return sentence("result.unseen", seconds=self._unseen_s) if self._unseen_s else None
        if self._discards[Discard.STRANGE]:
            return sentence("result.strange", exercise=asked)
        if self.readies:
            return sentence("result.no-reps")
        seen = [h for h, _ in self._setup_issues.most_common() if h is not SetupIssue.NOBODY]
        return sentence(f"sight.{(seen[0] if seen else SetupIssue.NOBODY).value}", exercise=asked)

    def result(self, video: str, sha256: str, tools: Tools, truncated: str | None) -> VideoResult:
        """Return the result for the video of that name and content."""
        side, view = self.lying_on, self.view
        reps = [
            (lying_on, _at_unknown_speed(rep, self._judged_as) if self.doubtful_speed else rep)
            for lying_on, rep in self.reps
        ]
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
            judged_as=self._judged_as.name,
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


def _at_unknown_speed(rep: Rep, exercise: Exercise) -> Rep:
    """Return the rep without a verdict on what would look otherwise at another speed."""
    timed = {criterion.fault for criterion in exercise.criteria if criterion.timed}
    faults = tuple(fault for fault in rep.faults if fault not in timed)
    return replace(rep, faults=faults, not_judged=tuple(fault for fault in Fault if fault in {*rep.not_judged, *timed}))


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
