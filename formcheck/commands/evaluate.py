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
from formcheck.text.sentences import sentence

NAMES = ("right", "wrong", "missed", "not-judged", "precision", "recall")
COLUMNS = ("", *(sentence(f"column.{name}") for name in NAMES))


def evaluate(named: list[Path], sessions: Path | None, *, expect: bool) -> int:
    """Print the agreement over all sessions; return the exit code, with `expect` 1 where anything differs."""
    model = load_roll_model()
    total = Evaluation()
    for session in named:
        recording = opened(session, sessions)
        labels = read_labels(recording)
        if labels is None:
            raise InputError(f"{recording.path} has no labels: make them with `formcheck label`.")
        with busy(sentence("evaluate.busy", session=recording.name)):
            result = compare(labels, reps_of(Replay(recording, model).events()))
        remark(recording.remarks)
        counted = result.reps.right + result.reps.missed
        found = result.reps.right + result.reps.wrong
        say(sentence("evaluate.reps", session=recording.name, found=found, labelled=counted))
        total.add(result)
    rows = [_row(sentence("column.reps"), total.reps)]
    rows += [_row(fault.value, found) for fault, found in total.faults.items()]
    print_table(Console(), sentence("evaluate.title"), COLUMNS, rows, ("",))
    for name, errors in (("evaluate.start", total.start_errors_s), ("evaluate.end", total.end_errors_s)):
        if errors:
            mean = fmean(abs(error) for error in errors)
            say(sentence(name, mean=mean, most=max(map(abs, errors))))
    return 1 if expect and not total.whole else 0


def _row(name: str, found: Agreement) -> list[str]:
    shares = ("-" if share is None else f"{100 * share:.0f} %" for share in (found.precision, found.recall))
    return [name, *(str(n) for n in (found.right, found.wrong, found.missed, found.unjudged)), *shares]
