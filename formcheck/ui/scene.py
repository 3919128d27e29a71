"""What is to be seen at one time: values only, so that a live session and a replay are drawn alike."""

from dataclasses import dataclass
from enum import Enum, auto

from formcheck.body.posture import Posture
from formcheck.capture.frame import Image
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise, Part
from formcheck.form.rule import Fault
from formcheck.pose import Pose
from formcheck.session.progress import Progress


class Mark(Enum):
    """What a counted rep was, or a timed hold in place of one."""

    CLEAN = auto()
    FAULTY = auto()
    NOT_JUDGED = auto()
    HOLD = auto()


class GaugeState(Enum):
    """What the roll gauge has to say."""

    EMPTY = "empty"  # nothing is known yet
    NOT_JUDGED = "not-judged"
    STEADY = "steady"
    ROLLING = "rolling"  # as long as the fault is raised, and only then

    @property
    def text_id(self) -> str:
        """The id of its words."""
        return f"gauge.{self.value}"


@dataclass(frozen=True, slots=True)
class Gauge:
    """The roll gauge, eased. roll_deg: backward, beyond the limit where and only where `state` is ROLLING."""

    state: GaugeState = GaugeState.EMPTY
    roll_deg: float = 0.0


class Tone(Enum):
    """How a line is meant."""

    TASK = auto()
    CORRECTION = auto()
    PRAISE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """What the coach says, in large letters."""

    text: str
    tone: Tone = Tone.TASK


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the window.

    image: None draws the skeleton alone. size: width and height in pixels of the pictures that the pose was found in.
    faults: those to be shown on the body. marks: one for each rep and hold of the set. clean_range_deg: the largest
    opening without roll in this session, None while unknown. left_s: seconds until the rest or the hold ends, None
    without one. exercise: what the person does.
    """

    image: Image | None
    size: tuple[int, int]
    pose: Pose
    posture: Posture
    progress: Progress
    gauge: Gauge = Gauge()
    line: Line | None = None
    faults: frozenset[Fault] = frozenset()
    marks: tuple[Mark, ...] = ()
    clean_range_deg: float | None = None
    left_s: float | None = None
    exercise: Exercise = CLAMSHELL

    @property
    def marked(self) -> frozenset[Part]:
        """The parts of the body on which a fault is shown."""
        parts = (criterion.part for criterion in self.exercise.criteria if criterion.fault in self.faults)
        return frozenset(part for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the window itself has to say over a scene. title, text: a trouble, in its middle.

    caution: when to stop, at the top of the picture. remarks: short lines in the corner, such as that the sound is off.
    keys: whether to show what the keys do. prompt: what a key answers or opens when all is done.
    """

    title: str | None = None
    text: str | None = None
    caution: bool = False
    remarks: tuple[str, ...] = ()
    keys: bool = False
    prompt: str | None = None
