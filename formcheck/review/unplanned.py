"""A session without a plan, given what a window needs to draw: the reps done on each leg, and no coach."""

from collections import Counter
from dataclasses import replace

from formcheck.body.side import Side
from formcheck.session.events import Event, RepCompleted, RepCounted, SetStarted
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step


class Unplanned:
    """`count` every step in order of time."""

    def __init__(self) -> None:
        self._done = Counter[Side]()
        self._clean = Counter[Side]()
        self._side: Side | None = None

    def count(self, step: Step) -> Step:
        """Return the step with its reps counted on their leg."""
        events: list[Event] = []
        for event in step.events:
            events.append(event)
            if isinstance(event, RepCompleted):
                events += self._count(event)
        return replace(step, events=tuple(events), progress=self._progress())

    def _count(self, event: RepCompleted) -> list[Event]:
        side, rep = event.lying_on, event.rep
        begun: list[Event] = [] if side is self._side else [SetStarted(event.t, side, 1)]
        self._side = side
        self._done[side] += 1
        self._clean[side] += rep.clean
        return [*begun, RepCounted(event.t, self._done[side], bool(rep.faults))]

    def _progress(self) -> Progress:
        side = self._side
        if side is None:
            return Progress(Stage.EXERCISE, None)
        return Progress(Stage.EXERCISE, side, reps=self._done[side], clean=self._clean[side])
