"""The plan as it is carried out: sets on either side, turning over, rests, pauses.

The stages: guide -> exercise -> turn over -> exercise -> rest -> guide ... -> done. Whoever lies ready begins the next
set; a rest between two rounds ends by time, or when somebody lifts early.
"""

from formcheck.body.side import Side
from formcheck.exercise.exercise import Exercise
from formcheck.form.judge import Rep
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.plan import Plan, Rounds
from formcheck.session.progress import Stage
from formcheck.session.summary import SetResult, Summary, summarize
from formcheck.session.tally import Tally

EXTRA_REPS_S = 10.0  # J: a rep so soon into a rest is one too many, later it is the next set begun early


class Program:
    """`take` each event of the inner session, `pass_time` once a pose; each method returns what comes of it."""

    def __init__(self, plan: Plan, exercise: Exercise) -> None:
        self.plan = plan
        self._exercise = exercise
        self.stage = Stage.GUIDE
        self.ready: ev.Ready | None = None  # the start that is held now
        self.tally: Tally | None = None  # of the set under way, or of the last
        self.requested: Side | None = None  # to turn over to
        self.rest_until: float | None = None
        self.halted = False  # paused by hand
        self.away = False  # paused because the person left the position
        self._rest_since = 0.0
        self._rounds = Rounds(plan)
        self._results: list[SetResult] = []

    @property
    def counting(self) -> bool:
        """Whether a set is on and not paused."""
        return self.stage is Stage.EXERCISE and not self.halted and not self.away

    @property
    def summary(self) -> Summary:
        """What has been done so far."""
        return summarize(self._results, self._exercise)

    def take(self, event: Event) -> list[Event]:
        """Take in what the inner session saw."""
        if isinstance(event, ev.Ready):
            self.ready = event
            return self._arrive(event.t)
        if isinstance(event, ev.PoseLost):
            self.ready = None
            return self._leave(event.t)
        if isinstance(event, ev.RepStarted) and self.stage is Stage.REST and not self.halted:
            return self._end_rest(event.t) if event.t - self._rest_since >= EXTRA_REPS_S else []
        if isinstance(event, ev.RepCompleted):
            return self._count(event.t, event.lying_on, event.rep)
        return []

    def pass_time(self, t: float) -> list[Event]:
        """End the rest when it is over."""
        over = self.rest_until is not None and t >= self.rest_until and not self.halted
        return self._end_rest(t) if over else []

    def add_hold(self, t: float) -> list[Event]:
        """Count a timed hold: it brings the set nearer to its target, as a rep does."""
        if self.tally is None or not self.counting:
            return []
        self.tally.add_hold()
        return self._complete_set(t) if self.tally.done >= self.plan.reps else []

    def pause(self, t: float) -> list[Event]:
        """Let nothing count until `resume`."""
        if self.halted or self.stage is Stage.DONE:
            return []
        self.halted = True
        return [ev.Paused(t, asked=True)]

    def resume(self, t: float) -> list[Event]:
        """Go on. Who is not in position in the middle of a set goes on once there."""
        if not self.halted:
            return []
        self.halted = False
        self.away = self.stage is Stage.EXERCISE and self.ready is None
        return [ev.Paused(t, asked=False)] if self.away else [ev.Resumed(t), *self._arrive(t)]

    def restart_set(self, t: float) -> list[Event]:
        """Count the set under way from nothing again."""
        if self.stage is not Stage.EXERCISE or self.tally is None:
            return []
        self.tally = Tally(self.tally.lying_on, self.tally.set_number)
        return [ev.SetRestarted(t, self.tally.lying_on, self.tally.set_number)]

    def finish(self, t: float) -> list[Event]:
        """End a set under way."""
        return self._close_set(t, early=True) if self.stage is Stage.EXERCISE else []

    def _arrive(self, t: float) -> list[Event]:
        """Somebody lies ready, if at all: begin, go on, or turn over first."""
        if self.ready is None or self.halted or self.stage in (Stage.REST, Stage.DONE):
            return []
        side = self.ready.lying_on
        closed: list[Event] = []
        if self.stage is Stage.EXERCISE and self.tally is not None:
            if side is self.tally.lying_on:
                back, self.away = self.away, False
                return [ev.Resumed(t)] if back else []
            if not self._rounds.due(side):  # the other side has its share already: this set waits
                return self._leave(t)
            closed = self._close_set(t, early=True)
        if self._rounds.due(side):
            return [*closed, self._start_set(t, side)]
        return [self._request(t, side.other)] if self.stage is Stage.GUIDE else []

    def _leave(self, t: float) -> list[Event]:
        if not self.counting:
            return []
        self.away = True
        return [ev.Paused(t, asked=False)]

    def _start_set(self, t: float, side: Side) -> Event:
        self.stage = Stage.EXERCISE
        self.away = False
        self.requested = None
        self.tally = Tally(side, self._rounds.next_number(side))
        return ev.SetStarted(t, side, self.tally.set_number)

    def _count(self, t: float, side: Side, rep: Rep) -> list[Event]:
        if self.tally is None or not self.counting or side is not self.tally.lying_on:
            return []
        self.tally.add(rep)
        counted = ev.RepCounted(t, self.tally.reps, bool(rep.faults))
        return [counted, *(self._complete_set(t) if self.tally.done >= self.plan.reps else [])]

    def _close_set(self, t: float, *, early: bool) -> list[Event]:
        assert self.tally is not None
        result = self.tally.result(self.plan.reps, early=early)
        if self.tally.done:  # a set in which nothing was done is still to do
            self._results.append(result)
            self._rounds.complete(result.lying_on)
        return [ev.SetCompleted(t, result)]

    def _complete_set(self, t: float) -> list[Event]:
        assert self.tally is not None
        completed = self._close_set(t, early=False)
        if not self._rounds.complete_round:
            return [*completed, self._request(t, self.tally.lying_on.other)]
        if self._rounds.complete_plan:
            self.stage = Stage.DONE
            return [*completed, ev.PlanCompleted(t, self.summary)]
        self.stage = Stage.REST
        self._rest_since, self.rest_until = t, t + self.plan.rest_s
        return [*completed, ev.RestStarted(t, self.rest_until)]

    def _request(self, t: float, side: Side) -> Event:
        self.stage = Stage.TURN_OVER
        self.requested = side
        return ev.SideRequested(t, side)

    def _end_rest(self, t: float) -> list[Event]:
        self.stage = Stage.GUIDE
        self.rest_until = None
        return [ev.RestEnded(t), *self._arrive(t)]
