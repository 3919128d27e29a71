import io

import pytest

from formcheck.console.progress_bar import Bars


class Terminal(io.StringIO):
    """What looks like a terminal."""

    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, to: io.StringIO, jobs: int) -> str:
    monkeypatch.setattr("sys.stderr", to)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with Bars("Checked", jobs) as bars:
        bars.told(0, "a [b].mp4", 1, 100)
        bars.told(1, "c.mp4", 1, None)
        bars.ended(1)
        with bars.aside():
            to.write("<aside>")
        bars.told(0, "a [b].mp4", 90, 100)
        bars.ended(0)
        bars.ended(2)  # taken over without a frame
    return to.getvalue()


def test_a_terminal_shows_a_bar_a_job_and_one_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, Terminal(), jobs=3)
    assert "a [b].mp4" in text
    before, after = text.split("<aside>")
    assert before.endswith("\x1b[2K"), "the bars are wiped away before something else is printed"
    assert "Checked: 1 of 3" in before
    assert "Checked: 3 of 3" in after


def test_one_job_has_no_bar_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Checked" not in shown(monkeypatch, Terminal(), jobs=1)


def test_where_nobody_looks_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), jobs=3) == "<aside>"
