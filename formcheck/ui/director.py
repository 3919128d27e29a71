"""Turns steps into scenes: collects, eases and holds, so that nothing flickers. Time comes with the poses."""

import math
from collections.abc import Collection

from formcheck.body.posture import Posture
from formcheck.capture.frame import Image
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.cues import Cue
from formcheck.exercise.exercise import Exercise, Part
from formcheck.exercise.instruction import Instruction
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.pose import Pose
from formcheck.session.events import (
    Event,
    FaultCleared,
    FaultRaised,
    HoldCounted,
    PoseLost,
    Ready,
    RepCompleted,
    RepCounted,
    RepDiscarded,
    SetRestarted,
    SetStarted,
)
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence
from formcheck.ui.scene import Gauge, GaugeState, Line, Mark, Scene, Tone

EASE_S = 0.12  # time constant of the gauge: follows a slow lift, hides the estimate's trembling
FAULT_SHOWN_S = 1.2  # a fault is seen at least so long from its beginning
UNKNOWN_AFTER_S = 0.6  # a value may be missing so long before the gauge empties
PRAISE = frozenset({Cue.PRAISE, Cue.CORRECTED})
NEUTRAL = frozenset({Cue.PAIN, Cue.NOT_JUDGED})
FIRST = frozenset({Instruction.BEGIN, Instruction.GO_ON})  # shown before a cue that comes with them


class Director:
    """`update` once a step, in order of time."""

    def __init__(self, exercise: Exercise = CLAMSHELL) -> None:
        self._exercise = exercise
        self._on_pelvis = {criterion.fault for criterion in exercise.criteria if criterion.part is Part.PELVIS}
        self._gauge = Gauge()
        self._roll_deg: float | None = None  # eased, None where the gauge shows none
        self._t: float | None = None
        self._known_at = -math.inf
        self._faults: dict[Fault, float] = {}  # until when each is shown, infinite while it lasts
        self._raised_at: dict[Fault, float] = {}
        self._marks: list[Mark] = []
        self._last_rep: Rep | None = None
        self._clean_openings: list[float] = []
        self._set_openings: list[float] = []
        self._size = (16, 9)

    def update(self, image: Image | None, pose: Pose, step: Step) -> Scene:
        """Return the scene after this step."""
        posture, progress = step.posture, step.progress
        assert progress is not None
        for event in step.events:
            self._follow(event)
        self._faults = {fault: until for fault, until in self._faults.items() if until >= posture.t}
        self._gauge = self._eased(posture)
        self._t = posture.t
        if image is not None:
            self._size = (image.shape[1], image.shape[0])
        return Scene(
            image,
            self._size,
            pose,
            posture,
            progress,
            self._gauge,
            line_of(progress, self._faults),
            frozenset(self._faults),
            tuple(self._marks),
            max(self._clean_openings + self._set_openings, default=None),
            max(progress.until_t - posture.t, 0.0) if progress.until_t is not None else None,
            self._exercise,
        )

    def _follow(self, event: Event) -> None:
        if isinstance(event, FaultRaised):
            self._faults[event.fault] = math.inf
            self._raised_at[event.fault] = event.t
        elif isinstance(event, FaultCleared):
            self._faults[event.fault] = self._raised_at[event.fault] + FAULT_SHOWN_S
        elif isinstance(event, RepCompleted | RepDiscarded):
            if isinstance(event, RepCompleted):
                self._last_rep = event.rep
            for fault, at in self._raised_at.items():
                if fault in self._faults:
                    self._faults[fault] = at + FAULT_SHOWN_S
        elif isinstance(event, RepCounted):
            self._count(event)
        elif isinstance(event, HoldCounted):
            self._marks.append(Mark.HOLD)
        elif isinstance(event, SetStarted | SetRestarted):
            if isinstance(event, SetStarted):
                self._clean_openings += self._set_openings
            self._marks.clear()
            self._set_openings.clear()
        elif isinstance(event, Ready | PoseLost):
            self._faults.clear()

    def _count(self, event: RepCounted) -> None:
        rep = self._last_rep
        not_judged = rep is not None and bool(rep.not_judged)
        self._marks.append(Mark.FAULTY if event.faulty else Mark.NOT_JUDGED if not_judged else Mark.CLEAN)
        if rep is not None and not math.isnan(rep.clean_opening_deg):
            self._set_openings.append(rep.clean_opening_deg)

    @property
    def _rolling(self) -> bool:
        return not self._on_pelvis.isdisjoint(self._faults)

    def _eased(self, posture: Posture) -> Gauge:
        known = not math.isnan(posture.roll_deg)
        if known:
            self._known_at = posture.t
        rolling = self._rolling
        blind = known and not rolling and not self._exercise.roll.can_be_judged(posture.roll_sigma_deg)
        if blind or posture.t - self._known_at > UNKNOWN_AFTER_S:
            self._roll_deg = None
            return Gauge(GaugeState.NOT_JUDGED) if blind else Gauge()
        if known and (self._roll_deg is None or self._t is None):
            self._roll_deg = posture.roll_deg
        elif known and self._roll_deg is not None and self._t is not None:
            share = 1 - math.exp(-(posture.t - self._t) / EASE_S)
            self._roll_deg += share * (posture.roll_deg - self._roll_deg)
        return Gauge() if self._roll_deg is None else self._told(self._roll_deg)

    def _told(self, roll_deg: float) -> Gauge:
        """Return the gauge that agrees with the rules: they wait, weigh the uncertainty, and look at reps alone."""
        limit_deg = self._exercise.roll.fault_deg
        if self._rolling:
            return Gauge(GaugeState.ROLLING, max(roll_deg, limit_deg))
        return Gauge(GaugeState.STEADY, min(roll_deg, limit_deg))


def line_of(progress: Progress, faults: Collection[Fault]) -> Line | None:
    """Return what is to be read in large letters now, None for nothing. faults: those shown on the body."""
    free = progress.instruction not in FIRST and not (progress.paused and progress.instruction is not None)
    if progress.stage is Stage.EXERCISE and free and progress.cue is not None:
        tone = Tone.PRAISE if progress.cue in PRAISE else Tone.TASK if progress.cue in NEUTRAL else Tone.CORRECTION
        if not (tone is Tone.PRAISE and faults):
            return Line(sentence(progress.cue.text_id), tone)
    if progress.instruction is None:
        worst = next((fault for fault in Fault if fault in faults), None)
        if worst is not None:
            return Line(sentence(f"{worst.text_id}.shown") + ".", Tone.CORRECTION)
        return Line(sentence(Instruction.TOO_BUSY.text_id)) if progress.behind else None
    if progress.detail is not None:
        return Line(sentence(progress.detail.text_id, cm=progress.detail.cm))
    return Line(sentence(progress.instruction.text_id))
