"""Draws the start screen: the camera's picture, the plan, the pain, where the laptop belongs, and words of caution."""

from dataclasses import dataclass

import pygame

from formcheck.exercise.cues import Cue
from formcheck.text.sentences import sentence
from formcheck.ui.band import band_height, draw_band
from formcheck.ui.drawing import draw_picture, unit_of
from formcheck.ui.palette import BACKGROUND, GOOD, INK, OUTLINE, PANEL, SOFT, TROUGH
from formcheck.ui.panel import MOVES_CAMERA
from formcheck.ui.placement import draw_placement
from formcheck.ui.scene import Line, Scene
from formcheck.ui.start_form import ROWS, Row, StartForm
from formcheck.ui.text import LEADING, readable_px, write

PICTURE_SHARE = 0.5  # of the width
PICTURE_HEIGHT = 0.62  # of what the band leaves
READY = Line(sentence("start.ready"))  # while nothing is in the way


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where a click does something: lowering and raising a row's value, and starting. Empty where none is shown."""

    less: dict[Row, pygame.Rect]
    more: dict[Row, pygame.Rect]
    start: pygame.Rect


NOTHING = Boxes({}, {}, pygame.Rect(0, 0, 0, 0))


def draw_start(surface: pygame.Surface, form: StartForm, scene: Scene | None, trouble: str | None) -> Boxes:
    """Draw the screen and return where it can be clicked. trouble: what is wrong with the camera, if anything."""
    surface.fill(BACKGROUND)
    unit, px = unit_of(surface), readable_px(surface)
    width, height = surface.get_size()
    upper = max(height - band_height(px), 1)
    picture = pygame.Rect(0, 0, round(width * PICTURE_SHARE), round(upper * PICTURE_HEIGHT))
    side = pygame.Rect(picture.right, 0, width - picture.right, upper).inflate(-round(4 * unit), -round(4 * unit))
    if scene is not None and trouble is None:
        draw_picture(surface, scene, picture, unit)
    else:
        told = trouble or sentence("camera.opening")
        write(surface, told, picture.inflate(-round(4 * unit), 0), 5 * unit, INK, most_lines=4)
    below = pygame.Rect(picture.left, picture.bottom, picture.width, upper - picture.bottom)
    below = below.inflate(-round(4 * unit), -round(unit))
    if scene is not None and scene.progress.instruction in MOVES_CAMERA:
        grown = round(LEADING * px)  # by which the band may grow over both
        below.height -= grown
        side.height -= grown
        _draw_caution(surface, below, unit)
        draw_placement(surface, side, scene.posture.lying_on, to_feet=True)
        boxes = NOTHING
    else:
        place = pygame.Rect(below.left, below.top, round(below.width * 0.36), below.height)
        draw_placement(surface, place, None, to_feet=False)
        words = pygame.Rect(place.right, below.top, below.right - place.right, below.height)
        _draw_caution(surface, words.inflate(-round(2 * unit), 0), unit)
        boxes = _draw_form(surface, form, side, unit)
    draw_band(surface, None if scene is None or trouble is not None else scene.line or READY, px)
    return boxes


def _draw_caution(surface: pygame.Surface, box: pygame.Rect, unit: float) -> None:
    caution = sentence("start.caution", pain=sentence(Cue.PAIN.text_id))
    write(surface, caution, box, 3.2 * unit, SOFT, align="left", most_lines=9)


def _draw_form(surface: pygame.Surface, form: StartForm, box: pygame.Rect, unit: float) -> Boxes:
    pygame.draw.rect(surface, PANEL, box, border_radius=round(unit))
    inner = box.inflate(-round(4 * unit), -round(2 * unit))
    step = inner.height // (len(ROWS) + 2)
    less, more = {}, {}
    for i, row in enumerate(ROWS):
        line = pygame.Rect(inner.left, inner.top + i * step, inner.width, round(step * 0.86))
        if row is form.row:
            pygame.draw.rect(surface, TROUGH, line.inflate(round(2 * unit), 0), border_radius=round(unit))
        name = pygame.Rect(line.left, line.top, round(line.width * 0.46), line.height)
        write(surface, sentence(row.text_id), name.inflate(-round(2 * unit), 0), 5 * unit, SOFT, align="left")
        button = round(min(line.height * 0.8, 7 * unit))
        less[row] = pygame.Rect(name.right, line.centery - button // 2, button, button)
        more[row] = pygame.Rect(line.right - button, less[row].top, button, button)
        for sign, place in (("-", less[row]), ("+", more[row])):
            pygame.draw.rect(surface, OUTLINE, place, border_radius=round(unit))
            write(surface, sign, place, 6 * unit, INK)
        value = pygame.Rect(less[row].right, line.top, more[row].left - less[row].right, line.height)
        write(surface, form.value(row), value, 6 * unit, INK)
    start = pygame.Rect(inner.left, inner.top + len(ROWS) * step, inner.width, round(step * 0.9))
    pygame.draw.rect(surface, GOOD, start, border_radius=round(unit))
    write(surface, sentence("start.button"), start, 7 * unit, OUTLINE)
    keys = pygame.Rect(inner.left, start.bottom, inner.width, inner.bottom - start.bottom)
    write(surface, sentence("start.keys"), keys, 3 * unit, SOFT, align="left", most_lines=3)
    return Boxes(less, more, start)
