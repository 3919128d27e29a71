"""The account of one video: what `formcheck check` writes as JSON. Schema 1, documented in the README."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

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

SCHEMA = 1
CLAMSHELL, LEG_RAISE = "clamshell", "side-lying-leg-raise"
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
    """What an account depends on besides its video: the program's version, the SHA-256 of both models."""

    formcheck: str
    pose_model_sha256: str
    roll_model_sha256: str

    def made(self, account: Mapping[str, Any]) -> bool:
        """Return whether a JSON object is an account that was made with these, in today's format."""
        same = {"schema": SCHEMA, **asdict(self)}.items() <= account.items()
        return same and isinstance(account.get("sha256"), str)


class Account:
    """A sink that keeps what the JSON needs."""

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
    def exercise(self) -> str:
        """The exercise that was recognized: the clamshell unless another movement came more often."""
        return LEG_RAISE if self._discards[Discard.LEG_RAISE] > len(self.reps) else CLAMSHELL

    @property
    def doubtful_speed(self) -> str | None:
        """Why the recording's speed looks or may be wrong, in one sentence; None where nothing speaks for it."""
        reps = [Tempo(rep.start_s, rep.end_s, rep.lower_s, rep.opening_deg) for _, rep in self.reps]
        return doubtful_speed(reps, self._swings.quick)

    @property
    def remark(self) -> str | None:
        """What the numbers do not tell, in one sentence: why there are no reps, or what to doubt; else None."""
        if self.exercise == LEG_RAISE:
            return "This looks like a side-lying leg raise, not a clamshell."
        if self.doubtful_speed is not None:
            return self.doubtful_speed
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

    def as_json(self, video: str, sha256: str, tools: Tools, truncated: str | None) -> dict[str, Any]:
        """Return the JSON object for the video of that name and content."""
        duration = self._last_t - (self._first_t or 0.0)
        side, view = self.lying_on, self.view
        reps = [(lying_on, _at_unknown_speed(rep) if self.doubtful_speed else rep) for lying_on, rep in self.reps]
        clean = sum(rep.clean for _, rep in reps)
        return {
            "schema": SCHEMA,
            **asdict(tools),
            "video": video,
            "sha256": sha256,
            "duration_s": _number(duration, 3),
            "frames": self._frames,
            "fps": _rate(self._frames - 1, duration),
            "truncated": truncated,
            "lying_on": side.value if side else None,
            "top_leg": side.other.value if side else None,
            "view": None if view is None else _view(view),
            "exercise": self.exercise,
            "unseen_s": _number(self._unseen_s, 1),
            "tracked_share": _number(self._tracked / self._frames if self._frames else 0.0, 3),
            "remark": self.remark,
            "reps": [_rep(counts) for counts in number(reps)],
            "summary": {
                "reps": len(reps),
                "clean": clean,
                "faults": {fault.value: sum(fault in rep.faults for _, rep in reps) for fault in Fault},
            },
        }


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


def _view(view: View) -> dict[str, Any]:
    return {
        "azimuth_towards_feet_deg": _number(view.azimuth_towards_feet_deg, 1),
        "elevation_deg": _number(view.elevation_deg, 1),
        "roll_resolution_deg": _number(view.roll_resolution_deg, 1),
        "judgeable": view.judgeable,
        "advice": view.advice,
    }


def _rep(counts: CountedRep) -> dict[str, Any]:
    rep = counts.rep
    times = ("start_s", "top_s", "release_s", "end_s", "lift_s", "hold_s", "lower_s")
    angles = ("opening_deg", "roll_deg", "roll_sigma_deg", "clean_opening_deg")
    return {
        "number": rep.number,
        "lying_on": counts.lying_on.value,
        "leg": counts.leg.value,
        "set": counts.set_number,
        "count": counts.count,
        **{name: _number(getattr(rep, name), 2) for name in times},
        **{name: _number(getattr(rep, name), 1) for name in angles},
        "roll_probability": _number(rep.roll_probability, 2),
        "faults": [fault.value for fault in rep.faults],
        "not_judged": [fault.value for fault in rep.not_judged],
        "notes": list(rep.notes),
    }
