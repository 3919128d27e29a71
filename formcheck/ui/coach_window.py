"""The window: keys, and drawing whatever is newest."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pygame

from formcheck.capture.trouble import advice
from formcheck.errors import MissingError
from formcheck.session.progress import Stage
from formcheck.session.summary import Summary
from formcheck.text.sentences import sentence
from formcheck.ui.drawing import draw
from formcheck.ui.questions import Question, Questions
from formcheck.ui.scene import Overlay, Scene
from formcheck.ui.worker import Source, Worker

SIZE = (1280, 720)
WAIT_S = 1 / 30  # for a new scene, before the keys are looked at again
DIGITS = {getattr(pygame, f"K_{pad}{digit}"): digit for digit in range(10) for pad in ("", "KP")}
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
_ON_LINUX = sys.platform.startswith("linux")


class Sounds(Protocol):
    """What the window needs of the sound player. problem: why nothing is heard, None where all is well."""

    muted: bool
    problem: str | None

    def device_removed(self, t: float) -> None:
        """Take note that a sound device went away."""

    def device_added(self, t: float) -> None:
        """Take note that there is another sound device."""


class After(Protocol):
    """What can be done once all is done. kept: whether the session is kept, so that anything can be."""

    @property
    def kept(self) -> bool:
        """Whether there is something to keep answers with, and to report on."""

    def keep(self, answers: dict[Question, int]) -> None:
        """Keep what was answered so far."""

    def open_report(self) -> None:
        """Write the report and show it."""


class Window:
    """`turn` once for every picture until it returns False.

    Raises MissingError when made where there is no display. `summary` returns what was done so far. now: seconds of
    any clock, for the questions at the end.
    """

    def __init__(
        self,
        source: Source,
        worker: Worker,
        summary: Callable[[], Summary],
        sounds: Sounds | None = None,
        after: After | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.scene: Scene | None = None
        self.remarks: tuple[str, ...] = ()
        self._source, self._worker, self._summary, self._sounds = source, worker, summary, sounds
        self._after, self._now = after, now
        self._questions: Questions | None = None
        self._keys = self._over = self._halted = False
        self._full_screen = self._caution = True
        self._drawn: tuple[object, ...] | None = None
        self._surface = open_window(full_screen=True)

    @property
    def answers(self) -> dict[Question, int]:
        """What was answered at the end so far."""
        return {} if self._questions is None else self._questions.answers

    def turn(self) -> bool:
        """Obey the keys and draw what is new; return whether to go on."""
        for event in pygame.event.get():
            if event.type == pygame.QUIT or (event.type == pygame.KEYDOWN and not self._key(event.key)):
                return False
            self._heard(event)
            if event.type in (pygame.WINDOWRESIZED, pygame.WINDOWEXPOSED):
                self._surface = pygame.display.get_surface() or self._surface
                self._drawn = None
        scene = self._worker.scenes.take(WAIT_S)
        if scene is not None:
            self.scene = scene
        if self._worker.scenes.closed:
            if self._worker.error is not None:
                return False
            self._finish()
        self._ask()
        self._draw(fresh=scene is not None)
        return True

    def _ask(self) -> None:
        """Ask what is asked when all is done, as long as it is to be kept."""
        if self._questions is not None:
            self._questions.pass_time(self._now())
        elif self._done and self._after is not None and self._after.kept:
            self._questions = Questions(self._now())

    def _draw(self, *, fresh: bool) -> None:
        overlay = self._overlay()
        wanted = (overlay, self._over, self._surface.get_size())
        if fresh or wanted != self._drawn:
            draw(self._surface, self.scene, overlay)
            pygame.display.flip()
            self._drawn = wanted
        elif self._worker.scenes.closed:
            time.sleep(WAIT_S)  # nothing to wait for any more but keys

    def _finish(self) -> None:
        """Show what was done, where the source came to its end before the plan did."""
        if self._over or self.scene is None:
            self._over = True
            return
        self._over = True
        summary = self._summary()
        if self.scene.progress.stage is not Stage.DONE and summary.sets:
            progress = replace(self.scene.progress, stage=Stage.DONE, summary=summary)
            self.scene = replace(self.scene, progress=progress)

    def _overlay(self) -> Overlay:
        remarks = [*self.remarks]
        if self._sounds is not None and self._sounds.problem is not None:
            remarks.append(self._sounds.problem)
        elif self._sounds is not None and self._sounds.muted:
            remarks.append(sentence("sound.off"))
        title, text = None, None
        trouble = self._source.trouble
        if trouble is not None and not self._over:
            title, what_to_do = advice(trouble)
            text = f"{what_to_do} {sentence('camera.by-itself')}"
        elif self.scene is None:
            ids = ("video.over", "video.nobody") if self._over else ("camera.opening", "camera.one-moment")
            title, text = map(sentence, ids)
        if self.scene is not None and self.scene.progress.stage is not Stage.GUIDE:
            self._caution = False  # somebody lies ready: it would cover the counter
        return Overlay(title, text, self._caution and title is None, tuple(remarks), self._keys, self._prompt)

    @property
    def _prompt(self) -> str | None:
        if self._questions is None:
            return None
        return self._questions.words or sentence("report.open")

    def _heard(self, event: pygame.Event) -> None:
        """Pass on that a loudspeaker came or went."""
        if self._sounds is None or getattr(event, "iscapture", False):
            return
        if event.type == pygame.AUDIODEVICEREMOVED:
            self._worker.ask(self._sounds.device_removed)
        elif event.type == pygame.AUDIODEVICEADDED:
            self._worker.ask(self._sounds.device_added)

    def _key(self, key: int) -> bool:
        """Do what the key asks for; return whether to go on."""
        self._caution = False
        if key == pygame.K_ESCAPE:
            if self._over or self._done:
                return False
            if not self._full_screen:
                return self._end()
            self._toggle_full_screen()  # a key pressed by mistake must not end a set
        elif self._questions is not None and key in DIGITS:
            self._questions.digit(self._now(), DIGITS[key])
            self._keep()
        elif self._questions is not None and key in ENTER:
            self._questions.skip(self._now())
            self._keep()
        elif self._questions is not None and key == pygame.K_o:
            self._open_report()
        elif key == pygame.K_h:
            self._keys = not self._keys
        elif key == pygame.K_f:
            self._toggle_full_screen()
        elif key == pygame.K_m and self._sounds is not None:
            self._sounds.muted = not self._sounds.muted
        elif key == pygame.K_r:
            self._worker.restart_set()
        elif key == pygame.K_SPACE:
            self._halted = not self._halted
            (self._worker.pause if self._halted else self._worker.resume)()
        return True

    def _end(self) -> bool:
        """End the session before the plan is done; return whether something was done that can be shown."""
        self._worker.stop()
        self._finish()
        return self._done

    def _keep(self) -> None:
        if self._questions is not None and self._after is not None:
            self._after.keep(self.answers)

    def _open_report(self) -> None:
        """Show the report. The session has to end before, and the browser to be seen."""
        assert self._after is not None
        self._worker.stop()
        self._finish()
        self._keep()
        if self._full_screen:
            self._toggle_full_screen()
        draw(self._surface, self.scene, replace(self._overlay(), prompt=sentence("report.making")))
        pygame.display.flip()
        self._after.open_report()

    @property
    def _done(self) -> bool:
        return self.scene is not None and self.scene.progress.stage is Stage.DONE

    def _toggle_full_screen(self) -> None:
        self._full_screen = not self._full_screen
        self._surface = sized(full_screen=self._full_screen)


def open_window(*, full_screen: bool = False) -> pygame.Surface:
    """Open the window and return its surface. Raises MissingError where there is no display."""
    if _ON_LINUX and not any(os.environ.get(name) for name in DISPLAYS):
        raise MissingError(sentence("no-window"))
    try:
        pygame.display.init()
        # without a display SDL draws into memory, and the person would see nothing
        if pygame.display.get_driver() == "offscreen" and os.environ.get("SDL_VIDEODRIVER") != "offscreen":
            raise MissingError(sentence("no-window"))
        pygame.display.set_caption("formcheck")  # before the window comes up: it would bear pygame's name first
        surface = sized(full_screen=full_screen)
    except pygame.error as error:
        raise MissingError(sentence("no-window")) from error
    pygame.display.set_allow_screensaver(False)  # nobody touches a key for minutes
    return surface


def close_window() -> None:
    """Close what `open_window` opened, if anything."""
    pygame.display.quit()


def sized(*, full_screen: bool) -> pygame.Surface:
    """Make the open window fill the screen, or as large as fits on it, and return its surface."""
    if full_screen:
        return pygame.display.set_mode(pygame.display.get_desktop_sizes()[0], pygame.FULLSCREEN)
    return pygame.display.set_mode(_fitting_size(), pygame.RESIZABLE)


def _fitting_size() -> tuple[int, int]:
    width, height = pygame.display.get_desktop_sizes()[0]
    scale = min(1.0, 0.95 * width / SIZE[0], 0.85 * height / SIZE[1])
    return round(SIZE[0] * scale), round(SIZE[1] * scale)
