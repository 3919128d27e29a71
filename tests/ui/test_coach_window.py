from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pygame
import pytest

from formcheck.body.side import Side
from formcheck.capture.trouble import Trouble
from formcheck.errors import MissingError
from formcheck.exercise.next_step import NextStep
from formcheck.session.progress import Progress, Stage
from formcheck.session.summary import SetResult, Summary
from formcheck.ui import coach_window as window_module
from formcheck.ui.coach_window import Window
from formcheck.ui.palette import FAULT
from formcheck.ui.questions import ASKED_S, Question
from formcheck.ui.worker import Worker
from tests.ui.live import (
    WAIT_S,
    FakeAfter,
    FakeEstimator,
    FakeSession,
    FakeSink,
    FakeSounds,
    FakeSource,
    opening,
    turn_until,
)

SUMMARY = Summary((SetResult(Side.RIGHT, 1, 4, 4, 0, 0, (), early=True),), NextStep.SAME)


@dataclass
class Live:
    """A window with everything behind it."""

    source: FakeSource = field(default_factory=FakeSource)
    session: FakeSession = field(default_factory=FakeSession)
    sink: FakeSink = field(default_factory=FakeSink)
    told: list[str] = field(default_factory=list)
    sounds: FakeSounds = field(default_factory=FakeSounds)
    estimator: FakeEstimator = field(default_factory=FakeEstimator)
    done: Summary = SUMMARY
    after: FakeAfter = field(default_factory=FakeAfter)
    alarms: list[Trouble | None] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        self.worker = Worker(
            self.source,
            opening(self.estimator),
            self.session,
            {"The sink": self.sink},
            self.told.append,
            self.alarms.append,
        )
        self.window = Window(self.source, self.worker, lambda: self.done, self.sounds, self.after, now=lambda: self.now)
        self.worker.start()

    def press(self, key: int) -> bool:
        pygame.event.post(pygame.Event(pygame.KEYDOWN, key=key))
        return self.window.turn()

    def frame(self) -> float:
        """Give a frame, and turn until it is drawn."""
        t = self.source.give()
        assert turn_until(self.window, lambda: self.window.scene is not None and self.window.scene.posture.t >= t)
        return t

    @property
    def progress(self) -> Progress:
        assert self.window.scene is not None
        return self.window.scene.progress

    def picture(self) -> np.ndarray:
        self.window.turn()
        surface = pygame.display.get_surface()
        assert surface is not None
        return pygame.surfarray.array3d(surface)


@pytest.fixture
def live() -> Iterator[Live]:
    made = Live()
    yield made
    made.source.stop()
    made.worker.stop()


def test_each_frame_is_drawn_with_what_it_brought_and_its_light(live: Live) -> None:
    live.frame()
    live.frame()
    assert live.progress.reps == len(live.session.seen) == 2
    assert [light for _, light in live.session.seen] == [120.0, 120.0]
    assert live.sink.steps == pytest.approx([0.0, 0.1])


def test_a_slow_model_skips_frames_and_keeps_the_times(live: Live) -> None:
    live.estimator.free.clear()
    live.source.give()
    assert live.estimator.busy.wait(WAIT_S)
    for _ in range(29):
        live.source.give()
    live.estimator.free.set()
    live.source.stop()
    assert turn_until(live.window, lambda: live.worker.scenes.closed)
    assert live.source.frames.skipped == 28
    assert live.sink.steps == pytest.approx([0.0, 2.9]), "the newest frame is never among the skipped"


def test_the_window_answers_while_the_model_works(live: Live) -> None:
    live.estimator.free.clear()
    live.source.give()
    assert live.estimator.busy.wait(WAIT_S)
    assert live.press(pygame.K_h)
    assert not live.sink.steps, "the model is not done yet"
    live.estimator.free.set()


def test_escape_quits_from_a_window_and_the_window_can_be_closed(live: Live) -> None:
    assert live.press(pygame.K_ESCAPE), "it leaves full screen only: a slip must not end a set"
    assert not live.press(pygame.K_ESCAPE)
    pygame.event.post(pygame.Event(pygame.QUIT))
    assert not live.window.turn()


def test_escape_quits_at_once_when_all_is_done(live: Live) -> None:
    live.session.stage = Stage.DONE
    live.frame()
    assert not live.press(pygame.K_ESCAPE)


def test_escape_in_a_set_shows_what_was_done_before_it_quits(live: Live) -> None:
    live.frame()
    assert live.press(pygame.K_ESCAPE)
    assert live.press(pygame.K_ESCAPE)
    assert live.progress.stage is Stage.DONE
    assert live.progress.summary == SUMMARY
    assert live.sink.ended, "the record is whole before the report is offered"
    assert not live.press(pygame.K_ESCAPE)


def done(live: Live) -> None:
    live.session.stage, live.session.summary = Stage.DONE, SUMMARY
    live.frame()
    live.window.turn()


def test_at_the_end_number_keys_answer_and_what_was_answered_is_kept(live: Live) -> None:
    done(live)
    assert live.press(pygame.K_4)
    assert live.after.answers == {Question.PAIN: 4}
    assert live.press(pygame.K_KP6)
    assert live.window.answers == live.after.answers == {Question.PAIN: 4, Question.EFFORT: 6}


def test_the_questions_go_by_themselves_and_the_report_is_offered(live: Live) -> None:
    done(live)
    asked = live.picture()
    live.now = 2 * ASKED_S
    live.window.turn()
    live.now = 4 * ASKED_S
    assert (live.picture() != asked).any()
    assert live.after.answers == {}
    assert live.press(pygame.K_o)
    assert live.after.reports == 1
    assert live.sink.ended, "the session ends before it is reported"


def test_a_session_that_is_not_kept_asks_nothing(live: Live) -> None:
    live.after.kept = False
    done(live)
    live.press(pygame.K_4)
    live.press(pygame.K_o)
    assert (live.window.answers, live.after.reports) == ({}, 0)


def test_trouble_with_the_camera_is_said_when_it_begins_and_when_it_is_over(live: Live) -> None:
    live.source.trouble = Trouble.UNPLUGGED
    assert turn_until(live.window, lambda: live.alarms == [Trouble.UNPLUGGED])
    live.source.trouble = None
    assert turn_until(live.window, lambda: live.alarms == [Trouble.UNPLUGGED, None])


def test_space_pauses_and_goes_on_r_starts_the_set_again(live: Live) -> None:
    for key in (pygame.K_SPACE, pygame.K_SPACE, pygame.K_r):
        assert live.press(key)
    t = live.frame()
    assert live.session.asked == [("pause", t), ("resume", t), ("restart_set", t)]


def test_m_mutes_and_says_so(live: Live) -> None:
    live.frame()
    before = live.picture()
    live.press(pygame.K_m)
    assert live.sounds.muted
    assert (live.picture() != before).any()
    live.press(pygame.K_m)
    assert not live.sounds.muted
    assert (live.picture() == before).all()


def test_h_shows_the_keys(live: Live) -> None:
    live.press(pygame.K_h)
    shown = live.picture()
    live.press(pygame.K_h)
    assert (live.picture() != shown).any()


def size() -> tuple[int, int]:
    surface = pygame.display.get_surface()
    assert surface is not None
    return surface.get_size()


def test_it_fills_the_screen_from_the_start_and_f_or_escape_leaves(live: Live) -> None:
    full = pygame.display.get_desktop_sizes()[0]
    assert size() == full
    for key in (pygame.K_f, pygame.K_ESCAPE):
        assert live.press(key)
        assert size()[0] < full[0]
        assert live.press(pygame.K_f)
        assert size() == full


def test_words_of_caution_stand_until_somebody_lies_ready(live: Live) -> None:
    live.session.stage = Stage.GUIDE
    live.frame()
    caution = live.picture()
    live.session.stage = Stage.EXERCISE
    live.frame()
    ready = live.picture()
    live.session.stage = Stage.GUIDE
    live.frame()
    assert (live.picture() != caution).any(), "once is enough"
    assert not (ready == FAULT).all(axis=2).any()
    assert not (caution == FAULT).all(axis=2).any(), "a warning is not a correction"


def test_trouble_is_shown_while_it_lasts(live: Live) -> None:
    live.frame()
    well = live.picture()
    live.source.trouble = Trouble.UNPLUGGED
    assert (live.picture() != well).any()
    live.source.trouble = None
    assert (live.picture() == well).all()


def test_sound_devices_that_come_and_go_are_passed_on_with_the_time_of_the_session(live: Live) -> None:
    live.frame()
    pygame.event.post(pygame.Event(pygame.AUDIODEVICEREMOVED, which=0, iscapture=0))
    pygame.event.post(pygame.Event(pygame.AUDIODEVICEREMOVED, which=0, iscapture=1))
    pygame.event.post(pygame.Event(pygame.AUDIODEVICEADDED, which=0, iscapture=0))
    live.window.turn()
    t = live.frame()
    assert live.sounds.heard == [f"removed {t:.1f}", f"added {t:.1f}"]


def test_the_end_of_a_file_shows_what_was_done(live: Live) -> None:
    live.frame()
    live.source.stop()
    assert turn_until(live.window, lambda: live.progress.stage is Stage.DONE)
    assert live.progress.summary == SUMMARY
    assert len(live.sink.ended) == 1


def test_the_end_of_a_file_without_a_frame_leaves_the_window_open(live: Live) -> None:
    live.source.stop()
    assert turn_until(live.window, lambda: live.worker.scenes.closed)
    assert live.window.turn()


def test_an_error_of_the_coach_closes_the_window_and_is_kept(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MissingError("No model.")

    monkeypatch.setattr(live.session, "update", fail)
    live.source.give()
    assert not turn_until(live.window, lambda: False)
    assert isinstance(live.worker.error, MissingError)


def test_without_a_display_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in window_module.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(window_module, "_ON_LINUX", True)
    with pytest.raises(MissingError, match="No window can be opened here"):
        window_module.open_window()


def test_a_display_that_cannot_be_used_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "nonsense")
    with pytest.raises(MissingError, match="No window can be opened here"):
        window_module.open_window()
