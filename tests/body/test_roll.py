import math
from dataclasses import astuple

import numpy as np
import pytest

from formcheck.body.features import N_BODY, Baseline
from formcheck.body.roll import FORMAT, MOVEMENTS, QUANTITIES, RollModel
from formcheck.pose import Floats
from tests.stick import Body, pose

N_START, N_CHANGE, HIDDEN = 2 * N_BODY, 4 * N_BODY, 3


def weights(members: int = 2) -> dict[str, Floats]:
    """Return networks whose weights are all zero, so that their last biases are their answers."""
    found: dict[str, Floats] = {"format": np.array(FORMAT)}
    shapes = (("change", N_CHANGE, 2 * len(QUANTITIES)), ("start", N_START, 6), ("movement", N_CHANGE, len(MOVEMENTS)))
    for prefix, inputs, outputs in shapes:
        sizes = (inputs, HIDDEN, HIDDEN, outputs)
        found |= {f"{prefix}_mean": np.zeros(inputs), f"{prefix}_std": np.ones(inputs)}
        for i in range(3):
            found[f"{prefix}_w{i}"] = np.zeros((members, sizes[i], sizes[i + 1]))
            found[f"{prefix}_b{i}"] = np.zeros((members, sizes[i + 1]))
    ones = np.ones(len(QUANTITIES))
    found |= {"guard_mean": np.zeros(N_CHANGE), "guard_whiten": np.zeros((N_CHANGE, N_CHANGE))}
    return found | {"unit": 10 * ones, "calibration": ones, "start_unit": np.array([90.0, 45.0, 60.0, 10.0])}


def baseline() -> Baseline:
    seen = pose(0.0, Body())
    return Baseline.of(seen.image_px, seen.world_m)


def test_the_answer_is_the_members_mean_in_its_unit() -> None:
    arrays = weights()
    arrays["change_b2"][0, :5], arrays["change_b2"][1, :5] = (1.0, 2.0, 3.0, 4.0, 5.0), (3.0, 2.0, 1.0, 0.0, -1.0)
    found = RollModel(arrays).change(baseline(), baseline().image)
    assert astuple(found)[:5] == pytest.approx((20, 20, 20, 20, 20))


def test_the_uncertainty_is_the_noise_and_the_quarrel_of_the_members() -> None:
    """Each member claims exp(log 0.3) = 0.3; they stand 0.4 to either side of 1: sqrt(0.09 + 0.16) = 0.5."""
    arrays = weights()
    arrays["change_b2"][:, 5:] = math.log(0.3)
    arrays["change_b2"][:, 1] = (0.6, 1.4)
    arrays["calibration"] = np.array([1.0, 1.2, 1.0, 1.0, 1.0])
    found = RollModel(arrays).change(baseline(), baseline().image)
    assert found.roll == pytest.approx(10.0)
    assert found.roll_sigma == pytest.approx(0.5 * 1.2 * 10)
    assert found.opening_sigma == pytest.approx(3.0)


def test_between_the_layers_stands_x_sigmoid_x() -> None:
    """1 becomes 1 / (1 + e^-1) = 0.7311, and that 0.7311 / (1 + e^-0.7311) = 0.4935."""
    arrays = weights(members=1)
    arrays["change_b0"][0, 0] = 1.0
    arrays["change_w1"][0, 0, 0] = arrays["change_w2"][0, 0, 0] = 1.0
    assert RollModel(arrays).change(baseline(), baseline().image).opening == pytest.approx(4.935, abs=1e-3)


def test_inputs_are_standardized() -> None:
    arrays = weights(members=1)
    arrays["change_mean"][0], arrays["change_std"][0] = 2.0, 4.0
    arrays["change_w0"][0, 0, 0] = arrays["change_w1"][0, 0, 0] = arrays["change_w2"][0, 0, 0] = 1.0
    start, change = np.zeros(N_START), np.zeros(N_CHANGE - N_START)
    start[0] = 6.0  # (6 - 2) / 4 = 1
    assert RollModel(arrays).from_features(start, change).opening == pytest.approx(4.935, abs=1e-3)


def test_the_start_tells_the_view_and_how_bent_the_knees_are() -> None:
    arrays = weights()
    arrays["start_b2"][:] = (0.5, 0.4, 1.5, 0.2, math.log(3.0), math.log(0.5))
    assert astuple(RollModel(arrays).start(baseline())) == pytest.approx((45.0, 18.0, 90.0, 3.0, 2.0, 5.0))


def test_what_lies_outside_the_corpus_is_less_certain() -> None:
    arrays = weights()
    arrays["guard_whiten"][0, 0] = 0.5
    start, change = np.zeros(N_START), np.zeros(N_CHANGE - N_START)
    near, far = (RollModel(arrays).from_features(start + at, change) for at in (1.0, 6.0))
    assert (near.strangeness, far.strangeness) == pytest.approx((0.5, 3.0))
    assert near.opening_sigma == pytest.approx(10.0)
    assert far.opening_sigma == pytest.approx(30.0)


def test_the_movement_is_the_mean_of_what_the_members_hold_probable() -> None:
    """One member is certain of a clamshell; the other holds all three equally probable."""
    arrays = weights()
    arrays["movement_b2"][0] = (50.0, 0.0, 0.0)
    found = RollModel(arrays).change(baseline(), baseline().image)
    assert (found.leg_raise_probability, found.other_probability) == pytest.approx((1 / 6, 1 / 6))


@pytest.mark.parametrize(
    "name", ["format", "change_w1", "movement_w1", "start_b2", "unit", "calibration", "start_mean", "guard_mean"]
)
def test_a_file_that_lacks_something_is_refused(name: str) -> None:
    arrays = weights()
    del arrays[name]
    with pytest.raises(ValueError, match=f"the roll model lacks '{name}'"):
        RollModel(arrays)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match=f"the roll model has format 99, this version reads {FORMAT}"):
        RollModel(weights() | {"format": np.array(99)})
