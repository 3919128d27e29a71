from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from formcheck.errors import InputError
from formcheck.form.rule import Fault
from formcheck.recording.labels import Labels
from formcheck.recording.reader import Recording
from formcheck.review.film import Film
from formcheck.review.keys import KEYS, LABEL_KEYS
from formcheck.review.labelling import Labelling
from formcheck.review.load import replayed
from formcheck.review.pictures import Pictures
from formcheck.review.review_window import ReviewWindow
from formcheck.ui.card import KEYS as LIVE_KEYS
from formcheck.ui.scene import Gauge
from tests.recorded import LIFTS, record


class Clock:
    def __init__(self) -> None:
        self.t = 0.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def film(folder: Path) -> Film:
    return replayed(Recording(folder))


def press(*keys: int, mod: int = 0) -> None:
    for key in keys:
        pygame.event.post(pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0))


def pixels(window: ReviewWindow) -> np.ndarray:
    return pygame.surfarray.array3d(window._surface).copy()


def test_a_film_holds_what_was_done(film: Film) -> None:
    assert len(film.reps) == len(LIFTS)
    assert [rep.number for rep in film.reps if rep.faults] == [2, 4]
    assert len(film.faults) >= 2
    assert film.size == (32, 18)
    assert film.index_at(-1.0) == 0
    assert film.index_at(film.times[7]) == 7
    assert film.index_at(1e9) == len(film) - 1


def test_time_passes_and_the_picture_changes(film: Film) -> None:
    clock = Clock()
    window = ReviewWindow(film, None, now=clock)
    assert window.turn()
    first = pixels(window)
    clock.t = 3.0
    assert window.turn()
    assert window.player.t == pytest.approx(3.0)
    assert (pixels(window) != first).any()


def test_keys_do_what_they_say(film: Film) -> None:
    window = ReviewWindow(film, None, now=Clock())
    press(pygame.K_SPACE)
    window.turn()
    assert not window.player.playing
    press(pygame.K_n, pygame.K_n)
    window.turn()
    assert window.player.t == pytest.approx(film.reps[1].start_s - 0.5)
    press(pygame.K_n, mod=pygame.KMOD_LSHIFT)
    window.turn()
    assert window.player.t == pytest.approx(film.reps[0].start_s - 0.5)
    press(pygame.K_x)
    window.turn()
    assert window.player.t == pytest.approx(film.faults[0] - 0.5)
    index = film.index_at(window.player.t)
    press(pygame.K_RIGHT)
    window.turn()
    assert window.player.t == film.times[index + 1]
    press(pygame.K_s)
    window.turn()
    assert window.player.speed == 0.5
    press(pygame.K_r)
    window.turn()
    assert window.player.t == film.times[0]
    press(pygame.K_f, pygame.K_ESCAPE)  # to the full screen and back
    assert window.turn()
    press(pygame.K_ESCAPE)
    assert not window.turn()


def test_a_key_does_the_same_as_in_the_live_window() -> None:
    live, here = dict(LIVE_KEYS), dict((*KEYS, *LABEL_KEYS))
    assert live.keys() & here.keys() == {"Space", "R", "F", "H", "Esc"}
    assert {key: live[key] for key in ("F", "H")} == {key: here[key] for key in ("F", "H")}


def test_the_keys_are_shown_in_words(film: Film) -> None:
    window = ReviewWindow(film, None, now=Clock())
    press(pygame.K_SPACE)
    window.turn()
    without = pixels(window)
    press(pygame.K_h)
    window.turn()
    assert (pixels(window) != without).any(2).mean() > 0.2


def test_the_timeline_can_be_dragged(film: Film) -> None:
    window = ReviewWindow(film, None, now=Clock())
    window.turn()
    box = window._timeline.box
    middle = (film.times[0] + film.times[-1]) / 2
    pygame.event.post(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=(box.left + 5, box.centery), button=1))
    pygame.event.post(pygame.Event(pygame.MOUSEMOTION, pos=(box.centerx, box.top - 200), rel=(0, 0), buttons=(1, 0, 0)))
    pygame.event.post(pygame.Event(pygame.MOUSEBUTTONUP, pos=(box.centerx, 0), button=1))
    pygame.event.post(pygame.Event(pygame.MOUSEMOTION, pos=(0, 0), rel=(0, 0), buttons=(0, 0, 0)))
    window.turn()
    assert window.player.t == pytest.approx(middle, abs=0.1)


def test_reps_are_labelled_by_keys(film: Film) -> None:
    kept: list[Labels] = []
    window = ReviewWindow(film, None, Labelling(film.reps, None, kept.append), now=Clock())
    press(pygame.K_SPACE, pygame.K_RETURN)  # before the first rep there is nothing to label
    window.turn()
    assert kept == []
    window.player.jump(film.reps[1].start_s + 1)
    press(pygame.K_3, pygame.K_c)
    window.turn()
    label = kept[-1].reps[1]
    assert (label.counted, label.checked, label.faults) == (False, False, (Fault.FEET_APART,))
    press(pygame.K_RETURN)
    window.turn()
    assert (kept[-1].reps[1].checked, kept[-1].reps[1].blind) == (True, True)


def test_labelling_is_blind_until_the_rep_is_labelled(film: Film, folder: Path) -> None:
    """A film in which nothing was judged looks the same until then."""
    blank = replayed(Recording(folder))
    blank.reps = [replace(rep, faults=()) for rep in film.reps]
    blank.faults.clear()
    for i, scene in enumerate(blank._scenes):
        blank._scenes[i] = replace(scene, faults=frozenset(), gauge=Gauge(), marks=(), line=None)
        blank._roll[i] = blank.opening[i] = 0.0

    def labelled(film: Film, *keys: int) -> np.ndarray:
        window = ReviewWindow(film, None, Labelling(film.reps, None, lambda labels: None), now=Clock())
        window.player.jump(film.reps[0].start_s + 0.1)
        press(pygame.K_SPACE, *keys)
        window.turn()
        window.player.jump(film.reps[1].top_s)
        press(*keys)
        window.turn()
        return pixels(window)

    assert (labelled(film) == labelled(blank)).all()
    assert (labelled(film, pygame.K_1) == labelled(blank, pygame.K_1)).all()
    assert (labelled(film, pygame.K_RETURN) != labelled(blank, pygame.K_RETURN)).any()


def test_the_next_fault_is_not_told_before_its_rep_is_labelled(film: Film) -> None:
    window = ReviewWindow(film, None, Labelling(film.reps, None, lambda labels: None), now=Clock())
    press(pygame.K_SPACE)
    window.turn()
    press(pygame.K_x)
    window.turn()
    assert window.player.t == film.times[0]


def test_roll_is_drawn_where_it_was_judged(film: Film) -> None:
    assert np.isfinite(film.roll[film.index_at(film.reps[1].top_s)])
    film.reps[1] = replace(film.reps[1], not_judged=(Fault.PELVIS_ROLL,))
    assert np.isnan(film.roll[film.index_at(film.reps[1].top_s)])
    assert np.isfinite(film.roll[film.index_at(film.reps[0].top_s)])


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (1920, 1080)])
def test_every_size_is_drawn(film: Film, size: tuple[int, int]) -> None:
    window = ReviewWindow(film, None, now=Clock())
    window._surface = pygame.display.set_mode(size)
    window.player.jump(5.0)
    assert window.turn()
    assert len(np.unique(pixels(window).reshape(-1, 3), axis=0)) > 5


def test_pictures_come_at_any_time(tmp_path: Path, stick_rules: None) -> None:
    """The grey of a recorded frame tells its index."""
    folder = record(tmp_path, video=True)
    with Pictures(folder / "video.mp4") as pictures:
        for index in (0, 1, 2, 100, 99, 98, 30, 190, 400, 5):
            image = pictures.at(index / 30 + 0.001)
            assert image is not None
            assert image.mean() == pytest.approx(index % 200, abs=3)
        assert pictures.at(1e6) is not None


def test_a_film_with_video_is_drawn_with_it(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path, video=True)
    film = replayed(Recording(folder))
    with Pictures(folder / "video.mp4") as pictures:
        window = ReviewWindow(film, pictures, now=Clock())
        window.player.jump(5.0)
        window.turn()
        with_video = pixels(window)
    bare = ReviewWindow(film, None, now=Clock())
    bare.player.jump(5.0)
    bare.turn()
    assert (with_video != pixels(bare)).mean() > 0.2


def test_what_is_no_video_is_said(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no")
    with pytest.raises(InputError, match="not a video"):
        Pictures(path)


def test_a_session_without_a_frame_is_said(folder: Path) -> None:
    (folder / "poses.jsonl").write_bytes(b"")
    with pytest.raises(InputError, match="no frame"):
        replayed(Recording(folder))
