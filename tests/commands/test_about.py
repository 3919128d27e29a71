"""`formcheck about`: the licence, and in the bundle that of the whole."""

from pathlib import Path

import pytest

from formcheck._version import __version__
from formcheck.commands.about import about
from formcheck.files import resources
from formcheck.files.resources import resource


def test_it_shows_the_licence_and_what_comes_from_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert about() == 0
    shown = capsys.readouterr().out
    assert f"formcheck {__version__}, under the Apache License 2.0." in shown
    assert "GPL-2.0-or-later" in shown
    assert "This bundle" not in shown


def test_the_bundle_is_under_another_licence_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "THIRD_PARTY.md").write_bytes(resource("THIRD_PARTY.md").read_bytes())
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path)
    assert about() == 0
    shown = capsys.readouterr().out
    assert "GNU General Public License, version 3 or later" in shown
    assert str(tmp_path / "licences") in shown
