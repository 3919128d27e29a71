import json
import math
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis.result import RepResult
from formcheck.errors import InputError
from formcheck.evaluation.expect import TIME_S, differences, read_truth
from tests.results import rep_result, video_result


def differ(found: list[RepResult], true: list[dict[str, Any]], **truth: Any) -> list[str]:
    return differences(video_result(found), {"reps": true, **truth})


def test_what_agrees_has_no_differences() -> None:
    true = [{"start_s": 2.0, "faults": []}, {"start_s": 9.0, "faults": ["momentum", "pelvis-roll"]}]
    assert differ([rep_result(2.1), rep_result(8.8, "pelvis-roll", "momentum")], true, lying_on="right") == []
    assert differ([], []) == []


def test_another_count_is_told() -> None:
    assert differ([rep_result(2.0)], []) == [
        "a.mp4: 1 reps found, 0 expected.",
        "a.mp4, rep 1: at 2.00 s, where none is expected.",
    ]
    missing = "a.mp4: no rep found, where one is expected."
    assert differ([], [{}, {}]) == ["a.mp4: 0 reps found, 2 expected.", missing, missing]
    assert differ([], [{"start_s": 4}])[1:] == ["a.mp4: no rep found at 4.00 s, where one is expected."]


@pytest.mark.parametrize("ends", [True, False])
def test_a_spurious_and_a_missed_rep_leave_the_others_paired(ends: bool) -> None:
    starts = [2.0, 9.0, 16.0, 23.0, 30.0]
    true = [
        {"start_s": s, "faults": ["momentum"] if s == 23.0 else []} | ({"end_s": s + 5} if ends else {}) for s in starts
    ]
    found = [
        rep_result(s, *(["momentum"] if s == 23.2 else []), number=n)
        for n, s in enumerate([2.0, 16.1, 20.6, 23.2, 30.0], 1)
    ]
    assert differ(found, true) == [
        "a.mp4, rep 3: at 20.60 s, where none is expected.",
        "a.mp4: no rep found at 9.00 s, where one is expected.",
    ]


def test_without_times_reps_are_compared_in_their_order() -> None:
    assert differ([rep_result(2.0), rep_result(9.0, "momentum")], [{"faults": []}, {"faults": ["momentum"]}]) == []


def test_another_side_is_told_where_there_are_reps() -> None:
    assert differ([rep_result(2.0)], [{}], lying_on="left") == ["a.mp4: found lying on the right, expected left."]
    assert differ([rep_result(2.0)], [{}], lying_on=None) == []
    assert differ([], [], lying_on="left") == []


@pytest.mark.parametrize("sign", [-1, 1])
def test_another_start_is_told(sign: int) -> None:
    assert differ([rep_result(2.0 + sign * (TIME_S - 0.01))], [{"start_s": 2.0}]) == []
    [line] = differ([rep_result(2.0 + sign * 0.75, number=3)], [{"start_s": 2.0}])
    assert line == f"a.mp4, rep 3: starts at {2.0 + sign * 0.75:.2f} s, expected 2.00 s."


def test_other_faults_are_told() -> None:
    assert differ([rep_result(2.0, "momentum")], [{"faults": []}]) == [
        "a.mp4, rep 1: faults ['momentum'], expected none."
    ]
    assert differ([rep_result(2.0)], [{"faults": ["feet-apart"]}]) == [
        "a.mp4, rep 1: faults none, expected ['feet-apart']."
    ]


def test_what_was_not_judged_is_not_held_against_it() -> None:
    blind = rep_result(2.0, not_judged=("pelvis-roll",))
    assert differ([blind], [{"faults": ["pelvis-roll"]}]) == []
    assert differ([blind], [{"faults": ["momentum"]}]) == ["a.mp4, rep 1: faults none, expected ['momentum']."]


def test_a_truth_file_may_tell_little_or_more(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_text(json.dumps({"reps": [{}], "fps": 30}), encoding="utf-8")
    assert read_truth(path) == {"reps": [{}], "fps": 30}
    assert differ([rep_result(2.0, "momentum")], read_truth(path)["reps"]) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"rep": []}', '{"reps": 3}', '{"reps": [3]}', "\x00"])
def test_what_is_no_truth_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "truth.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"truth\.json (is no truth file|cannot be read as a truth file)"):
        read_truth(path)


def test_a_missing_truth_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as a truth file"):
        read_truth(tmp_path / "none.json")


@pytest.mark.parametrize(
    "true",
    [
        {"start_s": "2"},
        {"start_s": None},
        {"end_s": "7"},
        {"start_s": math.nan},
        {"end_s": math.inf},
        {"start_s": 10**400},
        {"faults": None},
        {"faults": "momentum"},
        {"faults": [3]},
    ],
)
def test_a_truth_of_another_kind_is_refused(tmp_path: Path, true: dict[str, Any]) -> None:
    path = tmp_path / "truth.json"
    path.write_text(json.dumps({"reps": [true]}), encoding="utf-8")
    with pytest.raises(InputError, match="is no truth file"):
        read_truth(path)
