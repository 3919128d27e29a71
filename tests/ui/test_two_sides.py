"""A whole session as the person has it, faster than real time: one side, an empty room, the other side."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pygame
import pytest

from formcheck.body.side import Side
from formcheck.capture import VideoFile
from formcheck.capture.light import brightness
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.roll_weights import load_roll_model
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from formcheck.ui.director import Director
from formcheck.ui.drawing import draw
from formcheck.ui.scene import Scene
from formcheck.ui.sounds import SoundPlayer
from training.streams import load

CLIP = Path("tests/fixtures/videos/two_sides.mp4")
Kind = TypeVar("Kind", bound=Event)
REPS = 3  # of the four on each side
POSES = Path("tests/fixtures/poses/two_sides.xz")  # as the pose model finds them; the ratchet holds that it does


class Whole:
    """Everything that came of the clip."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.sounds: list[tuple[float, str]] = []
        self.scenes: list[Scene] = []  # without their pictures
        pygame.display.init()
        surface = pygame.display.set_mode((640, 360))
        session, director = Session(RepRecognizer(load_roll_model()), Plan(reps=REPS)), Director()
        player = SoundPlayer(lambda t, name: self.sounds.append((t, name)))
        poses = {pose.t: pose for pose in load(POSES)[0]}
        with VideoFile(CLIP) as frames:
            for frame in frames:
                if (pose := poses.get(frame.t)) is None:
                    continue  # nothing moved
                step = session.update(pose, brightness(frame.image))
                player.step(frame, pose, step)
                scene = director.update(frame.image, pose, step)
                draw(surface, scene)
                self.events += step.events
                self.scenes.append(replace(scene, image=None))
        assert len(self.scenes) == len(poses)
        self.last_picture = pygame.surfarray.array3d(surface)
        player.end(session.finish())
        player.close()
        pygame.display.quit()

    def of(self, *kinds: type[Kind]) -> list[Kind]:
        return [event for event in self.events if isinstance(event, kinds)]

    def asked_at(self, name: str) -> list[float]:
        return [t for t, asked in self.sounds if asked == name]


@pytest.fixture(scope="module")
def whole() -> Whole:
    return Whole()


def test_both_sides_are_done_in_turn_and_counted(whole: Whole) -> None:
    kinds = (ev.SetStarted, ev.RepCounted, ev.SetCompleted, ev.SideRequested, ev.PlanCompleted)
    one_side = ["SetStarted", *["RepCounted"] * REPS, "SetCompleted"]
    assert [type(event).__name__ for event in whole.of(*kinds)] == [
        *one_side,
        "SideRequested",
        *one_side,
        "PlanCompleted",
    ]
    assert [event.lying_on for event in whole.of(ev.SetStarted)] == [Side.RIGHT, Side.LEFT]
    assert [event.count for event in whole.of(ev.RepCounted)] == [*range(1, REPS + 1)] * 2
    assert all(event.result.reps == REPS and not event.result.early for event in whole.of(ev.SetCompleted))


def test_the_summary_tells_of_both(whole: Whole) -> None:
    [done] = whole.of(ev.PlanCompleted)
    assert [(result.lying_on, result.reps) for result in done.summary.sets] == [(Side.RIGHT, REPS), (Side.LEFT, REPS)]
    assert whole.scenes[-1].progress.stage is Stage.DONE
    assert whole.scenes[-1].progress.summary == done.summary
    assert (whole.last_picture > 240).all(axis=2).sum() > 1000, "in large white letters"


def test_the_guide_says_one_thing_after_another(whole: Whole) -> None:
    said = [event.instruction for event in whole.of(ev.Instructed)]
    begins = [i for i, instruction in enumerate(said) if instruction is Instruction.BEGIN]
    assert len(begins) == 2
    assert Instruction.HOLD_STILL in said[: begins[0]]
    assert Instruction.TURN_OVER in said[begins[0] : begins[1]]
    times = [event.t for event in whole.of(ev.Instructed)]
    assert times == sorted(times)


def test_the_word_about_pain_is_the_first_cue_and_comes_once(whole: Whole) -> None:
    cues = whole.of(ev.CueGiven)
    assert cues[0].cue is Cue.PAIN
    assert [event.cue for event in cues].count(Cue.PAIN) == 1
    assert all(after.t >= before.t for before, after in pairwise(cues))


def test_each_event_is_heard_when_it_happens(whole: Whole) -> None:
    assert whole.asked_at("tones/ready") == [event.t for event in whole.of(ev.SetStarted)]
    assert whole.asked_at("tones/set-done") == [event.t for event in whole.of(ev.SetCompleted)]
    last = {event.t for event in whole.of(ev.SetCompleted)}  # there, the set's end is heard instead
    counted = [event for event in whole.of(ev.RepCounted) if event.t not in last]
    for faulty, name in ((False, "tones/rep"), (True, "tones/rep-faulty")):
        assert whole.asked_at(name) == [event.t for event in counted if event.faulty is faulty]
    faults = {event.t for event in whole.of(ev.FaultRaised)}
    assert set(whole.asked_at("tones/fault")) <= faults


def test_turning_over_and_the_end_are_said(whole: Whole) -> None:
    [turn] = whole.of(ev.SideRequested)
    [done] = whole.of(ev.PlanCompleted)
    assert 0 <= whole.asked_at(f"instructions/{Instruction.TURN_OVER.value}")[0] - turn.t < 3.0
    assert whole.asked_at(f"instructions/{Instruction.DONE.value}")[0] >= done.t


def test_the_count_on_the_screen_is_the_count(whole: Whole) -> None:
    for before, after in pairwise(whole.scenes):
        same_set = before.progress.set_number == after.progress.set_number and before.progress.stage is Stage.EXERCISE
        if same_set and after.progress.stage is Stage.EXERCISE and before.progress.lying_on is after.progress.lying_on:
            assert 0 <= after.progress.reps - before.progress.reps <= 1
        assert len(after.marks) <= REPS
