"""What matters is read from the floor: capitals of 20 arc minutes at 2.5 m, 14 mm on a 14-inch screen."""

import math
from dataclasses import replace

import pygame
import pytest

from formcheck.body.side import Side
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.session.progress import Stage
from formcheck.session.summary import SetResult, Summary
from formcheck.text.sentences import sentence
from formcheck.ui import text as text_module
from formcheck.ui.drawing import draw
from formcheck.ui.scene import Gauge, GaugeState, Line, Scene
from formcheck.ui.text import font
from tests.ui.scenes import PROGRESS, scene

SIZES = [(1920, 1080), (1366, 768), (1280, 720), (800, 600)]
ADVICE = ("Move the laptop towards your feet, so that it looks at you from the front.",)
LINES = [
    *(sentence(c.text_id) for c in Cue),
    *(sentence(i.text_id) for i in Instruction),
    *(sentence(f"{fault.text_id}.shown") + "." for fault in Fault),
    *ADVICE,
]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every line of text that is drawn, with the height of a capital in pixels as it comes out."""
    found: list[tuple[str, int]] = []
    render = text_module.render

    def noting(words: str, px: int, colour: tuple[int, int, int]) -> pygame.Surface:
        found.append((words, capital_px(px)))
        return render(words, px, colour)

    monkeypatch.setattr(text_module, "render", noting)
    return found


def capital_px(px: int) -> int:
    drawn = font(px).render("H", True, (255, 255, 255))
    return pygame.mask.from_surface(drawn).get_bounding_rects()[0].height


def drawn(shown: Scene, size: tuple[int, int]) -> None:
    draw(pygame.Surface(size), shown)


def small(written: list[tuple[str, int]], size: tuple[int, int], secondary: tuple[str, ...] = ()) -> list[str]:
    """Return what is drawn too small and does not begin with something secondary."""
    least = math.hypot(*size) * 14 / (14 * 25.4)
    return [words for words, capital in written if capital < least and not words.startswith(secondary)]


@pytest.mark.parametrize("size", SIZES)
def test_everything_the_coach_says_is_readable(written: list[tuple[str, int]], size: tuple[int, int]) -> None:
    for words in LINES:
        drawn(scene(image=None, line=Line(words)), size)
    lines = " ".join(words for words, _ in written)
    assert all(words.split()[-1] in lines for words in LINES)
    assert small(written, size, ("of 10", "Set 1", "H: keys", "limit")) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", list(GaugeState))
@pytest.mark.parametrize("side", list(Side))
def test_count_leg_and_verdict_are_readable(
    written: list[tuple[str, int]], size: tuple[int, int], state: GaugeState, side: Side
) -> None:
    drawn(scene(image=None, gauge=Gauge(state, 5.0), progress=replace(PROGRESS, lying_on=side, reps=20)), size)
    assert "20" in [words for words, _ in written]
    assert small(written, size, ("of 10", "Set 1", "H: keys", "limit")) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_time_of_a_rest_is_readable(written: list[tuple[str, int]], size: tuple[int, int]) -> None:
    drawn(scene(image=None, left_s=130.0, progress=replace(PROGRESS, stage=Stage.REST)), size)
    assert "2:10" in [words for words, _ in written]
    assert small(written, size, ("of 10", "Set 1", "H: keys", "limit")) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", list(NextStep))
def test_what_was_done_and_the_next_step_are_readable(
    written: list[tuple[str, int]], size: tuple[int, int], step: NextStep
) -> None:
    result = SetResult(Side.RIGHT, 3, 30, 28, 0, 0, ((Fault.FEET_APART, 2),), early=False)
    summary = Summary((result, replace(result, lying_on=Side.LEFT)), step)
    ended = replace(PROGRESS, stage=Stage.DONE, summary=summary)
    drawn(scene(image=None, progress=ended, clean_range_deg=35.0), size)
    assert small(written, size, ("Feet came", "Widest")) == []
