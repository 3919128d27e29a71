import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from formcheck.body.side import Side
from formcheck.capture.trouble import Trouble
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.form.rule import Fault
from formcheck.session import events as ev
from formcheck.session.plan import Plan
from formcheck.session.summary import summarize
from formcheck.ui.quiet import quiet_libraries
from formcheck.ui.sounds import SPEECH, TONE, SoundPlayer
from tests.session.script import GOOD, ROLLED, Script, coach

Heard = list[tuple[float, str]]


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SoundPlayer, Heard]]:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    heard: Heard = []
    player = SoundPlayer(lambda t, name: heard.append((round(t, 1), name)))
    assert player.available
    yield player, heard
    player.close()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SoundPlayer, Heard]]:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "nothing-of-the-kind")
    heard: Heard = []
    player = SoundPlayer(lambda t, name: heard.append((round(t, 1), name)))
    yield player, heard
    player.close()


UNSEEN: Any = None  # it looks at the step alone


def play(player: SoundPlayer, script: Script, plan: Plan) -> None:
    for step in coach(script, plan).steps:
        player.step(UNSEEN, UNSEEN, step)


def test_the_count_waits_for_its_tone(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    for i in range(20):
        sounds.hear(1.0 + i / 10, [ev.RepCounted(1.0, 3, faulty=True)] if i == 0 else [])
    assert heard == [(1.0, "tones/rep-faulty"), (1.4, "counts/3")]
    assert pygame.mixer.Channel(SPEECH).get_busy()


def test_a_fault_cuts_a_count_short(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, _ = player
    sounds.hear(1.0, [ev.RepCounted(1.0, 3, faulty=False)])
    sounds.hear(1.4, [])
    assert pygame.mixer.Channel(SPEECH).get_busy()
    sounds.hear(1.5, [ev.FaultRaised(1.5, Fault.PELVIS_ROLL, 4)])
    assert pygame.mixer.Channel(TONE).get_busy()
    assert not pygame.mixer.Channel(SPEECH).get_busy()


def test_a_fault_sounds_over_a_sentence(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, _ = player
    sounds.hear(1.0, [ev.CueGiven(1.0, Cue.HEELS)])
    sounds.hear(1.1, [ev.FaultRaised(1.1, Fault.PELVIS_ROLL, 4)])
    assert pygame.mixer.Channel(TONE).get_busy()
    assert pygame.mixer.Channel(SPEECH).get_busy()


def test_trouble_with_the_camera_is_said_at_once_and_so_is_its_end(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    sounds.hear(1.0, [ev.CueGiven(1.0, Cue.HEELS)])
    sounds.trouble(Trouble.UNPLUGGED)
    sounds.trouble(None)
    assert [name for _, name in heard] == ["cues/heels", "troubles/unplugged", "troubles/over"]
    assert pygame.mixer.Channel(SPEECH).get_busy()


def test_what_a_library_writes_about_a_missing_device_stays_off_the_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pygame.mixer, "init", lambda *_: os.write(2, b"ALSA lib confmisc.c:855"))
    with quiet_libraries():
        pygame.mixer.init()
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_of_several_tones_the_last_is_heard(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    sounds.hear(1.0, [ev.FaultRaised(1.0, Fault.MOMENTUM, 2), ev.RepCounted(1.0, 2, faulty=True)])
    sounds.hear(1.4, [])
    assert [name for _, name in heard] == ["tones/rep-faulty", "counts/2"]


def test_muted_it_still_follows(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    sounds.hear(1.0, [ev.CueGiven(1.0, Cue.PAIN)])
    sounds.muted = True
    assert not pygame.mixer.get_busy()
    sounds.hear(4.0, [ev.RepCounted(4.0, 1, faulty=False)])
    sounds.hear(4.4, [])
    assert heard[-1] == (4.4, "counts/1")
    assert not pygame.mixer.get_busy()


def test_without_a_device_the_session_goes_on(deaf: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = deaf
    assert not sounds.available
    assert sounds.problem == "No sound device was found. The session goes on without sound; connect one and it is used."
    sounds.hear(1.0, [ev.Instructed(1.0, Instruction.LIE_DOWN), ev.SetStarted(1.0, Side.LEFT, 1)])
    sounds.muted = True
    sounds.end(())
    assert [name for _, name in heard] == ["tones/ready", "instructions/lie-down"]


def test_a_device_that_comes_is_used(deaf: tuple[SoundPlayer, Heard], monkeypatch: pytest.MonkeyPatch) -> None:
    sounds, _ = deaf
    sounds.device_added(1.0)
    assert not sounds.available
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    sounds.device_added(2.0)
    assert not sounds.available  # just tried: the same device is not tried at every report
    sounds.device_added(7.0)
    assert sounds.available
    sounds.hear(8.0, [ev.CueGiven(8.0, Cue.PRAISE)])
    assert pygame.mixer.Channel(SPEECH).get_busy()


def test_a_device_that_goes_leaves_the_session_going(
    player: tuple[SoundPlayer, Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds, heard = player
    monkeypatch.setenv("SDL_AUDIODRIVER", "nothing-of-the-kind")
    sounds.device_removed(3.0)
    assert not sounds.available
    sounds.hear(4.0, [ev.CueGiven(4.0, Cue.HEELS)])
    assert heard == [(4.0, "cues/heels")]


def test_a_whole_session_as_it_is_heard(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    script = Script().lie(Side.RIGHT, 1).lift(ROLLED, ROLLED, GOOD).still(5).lie(Side.LEFT, 2).lift(GOOD, GOOD, GOOD)
    play(sounds, script.still(15), Plan(reps=3))
    speech = [name for _, name in heard if not name.startswith("tones/")]
    tones = [name.removeprefix("tones/") for _, name in heard if name.startswith("tones/")]
    assert speech == [
        *("cues/pain", "instructions/begin"),  # "hold still" gave way to "begin" behind the warning
        *("counts/1", "counts/2", "cues/pocket", "counts/3", "instructions/turn-over"),
        *("instructions/hold-still", "instructions/begin", "counts/1", "counts/2", "counts/3"),
        *(
            "instructions/done",
            "questions/pain",
            "legs/left",
            "reps/3",
            "clean/1",
            "legs/right",
            "reps/3",
            "clean/3",
            "next/smaller",
        ),
    ]
    assert tones == ["ready", *["fault", "rep-faulty"] * 2, "set-done", "ready", "rep", "rep", "set-done"]


def test_what_is_done_outside_a_set_is_not_ticked_off(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    script = Script().lie(Side.RIGHT, 1).lift(GOOD, ROLLED, ROLLED)
    play(sounds, script, Plan(reps=1))
    assert [name for _, name in heard if name.startswith("tones/")] == ["tones/ready", "tones/set-done"]


def test_at_the_end_the_rest_is_said(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    sounds.hear(1.0, [ev.PlanCompleted(1.0, summarize([], CLAMSHELL))])
    assert heard == [(1.0, "instructions/done")]
    sounds.end((ev.SessionEnded(1.1),))
    assert heard[1:] == [(1.0, "next/same")]
    queued = pygame.mixer.Channel(SPEECH).get_queue()
    assert queued is not None
    assert queued.get_length() == pytest.approx(1.8, abs=0.3)
    sounds.muted = True
    assert not pygame.mixer.get_busy()


def test_a_mixer_that_fails_in_the_middle_leaves_the_session_going(player: tuple[SoundPlayer, Heard]) -> None:
    sounds, heard = player
    pygame.mixer.quit()
    sounds.hear(1.0, [ev.RepCounted(1.0, 1, faulty=False), ev.CueGiven(1.0, Cue.PRAISE)])
    sounds.hear(3.0, [])
    assert not sounds.available
    assert [name for _, name in heard] == ["tones/rep", "counts/1", "cues/praise"]


def test_missing_sounds_are_named_once_and_for_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, player: tuple[SoundPlayer, Heard]
) -> None:
    sounds, _ = player
    monkeypatch.setattr("formcheck.ui.sounds.resource", lambda *parts: missing(tmp_path.joinpath(*parts)))
    sounds.device_removed(1.0)
    assert sounds.problem == ("The sounds did not come with this installation. Install formcheck again to hear them.")
    sounds.hear(2.0, [ev.SetStarted(2.0, Side.LEFT, 1)])


def missing(path: Path) -> Path:
    raise FileNotFoundError(path)
