"""Before a session: what is chosen, and the three ways to start."""

from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from formcheck.body.side import Side
from formcheck.exercise.instruction import Instruction
from formcheck.session.plan import Plan
from formcheck.session.progress import Stage
from formcheck.ui.start_form import Row, StartForm
from formcheck.ui.start_screen import draw_start
from formcheck.ui.start_window import StartWindow
from formcheck.ui.worker import Worker
from tests.ui.live import FakeEstimator, FakeSession, FakeSource, opening
from tests.ui.scenes import scene


class Before:
    """A start window with everything behind it."""

    def __init__(self) -> None:
        self.source, self.session = FakeSource(), FakeSession()
        self.told: list[str] = []
        self.session.stage = Stage.GUIDE
        self.worker = Worker(self.source, opening(FakeEstimator()), self.session, {}, self.told.append)
        self.window = StartWindow(self.source, self.worker, StartForm(Plan()))
        self.worker.start()

    def press(self, *keys: int) -> bool:
        for key in keys:
            pygame.event.post(pygame.Event(pygame.KEYDOWN, key=key))
        return self.window.turn()

    def click(self, place: pygame.Rect) -> bool:
        pygame.event.post(pygame.Event(pygame.MOUSEBUTTONDOWN, button=pygame.BUTTON_LEFT, pos=place.center))
        return self.window.turn()


@pytest.fixture
def before() -> Iterator[Before]:
    made = Before()
    yield made
    made.source.stop()
    made.worker.stop()


def test_enter_starts_with_what_was_chosen_by_keys(before: Before) -> None:
    assert before.press(pygame.K_RIGHT, pygame.K_DOWN, pygame.K_LEFT, pygame.K_DOWN, pygame.K_RIGHT, pygame.K_DOWN)
    assert before.press(*[pygame.K_RIGHT] * 4)
    assert before.press(pygame.K_RETURN)
    assert before.window.chosen
    assert before.press(pygame.K_RIGHT), "nothing is changed any more"
    assert before.window.form == StartForm(Plan(reps=9, sets=2, leg=Side.LEFT), pain=3, row=Row.PAIN)


def test_the_mouse_does_the_same(before: Before) -> None:
    surface = pygame.display.get_surface()
    assert surface is not None
    boxes = draw_start(surface, before.window.form, None, None)
    assert before.click(boxes.more[Row.PAIN])
    assert before.click(boxes.less[Row.REPS])
    assert (before.window.form.pain, before.window.form.plan.reps) == (0, 9)
    assert before.click(boxes.start)
    assert before.window.chosen


def test_who_started_by_hand_is_guided_until_they_lie_ready(before: Before) -> None:
    before.source.give()
    assert before.press(pygame.K_RETURN)
    for _ in range(20):
        assert before.window.turn()
    before.session.stage = Stage.EXERCISE
    before.source.give()
    assert not all(before.window.turn() for _ in range(100))
    assert before.window.started


def test_another_enter_does_without_the_check(before: Before) -> None:
    assert before.press(pygame.K_RETURN)
    assert not before.press(pygame.K_RETURN)
    assert before.window.started


def test_lying_ready_starts_without_a_key(before: Before) -> None:
    before.source.give()
    for _ in range(20):
        assert before.window.turn()
    before.session.stage = Stage.EXERCISE
    before.source.give()
    assert not all(before.window.turn() for _ in range(100))
    assert before.window.started


def test_who_lies_there_sees_where_the_laptop_belongs_in_place_of_the_plan() -> None:
    surface = pygame.Surface((1366, 768))
    told = replace(scene().progress, stage=Stage.GUIDE, instruction=Instruction.HIGHER)
    boxes = draw_start(surface, StartForm(Plan()), scene(progress=told), None)
    assert not boxes.less
    assert not boxes.start.size[0]


def test_escape_and_closing_quit(before: Before) -> None:
    assert not before.press(pygame.K_ESCAPE)
    assert not before.window.started


def test_values_stay_in_their_range() -> None:
    form = StartForm(Plan(reps=20, sets=3), pain=10)
    for row in (Row.REPS, Row.SETS, Row.PAIN):
        more = StartForm(form.plan, form.pain, row).changed(1)
        assert (more.plan, more.pain) == (form.plan, form.pain)
    assert StartForm(Plan(), 0, Row.PAIN).changed(-1).pain is None
    assert StartForm(Plan(leg=Side.RIGHT)).changed(1).plan.leg is None


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (800, 600)])
def test_every_box_can_be_clicked_and_none_lies_over_another(size: tuple[int, int]) -> None:
    boxes = draw_start(pygame.Surface(size), StartForm(Plan()), scene(), None)
    places = [*boxes.less.values(), *boxes.more.values(), boxes.start]
    assert all(pygame.Rect(0, 0, *size).contains(place) and min(place.size) >= 20 for place in places)
    assert all(place.collidelist(places[i + 1 :]) < 0 for i, place in enumerate(places))


def test_what_the_computer_lacks_is_told_on_the_start_screen(before: Before) -> None:
    surface = pygame.display.get_surface()
    assert surface is not None
    seen = []
    for missing in ((), ("No sound device was found.",)):
        window = StartWindow(before.source, before.worker, StartForm(Plan()), missing)
        window.turn()
        seen.append(pygame.image.tobytes(surface, "RGB"))
    assert seen[0] != seen[1]
