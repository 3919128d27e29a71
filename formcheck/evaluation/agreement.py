"""How well the program agrees with labels: count, precision and recall, times."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from formcheck.evaluation.matching import pair_reps
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.recording.labels import Labels


@dataclass(slots=True)
class Agreement:
    """right: found and true. wrong: found, not true. missed: true, not found. unjudged: true, but not judged."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    unjudged: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is true; None where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what is true and was judged that was found; None where there is nothing."""
        true = self.right + self.missed
        return self.right / true if true else None

    @property
    def whole(self) -> bool:
        """Whether nothing was missed or wrongly found."""
        return not self.wrong and not self.missed

    def add(self, other: "Agreement") -> None:
        """Take in another agreement."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.unjudged += other.unjudged


@dataclass(slots=True)
class Evaluation:
    """Agreement over one or many sessions. start_errors_s, end_errors_s: found minus labelled, of every rep in both."""

    reps: Agreement = field(default_factory=Agreement)
    faults: dict[Fault, Agreement] = field(default_factory=lambda: {fault: Agreement() for fault in Fault})
    start_errors_s: list[float] = field(default_factory=list)
    end_errors_s: list[float] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every rep and fault agrees."""
        return self.reps.whole and all(agreement.whole for agreement in self.faults.values())

    def add(self, other: "Evaluation") -> None:
        """Take in another evaluation."""
        self.reps.add(other.reps)
        for fault, agreement in other.faults.items():
            self.faults[fault].add(agreement)
        self.start_errors_s += other.start_errors_s
        self.end_errors_s += other.end_errors_s


def evaluate(labels: Labels, found: Sequence[Rep]) -> Evaluation:
    """Return how the reps found agree with the labels. Reps that nobody checked are left out on both sides."""
    result = Evaluation()
    paired = pair_reps(found, labels.reps)
    label_of = {i: labels.reps[j] for i, j in paired.pairs}
    for i, rep in enumerate(found):
        label = label_of.get(i)
        if label is None or not label.counted:
            result.reps.wrong += label is None or label.checked
        elif label.checked:
            result.reps.right += 1
            result.start_errors_s.append(rep.start_s - label.start_s)
            result.end_errors_s.append(rep.end_s - label.end_s)
            compare_faults(result.faults, rep.faults, rep.not_judged, label.faults)
    unmet = [labels.reps[j] for j in paired.only_true]
    result.reps.missed += sum(label.checked and label.counted for label in unmet)
    return result


def compare_faults(
    agreements: Mapping[Fault, Agreement], found: Collection[str], not_judged: Collection[str], true: Collection[str]
) -> None:
    """Take the faults of one rep, by their names or values, into the agreement of each fault."""
    for fault, agreement in agreements.items():
        if fault in not_judged:
            agreement.unjudged += fault in true
        else:
            agreement.right += fault in found and fault in true
            agreement.wrong += fault in found and fault not in true
            agreement.missed += fault not in found and fault in true
