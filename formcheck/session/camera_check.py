"""Before a session: can the camera see what is to be judged? Takes the place of a coached session meanwhile."""

from formcheck.body.posture import Posture
from formcheck.body.roll import RollModel
from formcheck.body.setup import SetupIssue
from formcheck.body.tracker import BodyTracker
from formcheck.body.view import HEAD_END_LIMIT_DEG, View
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise
from formcheck.exercise.instruction import Instruction
from formcheck.motion.segmenter import Phase
from formcheck.pose import Pose
from formcheck.session.announcer import Announcer
from formcheck.session.events import Event
from formcheck.session.guide import asked_for
from formcheck.session.plan import Plan
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step

SETTLE_S = 1.5  # passing postures are not commented on
EXPLAINED_S = 4.0  # how long it takes to say how to move the laptop
LOOK_AGAIN_S = 2.0  # the view is estimated anew, so that a raised laptop is noticed
SHOWN_S = 5.0  # longer than it takes to look again
ADJUST_S = 20.0  # J: then it goes on from a view that hardly shows roll: reps are counted there
GOOD_S = 2.5  # how long it takes to say that the view is good
TOO_BUSY_HEARD_S = 6.0
UP = (SetupIssue.NOBODY, SetupIssue.NOT_LYING)


class CameraCheck:
    """`update` once a pose. Its progress stays in GUIDE until somebody lies ready, and the view is good or as it is."""

    def __init__(self, model: RollModel, exercise: Exercise = CLAMSHELL) -> None:
        self._model, self._exercise = model, exercise
        self._body = BodyTracker(model, exercise.legs)
        self._announcer = Announcer()
        self._out: list[Event] = []
        self._blind_since: float | None = None
        self._good_since: float | None = None  # after it was not
        self._look_again_t = 0.0
        self._behind = False

    def update(self, pose: Pose, light: float | None = None) -> Step:
        """Return what the pose brought. light: mean grey level of the picture, 0 to 255, None if unknown."""
        posture = self._body.update(pose)
        view = posture.view if posture.setup_issue is None else None
        if view is None:
            ready = False
            self._ask(posture, light)
        else:
            ready = self._accept(posture.t) if view.judgeable else self._move_camera(posture.t, view)
        events, self._out = tuple(self._out), []
        return Step(posture, Phase.CLOSED, events, self._progress(posture, ready=ready))

    def finish(self) -> tuple[Event, ...]:
        """Return the last events: none, as nothing was recorded."""
        return ()

    def pause(self, t: float) -> None:
        """Nothing counts here."""

    def resume(self, t: float) -> None:
        """Nothing counts here."""

    def restart_set(self, t: float) -> None:
        """Nothing counts here."""

    def fall_behind(self, t: float) -> None:
        """Say that the computer looks too seldom to count reliably."""
        self._behind = True
        self._out.append(self._announcer.say(t, Instruction.TOO_BUSY, t + TOO_BUSY_HEARD_S))

    def catch_up(self, t: float) -> None:  # noqa: ARG002 - the interface of sessions
        """Take note that it looks often enough again."""
        self._behind = False

    def _ask(self, posture: Posture, light: float | None) -> None:
        """Say what keeps the person from starting."""
        if posture.setup_issue in UP:  # perhaps to move the laptop: the next view is another
            self._blind_since = None
        adjusting = self._blind_since is not None and posture.setup_issue is SetupIssue.MOVING
        wanted = None if adjusting else asked_for(self._exercise, posture.setup_issue, light)
        said = self._announcer.want(posture.t, wanted, SETTLE_S)
        self._out += [] if said is None else [said]

    def _accept(self, t: float) -> bool:
        """Return whether to start: at once, but for a word where the camera was moved."""
        if self._blind_since is None:
            self._announcer.want(t, None, 0.0)
            return True
        if self._good_since is None:
            self._good_since = t
            self._out.append(self._announcer.say(t, Instruction.GOOD_VIEW, t + GOOD_S))
        return t - self._good_since >= GOOD_S

    def _move_camera(self, t: float, view: View) -> bool:
        """Say how to move the camera, and look again; return whether to start all the same."""
        self._good_since = None
        first = self._blind_since is None
        since = self._blind_since = t if self._blind_since is None else self._blind_since
        if t - since >= ADJUST_S:
            return True
        if first or t >= self._look_again_t:
            self._look_again_t = t + (EXPLAINED_S if first else LOOK_AGAIN_S)
            self._body = BodyTracker(self._model, self._exercise.legs)
            to_feet = view.azimuth_towards_feet_deg < HEAD_END_LIMIT_DEG
            again = Instruction.TOWARDS_FEET if to_feet else Instruction.HIGHER
            instruction = Instruction.MOVE_CAMERA if first else again
            self._out.append(self._announcer.say(t, instruction, t + SHOWN_S, view.advice))
        return False

    def _progress(self, posture: Posture, *, ready: bool) -> Progress:
        return Progress(
            stage=Stage.EXERCISE if ready else Stage.GUIDE,
            lying_on=posture.lying_on,
            target=Plan().reps,
            instruction=self._announcer.current,
            detail=self._announcer.detail,
            behind=self._behind,
        )
