"""Compares a result with a truth file: `formcheck check --expect`."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formcheck.analysis.result import RepResult, VideoResult
from formcheck.errors import InputError
from formcheck.evaluation.matching import Pairing, pair_reps, pairing

TIME_S = 0.5  # how far a rep's start may lie from the expected one
LENGTH_S = 6.0  # of a rep of which only the start is expected: it is paired with one that starts within 2 s

Json = dict[str, Any]


def read_truth(path: Path) -> Json:
    """Return a truth file's object. It needs `reps`, which may have `start_s`, `end_s` and `faults`.

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
    return named and all(_is_time(rep.get(name, 0.0)) for name in ("start_s", "end_s"))


def _is_time(value: object) -> bool:
    if type(value) is int:
        return abs(value) < 1 << 53
    return type(value) is float and math.isfinite(value)


def differences(result: VideoResult, truth: Json) -> list[str]:
    """Return what differs, a sentence each; empty where the result holds."""
    name, found, expected = result.video, result.reps, truth["reps"]
    lines = []
    if len(found) != len(expected):
        lines.append(f"{name}: {len(found)} reps found, {len(expected)} expected.")
    side = None if result.lying_on is None else result.lying_on.value
    if found and truth.get("lying_on") not in (None, side):
        lines.append(f"{name}: found lying on the {side}, expected {truth['lying_on']}.")
    paired = _paired(found, expected)
    lines += [
        f"{name}, rep {found[i].number}: at {found[i].start_s:.2f} s, where none is expected."
        for i in paired.only_found
    ]
    for j in paired.only_true:
        at = f" at {expected[j]['start_s']:.2f} s" if "start_s" in expected[j] else ""
        lines.append(f"{name}: no rep found{at}, where one is expected.")
    for i, j in paired.pairs:
        lines += _rep(f"{name}, rep {found[i].number}", found[i], expected[j])
    return lines


def _paired(found: Sequence[RepResult], expected: list[Json]) -> Pairing:
    """Return which reps are the same: by their times, or in order where no times are expected."""
    if not expected or not all("start_s" in rep for rep in expected):
        return pairing([(i, i) for i in range(min(len(found), len(expected)))], len(found), len(expected))
    if all("end_s" in rep for rep in expected):
        return pair_reps(found, expected)
    starts = [rep.start_s for rep in found], [rep["start_s"] for rep in expected]
    return pair_reps(*([{"start_s": start, "end_s": start + LENGTH_S} for start in times] for times in starts))


def _rep(where: str, rep: RepResult, true: Json) -> list[str]:
    lines = []
    if "start_s" in true and abs(rep.start_s - true["start_s"]) > TIME_S:
        lines.append(f"{where}: starts at {rep.start_s:.2f} s, expected {true['start_s']:.2f} s.")
    if "faults" in true:
        judged = [fault for fault in true["faults"] if fault not in rep.not_judged]
        found = [fault.value for fault in rep.faults]
        if sorted(found) != sorted(judged):
            lines.append(f"{where}: faults {found or 'none'}, expected {judged or 'none'}.")
    return lines
