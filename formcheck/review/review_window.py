"""The replay window: keys, mouse, picture and timeline."""

import time
from collections.abc import Callable
from dataclasses import replace

import pygame

from formcheck.capture.frame import Image
from formcheck.review.film import Film
from formcheck.review.keys import FAULT_KEYS, KEYS, LABEL_KEYS
from formcheck.review.labelling import Labelling
from formcheck.review.pictures import Pictures
from formcheck.review.player import Player
from formcheck.review.timeline import Timeline, label_height
from formcheck.session.progress import Stage
from formcheck.text.sentences import sentence
from formcheck.ui.card import draw_keys
from formcheck.ui.coach_window import open_window, sized
from formcheck.ui.drawing import draw, draw_picture, unit_of
from formcheck.ui.palette import BACKGROUND, INK, PANEL, SOFT
from formcheck.ui.text import write

TIMELINE_SHARE, LINE_SHARE = 0.2, 0.07  # of the window's height
FRAME_S = 1 / 60
SPEEDS = {1.0: "review.speed.full", 0.5: "review.speed.half", 0.25: "review.speed.quarter"}


class ReviewWindow:
    """`turn` once for every picture until it returns False; then `close`.

    Raises MissingError when made where there is no display. labelling: where the session is being labelled.
    """

    def __init__(
        self,
        film: Film,
        pictures: Pictures | None,
        labelling: Labelling | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.player = Player(film.times)
        self._film, self._pictures, self._labelling = film, pictures, labelling
        self._timeline = Timeline(film)
        self._now, self._last = now, now()
        self._dragging = self._keys = self._full_screen = False
        self._surface = open_window()

    def turn(self) -> bool:
        """Obey keys and mouse, let time pass, draw; return whether to go on."""
        for event in pygame.event.get():
            if event.type == pygame.QUIT or (event.type == pygame.KEYDOWN and not self._key(event.key, event.mod)):
                return False
            self._mouse(event)
            if event.type == pygame.WINDOWRESIZED:
                self._surface = pygame.display.get_surface() or self._surface
        now = self._now()
        if not self._dragging:
            self.player.advance(now - self._last)
        self._last = now
        self._draw()
        pygame.display.flip()
        time.sleep(max(0.0, FRAME_S - (self._now() - now)))
        return True

    def close(self) -> None:
        """Close the window."""
        pygame.display.quit()

    def _key(self, key: int, mod: int) -> bool:
        """Do what the key asks for; return whether to go on."""
        player, film = self.player, self._film
        back = bool(mod & pygame.KMOD_SHIFT)
        if key == pygame.K_ESCAPE:
            if not self._full_screen:
                return False
            self._toggle_full_screen()
        elif key == pygame.K_f:
            self._toggle_full_screen()
        elif key == pygame.K_h:
            self._keys = not self._keys
        elif key == pygame.K_SPACE:
            player.toggle()
        elif key == pygame.K_r:
            player.jump(player.start_s)
        elif key == pygame.K_s:
            player.slower()
        elif key in (pygame.K_LEFT, pygame.K_RIGHT):
            player.step(film.index_at(player.t), 1 if key == pygame.K_RIGHT else -1)
        elif key == pygame.K_n:
            (player.previous if back else player.next)([rep.start_s for rep in film.reps])
        elif key == pygame.K_x:
            (player.previous if back else player.next)([t for t in film.faults if self._timeline.shows(t)])
        elif self._labelling is not None:
            self._label(self._labelling, key)
        return True

    def _toggle_full_screen(self) -> None:
        self._full_screen = not self._full_screen
        self._surface = sized(full_screen=self._full_screen)

    def _label(self, labelling: Labelling, key: int) -> None:
        if key == pygame.K_b:
            labelling.mark_missed(self.player.t)
            return
        index = labelling.index_at(self.player.t)
        if index is None:
            return
        if key == pygame.K_RETURN:
            labelling.confirm(index)
        elif key == pygame.K_c:
            labelling.toggle_counted(index)
        elif key in FAULT_KEYS:
            labelling.toggle_fault(index, FAULT_KEYS[key])

    def _mouse(self, event: pygame.Event) -> None:
        if event.type == pygame.MOUSEBUTTONDOWN and self._timeline.box.collidepoint(event.pos):
            self._dragging = True
        elif event.type == pygame.MOUSEBUTTONUP:
            self._dragging = False
        if self._dragging and event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION):
            self.player.jump(self._timeline.time_at(event.pos[0]))

    def _draw(self) -> None:
        surface, film, t = self._surface, self._film, self.player.t
        width, height = surface.get_size()
        timeline = pygame.Rect(0, 0, width, round(height * TIMELINE_SHARE))
        timeline.bottom = height
        line = pygame.Rect(0, 0, width, round(height * LINE_SHARE))
        line.bottom = timeline.top - label_height(timeline)
        view = surface.subsurface((0, 0, width, line.top))
        view.fill(BACKGROUND)
        if len(film):
            self._draw_scene(view, film.index_at(t))
        pygame.draw.rect(surface, PANEL, (0, line.top, width, timeline.top - line.top))
        self._line(line)
        labels = self._labelling.labels.reps if self._labelling is not None else None
        self._timeline.draw(surface, timeline, t, labels)
        if self._keys:
            draw_keys(surface, unit_of(surface), KEYS if labels is None else (*KEYS[:3], *LABEL_KEYS, *KEYS[-2:]))

    def _draw_scene(self, view: pygame.Surface, index: int) -> None:
        scene = replace(self._film.scene(index), image=self._image(self._film.times[index]))
        if self._labelling is not None and not self._labelling.shown(self.player.t):
            bare = replace(scene, faults=frozenset())  # whoever labels sees the person, and no verdict
            draw_picture(view, bare, view.get_rect(), unit_of(view))
            return
        if scene.progress.stage is Stage.DONE:  # whoever looks again wants the picture, not the summary
            scene = replace(scene, progress=replace(scene.progress, stage=Stage.EXERCISE))
        draw(view, scene, near=True)

    def _image(self, t: float) -> Image | None:
        image = None if self._pictures is None else self._pictures.at(t - self._film.times[0])
        if image is None or image.shape[1::-1] != self._film.size:
            return None  # a video of another size would lie wrong under the skeleton
        return image

    def _line(self, box: pygame.Rect) -> None:
        surface, unit = self._surface, unit_of(self._surface)
        inner = box.inflate(-round(4 * unit), 0)
        state = "review.playing" if self.player.playing else "review.stopped"
        told = sentence(state, t=self.player.t, speed=sentence(SPEEDS[self.player.speed]))
        hint = sentence("key.hint")
        if self._labelling is not None:
            told, hint = self._label_words(self._labelling), f"{told}. {hint}"
        upper, lower = pygame.Rect(inner), pygame.Rect(inner)
        upper.height = lower.height = inner.height // 2
        lower.top = upper.bottom
        write(surface, told, upper, 3.2 * unit, INK, align="left")
        write(surface, hint, lower, 2.6 * unit, SOFT, align="left")

    def _label_words(self, labelling: Labelling) -> str:
        if labelling.missed_from is not None:
            return sentence("label.missed", t=labelling.missed_from)
        index = labelling.index_at(self.player.t)
        if index is None:
            return sentence("label.before-first")
        rep, reps = labelling.labels.reps[index], len(labelling.labels.reps)
        faults = ", ".join(sentence(f"{fault.text_id}.shown").lower() for fault in rep.faults)
        what = (faults or sentence("label.no-fault")) if rep.counted else sentence("label.not-rep")
        return sentence("label.rep" if rep.checked else "label.rep.asked", number=index + 1, reps=reps, what=what)
