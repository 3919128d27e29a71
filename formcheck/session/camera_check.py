"""Before a session: can the camera see what is to be judged? Takes the place of a coached session meanwhile."""

from formcheck.body.posture import Posture
from formcheck.body.roll import RollModel
from formcheck.body.tracker import BodyTracker
from formcheck.motion.segmenter import Phase
from formcheck.pose import Pose
from formcheck.session.announcer import Announcer
from formcheck.session.events import Event
from formcheck.session.guide import Instruction, asked_for
from formcheck.session.plan import Plan
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step

SETTLE_S = 1.5  # passing postures are not commented on
LOOK_AGAIN_S = 2.0  # the view is estimated anew, so that a raised laptop is noticed
ADJUST_S = 20.0  # J: then it goes on from a view that cannot judge roll: reps are counted there


class CameraCheck:
    """`update` once a pose. Its progress stays in GUIDE until somebody lies ready, and the view is good or as it is."""

    def __init__(self, model: RollModel) -> None:
        self._model = model
        self._body = BodyTracker(model)
        self._announcer = Announcer()
        self._blind_since: float | None = None
        self._look_again_t = 0.0

    def update(self, pose: Pose, light: float | None = None) -> Step:
        """Return what the pose brought. light: mean grey level of the picture, 0 to 255, None if unknown."""
        posture = self._body.update(pose)
        lies = posture.setup_issue is None and posture.view is not None
        blind = lies and not posture.roll_judgeable
        ready = lies and (not blind or self._waited(posture.t))
        if blind and not ready:
            self._look_again(posture)
        wanted = Instruction.MOVE_CAMERA if blind else asked_for(posture.setup_issue, light)
        said = self._announcer.want(posture.t, wanted, 0.0 if blind else SETTLE_S)
        advice = posture.view.advice if blind and posture.view is not None else None
        events = () if said is None else (said,)
        return Step(posture, Phase.CLOSED, events, self._progress(posture, advice, ready=ready))

    def finish(self) -> tuple[Event, ...]:
        """Return the last events: none, as nothing was recorded."""
        return ()

    def pause(self, t: float) -> None:
        """Nothing counts here."""

    def resume(self, t: float) -> None:
        """Nothing counts here."""

    def restart_set(self, t: float) -> None:
        """Nothing counts here."""

    def _waited(self, t: float) -> bool:
        self._blind_since = t if self._blind_since is None else self._blind_since
        return t - self._blind_since >= ADJUST_S

    def _look_again(self, posture: Posture) -> None:
        if posture.t >= self._look_again_t:
            self._look_again_t = posture.t + LOOK_AGAIN_S
            self._body = BodyTracker(self._model)

    def _progress(self, posture: Posture, advice: str | None, *, ready: bool) -> Progress:
        instruction = self._announcer.current
        return Progress(
            stage=Stage.EXERCISE if ready else Stage.GUIDE,
            paused=False,
            lying_on=posture.lying_on,
            set_number=1,
            sets=1,
            reps=0,
            clean=0,
            holds=0,
            target=Plan().reps,
            instruction=instruction,
            detail=advice if instruction is Instruction.MOVE_CAMERA else None,
            cue=None,
            until_t=None,
            roll_judged=posture.roll_judgeable,
        )
