"""A recorded session through today's rules: the same again, without a camera or a clock."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from formcheck.body.roll import RollModel
from formcheck.errors import InputError
from formcheck.pose import Pose
from formcheck.recording.event_codec import encode_event, from_plain
from formcheck.recording.pose_codec import Input
from formcheck.recording.reader import Recording
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer, Step
from formcheck.session.session import Session


class Replay:
    """Iterate for each frame's index, its recorded pose, and the step that today's rules make of it; once.

    ended: the last events, there once it was
    iterated to its end. Raises InputError where the recorded plan cannot be followed, or
    the exercise is not known.
    """

    def __init__(self, recording: Recording, model: RollModel | None = None) -> None:
        self._recording = recording
        session = RepRecognizer(model or load_roll_model(), recording.exercise)
        plan = recorded_plan(recording)
        self._session = session if plan is None else Session(session, plan)
        self.ended: tuple[Event, ...] = ()

    def __iter__(self) -> Iterator[tuple[int, Pose, Step]]:
        for given in self._recording.inputs():
            step = self._put(given)
            if given.pose is not None and step is not None:
                yield given.frame, given.pose, step
        self.ended = self._session.finish()

    def events(self) -> tuple[Event, ...]:
        """Iterate to the end; return all events."""
        found = [event for _, _, step in self for event in step.events]
        return (*found, *self.ended)

    def agrees(self, recorded: tuple[Event, ...]) -> bool:
        """Iterate to the end; return whether today's rules find the recorded events."""
        return same(recorded, self.events(), finished=self._recording.metadata.finished, at_end=len(self.ended))

    def _put(self, given: Input) -> Step | None:
        with np.errstate(all="ignore"):  # poses on file may be of no body there is: what comes of them is unknown
            return self._take(given)

    def _take(self, given: Input) -> Step | None:
        session = self._session
        if isinstance(session, RepRecognizer):
            return None if given.pose is None else session.update(given.pose)
        for asked, t in given.asked:
            getattr(session, asked)(t)
        return None if given.pose is None else session.update(given.pose, given.light)


def recorded_plan(recording: Recording) -> Plan | None:
    """Return the plan of a session, None where it had none. Raises InputError where it cannot be followed."""
    if recording.metadata.plan is None:
        return None
    try:
        plan: Plan = from_plain(Plan, recording.metadata.plan)
    except ValueError as error:
        raise InputError(f"The plan in {recording.path.name} cannot be followed ({error}).") from error
    return plan


def replay_poses(path: Path, model: RollModel | None = None) -> tuple[Event, ...]:
    """Return all events that today's rules find in the session at `path`."""
    return Replay(Recording(path), model).events()


def same(recorded: tuple[Event, ...], now: tuple[Event, ...], *, finished: bool, at_end: int) -> bool:
    """Return whether the events are the same, bit for bit. at_end: how many of those of now came at the very end.

    Of a session that was not finished, those of its last pose and of its end may be missing among the recorded.
    """
    lines = [encode_event(event) for event in recorded]
    if finished:
        return lines == [encode_event(event) for event in now]
    missing = now[len(recorded) : len(now) - at_end]
    return lines == [encode_event(event) for event in now[: len(recorded)]] and len({event.t for event in missing}) <= 1
