import getpass
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import InputError, UsageError
from formcheck.files.outputs import Kind, Output, written_binary
from formcheck.recording.event_codec import encode_event
from formcheck.recording.input_replay import Replay
from formcheck.recording.labels import LabelledRep, Labels, read_labels, write_labels
from formcheck.recording.reader import Recording
from formcheck.recording.shared_file import share as write
from tests.recorded import record


def share(recording: Recording, path: Path) -> None:
    with written_binary(Output(path, Kind.ONCE, "-o")) as file:
        write(recording, file)


@pytest.fixture
def shared(folder: Path, tmp_path: Path) -> Path:
    write_labels(folder, Labels(reps=(LabelledRep(start_s=1.5, end_s=7.0),)))
    (folder / "note.json").write_text(json.dumps({"schema": 1, "text": "Frau Weiß, left knee"}))
    path = tmp_path / "shared session.zip"
    share(Recording(folder), path)
    return path


def test_a_shared_session_replays_like_the_original(folder: Path, shared: Path) -> None:
    original, copy = Recording(folder), Recording(shared)
    assert copy.events is not None
    assert [*map(encode_event, copy.events)] == [*map(encode_event, original.events or ())]
    assert Replay(copy).agrees(copy.events)
    assert read_labels(copy) == read_labels(original)
    assert copy.remarks == []


def test_nothing_tells_who_where_or_when(folder: Path, shared: Path) -> None:
    with zipfile.ZipFile(shared) as bundle:
        assert sorted(bundle.namelist()) == ["events.jsonl", "labels.json", "poses.jsonl", "session.json"]
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = b"\n".join(bundle.read(name) for name in bundle.namelist()).decode()
    metadata = Recording(folder).metadata
    assert metadata.started is not None
    for private in (
        metadata.started,
        metadata.started[:10],
        "my camera",
        "my machine",
        "Weiß",
        str(folder),
        folder.name,
        getpass.getuser(),
    ):
        assert private not in text
    for given in Recording(shared).inputs():
        assert given.pose is not None
        assert np.isnan(given.pose.image_px[:11]).all()
        assert np.isnan(given.pose.world_m[:11]).all()


def test_sharing_twice_gives_the_same_bytes(folder: Path, shared: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    share(Recording(folder), again)
    assert again.read_bytes() == shared.read_bytes()


def test_a_file_that_is_there_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "thesis.zip"
    path.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        share(Recording(folder), path)
    assert path.read_text() == "mine"


def test_a_failure_leaves_no_half_file(folder: Path, tmp_path: Path) -> None:
    (folder / "labels.json").write_text("{")
    path = tmp_path / "shared.zip"
    with pytest.raises(InputError, match=r"labels\.json is damaged"):
        share(Recording(folder), path)
    assert not path.exists()


def test_a_session_that_broke_off_can_be_shared(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path / "sessions", end=False)
    share(Recording(folder), tmp_path / "shared.zip")
    copy = Recording(tmp_path / "shared.zip")
    assert Replay(copy).agrees(copy.events or ())


def test_a_damaged_shared_file_is_one_sentence(shared: Path) -> None:
    raw = bytearray(shared.read_bytes())
    raw[200:4000] = bytes(3800)
    shared.write_bytes(raw)
    with pytest.raises(InputError):
        list(Recording(shared).inputs())
