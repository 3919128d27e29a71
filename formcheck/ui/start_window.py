"""The window before a session: choose, start by Enter, by a click or by lying down, and place the camera."""

from dataclasses import replace

import pygame

from formcheck.capture.trouble import advice
from formcheck.session.progress import Stage
from formcheck.ui.card import draw_remarks
from formcheck.ui.coach_window import open_window
from formcheck.ui.drawing import draw, unit_of
from formcheck.ui.scene import Overlay, Scene
from formcheck.ui.start_form import StartForm
from formcheck.ui.start_screen import NOTHING, Boxes, draw_start
from formcheck.ui.worker import Source, Worker

WAIT_S = 1 / 30  # for a new scene, before the keys are looked at again
STARTS = (pygame.K_RETURN, pygame.K_KP_ENTER)
CHANGES = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
MOVES = {pygame.K_UP: -1, pygame.K_DOWN: 1}


class StartWindow:
    """`turn` until it returns False; then `started` tells whether to go on with `form`, or to quit.

    Once the form is closed by hand the person is guided until they lie ready; another Enter does without that.
    The worker's session is a `CameraCheck`. missing: what this computer lacks, a sentence each.
    Raises MissingError when made where there is no display.
    """

    def __init__(self, source: Source, worker: Worker, form: StartForm, missing: tuple[str, ...] = ()) -> None:
        self.form = form
        self.chosen = self.started = False
        self._source, self._worker, self._missing = source, worker, missing
        self._scene: Scene | None = None
        self._surface = open_window(full_screen=True)
        self._boxes: Boxes = self._draw()

    def turn(self) -> bool:
        """Obey keys and mouse and draw what is new; return whether to go on."""
        for event in pygame.event.get():
            quits = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
            if event.type == pygame.QUIT or quits:
                return False
            if event.type == pygame.KEYDOWN:
                self._key(event.key)
            elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
                self._click(event.pos)
        self._scene = self._worker.scenes.take(WAIT_S) or self._scene
        if self._scene is not None and self._scene.progress.stage is not Stage.GUIDE:
            self.started = True
        self._boxes = self._draw()
        return not self.started and not self._worker.scenes.closed

    def _draw(self) -> Boxes:
        trouble = self._source.trouble
        told = None if trouble is None else advice(trouble)
        if self.chosen:
            boxes = NOTHING
            overlay = Overlay(caution=True) if told is None else Overlay(title=told[0], text=told[1])
            draw(self._surface, self._guiding(), overlay)
        else:
            boxes = draw_start(self._surface, self.form, self._scene, None if told is None else ". ".join(told))
            draw_remarks(self._surface, self._missing, unit_of(self._surface))
        pygame.display.flip()
        return boxes

    def _guiding(self) -> Scene | None:
        """Return the scene with the plan that was chosen."""
        if self._scene is None:
            return None
        plan = self.form.plan
        return replace(self._scene, progress=replace(self._scene.progress, target=plan.reps, sets=plan.sets))

    def _start(self) -> None:
        self.started, self.chosen = self.chosen, True

    def _key(self, key: int) -> None:
        if key in STARTS:
            self._start()
        elif self.chosen:
            return
        elif key in CHANGES:
            self.form = self.form.changed(CHANGES[key])
        elif key in MOVES:
            self.form = self.form.moved(MOVES[key])

    def _click(self, at: tuple[int, int]) -> None:
        if self._boxes.start.collidepoint(at):
            self._start()
        for places, by in ((self._boxes.less, -1), (self._boxes.more, 1)):
            for row, place in places.items():
                if place.collidepoint(at):
                    self.form = StartForm(self.form.plan, self.form.pain, row).changed(by)
