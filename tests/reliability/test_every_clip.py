"""The poses of every fixture clip as a live session: recorded, read back, and through every command."""

import csv
from pathlib import Path

import pytest

from formcheck.recording.event_codec import decode_event, encode_event
from formcheck.recording.reader import Recording
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import RepCompleted
from formcheck.ui.sounds import SoundPlayer
from tests.commands.test_sessions import done
from tests.live_session import FIXTURE_POSES, live
from training.streams import load

CLIPS = Path(__file__).parents[1] / "fixtures" / "videos"


def test_every_clip_has_its_poses() -> None:
    assert [path.stem for path in FIXTURE_POSES] == sorted(path.stem for path in CLIPS.glob("*.mp4"))


@pytest.mark.parametrize("clip", FIXTURE_POSES, ids=lambda path: path.stem)
def test_a_session_of_it_is_whole_for_every_command(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    poses = list(load(clip)[0])
    told: list[str] = []
    sounds = SoundPlayer()
    recorder = live(tmp_path / "sessions", poses, told.append, model=load_roll_model(), sinks={"The sound": sounds})
    sounds.close()
    assert told == []
    assert recorder.folder is not None

    recording = Recording(recorder.folder)
    assert recording.metadata.finished
    assert [given.pose.t for given in recording.inputs() if given.pose is not None] == [pose.t for pose in poses]
    events = recording.events
    assert events is not None
    lines = [encode_event(event) for event in events]
    again = [event for line in lines if (event := decode_event(line)) is not None]
    assert [encode_event(event) for event in again] == lines
    assert recording.remarks == []

    out = tmp_path / "numbers"
    assert f"the same {len(events)} events" in done("replay", recorder.folder, "--rerun")
    assert "<!doctype html>" in Path(done("report", recorder.folder).strip()).read_text(encoding="utf-8")
    done("share", recorder.folder, "-o", tmp_path / "shared.zip")
    assert [*map(encode_event, Recording(tmp_path / "shared.zip").events or ())] == lines
    done("export", recorder.folder, "--csv", "--trc", "-o", out)
    reps = [event.rep for event in events if isinstance(event, RepCompleted)]
    with next(out.glob("*-reps.csv")).open(encoding="utf-8", newline="") as file:
        assert [int(row["number"]) for row in csv.DictReader(file)] == [rep.number for rep in reps]
    told_of = done("history", "--sessions", tmp_path / "sessions")
    assert ("No session with reps" in told_of) == (not reps)
