"""`formcheck history`: all sessions, in the terminal and as a page."""

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.commands.opened import busy, place_of, say, writing
from formcheck.errors import UsageError
from formcheck.report.words import when
from formcheck.store.history import open_history, update
from formcheck.store.past import SessionRow, sessions
from formcheck.store.progress import advice, weeks_in_a_row


def history(place: Path | None, html: Path | None, *, rebuild: bool) -> int:
    """Print the table, write the page where asked; return the exit code."""
    if html is not None and html.exists():
        raise UsageError(f"{html} exists already: choose another name.")
    remarks: list[str] = []
    with open_history(place_of(place)) as database:
        with busy("Reading the sessions"):
            update(database, place_of(place), remarks.append, rebuild=rebuild)
        found = sessions(database)
    today = datetime.now().astimezone().date()
    console = Console()
    if found:
        console.print(_table(found))
        weeks = weeks_in_a_row(found, today)
        streak = max(session.streak for session in found)
        console.print(f"Weeks in a row with a session: {weeks}. Most clean reps in a row: {streak}.", highlight=False)
    else:
        console.print(f"No session with reps is kept in {place_of(place)} yet.", markup=False, highlight=False)
    offer = advice(found)
    if offer is not None:
        console.print(offer, highlight=False)
    say(remarks)
    if html is not None:
        from formcheck.report.history_page import history_page

        with writing(html):
            html.write_text(history_page(found, today), encoding="utf-8")
            html.chmod(0o600)
        typer.echo(html)
    return 0


def _table(found: list[SessionRow]) -> Table:
    table = Table(title=f"{len(found)} session{'s' * (len(found) > 1)}", title_justify="left")
    for name in ("session", "leg", "reps", "clean", "range °", "roll °", "pain", "band"):
        table.add_column(name, justify="left" if name in ("session", "leg", "band") else "right")
    for session in found:
        for i, side in enumerate(session.sides):
            first = i == 0
            table.add_row(
                escape(when(session.started) or session.name) if first else "",
                side.lying_on.other.value,
                str(side.reps),
                f"{side.clean} of {side.reps - side.undecided}",
                _number(side.clean_range_deg),
                _number(side.roll_deg),
                f"{_pain(session.pain_before)} → {_pain(session.pain_after)}" if first else "",
                escape(session.band or "") if first else "",
            )
    return table


def _number(value: float | None) -> str:
    return "-" if value is None else f"{round(value)}"


def _pain(value: int | None) -> str:
    return "-" if value is None else str(value)
