"""How well the fixture clips are judged: python -m tests.score [--check | --update [NEW_CLIP...]]

Prints the scores. `--check` fails where one is worse than in tests/scores.json, `--update` writes there what is
better; it is told which clips are new, for a hard one is no reason to ask less of the others. Counts and verdicts must
not fall at all; times and angles have a margin, for the pose model's numbers differ a little between processors.
"""

import argparse
import json
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.evaluation.agreement import Agreement, compare_faults
from formcheck.evaluation.matching import pair_reps
from formcheck.exercise.clamshell import ROLL
from formcheck.form.rule import Fault

CLIPS = Path(__file__).parent / "fixtures" / "videos"
KEPT = Path(__file__).parent / "scores.json"
MARGIN = {
    "start_error_s": 0.03,
    "top_error_s": 0.03,
    "end_error_s": 0.03,
    "opening_error_deg": 0.3,
    "roll_error_deg": 0.3,
}
BIGGER_IS_BETTER = ("clips_exact", "precision", "recall")


def account_of(clip: Path) -> dict[str, Any]:
    """Return what `formcheck check` says of a clip."""
    from formcheck.analysis.analyze import check_video, tools_here
    from formcheck.analysis.result import to_json
    from formcheck.commands.model import pose_model

    model = pose_model(None)
    return to_json(check_video(clip, model, tools_here(model)))


def score(accounts: list[dict[str, Any]], truths: list[dict[str, Any]]) -> dict[str, float]:
    """Return the scores of accounts against the clips' truths, by name."""
    exact = miscounted = unmatched = not_judged = 0
    errors: dict[str, list[float]] = {name: [] for name in ("start_s", "top_s", "end_s", "opening_deg", "roll_deg")}
    raised = {fault: Agreement() for fault in Fault}
    clean = false_on_clean = 0
    for account, truth in zip(accounts, truths, strict=True):
        found, true = account["reps"], truth["reps"]
        exact += len(found) == len(true)
        miscounted += abs(len(found) - len(true))
        paired = pair_reps(found, true)
        unmatched += len(paired.only_true)
        for i, j in paired.pairs:
            rep, actual = found[i], true[j]
            for name, values in errors.items():
                if rep[name] is not None:
                    values.append(abs(rep[name] - actual[name]))
            not_judged += bool(set(rep["not_judged"]) - _left_open(actual))
            if not actual["faults"] and actual["roll_deg"] <= 8:
                clean += 1
                false_on_clean += bool(rep["faults"])
            compare_faults(raised, rep["faults"], rep["not_judged"], actual["faults"])
    reps = sum(len(truth["reps"]) for truth in truths)
    scores: dict[str, float] = {
        "clips": len(truths),
        "reps": reps,
        "clips_exact": exact,
        "count_error": miscounted,
        "reps_unmatched": unmatched,
        "not_judged_share": round(not_judged / reps, 3),
        "false_faults_per_20_clean": round(20 * false_on_clean / clean, 2),
    }
    for name, values in errors.items():
        stem, unit = name.rsplit("_", 1)
        scores[f"{stem}_error_{unit}"] = round(float(np.mean(values)), 3) if values else math.nan
    for fault, agreement in raised.items():
        for name, value in (("precision", agreement.precision), ("recall", agreement.recall)):
            scores[f"{fault.value} {name}"] = 1.0 if value is None else round(value, 3)
    return scores


def _left_open(truth: dict[str, Any]) -> set[str]:
    """Return what need not be judged of a rep: roll between what never and what always is a fault."""
    between = ROLL.never_deg < truth["roll_deg"] < ROLL.always_deg
    return {Fault.PELVIS_ROLL.value} if between else set()


def fallen(scores: dict[str, float], kept: dict[str, float], *, exact: bool = False) -> list[str]:
    """Return a sentence for every score that is worse than the kept one by more than its margin, or at all."""
    lines = []
    for name, before in kept.items():
        now = scores.get(name, math.nan)
        better = name in BIGGER_IS_BETTER or name.split()[-1] in BIGGER_IS_BETTER or name in ("clips", "reps")
        loss = before - now if better else now - before
        if not loss <= (0.0 if exact else MARGIN.get(name, 0.0)):
            lines.append(f"{name} was {before}, now {now}")
    return lines


def best(scores: dict[str, float], kept: dict[str, float]) -> dict[str, float]:
    """Return the better of two scores each: what was once reached is not given up within the margins."""
    return {name: kept[name] if name in kept and fallen({name: now}, {name: kept[name]}, exact=True) else now
            for name, now in scores.items()}  # fmt: skip


def widened(kept: dict[str, float], added: dict[str, float]) -> dict[str, float]:
    """Return the kept scores with new clips taken in: in the means they count, rep by rep, as they score at first."""
    share = added["reps"] / (kept["reps"] + added["reps"])
    return kept | {name: round((1 - share) * kept[name] + share * added[name], 3) for name in MARGIN}


def main() -> int:
    """Score the fixture clips."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true")
    what.add_argument("--update", nargs="*", metavar="NEW_CLIP", help="the new clips' names, without .mp4")
    asked = parser.parse_args()
    clips = sorted(CLIPS.glob("*.mp4"))
    truths = [json.loads(clip.with_suffix(".truth.json").read_text()) for clip in clips]
    with ProcessPoolExecutor(max_workers=2) as pool:
        accounts = list(pool.map(account_of, clips))
    for account, truth in zip(accounts, truths, strict=True):
        if len(account["reps"]) != len(truth["reps"]):
            print(f"{account['video']}: {len(account['reps'])} reps found, {len(truth['reps'])} true")
    scores = score(accounts, truths)
    for name, value in scores.items():
        print(f"{name:28} {value}")
    kept = json.loads(KEPT.read_text())
    if asked.update is not None:
        if unknown := set(asked.update) - {clip.stem for clip in clips}:
            parser.error(f"no fixture clips of these names: {', '.join(sorted(unknown))}")
        new = [i for i, clip in enumerate(clips) if clip.stem in asked.update]
        if new:
            kept = widened(kept, score([accounts[i] for i in new], [truths[i] for i in new]))
        KEPT.write_text(json.dumps(best(scores, kept), indent=1) + "\n")
    lines = fallen(scores, kept) if asked.check else []
    for line in lines:
        print(f"FALLEN: {line}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
