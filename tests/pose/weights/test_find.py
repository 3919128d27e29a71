import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest

from formcheck.console.fetch_bar import fetch_bar
from formcheck.errors import MissingError
from formcheck.files import resources
from formcheck.pose.weights import fetch, find
from formcheck.pose.weights.assemble import DETECTOR, LANDMARKER, write_bundle
from formcheck.pose.weights.fetch import Size
from formcheck.pose.weights.source import FetchError, Progress

CONTENT = b"the model"
FILE_NAME = "pose_landmarker_full.task"


def silent(what: str, done: int, total: int | None) -> None:
    """Show no progress."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, no model named, and only `CONTENT` known as a model."""
    monkeypatch.delenv(find.ENVIRONMENT, raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    monkeypatch.setattr(find, "KNOWN_SHA256", {size: {fetch.sha256(CONTENT)} for size in Size})
    return tmp_path / "formcheck"


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Fetching writes `CONTENT`; the list says where to."""
    targets = []

    def write(size: Size, target: Path, scratch: Path, progress: Progress) -> None:
        targets.append(target)
        progress("pose model", 9, 9)
        target.write_bytes(CONTENT)

    monkeypatch.setattr(find, "fetch", write)
    return targets


def bundle(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return path


def test_a_missing_model_is_fetched_once(cache: Path, fetched: list[Path]) -> None:
    path = find.find_or_fetch(None, silent)
    assert path.read_bytes() == CONTENT
    assert find.find_or_fetch(None, silent) == path
    assert len(fetched) == 1
    assert [p.name for p in cache.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("damaged", [b"", CONTENT[:4], CONTENT + b"!"])
def test_a_damaged_model_is_fetched_again(cache: Path, fetched: list[Path], damaged: bytes) -> None:
    cache.mkdir()
    (cache / FILE_NAME).write_bytes(damaged)
    assert find.find_or_fetch(None, silent).read_bytes() == CONTENT
    assert len(fetched) == 1


def test_the_file_is_not_there_until_it_is_whole(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(size: Size, target: Path, scratch: Path, progress: Progress) -> None:
        target.write_bytes(CONTENT[:4])
        assert not (cache / FILE_NAME).exists()
        raise MissingError("The pose model could not be fetched (broken off): try again.")

    monkeypatch.setattr(find, "fetch", half)
    with pytest.raises(MissingError, match="broken off"):
        find.find_or_fetch(None, silent)
    assert list(cache.iterdir()) == []


def test_many_at_once_do_no_harm(cache: Path, fetched: list[Path]) -> None:
    paths = []
    threads = [threading.Thread(target=lambda: paths.append(find.find_or_fetch(None, silent))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {p.read_bytes() for p in paths} == {CONTENT}
    assert [p.name for p in cache.iterdir()] == [FILE_NAME]


def test_an_unexpected_file_is_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "fetch", lambda size, target, scratch, progress: target.write_bytes(b"another"))
    with pytest.raises(MissingError, match="different from what was expected"):
        find.find_or_fetch(None, silent)
    assert list(cache.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(cache: Path, fetched: list[Path]) -> None:
    cache.parent.mkdir(exist_ok=True)
    cache.write_text("a file where the folder should be")
    with pytest.raises(MissingError, match=r"cannot be kept in .*: make room"):
        find.find_or_fetch(None, silent)


def test_what_a_killed_process_left_is_removed(cache: Path, fetched: list[Path]) -> None:
    import os

    left = cache / ".fetch-killed"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    find.find_or_fetch(None, silent)
    assert not left.exists()


def test_the_model_that_came_with_the_program_is_taken_first(
    cache: Path, fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "program" / "models" / FILE_NAME
    beside.parent.mkdir(parents=True)
    beside.write_bytes(CONTENT)
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path / "program")
    assert find.find_or_fetch(None, silent) == find.known_path(Size.FULL) == beside
    assert not fetched


def test_a_damaged_model_beside_the_program_is_fetched_into_the_cache(
    cache: Path, fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "program" / "models" / FILE_NAME
    beside.parent.mkdir(parents=True)
    beside.write_bytes(b"half")
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path / "program")
    assert find.known_path(Size.FULL) is None
    assert find.find_or_fetch(None, silent) == cache / FILE_NAME
    assert beside.read_bytes() == b"half"


def test_a_named_model_is_taken_as_it_is(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = bundle(tmp_path / "lite.task", DETECTOR, LANDMARKER)
    other = bundle(tmp_path / "heavy.task", DETECTOR, LANDMARKER)
    assert find.find_or_fetch(named, silent) == named
    monkeypatch.setenv(find.ENVIRONMENT, str(other))
    assert find.find_or_fetch(None, silent) == other
    assert find.find_or_fetch(named, silent) == named


def test_a_named_model_that_is_none_says_why(cache: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no model")
    hands = bundle(tmp_path / "hands.task", "hand_landmarks_detector.tflite")
    for path, reason in [(tmp_path / "none.task", "There is no"), (text, "is not a whole"), (hands, "something else")]:
        with pytest.raises(MissingError, match=reason) as error:
            find.find_or_fetch(path, silent)
        assert error.value.exit_code == 4


@pytest.mark.parametrize("size", Size)
def test_a_size_is_a_model_of_its_own(
    cache: Path, fetched: list[Path], monkeypatch: pytest.MonkeyPatch, size: Size
) -> None:
    path = find.find_or_fetch(Path(size.value), silent)
    assert path.name == f"pose_landmarker_{size.value}.task"
    monkeypatch.setenv(find.ENVIRONMENT, size.value)
    assert find.find_or_fetch(None, silent) == path
    assert len(fetched) == 1


def test_only_the_full_model_has_a_second_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(fetch, "_from_official", refuse)
    monkeypatch.setattr(fetch, "_from_wheel", lambda *args: asked.append(args))
    for size in (Size.LITE, Size.HEAVY):
        with pytest.raises(MissingError, match=r"\(it is asleep\): connect"):
            fetch.fetch(size, tmp_path / "m", tmp_path, silent)
    assert not asked


def refuse(*args: object) -> NoReturn:
    raise FetchError("it is asleep")


def test_the_second_source_is_asked_when_the_first_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_from_official", refuse)
    monkeypatch.setattr(fetch, "_from_wheel", lambda target, scratch, progress: target.write_bytes(CONTENT))
    fetch.fetch(Size.FULL, tmp_path / "m", tmp_path, silent)
    assert (tmp_path / "m").read_bytes() == CONTENT


def test_offline_is_one_sentence_with_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_from_official", refuse)
    monkeypatch.setattr(fetch, "_from_wheel", refuse)
    with pytest.raises(MissingError, match=r"asleep; it is asleep\): connect to the internet and try again"):
        fetch.fetch(Size.FULL, tmp_path / "m", tmp_path, silent)


def test_an_address_that_does_not_answer_fails_over_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket
    import time

    with socket.create_server(("127.0.0.1", 0)) as deaf:  # accepts, and says nothing
        monkeypatch.setattr(fetch, "OFFICIAL_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}/model.task")
        monkeypatch.setattr(fetch, "CONNECT_TIMEOUT_S", 0.2)
        started = time.monotonic()
        with pytest.raises(FetchError, match="does not answer"):
            fetch._from_official(Size.FULL, tmp_path / "m", tmp_path, silent)
        assert time.monotonic() - started < 2


def test_another_file_at_the_official_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fake.task").write_bytes(b"another")
    monkeypatch.setattr(fetch, "OFFICIAL_URL", (tmp_path / "fake.task").as_uri())
    with pytest.raises(FetchError, match="another file than expected"):
        fetch._from_official(Size.FULL, tmp_path / "m", tmp_path, silent)
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize(
    ("members", "reason"),
    [({}, "gave another MediaPipe"), ({fetch.DETECTOR_MEMBER: b"", fetch.LANDMARKER_MEMBER: b""}, "another file than")],
)
def test_another_wheel_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: dict[str, bytes], reason: str
) -> None:
    def unpack(package: object, size_bytes: int, folder: Path, progress: Progress) -> None:
        for name, content in members.items():
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_bytes(content)

    monkeypatch.setattr(fetch, "unpack", unpack)
    with pytest.raises(FetchError, match=reason):
        fetch._from_wheel(tmp_path / "m", tmp_path, silent)


def test_the_bundle_is_the_same_every_time(pose_model: Path, tmp_path: Path) -> None:
    """The detector goes in unchanged; a second assembly of what it holds already gives equal bytes again."""
    with zipfile.ZipFile(pose_model) as archive:
        detector, landmarker = archive.read(DETECTOR), archive.read(LANDMARKER)
    for name in ("a", "b"):
        write_bundle(detector, landmarker, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with zipfile.ZipFile(tmp_path / "a") as archive:
        assert archive.read(DETECTOR) == detector
        assert all(member.compress_type == zipfile.ZIP_STORED for member in archive.infolist())


def test_in_a_pipe_the_bar_prints_nothing() -> None:
    code = "from formcheck.console.fetch_bar import fetch_bar\nwith fetch_bar() as show: show('pose model', 1, 2)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(fetch.__file__).parents[3]
    )
    assert run.stdout + run.stderr == b""


def test_the_bar_takes_news_of_several_sources() -> None:
    with fetch_bar() as show:
        show("pose model", 1, None)
        show("pose model (package index)", 1, 2)


def test_a_bundle_with_a_damaged_network_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "some.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name in (DETECTOR, LANDMARKER):
            bundle.writestr(name, b"network" * 100)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"network", b"nextwor", 1))
    with pytest.raises(MissingError, match=r"some\.task is damaged: name a pose landmarker"):
        find.find_or_fetch(path, lambda *_: None)


def test_a_bundle_with_a_damaged_directory_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "some.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name in (DETECTOR, LANDMARKER):
            bundle.writestr(name, "x")
    whole, rng = path.read_bytes(), Random(1)
    directory, refused = whole.index(b"PK\x01\x02"), list[str]()
    for _ in range(600):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 2, 4))):
            data[rng.randrange(directory, len(data))] = rng.choice((0, 12, 255, rng.randrange(256)))
        path.write_bytes(data)
        try:
            find.find_or_fetch(path, lambda *_: None)
        except MissingError as error:
            refused.append(str(error))
    assert len(refused) > 300
    assert all(text.endswith(".") and "\n" not in text for text in refused)
