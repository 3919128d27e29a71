"""The roll model's inference: from a start and a change to angles with their uncertainty, and to the kind of movement.

An ensemble of small networks, trained by `training/`; see `models/MODELS.md` for how well it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.body.features import Baseline, change_features
from formcheck.pose import Floats

QUANTITIES = ("opening", "roll", "thorax_roll", "feet_gap", "leg_raise")
SIGMAS = tuple(f"{quantity}_sigma" for quantity in QUANTITIES)
MOVEMENTS = ("clamshell", "leg_raise", "other")
FORMAT = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """Change against the start, each with its standard deviation.

    opening: degrees. roll, thorax_roll: degrees, backward positive. feet_gap: shank lengths.
    leg_raise: turn of the whole top leg in the hip, degrees, as in a side-lying leg raise.
    strangeness: distance of start and change from the training corpus; 199 of 200 of its poses lie below 1.
    leg_raise_probability, other_probability: that the change belongs to a leg raise, or to another movement that is no
    clamshell; both say nothing where next to nothing has changed.
    """

    opening: float
    roll: float
    thorax_roll: float
    feet_gap: float
    leg_raise: float
    opening_sigma: float
    roll_sigma: float
    thorax_roll_sigma: float
    feet_gap_sigma: float
    leg_raise_sigma: float
    strangeness: float = 0.0
    leg_raise_probability: float = 0.0
    other_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class StartEstimate:
    """What one pose alone tells, in degrees.

    azimuth_towards_feet_deg, elevation_deg: where the camera stands.
    knee_flexion_deg: 0 is straight.
    roll_resolution_deg: standard deviation to expect of a rep's roll that is measured from this pose.
    opening_deg, opening_sigma_deg: opening of the top leg, coarser than a change; tells which of two poses is closed.
    """

    azimuth_towards_feet_deg: float
    elevation_deg: float
    knee_flexion_deg: float
    roll_resolution_deg: float
    opening_deg: float = 0.0
    opening_sigma_deg: float = 0.0


class _Ensemble:
    """Networks of one shape, evaluated together, with x * sigmoid(x) between their layers."""

    def __init__(self, arrays: Mapping[str, Floats], prefix: str) -> None:
        self.mean, self.std = (np.asarray(arrays[f"{prefix}_{name}"], np.float32) for name in ("mean", "std"))
        self.layers = [
            (np.asarray(arrays[f"{prefix}_w{i}"], np.float32), np.asarray(arrays[f"{prefix}_b{i}"], np.float32))
            for i in range(sum(name.startswith(f"{prefix}_w") for name in arrays))
        ]

    def __call__(self, x: Floats) -> Floats:
        """Return the outputs of every member, shape (members, outputs), for one input (inputs,)."""
        h = ((x.astype(np.float32) - self.mean) / self.std)[None, None]  # the same for every member
        for i, (w, b) in enumerate(self.layers):
            h = h @ w + b[:, None]
            if i < len(self.layers) - 1:
                h = h / (1 + np.exp(np.minimum(-h, 80)))  # single precision ends at exp(88)
        return h[:, 0].astype(np.float64)


class _Guard:
    """How far an input lies outside the training corpus: a Mahalanobis distance.

    The networks extrapolate without knowing it (25 degrees off at a stated 5), and their spread does not show it.
    """

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self._mean = np.asarray(arrays["guard_mean"], np.float32)
        self._whiten = np.asarray(arrays["guard_whiten"], np.float32)

    def __call__(self, x: Floats) -> float:
        """Return the distance of one input (inputs,); 1 is that of the 199th of 200 poses of the corpus."""
        z = (x.astype(np.float32) - self._mean) @ self._whiten
        return float(np.sqrt(z @ z))


class RollModel:
    """`arrays` are the named arrays of the weights file.

    Raises ValueError where one is missing or the file is of another format.
    """

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        try:
            if int(arrays["format"]) != FORMAT:
                raise ValueError(f"the roll model has format {int(arrays['format'])}, this version reads {FORMAT}")
            self._change, self._start = _Ensemble(arrays, "change"), _Ensemble(arrays, "start")
            self._movement = _Ensemble(arrays, "movement")
            self._unit, self._calibration = arrays["unit"], arrays["calibration"]
            self._start_unit = arrays["start_unit"]
            self._guard = _Guard(arrays)
        except KeyError as error:
            raise ValueError(f"the roll model lacks {error}") from error

    def start(self, baseline: Baseline) -> StartEstimate:
        """Return what a start tells."""
        said = self._start(baseline.features).mean(0)
        azimuth, elevation, knee_flexion, opening = (said[:4] * self._start_unit).tolist()
        resolution, opening_sigma = np.exp(said[4:6]).tolist()
        return StartEstimate(
            azimuth, elevation, knee_flexion, resolution, opening, opening_sigma * float(self._start_unit[3])
        )

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        """Return the change of a body, image landmarks (33, 2), against its start."""
        return self.from_features(baseline.features, change_features(baseline, image))

    def from_features(self, start: Floats, change: Floats) -> Estimate:
        """Return the same from the features of start and change."""
        x = np.concatenate([start, change])
        out = self._change(x)
        n = len(QUANTITIES)
        said, members = out[:, :n], len(out)
        mean = said.sum(0) / members
        variance = (np.exp(2 * out[:, n:]) + (said - mean) ** 2).sum(0) / members
        strangeness = self._guard(x)
        sigma = np.sqrt(variance) * self._calibration * self._unit * max(1.0, strangeness)
        values = dict(zip(QUANTITIES, (mean * self._unit).tolist(), strict=True))
        sigmas = dict(zip(SIGMAS, sigma.tolist(), strict=True))
        _, leg_raise, other = _softmax(self._movement(x)).mean(0).tolist()
        return Estimate(
            **values, **sigmas, strangeness=strangeness, leg_raise_probability=leg_raise, other_probability=other
        )


def _softmax(x: Floats) -> Floats:
    """Return the probabilities of classes, last axis, of their logits."""
    e = np.exp(x - x.max(-1, keepdims=True))
    found: Floats = e / e.sum(-1, keepdims=True)
    return found
