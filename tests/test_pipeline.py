"""An error of a sink is told once and ends nothing."""

from pathlib import Path

import pytest

from formcheck.capture.frame import Frame
from formcheck.pipeline import Sink
from formcheck.pose import Pose
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.session.events import Event
from formcheck.session.recognizer import Step
from formcheck.ui.director import Director
from formcheck.ui.sounds import SoundPlayer
from tests.live_session import live
from tests.recorded import LIFTS, StickModel, poses


class Failing:
    """Fails at every step from the tenth on, and at the end."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.steps = 0

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:
        self.steps += 1
        if self.steps >= 10:
            raise self.error

    def end(self, events: tuple[Event, ...]) -> None:
        raise self.error


STREAM = list(poses(LIFTS, fps=15.0))


def session(place: Path, sink: Sink | None = None) -> tuple[Recorder, list[str]]:
    told: list[str] = []
    sinks = {} if sink is None else {"The sink": sink}
    return live(place, STREAM, told.append, model=StickModel(), sinks=sinks), told


def whole(recorder: Recorder) -> bool:
    assert recorder.folder is not None
    recording = Recording(recorder.folder)
    again = Replay(recording, StickModel())
    return (
        recording.metadata.finished
        and len(list(recording.inputs())) == len(STREAM)
        and again.agrees(recording.events or ())
    )


@pytest.mark.parametrize(
    "error", [TypeError("numpy.float64"), OSError(28, "No space left"), AssertionError(), RecursionError()]
)
def test_a_sink_that_fails_is_told_once_and_the_session_is_whole(tmp_path: Path, error: Exception) -> None:
    sink = Failing(error)
    recorder, told = session(tmp_path, sink)
    assert len(told) == 1
    assert told[0].startswith("The sink failed (")
    assert told[0].endswith(".")
    assert sink.steps == len(STREAM), "it may recover"
    assert whole(recorder)


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), SystemExit(143)])
def test_what_is_no_fault_of_a_sink_passes(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        session(tmp_path, Failing(error))


@pytest.mark.parametrize(("kind", "name"), [(SoundPlayer, "step"), (SoundPlayer, "end"), (Director, "update")])
def test_sound_and_drawing_that_fail_leave_the_record_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type, name: str
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("this is broken")

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(kind, name, fail)
    sounds = SoundPlayer()
    recorder, told = session(tmp_path, sounds)
    sounds.close()
    assert len(told) == 1
    assert "ValueError: this is broken" in told[0]
    assert whole(recorder)


@pytest.mark.parametrize("name", ["encode_event", "encode_input", "write_whole"])
def test_a_recorder_that_fails_ends_no_coaching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fail(*_: object) -> bytes:
        raise TypeError("this cannot be written")

    monkeypatch.setattr(f"formcheck.recording.writer.{name}", fail)
    _recorder, told = session(tmp_path)
    assert 1 <= len(told) <= 2
    assert "The record failed (TypeError: this cannot be written), and may not be whole; all else goes on." in told


def test_events_that_cannot_be_written_leave_the_poses_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise TypeError("no")

    monkeypatch.setattr("formcheck.recording.writer.encode_event", fail)
    recorder, _ = session(tmp_path)
    assert recorder.folder is not None
    assert len([given for given in Recording(recorder.folder).inputs() if given.pose]) == len(STREAM)
