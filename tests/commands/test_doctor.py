from pathlib import Path

import numpy as np
import pytest

from formcheck.capture import devices
from formcheck.capture.frame import Image
from formcheck.capture.trouble import CameraError, Trouble
from formcheck.commands import doctor
from formcheck.commands.doctor import Finding, Verdict

FINE = Finding(Verdict.FINE, "window", "1280x720")


class FakeCapture:
    def __init__(self, level: int = 120, pictures: int = 1000) -> None:
        self._level, self._left = level, pictures

    def read(self) -> Image | None:
        self._left -= 1
        return np.full((480, 640, 3), self._level, dtype=np.uint8) if self._left >= 0 else None

    def release(self) -> None:
        self._left = 0


def opening(cameras: dict[str, FakeCapture | Trouble], monkeypatch: pytest.MonkeyPatch) -> None:
    def open_device(device: str) -> FakeCapture:
        found = cameras[device]
        if isinstance(found, Trouble):
            raise CameraError(found)
        return found

    monkeypatch.setattr(devices, "devices", lambda: list(cameras))
    monkeypatch.setattr(devices, "open_device", open_device)


def test_each_camera_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    opening({"a": FakeCapture(), "b": Trouble.IN_USE, "c": FakeCapture(level=10), "d": Trouble.NONE_FOUND}, monkeypatch)
    found = list(doctor.cameras())
    assert [finding.verdict for finding in found] == [Verdict.FINE, Verdict.NOTE, Verdict.NOTE]
    assert found[0].found.startswith("a: 640x480, ")
    assert "brightness 120" in found[0].found
    assert (found[1].advice or "").startswith("Close the other program that uses it.")
    assert "dark" in (found[2].advice or "")


@pytest.mark.parametrize("cameras", [{}, {"a": Trouble.NONE_FOUND}, {"a": FakeCapture(pictures=0)}])
def test_without_a_camera_that_works_one_is_missing(
    monkeypatch: pytest.MonkeyPatch, cameras: dict[str, FakeCapture | Trouble]
) -> None:
    opening(cameras, monkeypatch)
    last = list(doctor.cameras())[-1]
    assert last.verdict is Verdict.MISSING
    assert last.advice


def test_a_model_that_is_not_there_is_missing_and_not_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setattr("formcheck.pose.weights.find.cached_path", lambda size: tmp_path / "model.task")
    found, path = doctor.pose_model(None)
    assert (found.verdict, path) == (Verdict.MISSING, None)
    assert "formcheck model" in (found.advice or "")
    assert not list(tmp_path.iterdir())


def test_a_damaged_model_in_the_cache_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setattr("formcheck.pose.weights.find.cached_path", lambda size: tmp_path / "model.task")
    (tmp_path / "model.task").write_bytes(b"half")
    found, path = doctor.pose_model(None)
    assert (found.verdict, path) == (Verdict.MISSING, None)
    assert "damaged" in found.found


def test_a_named_model_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.task").write_bytes(b"half")
    found, path = doctor.pose_model(tmp_path / "other.task")
    assert (found.verdict, path) == (Verdict.MISSING, None)


def test_space_is_that_of_the_folder_or_the_nearest_there_is(tmp_path: Path) -> None:
    found = doctor.space(tmp_path / "not" / "yet")
    assert found.verdict is Verdict.FINE
    assert "GB free" in found.found
    assert not (tmp_path / "not").exists()


@pytest.mark.parametrize(("verdict", "code"), [(Verdict.FINE, 0), (Verdict.NOTE, 0), (Verdict.MISSING, 4)])
def test_the_exit_code_tells_whether_something_needed_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verdict: Verdict, code: int
) -> None:
    finding = Finding(verdict, "sound", "none [at] all", "Connect one.")
    monkeypatch.setattr(doctor, "examine", lambda *_: iter([FINE, finding]))
    assert doctor.doctor(None, None) == code
    out = capsys.readouterr().out
    assert "none [at] all" in out
    assert "Connect one." in out
