"""After a session: pain and effort are kept, and the report opens."""

from pathlib import Path

import pytest

from formcheck.commands.after import After
from formcheck.recording.metadata import Note
from formcheck.recording.reader import Recording
from formcheck.ui.questions import Question


@pytest.fixture
def told() -> list[str]:
    return []


def test_pain_before_and_the_answers_are_kept_together(folder: Path, told: list[str]) -> None:
    After(lambda: folder, 4, told.append).keep({Question.PAIN: 2, Question.EFFORT: 6})
    assert Recording(folder).note == Note(pain_before=4, pain_after=2, effort=6)
    assert told == []


def test_nothing_told_is_nothing_kept(folder: Path, told: list[str]) -> None:
    After(lambda: folder, None, told.append).keep({})
    assert not (folder / "note.json").exists()
    nowhere = After(lambda: None, 4, told.append)
    nowhere.keep({Question.PAIN: 2})
    nowhere.open_report()
    assert not nowhere.kept
    assert told == []


def test_answers_that_cannot_be_kept_are_said(folder: Path, told: list[str]) -> None:
    After(lambda: folder / "gone", 4, told.append).keep({})
    assert told == ["Pain and effort could not be kept (No such file or directory)."]


def test_the_report_opens_in_the_browser(folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def shown(uri: str) -> bool:
        opened.append(uri)
        return True

    monkeypatch.setattr("webbrowser.open", shown)
    After(lambda: folder, None, told.append).open_report()
    assert opened == [(folder / "report.html").resolve().as_uri()]
    assert told == []


def test_without_a_browser_the_report_is_named(folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    After(lambda: folder, None, told.append).open_report()
    assert told == [f"No browser was found: open {folder / 'report.html'} by hand."]


def test_a_report_that_cannot_be_made_is_said(folder: Path, told: list[str]) -> None:
    (folder / "report.html").write_text("not ours")
    After(lambda: folder, None, told.append).open_report()
    assert len(told) == 1
    assert "report.html" in told[0]
