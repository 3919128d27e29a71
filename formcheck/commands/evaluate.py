"""`formcheck evaluate`: how well today's rules agree with what a physiotherapist labelled."""

from pathlib import Path
from statistics import fmean

from rich.console import Console

from formcheck.commands.opened import busy, opened, remark
from formcheck.console.streams import print_table, say
from formcheck.errors import InputError
from formcheck.evaluation.agreement import Agreement, Evaluation
from formcheck.evaluation.agreement import evaluate as compare
from formcheck.evaluation.changes import reps_of
from formcheck.recording.input_replay import Replay
from formcheck.recording.labels import read_labels
from formcheck.roll_weights import load_roll_model

COLUMNS = ("", "right", "wrong", "missed", "not judged", "precision", "recall")


def evaluate(named: list[Path], sessions: Path | None, *, expect: bool) -> int:
    """Print the agreement over all sessions; return the exit code, with `expect` 1 where anything differs."""
    model = load_roll_model()
    total = Evaluation()
    for session in named:
        recording = opened(session, sessions)
        labels = read_labels(recording)
        if labels is None:
            raise InputError(f"{recording.path} has no labels: make them with `formcheck label`.")
        with busy(f"Evaluating {recording.name}"):
            result = compare(labels, reps_of(Replay(recording, model).events()))
        remark(recording.remarks)
        counted = result.reps.right + result.reps.missed
        found = result.reps.right + result.reps.wrong
        say(f"{recording.name}: {found} reps found, {counted} labelled.")
        total.add(result)
    rows = [_row("reps", total.reps), *(_row(fault.value, found) for fault, found in total.faults.items())]
    print_table(Console(), "Agreement with the labels", COLUMNS, rows, ("",))
    for name, errors in (("start", total.start_errors_s), ("end", total.end_errors_s)):
        if errors:
            mean = fmean(abs(error) for error in errors)
            say(f"A rep's {name} is off by {mean:.2f} s on average, at most {max(map(abs, errors)):.2f} s.")
    return 1 if expect and not total.whole else 0


def _row(name: str, found: Agreement) -> list[str]:
    shares = ("-" if share is None else f"{100 * share:.0f} %" for share in (found.precision, found.recall))
    return [name, *(str(n) for n in (found.right, found.wrong, found.missed, found.unjudged)), *shares]
