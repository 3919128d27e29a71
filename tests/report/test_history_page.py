from datetime import date

from formcheck.body.side import Side
from formcheck.history.progression import OFFER
from formcheck.history.queries import SessionRow, SideRow
from formcheck.report.history_page import history_page
from tests.report.test_session_page import Page

TODAY = date(2026, 11, 20)


def session(day: int, clean: int = 12, band: str | None = None) -> SessionRow:
    sides = (SideRow(Side.RIGHT, 15, clean, 0, 25.0 + day, 4.0), SideRow(Side.LEFT, 15, clean, 2, None, None))
    return SessionRow(f"s{day}", f"2026-11-{day:02}T10:00:00+01:00", 60.0, 2, 1, band, sides, clean)


def test_every_session_is_a_row_for_each_leg() -> None:
    page = history_page([session(16), session(18, band="<red>")], TODAY)
    parsed = Page(page)
    assert len(parsed.of("tr")) == 1 + 4
    assert "18 November 2026, 10:00" in page
    assert "12 of 15" in page
    assert "12 of 13" in page
    assert "&lt;red&gt;" in page
    assert [image["alt"] for image in parsed.of("img")] == [
        "Clean reps in % of the judged reps: left leg from 80 to 80, right leg from 92 to 92.",
        "Clean range in degrees of opening: left leg from 41 to 43.",
        "Mean pelvic roll back in degrees: left leg from 4 to 4.",
        "Pain, 0 to 10: before from 2 to 2, after from 1 to 1.",
    ]


def test_advice_stands_first() -> None:
    assert OFFER not in history_page([session(16), session(18)], TODAY)
    assert OFFER.replace("'", "&#39;") in history_page([session(16, 15), session(18, 15)], TODAY)


def test_no_session_is_said() -> None:
    assert "No session with reps is kept yet." in history_page([], TODAY)
