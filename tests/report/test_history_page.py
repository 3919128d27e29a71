from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from matplotlib.axes import Axes

from formcheck.body.side import Side
from formcheck.history.queries import SessionRow, SideRow
from formcheck.report import history_page as module
from formcheck.report.history_page import history_page
from formcheck.text.sentences import sentence
from tests.report.test_session_page import Page

TODAY = date(2026, 11, 20)


def session(
    day: int, clean: int = 12, band: str | None = None, models: tuple[str | None, str | None] = ("pose", "body")
) -> SessionRow:
    sides = (SideRow(Side.RIGHT, 15, clean, 0, 25.0 + day, 4.0), SideRow(Side.LEFT, 15, clean, 2, None, None))
    return SessionRow(f"s{day}", f"2026-11-{day:02}T10:00:00+01:00", 60.0, 2, 1, band, sides, clean, models)


def test_every_session_is_a_row_for_each_leg() -> None:
    page = history_page([session(16), session(18, band="<red>")], TODAY, {})
    parsed = Page(page)
    assert len(parsed.of("tr")) == 1 + 4
    assert "18 November 2026, 10:00" in page
    assert "12 of 15" in page
    assert "12 of 13" in page
    assert "&lt;red&gt;" in page
    assert [image["alt"] for image in parsed.of("img")] == [
        "Clean reps in % of the judged reps: left leg from 80 to 80, right leg from 92 to 92.",
        "Widest opening with a steady pelvis in degrees: left leg from 41 to 43.",
        "Mean pelvic roll back in degrees: left leg from 4 to 4.",
        "Pain, 0 to 10: before from 2 to 2, after from 1 to 1.",
    ]


def test_a_session_shows_its_name_and_links_to_its_report() -> None:
    page = history_page([session(16), session(18)], TODAY, {"s18": "../My%20sessions/s18/report.html"})
    assert '<a href="../My%20sessions/s18/report.html">s18</a>' in page
    assert "<small>s16</small>" in page


def test_a_leg_of_which_nothing_was_judged_has_no_clean_reps() -> None:
    sides = (SideRow(Side.RIGHT, 5, 0, 5, None, None),)
    page = history_page([SessionRow("low", None, 60.0, None, None, None, sides, 0)], TODAY, {})
    assert '<td data-label="Clean">not judged</td>' in page
    assert "0 of 0" not in page


def test_another_model_is_marked_between_the_sessions_it_parts() -> None:
    rows = [session(16), session(17), session(18, models=("pose", "newer")), session(19, models=(None, None))]
    page = history_page(rows, TODAY, {})
    assert page.count("Below this line: measured with another model") == 1
    assert page.index("s18</small>") < page.index("Below this line") < page.index("s17</small>")
    alts = [image["alt"] or "" for image in Page(page).of("img")]
    assert all(alt.endswith("Measured with another model in between: not the same measure.") for alt in alts)
    assert "another model" not in history_page(rows[:2], TODAY, {})


def test_equal_legs_are_both_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Axes] = []
    finish = module._finish

    def kept(axes: Axes, sessions: Sequence[SessionRow], changes: Sequence[int]) -> None:
        drawn.append(axes)
        finish(axes, sessions, changes)

    monkeypatch.setattr(module, "_finish", kept)
    sides = tuple(SideRow(side, 10, 10, 0, 30.0, 2.0) for side in Side)
    rows = [SessionRow(f"s{i}", f"2026-11-1{i}T10:00:00", 60.0, None, None, None, sides, 10) for i in range(3)]
    history_page(rows, TODAY, {})
    clean, opening, roll = drawn
    for axes in drawn:
        left, right = axes.get_lines()[:2]
        there, here = (axes.transData.transform((np.asarray(line.get_xdata())[0], 0)) for line in (right, left))
        assert (there - here)[0] > 4  # pixels of a picture 500 wide; a mark is 7
    assert clean.get_ylim() == (0, 105)
    assert (opening.get_ylim()[0], roll.get_ylim()[0]) == (0, 0)
    assert [tick.get_text() for tick in clean.get_xticklabels()] == ["10 Nov", "11 Nov", "12 Nov"]


def test_advice_stands_first() -> None:
    offer = sentence("progression.band").replace("'", "&#39;")
    assert offer not in history_page([session(16), session(18)], TODAY, {})
    assert offer in history_page([session(16, 15), session(18, 15)], TODAY, {})


def test_no_session_is_said() -> None:
    assert "No session with reps is kept yet." in history_page([], TODAY, {})
