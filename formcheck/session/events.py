"""What can happen in a session. Every event has its time `t`, in seconds, of the pose that made it certain."""

from dataclasses import dataclass
from typing import TypeAlias

from formcheck.body.setup import Hindrance
from formcheck.body.side import Side
from formcheck.body.view import View
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault


@dataclass(frozen=True, slots=True)
class PoseLost:
    """The person can no longer be judged. hindrance: why."""

    t: float
    hindrance: Hindrance


@dataclass(frozen=True, slots=True)
class PoseFound:
    """The person lies in view, ready to hold still."""

    t: float


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
    """The leg is on its way. number: the rep's, from 1."""

    t: float
    number: int


@dataclass(frozen=True, slots=True)
class RepCompleted:
    """A rep is done."""

    t: float
    lying_on: Side
    rep: Rep


@dataclass(frozen=True, slots=True)
class FaultRaised:
    """A fault began in rep `number`, or with it where it shows only at the end."""

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
class SessionEnded:
    """Nothing follows."""

    t: float


Event: TypeAlias = (
    PoseLost
    | PoseFound
    | Ready
    | SideChanged
    | RepStarted
    | RepCompleted
    | FaultRaised
    | FaultCleared
    | SessionEnded
)
