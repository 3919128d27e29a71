"""Compares an account with a truth file: `formcheck check --expect`."""

import json
from pathlib import Path
from typing import Any

from formcheck.errors import InputError

TIME_S = 0.5  # how far a rep's start may lie from the truth to be the same rep


def read_truth(path: Path) -> dict[str, Any]:
    """Return a truth file's object. It needs `reps`, each with `faults`, and may have `start_s` and `lying_on`.

    Raises InputError where it cannot be read or is no truth file.
    """
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"{path} cannot be read as a truth file ({error}); name a JSON file with a list of reps."
        ) from error
    reps = truth.get("reps") if isinstance(truth, dict) else None
    if not isinstance(reps, list) or not all(_is_rep(rep) for rep in reps):
        raise InputError(f"{path} is no truth file: it needs a list of reps.")
    return dict(truth)


def _is_rep(rep: object) -> bool:
    if not isinstance(rep, dict):
        return False
    faults = rep.get("faults", [])
    named = isinstance(faults, list) and all(isinstance(fault, str) for fault in faults)
    return named and type(rep.get("start_s", 0.0)) in (int, float)


def differences(account: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """Return what differs, a sentence each; empty where the account holds."""
    name, found, expected = account["video"], account["reps"], truth["reps"]
    lines = []
    if len(found) != len(expected):
        lines.append(f"{name}: {len(found)} reps found, {len(expected)} expected.")
    if found and truth.get("lying_on") not in (None, account["lying_on"]):
        lines.append(f"{name}: found lying on the {account['lying_on']}, expected {truth['lying_on']}.")
    for rep, true in zip(found, expected, strict=False):
        where = f"{name}, rep {rep['number']}"
        if "start_s" in true and abs(rep["start_s"] - true["start_s"]) > TIME_S:
            lines.append(f"{where}: starts at {rep['start_s']:.2f} s, expected {true['start_s']:.2f} s.")
        if "faults" in true:
            judged = [fault for fault in true["faults"] if fault not in rep["not_judged"]]
            if sorted(rep["faults"]) != sorted(judged):
                lines.append(f"{where}: faults {rep['faults'] or 'none'}, expected {judged or 'none'}.")
    return lines
