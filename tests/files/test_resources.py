from pathlib import Path

import pytest

from formcheck.files import resources


def test_the_demo_clip_and_the_roll_model_are_found() -> None:
    assert resources.resource("tests", "fixtures", "videos", "rollback_mixed.mp4").is_file()
    assert list(resources.resource("models").glob("*.npz"))


def test_in_a_wheel_the_files_beside_the_code_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path)
    assert resources.resource("models") == tmp_path / "models"


def test_what_did_not_come_along_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.wav did not come with this installation"):
        resources.resource("assets", "sounds", "none.wav")
