"""After a session: keeps what the person answers, and opens the report."""

import webbrowser
from collections.abc import Callable
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.recording.metadata import Note, write_whole
from formcheck.recording.paths import NOTE
from formcheck.text.sentences import sentence
from formcheck.ui.questions import Question


class After:
    """folder: returns where the session is kept, None where it is not. tell: told what went wrong."""

    def __init__(self, folder: Callable[[], Path | None], pain_before: int | None, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._pain_before = pain_before
        self._tell = tell

    @property
    def kept(self) -> bool:
        """Whether there is something to keep answers with, and to report on."""
        return self._folder() is not None

    def keep(self, answers: dict[Question, int]) -> None:
        """Keep the pain before and what was answered so far."""
        note = Note(
            pain_before=self._pain_before,
            pain_after=answers.get(Question.PAIN),
            effort=answers.get(Question.EFFORT),
        )
        folder = self._folder()
        if folder is None or note == Note():
            return
        try:
            write_whole(folder / NOTE, note)
        except OSError as error:
            self._tell(sentence("note.not-kept", error=error.strerror))

    def open_report(self) -> None:
        """Write the report and show it in the browser."""
        from formcheck.commands.report import report  # takes a second

        folder = self._folder()
        if folder is None:
            return
        try:
            report(folder, None, None, show=False)
        except FormcheckError as error:
            self._tell(str(error))
            return
        page = folder / "report.html"
        if not webbrowser.open(page.resolve().as_uri()):
            self._tell(sentence("report.no-browser", page=page))
