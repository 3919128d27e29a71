"""Everything the program can say or sound has its file, heard at one loudness."""

from pathlib import Path

import av
import numpy as np
import pytest

from assets.make_sounds import LOUDNESS_DB, RATE, SCORES, frame_levels, loudness_db
from formcheck.body.side import Side
from formcheck.capture.trouble import Trouble
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.files.resources import resource
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.summary import SetResult, Summary, summarize
from formcheck.ui.manifest import TONES, sound_for, speech, summary_speech, trouble_speech

NAMES = [*speech(), *(f"tones/{tone}" for tone in TONES)]
FULL = SetResult(Side.RIGHT, 1, 10, 8, 0, 0, (), early=False)


def samples(name: str) -> tuple[np.ndarray, int, str]:
    with av.open(str(resource("assets", "sounds", *f"{name}.ogg".split("/")))) as file:
        stream = file.streams.audio[0]
        blocks = [frame.to_ndarray() for frame in file.decode(stream)]
        return np.concatenate(blocks, axis=1)[0].astype(float), stream.rate, stream.layout.name


@pytest.mark.parametrize("folder", sorted({name.split("/")[0] for name in NAMES}))
def test_each_sound_is_there_and_heard_as_loud_as_the_others(folder: str) -> None:
    for name in (n for n in NAMES if n.startswith(f"{folder}/")):
        sound, rate, layout = samples(name)
        assert (rate, layout) == (RATE, "mono"), name
        assert 0.2 < len(sound) / rate < 6.5, name
        assert loudness_db(sound) == pytest.approx(LOUDNESS_DB, abs=1.0), name
        assert np.abs(sound).max() < 0.98, name
        heard = np.flatnonzero(frame_levels(sound) > frame_levels(sound).max() * 1e-4)
        assert heard[0] * 0.02 < 0.1, f"{name} begins with silence"
        assert len(sound) / rate - (heard[-1] + 1) * 0.02 < 0.25, f"{name} ends with silence"  # a last t is soft


def test_there_is_no_sound_that_nothing_asks_for() -> None:
    folder = resource("assets", "sounds")
    found = {str(path.relative_to(folder).with_suffix("").as_posix()) for path in Path(folder).rglob("*.ogg")}
    assert found == set(NAMES)
    assert set(SCORES) == set(TONES)


def test_the_fault_tone_is_long_and_unlike_every_other() -> None:
    """A quarter of a second at least, with overtones that no bell has."""
    for tone in TONES:
        sound, rate, _ = samples(f"tones/{tone}")
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        bright = spectrum[np.fft.rfftfreq(len(sound), 1 / rate) > 1500].sum() / spectrum.sum()
        heard = (frame_levels(sound) > frame_levels(sound).max() / 10).sum() * 0.02
        assert bool(bright > 0.05) is (tone == "fault"), f"{tone}: {bright:.3f}"
        assert tone != "fault" or heard >= 0.25


def test_all_sounds_together_are_small() -> None:
    assert sum(path.stat().st_size for path in Path(resource("assets", "sounds")).rglob("*")) < 4_000_000


EVENTS: list[tuple[Event, list[str]]] = [
    (ev.SetStarted(1.0, Side.LEFT, 1), ["tones/ready"]),
    (ev.Resumed(1.0), ["tones/ready"]),
    (ev.RepCounted(1.0, 7, faulty=False), ["tones/rep", "counts/7"]),
    (ev.RepCounted(1.0, 8, faulty=True), ["tones/rep-faulty", "counts/8"]),
    (ev.FaultRaised(1.0, Fault.PELVIS_ROLL, 3), ["tones/fault"]),
    (ev.RepDiscarded(1.0, 3, Discard.LEG_RAISE), ["tones/no-rep"]),
    (ev.RepDiscarded(1.0, 3, Discard.ARTIFACT), []),
    (ev.FaultCleared(1.0, Fault.PELVIS_ROLL, 3), []),
    (ev.Paused(1.0, asked=False), ["tones/lost"]),
    (ev.Paused(1.0, asked=True), []),
    (ev.SetCompleted(1.0, FULL), ["tones/set-done"]),
    (ev.HoldStarted(1.0, 6.0), ["tones/hold"]),
    (ev.HoldCounted(6.0, 5.0), ["tones/hold-done"]),
    (ev.RestEnded(1.0), ["tones/rest-over"]),
    (ev.RepStarted(1.0, 1), []),
    (ev.SessionEnded(1.0), []),
    *((ev.CueGiven(1.0, cue), [f"cues/{cue.value}"]) for cue in Cue),
    *(
        (ev.Instructed(1.0, instruction), [f"instructions/{instruction.value}"])
        for instruction in Instruction
        if instruction is not Instruction.DONE
    ),
]


@pytest.mark.parametrize(("event", "names"), EVENTS, ids=lambda x: type(x).__name__)
def test_an_event_asks_for_its_sounds(event: Event, names: list[str]) -> None:
    assert sound_for(event) == names


def test_trouble_with_the_camera_and_its_end_have_their_words() -> None:
    assert {trouble_speech(trouble) for trouble in (*Trouble, None)} <= set(NAMES)


def test_the_question_at_the_end_is_heard_before_the_summary() -> None:
    done = ev.PlanCompleted(1.0, Summary((FULL,), NextStep.SAME))
    assert sound_for(done)[:2] == ["instructions/done", "questions/pain"]


def test_each_rep_a_plan_can_hold_has_its_number() -> None:
    assert {sound_for(ev.RepCounted(1.0, n, faulty=False))[1] for n in range(1, 21)} <= set(NAMES)


def test_the_summary_is_spoken_a_leg_at_a_time() -> None:
    """Lying on the right side, the left leg works."""
    again = SetResult(Side.RIGHT, 2, 10, 9, 0, 0, (), early=False)
    other = SetResult(Side.LEFT, 1, 4, 0, 4, 3, (), early=True)
    assert summary_speech(Summary((FULL, other, again), NextStep.SAME)) == [
        *("legs/left", "reps/20", "clean/17"),
        *("legs/right", "reps/4", "holds/3"),
        "next/same",
    ]


def test_the_longest_summary_has_its_sounds() -> None:
    full = [SetResult(side, n, 20, 20, 0, 0, (), early=False) for side in Side for n in (1, 2, 3)]
    assert set(sound_for(ev.PlanCompleted(1.0, summarize(full, CLAMSHELL)))) <= set(NAMES)
    assert speech()["reps/43"] == "Forty three reps."
