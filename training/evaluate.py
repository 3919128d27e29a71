"""How good the roll model is, alone and in the program: python -m training.evaluate [-v] CORPUS.npz... CLIPS_DIR...

Each CORPUS holds validation scenes (seeds 800000-899999), each CLIPS_DIR packed pose streams of validation clips; none
was trained on. Prints Markdown for models/MODELS.md; with -v also every rep.
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.body.roll import QUANTITIES, RollModel
from formcheck.evaluation.matching import pair_reps
from formcheck.exercise.clamshell import ROLL
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Ready, RepCompleted
from formcheck.session.recognizer import RepRecognizer
from training.corpus import Corpus, load
from training.streams import SUFFIX
from training.streams import load as load_stream

GROUPED = ("sex", "age", "build", "skin", "legs", "bystander")
CLEAN_UP_TO, FAULT_FROM = ROLL.never_deg, ROLL.always_deg


def good_view(azimuth: np.ndarray | float, elevation: np.ndarray | float) -> Any:
    """Whether the camera looks from 15-30 degrees up in front, or from 20-45 degrees towards the feet."""
    azimuth, elevation = np.asarray(azimuth), np.asarray(elevation)
    return ((elevation >= 15) & (elevation <= 30) & (np.abs(azimuth) <= 20)) | (
        (azimuth >= 20) & (azimuth <= 45) & (elevation >= 5)
    )


def predict(model: RollModel, corpus: Corpus, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return means and deviations (n, 5) for some rows of a corpus."""
    said = [model.from_features(s, c) for s, c in zip(corpus.start[rows], corpus.change[rows], strict=True)]
    mean = np.array([[getattr(e, q) for q in QUANTITIES] for e in said])
    sigma = np.array([[getattr(e, f"{q}_sigma") for q in QUANTITIES] for e in said])
    return mean, sigma


def single_frames(corpus: Corpus) -> list[str]:
    """Return the table of single-frame errors by group."""
    mean, sigma = predict(load_roll_model(), corpus, np.ones(len(corpus.seed), bool))
    error = mean - corpus.truth
    lines = [
        "| group | poses | " + " | ".join(QUANTITIES) + " | roll within 1, 2 sd | opening within 1, 2 sd |",
        "|---" * 9 + "|",
    ]
    good = good_view(corpus.azimuth, corpus.elevation)
    groups = {"all": np.ones(len(error), bool), "good views": good, "other views": ~good}
    roll = corpus.truth[:, 1]
    groups |= {
        f"true roll {a} to {b}": (roll >= a) & (roll < b)
        for a, b in ((-15, -2), (-2, 2), (2, 8), (8, 15), (15, 22), (22, 36))
    }
    opening = corpus.truth[:, 0]
    groups |= {f"true opening {a} to {a + 15}": (opening >= a) & (opening < a + 15) for a in range(0, 90, 15)}
    for label in (*GROUPED, "restless", "moved", "kind", "movement", "band"):
        groups |= {f"{label} {v}": corpus.labels[label] == v for v in np.unique(corpus.labels[label]) if v}
    for name, rows in groups.items():
        if not rows.any():
            continue
        z = np.abs(error[rows]) / sigma[rows]
        cells = " | ".join(
            f"{np.abs(error[rows, i]).mean():.2f} ({error[rows, i].mean():+.2f})" for i in range(len(QUANTITIES))
        )
        within = " | ".join(f"{(z[:, i] < 1).mean():.2f}, {(z[:, i] < 2).mean():.2f}" for i in (1, 0))
        lines.append(f"| {name} | {rows.sum()} | {cells} | {within} |")
    return lines


@dataclass(frozen=True)
class Judged:
    """A true rep of a clip and what was made of it: None where it was not found."""

    clip: str
    truth: dict[str, Any]
    rep: dict[str, Any]
    found: Rep | None
    judgeable: bool

    def verdict(self, fault: Fault = Fault.PELVIS_ROLL) -> str:
        """Return `faulty`, `fine`, `not judged` or `missed`."""
        if self.found is None:
            return "missed"
        if fault in self.found.not_judged:
            return "not judged"
        return "faulty" if fault in self.found.faults else "fine"


def judge_clips(folder: Path, *, late: bool = False) -> tuple[list[Judged], list[Rep], list[str]]:
    """Return the true reps of the clips with their verdicts, found reps that were none, and the clips miscounted.

    late: as if each clip began in the middle of its first rep, which is then expected of nobody.
    """
    judged, extra, miscounted = [], [], []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        poses, truth = load_stream(path)
        since, first = -np.inf, None
        if late and truth["reps"]:
            first, *truth["reps"] = truth["reps"]
            since = (first["start_s"] + first["end_s"]) / 2
        session = RepRecognizer(load_roll_model())
        events = [event for pose in poses if pose.t >= since for event in session.update(pose).events]
        found = [event.rep for event in (*events, *session.finish()) if isinstance(event, RepCompleted)]
        if first is not None:  # what was seen of it may be counted
            found = [rep for rep in found if rep.top_s > first["end_s"]]
        ready = [event for event in events if isinstance(event, Ready)]
        paired = pair_reps(found, truth["reps"])
        by_true = {j: found[i] for i, j in paired.pairs}
        extra += [found[i] for i in paired.only_found]
        if len(found) != len(truth["reps"]):
            miscounted.append(f"{path.stem}: {len(found)} for {len(truth['reps'])}")
        judgeable = bool(ready and ready[0].view.judgeable)
        judged += [Judged(path.stem, truth, rep, by_true.get(j), judgeable) for j, rep in enumerate(truth["reps"])]
    return judged, extra, miscounted


def faults_table(judged: list[Judged], extra: list[Rep]) -> list[str]:
    """Return the table of the other faults: those that are there, and accusations of reps without."""
    lines = ["| fault | there: found / missed / not judged | accused without |", "|---" * 3 + "|"]
    for fault in (Fault.MOMENTUM, Fault.FEET_APART, Fault.INCOMPLETE_RETURN):
        there = Counter(j.verdict(fault) for j in judged if fault.value in j.rep["faults"])
        false = sum(j.verdict(fault) == "faulty" for j in judged if fault.value not in j.rep["faults"])
        false += sum(fault in rep.faults for rep in extra)
        found = f"{there['faulty']} / {there['fine'] + there['missed']} / {there['not judged']}"
        lines.append(f"| {fault.value} | {found} | {false} |")
    return lines


def _is_good(item: Judged) -> bool:
    return bool(good_view(item.truth["azimuth_towards_feet_deg"], item.truth["elevation_deg"]))


def clips_table(judged: list[Judged]) -> list[str]:
    """Return the table of rep verdicts by group."""
    groups: dict[str, list[Judged]] = {"all": judged}
    groups["good views"] = [j for j in judged if _is_good(j)]
    groups["other views"] = [j for j in judged if not _is_good(j)]
    for label in GROUPED:
        for j in judged:
            groups.setdefault(f"{label} {j.truth['labels'].get(label, '?')}", []).append(j)
    restless = [j for j in judged if j.truth["labels"].get("restless")]
    groups |= {"they move between reps": restless} if restless else {}
    lines = [
        "| group | clips | reps | 15+: found / missed / not judged | up to 8: accused / fine / not judged "
        "| roll error (bias) | opening error (bias) |",
        "|---" * 7 + "|",
    ]
    for name, items in groups.items():
        high = Counter(j.verdict() for j in items if j.rep["roll_deg"] >= FAULT_FROM)
        low = Counter(j.verdict() for j in items if j.rep["roll_deg"] <= CLEAN_UP_TO)
        roll = np.array(
            [j.found.roll_deg - j.rep["roll_deg"] for j in items if j.found and np.isfinite(j.found.roll_deg)]
        )
        opening = np.array([j.found.opening_deg - j.rep["opening_deg"] for j in items if j.found])
        lines.append(
            f"| {name} | {len({j.clip for j in items})} | {len(items)} "
            f"| {high['faulty']} / {high['fine'] + high['missed']} / {high['not judged']} "
            f"| {low['faulty']} / {low['fine']} / {low['not judged']} "
            f"| {_mean_abs(roll)} ({_mean(roll)}) | {_mean_abs(opening)} ({_mean(opening)}) |"
        )
    return lines


def _mean_abs(x: np.ndarray) -> str:
    return f"{np.abs(x).mean():.1f}" if len(x) else "-"


def _mean(x: np.ndarray) -> str:
    return f"{x.mean():+.1f}" if len(x) else "-"


def _begun_late(clips: Path) -> str:
    judged, extra, _ = judge_clips(clips, late=True)
    high = Counter(j.verdict() for j in judged if j.rep["roll_deg"] >= FAULT_FROM)
    low = Counter(j.verdict() for j in judged if j.rep["roll_deg"] <= CLEAN_UP_TO)
    return (
        f"{sum(j.found is not None for j in judged)} of {len(judged)} other reps found and {len(extra)} too many; "
        f"of 15+ {high['faulty']} found, {high['fine'] + high['missed']} missed, {high['not judged']} not judged; "
        f"of up to 8 {low['faulty']} accused"
    )


def report(clips: Path, *, every_rep: bool) -> None:
    """Print what the whole program makes of a folder of clips."""
    begin = time.perf_counter()
    judged, extra, miscounted = judge_clips(clips)
    print(f"\n### Whole program: {len(judged)} reps of {len({j.clip for j in judged})} clips in {clips}\n")
    print("\n".join(clips_table(judged)))
    print("\n" + "\n".join(faults_table(judged, extra)))
    print(f"\nClips not counted exactly: {'; '.join(miscounted) or 'none'}.")
    print(f"Views that refuse roll: {sorted({j.clip for j in judged if not j.judgeable})}.")
    print(f"Begun in the middle of the first rep: {_begun_late(clips)}.")
    print(f"(The clips took {time.perf_counter() - begin:.0f} s.)")
    for j in judged if every_rep else ():
        said = (
            f"{j.found.roll_deg:5.1f} ± {j.found.roll_sigma_deg:.1f} open {j.found.opening_deg:.0f}" if j.found else "-"
        )
        view = f"az {j.truth['azimuth_towards_feet_deg']} el {j.truth['elevation_deg']}"
        faults = [fault.value for fault in j.found.faults] if j.found else "-"
        true = f"true {j.rep['roll_deg']:5.1f} open {j.rep['opening_deg']:.0f} {j.rep['faults']}"
        print(f"{j.clip} {view} {true}: said {said} {j.verdict()} {faults}")


def main(paths: list[Path], *, every_rep: bool) -> None:
    """Print the report on corpora and folders of clips, in their order."""
    for path in paths:
        if path.is_dir():
            report(path, every_rep=every_rep)
            continue
        corpus = load(path)
        print(f"\n### Single frames, {len(corpus.seed)} poses of {len(set(corpus.seed.tolist()))} scenes in {path}\n")
        print("Mean absolute error (bias); degrees, feet gap in shank lengths.\n")
        print("\n".join(single_frames(corpus)))


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:] if word != "-v"], every_rep="-v" in sys.argv)
