"""The panel beside the picture: the count, a mark for each rep, and the roll gauge; above the picture leg and set."""

import math

import pygame

from formcheck.exercise.instruction import Instruction
from formcheck.session.plan import REPS_MOST
from formcheck.session.progress import Stage
from formcheck.text.sentences import sentence
from formcheck.ui.gauge import HEIGHT, draw_gauge
from formcheck.ui.movement import draw_movement
from formcheck.ui.palette import FAINT, FAULT, GOOD, INK, OUTLINE, PANEL, SOFT
from formcheck.ui.placement import draw_placement
from formcheck.ui.scene import Mark, Scene
from formcheck.ui.text import LEADING, write
from formcheck.ui.words import LEG

SHOWS_MOVEMENT = frozenset({Instruction.BEND_KNEES, Instruction.HOLD_STILL, Instruction.BEGIN, Instruction.OPEN_SLOWLY})
MARKS = 0.95  # by the height of the font
MOVES_CAMERA = frozenset({Instruction.MOVE_CAMERA, Instruction.HIGHER, Instruction.TOWARDS_FEET})
SHOWS_PLACE = frozenset(
    {
        Instruction.COME_INTO_VIEW,
        Instruction.SHOW_WHOLE_BODY,
        Instruction.LIE_DOWN,
        Instruction.FACE_CAMERA,
        *MOVES_CAMERA,
    }
)


def draw_panel(surface: pygame.Surface, scene: Scene, box: pygame.Rect, px: int) -> None:
    """Draw the panel. While the person is guided into position it shows where to put the laptop, then the exercise."""
    pygame.draw.rect(surface, PANEL, box)
    progress = scene.progress
    inner = box.inflate(-round(0.36 * px), -round(0.18 * px))
    counting = bool(progress.reps or progress.holds)
    guided = progress.stage in (Stage.GUIDE, Stage.EXERCISE) and progress.instruction in SHOWS_PLACE and not counting
    if guided or progress.stage is Stage.TURN_OVER:
        draw_placement(surface, inner, progress.lying_on, to_feet=progress.instruction in MOVES_CAMERA)
        return
    if not counting and (progress.stage is Stage.GUIDE or progress.instruction in SHOWS_MOVEMENT):
        shown = pygame.Rect(inner.left, inner.top, inner.width, inner.height - round(LEADING * px))
        draw_movement(surface, shown, scene.posture.t, progress.lying_on or scene.posture.lying_on)
        return
    gauge = pygame.Rect(inner.left, inner.bottom - round(HEIGHT * px), inner.width, round(HEIGHT * px))
    if progress.stage is not Stage.REST:
        draw_gauge(surface, scene.gauge, gauge, px, scene.exercise.roll.fault_deg)
    marks = pygame.Rect(inner.left, gauge.top - round(MARKS * px), inner.width, round(MARKS * px))
    count = pygame.Rect(inner.left, inner.top, inner.width, marks.top - inner.top)
    if scene.left_s is not None:
        _write_time(surface, scene.left_s, count, px)
    else:
        _write_count(surface, scene, count, px)
    _draw_marks(surface, scene, marks)


def draw_plan(surface: pygame.Surface, scene: Scene, line: pygame.Rect, px: int) -> None:
    """Write the leg that works, and where there are several sets which one it is."""
    progress = scene.progress
    right = line.width
    if progress.sets > 1:
        told = sentence("set.number", number=progress.set_number, sets=progress.sets)
        right = write(surface, told, line, 0.6 * px, SOFT, align="right").left - line.left
    if progress.lying_on is not None:
        write(surface, LEG[progress.lying_on], pygame.Rect(line.left, line.top, right, line.height), px, align="left")


def _write_count(surface: pygame.Surface, scene: Scene, box: pygame.Rect, px: int) -> None:
    progress = scene.progress
    done = progress.reps + progress.holds
    if progress.target is None:
        write(surface, sentence("set.rep-number", number=done) if done else "", box, box.height, INK, align="left")
        return
    number = pygame.Rect(box.left, box.top, round(box.width * 0.66), box.height)
    number = number.inflate(0, round(0.14 * box.height))  # digits have nothing below the line
    write(surface, str(done), number, number.height, INK, align="left")
    target = pygame.Rect(number.right, box.top, box.right - number.right, box.height)
    write(surface, sentence("set.target", target=progress.target), target, 0.7 * px, SOFT, align="right")


def _write_time(surface: pygame.Surface, left_s: float, box: pygame.Rect, px: int) -> None:
    seconds = math.ceil(left_s)
    text = str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02}"
    write(surface, text, pygame.Rect(box.left, box.top, round(box.width * 0.8), box.height), box.height, GOOD)
    write(surface, sentence("seconds"), pygame.Rect(box.right - px, box.top, px, box.height), px, SOFT)


def _draw_marks(surface: pygame.Surface, scene: Scene, box: pygame.Rect) -> None:
    """Draw a mark for each rep to do: disc clean, triangle not, ring not judged, square a hold."""
    marks = scene.marks if scene.progress.target is not None else scene.marks[-REPS_MOST:]
    target = max(scene.progress.target or 0, len(marks))
    row = 5 if target <= 10 else 10
    step = min(box.width / row, box.height / 2)
    for i in range(target):
        middle = pygame.Vector2(box.left + (i % row + 0.5) * step, box.top + (i // row + 0.5) * box.height / 2)
        _mark(surface, marks[i] if i < len(marks) else None, middle, step * 0.4)


def _mark(surface: pygame.Surface, mark: Mark | None, at: pygame.Vector2, r: float) -> None:
    if mark is Mark.CLEAN:
        pygame.draw.aacircle(surface, GOOD, at, r)
    elif mark is Mark.FAULTY:
        corners = [at + pygame.Vector2(0, -1.15 * r).rotate(angle) for angle in (0, 120, 240)]
        pygame.draw.polygon(surface, FAULT, corners)
        pygame.draw.polygon(surface, OUTLINE, corners, max(1, round(r / 8)))
    elif mark is Mark.NOT_JUDGED:
        pygame.draw.aacircle(surface, SOFT, at, r, max(2, round(r / 3)))
    elif mark is Mark.HOLD:
        pygame.draw.rect(surface, GOOD, pygame.Rect(at.x - 0.8 * r, at.y - 0.8 * r, 1.6 * r, 1.6 * r))
    else:
        pygame.draw.aacircle(surface, FAINT, at, max(2.0, r * 0.4))
