"""A session with a plan: from lying down to done, hands free.

What the recognizer sees is passed on untouched; what the program makes of it, and what the voice says to that,
follow in the same step.
"""

from collections.abc import Iterable
from dataclasses import replace

from formcheck.body.setup import SetupIssue
from formcheck.motion.segmenter import Phase
from formcheck.pose import Pose
from formcheck.session.events import CaughtUp, Event, FellBehind, HoldCounted
from formcheck.session.hold import HoldTimer
from formcheck.session.plan import Plan
from formcheck.session.program import Program
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.session.summary import Summary
from formcheck.session.voice import Voice


class Session:
    """`update` once a pose, in order of time; `finish` once; between poses what else happens.

    The events of those calls come with the next step. The same poses, light and calls give the same steps.
    """

    def __init__(self, recognizer: RepRecognizer, plan: Plan) -> None:
        self._recognizer = recognizer
        self._program = Program(plan, recognizer.exercise)
        self._voice = Voice(self._program, recognizer.exercise)
        self._hold = HoldTimer()
        self._out: list[Event] = []
        self._behind = False
        self._t = 0.0

    @property
    def summary(self) -> Summary:
        """What has been done so far."""
        return self._program.summary

    def update(self, pose: Pose, light: float | None = None) -> Step:
        """Return what the pose brought. light: mean grey level of the picture, 0 to 255, None if unknown.

        Raises ValueError where time does not increase.
        """
        step = self._recognizer.update(pose)
        self._t = pose.t
        self._take(step.events)
        self._emit(self._program.pass_time(pose.t))
        self._time_holds(step)
        self._out += self._voice.guide(step.posture, light)
        events, self._out = tuple(self._out), []
        return replace(step, events=events, progress=self._progress(step.posture.t))

    def finish(self) -> tuple[Event, ...]:
        """Return the last events. A set under way ends early."""
        *last, ended = self._recognizer.finish()
        self._take(last)
        self._emit([*self._program.finish(self._t), ended])
        events, self._out = tuple(self._out), []
        return events

    def pause(self, t: float) -> None:
        """Let nothing count until `resume`."""
        self._emit(self._program.pause(t))

    def resume(self, t: float) -> None:
        """Go on. Who is not in position in the middle of a set goes on once there."""
        self._emit(self._program.resume(t))

    def restart_set(self, t: float) -> None:
        """Count the set under way from nothing again."""
        self._hold.stop()
        self._emit(self._program.restart_set(t))

    def fall_behind(self, t: float) -> None:
        """Take note that the computer looks too seldom to count reliably."""
        self._behind = True
        self._emit([FellBehind(t)])

    def catch_up(self, t: float) -> None:
        """Take note that it looks often enough again."""
        self._behind = False
        self._emit([CaughtUp(t)])

    def _take(self, events: Iterable[Event]) -> None:
        """Pass on what the recognizer saw, each event followed by what comes of it."""
        for event in events:
            self._emit([event])
            self._emit(self._program.take(event))

    def _emit(self, events: Iterable[Event]) -> None:
        for event in events:
            self._out.append(event)
            self._out += self._voice.react(event)

    def _time_holds(self, step: Step) -> None:
        if not self._program.counting or step.posture.setup_issue is SetupIssue.MOVING:
            self._hold.stop()
            return
        event = self._hold.update(step.posture.t, still=step.phase is Phase.CLOSED)
        if isinstance(event, HoldCounted):
            completed = self._program.add_hold(event.t)
            self._emit([event, *completed])
        elif event is not None:
            self._emit([event])

    def _progress(self, t: float) -> Progress:
        program, voice = self._program, self._voice
        tally = program.tally
        return Progress(
            stage=program.stage,
            lying_on=program.requested or (tally.lying_on if tally else None),
            paused=program.halted or program.away,
            set_number=tally.set_number if tally else 1,
            sets=program.plan.sets,
            reps=tally.reps if tally else 0,
            clean=tally.clean if tally else 0,
            holds=tally.holds if tally else 0,
            target=program.plan.reps,
            instruction=voice.instruction,
            detail=voice.detail,
            cue=voice.cue(t),
            until_t=program.rest_until if program.rest_until is not None else self._hold.until_t,
            behind=self._behind,
            summary=program.summary if program.stage is Stage.DONE else None,
        )
