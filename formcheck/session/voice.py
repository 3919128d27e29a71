"""What the coach says, and what stands on the screen: never two things at once, and no more than helps."""

from formcheck.body.posture import Posture
from formcheck.body.setup import SetupIssue
from formcheck.body.view import CameraAdvice
from formcheck.exercise.cues import Cue
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.instruction import Instruction
from formcheck.session import events as ev
from formcheck.session.announcer import Announcer
from formcheck.session.events import Event
from formcheck.session.guide import asked_for
from formcheck.session.hold import OFFER_HEARD_S, RELAX_S
from formcheck.session.policy import CuePolicy
from formcheck.session.program import Program
from formcheck.session.progress import Stage

SHOWN_S = 3.0  # how long a word like "begin" stays; nothing else is said meanwhile
CUE_SHOWN_S = 8.0  # or until the next rep
TOO_BUSY_HEARD_S = 6.0
TOO_BUSY_AGAIN_S = 60.0  # meanwhile it stands on the screen alone
SETTLE_S = 1.5  # passing postures are not commented on
TURNING_S = 4.0  # somebody who gets up or turns over passes through many
STILL_SETTLE_S = 0.5  # "hold still" helps only at once
FOREVER = float("inf")


class Voice:
    """`react` to each event as the program stands after it; `guide` once a pose."""

    def __init__(self, program: Program, exercise: Exercise) -> None:
        self._program = program
        self._exercise = exercise
        self._policy = CuePolicy(exercise)
        self._announcer = Announcer()
        self._warned = False
        self._advice: CameraAdvice | None = None  # on how to move the camera, to be said when nothing else is
        self._completed: ev.RepCompleted | None = None
        self._cue: ev.CueGiven | None = None
        self._too_busy_t = -FOREVER  # when that was said
        self._explained = False  # how the exercise goes

    @property
    def instruction(self) -> Instruction | None:
        """What to do now."""
        return self._announcer.current

    @property
    def detail(self) -> CameraAdvice | None:
        """A sentence that says more than the instruction."""
        return self._announcer.detail

    def cue(self, t: float) -> Cue | None:
        """Return the last cue as long as it is news."""
        return self._cue.cue if self._cue is not None and t - self._cue.t < CUE_SHOWN_S else None

    def react(self, event: Event) -> list[Event]:
        """Return what is said about the event."""
        if isinstance(event, ev.RepCompleted):
            self._completed = event
        elif isinstance(event, ev.RepStarted) and self._program.counting:
            self._explained = True
            self._announcer.release()
        elif isinstance(event, ev.RepCounted):
            return self._after_rep(event.t)
        elif isinstance(event, ev.RepDiscarded):
            return self._after_discard(event)
        elif isinstance(event, ev.SetStarted):
            return self._begin_set(event.t)
        elif isinstance(event, ev.SetRestarted):
            self._policy.begin_set()
            self._cue = None
        elif isinstance(event, (ev.HoldOffered, ev.HoldStarted, ev.HoldCounted)):
            return self._time_hold(event)
        else:
            return self._change(event)
        return []

    def _change(self, event: Event) -> list[Event]:
        """Return what is said where the program takes another turn."""
        t = event.t
        match event:
            case ev.SideRequested():
                return self._turn(t, Instruction.TURN_OVER, t + SHOWN_S)
            case ev.RestStarted():
                return self._turn(t, Instruction.REST, event.until_t)
            case ev.RestEnded():
                return self._turn(t, Instruction.NEXT_SET, t + SHOWN_S)
            case ev.PlanCompleted():
                return self._turn(t, Instruction.DONE, FOREVER)
            case ev.FellBehind() if self._may_say_too_busy(t):
                self._too_busy_t = t
                return [self._announcer.say(t, Instruction.TOO_BUSY, t + TOO_BUSY_HEARD_S)]
            case ev.Paused(asked=True):
                return self._turn(t, Instruction.PAUSED, FOREVER)
            case ev.Resumed() if self._program.counting:
                return self._turn(t, Instruction.GO_ON, t + SHOWN_S)
            case ev.Paused() | ev.Resumed():
                self._announcer.begin()
            case _:
                pass
        return []

    def _may_say_too_busy(self, t: float) -> bool:
        going_on = not self._program.halted and self._program.stage is not Stage.DONE
        return going_on and t - self._too_busy_t >= TOO_BUSY_AGAIN_S

    def _time_hold(self, event: ev.HoldOffered | ev.HoldStarted | ev.HoldCounted) -> list[Event]:
        t = event.t
        self._explained = True
        if isinstance(event, ev.HoldOffered):
            return [self._announcer.say(t, Instruction.SQUEEZE_OR_LIFT, t + OFFER_HEARD_S)]
        if isinstance(event, ev.HoldStarted):
            return [self._announcer.say(t, Instruction.SQUEEZE, event.until_t)]
        return [self._announcer.say(t, Instruction.RELAX, t + RELAX_S)] if self._program.counting else []

    def guide(self, posture: Posture, light: float | None) -> list[Event]:
        """Return the instruction to say now, if any; before the first, the warning."""
        if self._program.halted:
            return []
        warning = [] if self._warned else [self._give(posture.t, Cue.PAIN)]
        self._warned = True
        if self._advice is not None and self._program.counting and self._announcer.free(posture.t):
            advice, self._advice = self._advice, None
            return [*warning, self._announcer.say(posture.t, Instruction.MOVE_CAMERA, posture.t + SHOWN_S, advice)]
        wanted, settle_s = self._wanted(posture, light)
        said = self._announcer.want(posture.t, wanted, settle_s)
        return warning if said is None else [*warning, said]

    def _turn(self, t: float, instruction: Instruction, until_t: float) -> list[Event]:
        self._announcer.begin()
        return [self._announcer.say(t, instruction, until_t)]

    def _give(self, t: float, cue: Cue) -> Event:
        self._cue = ev.CueGiven(t, cue)
        return self._cue

    def _begin_set(self, t: float) -> list[Event]:
        self._policy.begin_set()
        self._cue = None
        return self._turn(t, Instruction.BEGIN, t + SHOWN_S)

    def _after_rep(self, t: float) -> list[Event]:
        self._cue = None
        if self._completed is None or not self._program.counting:
            return []
        cue = self._policy.after_rep(t, self._completed.rep)
        if cue is Cue.NOT_JUDGED and self._program.ready is not None:
            self._advice = self._program.ready.view.advice
        return [] if cue is None else [self._give(t, cue)]

    def _after_discard(self, event: ev.RepDiscarded) -> list[Event]:
        # A person who is lost from view ends the rep and pauses the set at once: `counting` is off by then.
        if self._program.stage is not Stage.EXERCISE or self._program.halted:
            return []
        cue = self._policy.after_discard(event.t, event.reason)
        return [] if cue is None else [self._give(event.t, cue)]

    def _wanted(self, posture: Posture, light: float | None) -> tuple[Instruction | None, float]:
        """Return what should be done now, and how long that must hold before it is said."""
        program, setup_issue = self._program, posture.setup_issue
        asked = asked_for(self._exercise, setup_issue, light)
        settle_s, turning_s = (STILL_SETTLE_S, 0.0) if setup_issue is SetupIssue.MOVING else (SETTLE_S, TURNING_S)
        up = setup_issue in (SetupIssue.NOBODY, SetupIssue.NOT_LYING)
        match program.stage:
            case Stage.GUIDE:
                return asked, settle_s
            case Stage.EXERCISE if not program.away and setup_issue is SetupIssue.MOVING:
                return asked, SETTLE_S
            case Stage.EXERCISE if not program.away:  # a short loss is not worth a word
                return (None if self._explained else self._exercise.how_it_goes), 0.0
            case Stage.EXERCISE if up:
                return Instruction.LIE_BACK_DOWN, settle_s
            case Stage.EXERCISE:
                return (Instruction.TURN_OVER if setup_issue is None else asked), max(settle_s, turning_s)
            case Stage.TURN_OVER:
                elsewhere = posture.lying_on is not program.requested and setup_issue is SetupIssue.MOVING
                if setup_issue is None or up or elsewhere:
                    return Instruction.TURN_OVER, SETTLE_S
                return asked, max(settle_s, turning_s)
            case Stage.REST:
                return Instruction.REST, 0.0
            case Stage.DONE:
                return Instruction.DONE, 0.0
