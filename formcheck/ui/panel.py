"""The panel beside the picture: the count, a mark for each rep, side, set, and the roll gauge."""

import math

import pygame

from formcheck.session.guide import Instruction
from formcheck.session.progress import Stage
from formcheck.ui.gauge import draw_gauge
from formcheck.ui.palette import FAINT, FAULT, GOOD, INK, OUTLINE, PANEL, SOFT
from formcheck.ui.placement import draw_placement
from formcheck.ui.scene import Mark, Scene
from formcheck.ui.text import write
from formcheck.ui.words import LEG

COUNT = 34.0  # hundredths of the window's height: font, so that digits are 0.3 of the window high
WORDS = 6.2
GAUGE = 26.0
MARKS = 10.0
SHOWS_PLACE = frozenset(
    {
        Instruction.COME_INTO_VIEW,
        Instruction.SHOW_WHOLE_BODY,
        Instruction.LIE_DOWN,
        Instruction.FACE_CAMERA,
        Instruction.MOVE_CAMERA,
    }
)


def draw_panel(surface: pygame.Surface, scene: Scene, box: pygame.Rect, unit: float) -> None:
    """Draw the panel; while the person is guided into position, a picture of where to put the laptop is in it."""
    pygame.draw.rect(surface, PANEL, box)
    progress = scene.progress
    inner = box.inflate(-round(4 * unit), -round(3 * unit))
    words = pygame.Rect(inner.left, 0, inner.width, round(WORDS * unit))
    gauge = pygame.Rect(inner.left, inner.bottom - round(GAUGE * unit), inner.width, round(GAUGE * unit))
    counting = bool(progress.reps or progress.holds)
    guided = progress.stage in (Stage.GUIDE, Stage.EXERCISE) and progress.instruction in SHOWS_PLACE and not counting
    if guided or progress.stage is Stage.TURN_OVER:
        place = pygame.Rect(inner.left, inner.top, inner.width, inner.height - round(3 * WORDS * unit))
        draw_placement(surface, place, progress.lying_on, to_feet=progress.instruction is Instruction.MOVE_CAMERA)
        words.bottom = inner.bottom
        _write_plan(surface, scene, words, unit)
        return
    draw_gauge(surface, scene.gauge, gauge, unit)
    words.bottom = gauge.top - round(2.5 * unit)
    _write_plan(surface, scene, words, unit)
    top = words.top - round((WORDS + 1) * unit) * (progress.sets > 1)
    marks = pygame.Rect(inner.left, top - round((MARKS + 1) * unit), inner.width, round(MARKS * unit))
    count = pygame.Rect(inner.left, inner.top, inner.width, marks.top - inner.top)
    if scene.left_s is not None:
        _write_time(surface, scene.left_s, count, unit)
    else:
        _write_count(surface, scene, count, unit)
    _draw_marks(surface, scene, marks)


def _write_plan(surface: pygame.Surface, scene: Scene, line: pygame.Rect, unit: float) -> None:
    """Write the leg that works, and where there are several sets which one it is, in lines that end with `line`."""
    progress = scene.progress
    leg = LEG[progress.lying_on] if progress.lying_on is not None else ""
    if progress.sets > 1:
        write(surface, f"Set {progress.set_number} of {progress.sets}", line, WORDS * unit, SOFT, align="left")
        line = line.move(0, -round((WORDS + 1) * unit))
    write(surface, leg, line, WORDS * unit, INK, align="left")


def _write_count(surface: pygame.Surface, scene: Scene, box: pygame.Rect, unit: float) -> None:
    progress = scene.progress
    done = progress.reps + progress.holds
    number = pygame.Rect(box.left, box.top, round(box.width * 0.62), box.height)
    write(surface, str(done), number, COUNT * unit, INK, align="left")
    target = pygame.Rect(number.right, box.top, box.right - number.right, box.height)
    write(surface, f"of {progress.target}", target, 7 * unit, SOFT, align="right")


def _write_time(surface: pygame.Surface, left_s: float, box: pygame.Rect, unit: float) -> None:
    seconds = math.ceil(left_s)
    text = str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02}"
    write(surface, text, pygame.Rect(box.left, box.top, round(box.width * 0.72), box.height), COUNT * unit, GOOD)
    write(surface, "s", pygame.Rect(box.right - round(9 * unit), box.top, round(9 * unit), box.height), 8 * unit, SOFT)


def _draw_marks(surface: pygame.Surface, scene: Scene, box: pygame.Rect) -> None:
    """Draw a mark for each rep to do: disc clean, triangle not, ring not judged, square a hold."""
    target = max(scene.progress.target, len(scene.marks))
    row = 5 if target <= 10 else 10
    step = min(box.width / row, box.height / 2)
    for i in range(target):
        middle = pygame.Vector2(box.left + (i % row + 0.5) * step, box.top + (i // row + 0.5) * box.height / 2)
        _mark(surface, scene.marks[i] if i < len(scene.marks) else None, middle, step * 0.4)


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
