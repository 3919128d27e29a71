"""`formcheck history`: all sessions, in the terminal and as a page."""

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from rich.console import Console

from formcheck.commands.opened import busy, place_of, remark
from formcheck.console.streams import print_table, say, tell
from formcheck.files.outputs import Kind, Output, is_stream, refuse_harm, written
from formcheck.history.database import open_history, update
from formcheck.history.progression import advice, weeks_in_a_row
from formcheck.history.queries import SessionRow, remeasured, sessions
from formcheck.recording.paths import REPORT
from formcheck.text.sentences import many, sentence

NAMES = ("session", "leg", "sets", "reps", "clean", "opening", "mean-roll", "pain", "band")
COLUMNS = tuple(sentence(f"column.{name}") for name in NAMES)
WORDS = (sentence("column.session"), sentence("column.leg"), sentence("column.band"))


def history(place: Path | None, html: Path | None, *, rebuild: bool) -> int:
    """Print the table, write the page where asked; return the exit code."""
    page = None if html is None else Output(html, Kind.PAGE, "--html")
    if page is not None:
        refuse_harm([page], ())
    remarks: list[str] = []
    with open_history(place_of(place), tell) as database:
        with busy(sentence("history.reading")):
            update(database, place_of(place), remarks.append, rebuild=rebuild)
        found = sessions(database)
    today = datetime.now().astimezone().date()
    if found:
        print_table(Console(), many("history.sessions", len(found)), COLUMNS, _rows(found), WORDS)
        weeks = weeks_in_a_row(found, today)
        streak = max(session.streak for session in found)
        for session, changed in zip(found, remeasured(found), strict=True):
            if changed:
                say(sentence("history.remeasured", session=session.name))
        say(sentence("history.streaks", weeks=weeks, reps=streak))
    else:
        say(sentence("history.none", place=place_of(place)))
    offer = advice(found)
    if offer is not None:
        say(offer)
    remark(remarks)
    if page is not None:
        from formcheck.report.history_page import history_page

        with written(page) as file:
            file.write(history_page(found, today, _links(found, place_of(place), page.path)))
        say(page.path)
    return 0


def _links(found: list[SessionRow], place: Path, page: Path) -> dict[str, str]:
    """Return the addresses of the reports there are, as seen from the page, by the session's name."""
    links = {}
    for session in found:
        path = (place / session.name / REPORT).resolve()
        if not path.is_file():
            continue
        try:
            links[session.name] = path.as_uri() if is_stream(page) else _relative(path, page.resolve().parent)
        except ValueError:  # on another drive
            links[session.name] = path.as_uri()
    return links


def _relative(path: Path, folder: Path) -> str:
    return quote(Path(os.path.relpath(path, folder)).as_posix())


def _rows(found: list[SessionRow]) -> list[list[str]]:
    """Return a row for each side of each session."""
    rows = []
    for session in found:
        for i, side in enumerate(session.sides):
            first = i == 0
            row = [
                session.name if first else "",
                side.lying_on.other.value,
                str(side.sets),
                str(side.reps),
                sentence("page.of", part=side.clean, whole=side.judged) if side.judged else sentence("page.not-judged"),
                _number(side.clean_range_deg),
                _number(side.roll_deg),
                f"{_pain(session.pain_before)} → {_pain(session.pain_after)}" if first else "",
                session.band or "" if first else "",
            ]
            rows.append(row)
    return rows


def _number(value: float | None) -> str:
    return "-" if value is None else f"{round(value)}"


def _pain(value: int | None) -> str:
    return "-" if value is None else str(value)
