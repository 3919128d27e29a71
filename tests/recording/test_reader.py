import json
import time
import tracemalloc
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.recording.input_replay import Replay
from formcheck.recording.metadata import Metadata, Note, decode_file, write_whole
from formcheck.recording.paths import default_place, find, folders
from formcheck.recording.pose_codec import Input, encode_input
from formcheck.recording.reader import Recording
from tests.recorded import record, stick


def test_a_half_written_last_line_is_left_out(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path, end=False)
    for name in ("poses.jsonl", "events.jsonl"):
        path = folder / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-9])
    recording = Recording(folder)
    before = len(folder.joinpath("poses.jsonl").read_bytes().splitlines())
    assert len(list(recording.inputs())) == before - 1
    assert recording.events is not None
    assert Replay(recording).agrees(recording.events)
    assert recording.remarks == ["The session was not ended properly: what was kept up to there is shown."]


def test_damaged_lines_are_left_out_and_said(folder: Path) -> None:
    poses, events = folder / "poses.jsonl", folder / "events.jsonl"
    lines = poses.read_bytes().splitlines(keepends=True)
    poses.write_bytes(b"".join([*lines[:50], b"\0\0\0\n", lines[10], *lines[50:]]))  # rubbish, and a time gone back
    events.write_bytes(b'{"event":"Levitated","t":0.0}\n' + b"rubbish\n" + events.read_bytes())
    recording = Recording(folder)
    assert len(list(recording.inputs())) == len(lines)
    assert recording.events is not None
    assert recording.remarks == [
        "2 lines of poses.jsonl cannot be read, and are left out.",
        "1 events are of kinds that this version does not know, and are left out.",
        "1 lines of events.jsonl cannot be read, and are left out.",
    ]


def test_a_computer_that_was_too_busy_is_said_and_replayed(tmp_path: Path, stick_rules: None) -> None:
    recording = Recording(record(tmp_path, asked={60: "fall_behind", 240: "catch_up"}))
    assert recording.events is not None
    assert recording.remarks == ["The computer was too busy to count reliably for 6 s."]
    assert Replay(recording).agrees(recording.events)


def test_without_session_json_the_rest_is_read(folder: Path) -> None:
    (folder / "session.json").unlink()
    recording = Recording(folder)
    assert recording.remarks == [f"{folder.name} has no session.json: what the session was is not known."]
    assert list(recording.inputs())


def test_without_events_there_are_none(folder: Path) -> None:
    (folder / "events.jsonl").unlink()
    assert Recording(folder).events is None


def test_without_poses_there_is_nothing_to_replay(folder: Path) -> None:
    (folder / "poses.jsonl").unlink()
    recording = Recording(folder)
    assert list(recording.inputs()) == []
    assert recording.remarks == [f"{folder.name} has no poses.jsonl: there is nothing to replay or draw."]


def test_a_folder_from_a_newer_version_is_refused(folder: Path) -> None:
    path = folder / "session.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 2, "started": {"new": "shape"}}))
    with pytest.raises(
        InputError, match=r"written by a newer formcheck \(format 2, this one reads 1\): update formcheck"
    ):
        Recording(folder)


def test_a_session_without_an_exercise_is_of_the_clamshell(folder: Path) -> None:
    path = folder / "session.json"
    said = json.loads(path.read_text())
    assert said.pop("exercise") == "clamshell"
    path.write_text(json.dumps(said))
    recording = Recording(folder)
    assert recording.exercise is CLAMSHELL
    assert recording.events is not None
    assert Replay(recording).agrees(recording.events)


def test_a_session_of_an_unknown_exercise_is_read_but_not_replayed(folder: Path) -> None:
    path = folder / "session.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"exercise": "bridge"}))
    recording = Recording(folder)
    assert recording.events
    with pytest.raises(InputError, match=r"a session of an exercise unknown here, 'bridge': update formcheck"):
        Replay(recording)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "one"}', '{"schema": 1, "frames": "many"}'])
def test_a_damaged_session_json_is_one_sentence(folder: Path, text: str) -> None:
    (folder / "session.json").write_text(text)
    with pytest.raises(InputError, match=r"session.json is damaged \(.*\): restore it from a copy, or move it away\."):
        Recording(folder)


def test_what_is_no_session_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no session"):
        Recording(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no session"):
        Recording(tmp_path)
    file = tmp_path / "film.mp4"
    file.write_bytes(b"\0" * 100)
    with pytest.raises(InputError, match="is no session"):
        Recording(file)


def test_a_session_is_found_by_path_name_or_last(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no session in"):
        find(Path("last"), tmp_path)
    first, second = record(tmp_path, []), record(tmp_path, [])
    (tmp_path / "notes").mkdir()
    assert list(folders(tmp_path)) == [first, second]
    assert find(Path("last"), tmp_path) == second
    assert find(Path(first.name), tmp_path) == first
    assert find(first, tmp_path / "elsewhere") == first
    with pytest.raises(InputError, match="There is no session x"):
        find(Path("x"), tmp_path)


def test_sessions_are_kept_in_the_users_data_folder() -> None:
    assert default_place().name == "sessions"
    assert default_place().parent.name == "formcheck"


def test_pain_is_0_to_10(tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    write_whole(path, Note(pain_before=3, text="Knie zwickt"))
    assert decode_file(path.read_bytes(), Note, "note.json") == Note(pain_before=3, text="Knie zwickt")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InputError, match="damaged"):
        decode_file(b'{"schema": 1, "pain_after": 11}', Note, "note.json")


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.json"
    write_whole(path, Metadata(frames=1))
    before = path.read_bytes()

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("formcheck.recording.metadata.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, Metadata(frames=2))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_hour_is_read_in_little_memory(tmp_path: Path) -> None:
    """108,000 frames are streamed; a tenth of them is made here, and must take no more than a few."""
    path = tmp_path / "poses.jsonl"
    line = encode_input(Input(0, stick(0.0))).partition(b',"image_px"')[2]
    with path.open("wb") as file:
        for i in range(10_800):
            file.write(b'{"frame":%d,"t":%.4f,"image_px"' % (i, i / 30) + line + b"\n")
    tracemalloc.start()
    began = time.process_time()
    count = sum(1 for _ in Recording(tmp_path).inputs())
    taken, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_800
    assert peak < 20e6
    assert taken < 60
