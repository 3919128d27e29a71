"""What can happen in a session. Every event has its time `t`, in seconds, of the pose that made it certain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, View
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.session.summary import SetResult, Summary


@dataclass(frozen=True, slots=True)
class PoseLost:
    """The person can no longer be judged. setup_issue: why."""

    t: float
    setup_issue: SetupIssue


@dataclass(frozen=True, slots=True)
class PoseFound:
    """The person lies in view, ready to hold still."""

    t: float


@dataclass(frozen=True, slots=True)
class Unseen:
    """No picture came between `since_t` and `t`: a rep may be missing."""

    t: float
    since_t: float


@dataclass(frozen=True, slots=True)
class Ready:
    """A still, closed start was found: changes are measured from here."""

    t: float
    lying_on: Side
    view: View


@dataclass(frozen=True, slots=True)
class SideChanged:
    """The person lies on another side than before."""

    t: float
    lying_on: Side


@dataclass(frozen=True, slots=True)
class RepStarted:
    """The leg is on its way: `RepCompleted` or `RepDiscarded` follows. number: the rep's, from 1."""

    t: float
    number: int


@dataclass(frozen=True, slots=True)
class RepCompleted:
    """A rep is done. Completed reps are numbered from 1, without gaps."""

    t: float
    lying_on: Side
    rep: Rep


@dataclass(frozen=True, slots=True)
class RepDiscarded:
    """The movement under way is no rep after all. number: goes to the next one. reason: why it did not count."""

    t: float
    number: int
    reason: Discard


@dataclass(frozen=True, slots=True)
class FaultRaised:
    """A fault began in rep `number`, or with it where it shows only at the end. It ends with the rep at the latest."""

    t: float
    fault: Fault
    number: int


@dataclass(frozen=True, slots=True)
class FaultCleared:
    """A fault is over."""

    t: float
    fault: Fault
    number: int


@dataclass(frozen=True, slots=True)
class Instructed:
    """The person is asked to do something, for the first time or again. detail: how to move the camera."""

    t: float
    instruction: Instruction
    detail: CameraAdvice | None = None


@dataclass(frozen=True, slots=True)
class CueGiven:
    """The coach says something about the reps."""

    t: float
    cue: Cue


@dataclass(frozen=True, slots=True)
class SetStarted:
    """Reps on that side count from here. set_number: from 1, on that side."""

    t: float
    lying_on: Side
    set_number: int


@dataclass(frozen=True, slots=True)
class RepCounted:
    """A completed rep counts. count: within its set, from 1. faulty: whether a rule was broken."""

    t: float
    count: int
    faulty: bool


@dataclass(frozen=True, slots=True)
class SetRestarted:
    """What was counted in this set counts no more: the person asked to start it again."""

    t: float
    lying_on: Side
    set_number: int


@dataclass(frozen=True, slots=True)
class SetCompleted:
    """A set is over: at its target, or early because the person turned over or the session ended."""

    t: float
    result: SetResult


@dataclass(frozen=True, slots=True)
class SideRequested:
    """The person is to turn over and lie on that side."""

    t: float
    lying_on: Side


@dataclass(frozen=True, slots=True)
class RestStarted:
    """Rest until `until_t` seconds."""

    t: float
    until_t: float


@dataclass(frozen=True, slots=True)
class RestEnded:
    """The next set may begin, or has: somebody who lifts early is not held back."""

    t: float


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing counts until `Resumed`. asked: by hand; else because the person sat up or left."""

    t: float
    asked: bool


@dataclass(frozen=True, slots=True)
class Resumed:
    """The same set goes on, its count kept."""

    t: float


@dataclass(frozen=True, slots=True)
class FellBehind:
    """The computer looks too seldom to count reliably, until `CaughtUp`."""

    t: float


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """The computer looks often enough again."""

    t: float


@dataclass(frozen=True, slots=True)
class HoldOffered:
    """The person lies still without lifting, and may squeeze and hold instead."""

    t: float


@dataclass(frozen=True, slots=True)
class HoldStarted:
    """A timed hold begins; it ends at `until_t` seconds unless the leg moves."""

    t: float
    until_t: float


@dataclass(frozen=True, slots=True)
class HoldCounted:
    """A timed hold is over. Counted by the clock: nobody sees a squeeze, and it is never a rep."""

    t: float
    seconds: float


@dataclass(frozen=True, slots=True)
class PlanCompleted:
    """Everything planned is done."""

    t: float
    summary: Summary


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Nothing follows."""

    t: float


def seconds_behind(events: Sequence["Event"]) -> float:
    """Return for how many seconds the computer looked too seldom to count reliably."""
    total, since = 0.0, None
    for event in events:
        if isinstance(event, FellBehind):
            since = event.t
        elif since is not None and isinstance(event, CaughtUp | SessionEnded):
            total, since = total + event.t - since, None
    return total if since is None else total + events[-1].t - since


Event: TypeAlias = (
    PoseLost
    | PoseFound
    | Unseen
    | Ready
    | SideChanged
    | RepStarted
    | RepCompleted
    | RepDiscarded
    | FaultRaised
    | FaultCleared
    | Instructed
    | CueGiven
    | SetStarted
    | RepCounted
    | SetRestarted
    | SetCompleted
    | SideRequested
    | RestStarted
    | RestEnded
    | Paused
    | Resumed
    | FellBehind
    | CaughtUp
    | HoldOffered
    | HoldStarted
    | HoldCounted
    | PlanCompleted
    | SessionEnded
)
