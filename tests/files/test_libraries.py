"""Which libraries are installed, under which names."""

from importlib.metadata import PackageNotFoundError

import pytest

from formcheck.files import libraries


def test_a_library_is_found_under_the_name_of_its_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name in ("opencv-python", "av"):
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(libraries, "version", version)
    assert libraries.versions() == dict.fromkeys(("mediapipe", "opencv-python-headless", "pygame-ce", "numpy"), "1.0")
    assert libraries.lacking() == ["av"]


def test_here_none_is_lacking() -> None:
    assert libraries.lacking() == []
    assert list(libraries.versions()) == list(libraries.LIBRARIES)
