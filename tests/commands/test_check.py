"""`formcheck check` from the command line to exit codes and files, with a stick body for a person."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from itertools import islice, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result
from typing_extensions import Self

from formcheck.analysis import analyze as checking
from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame
from formcheck.capture.motion_gate import LONGEST_S
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.files.resources import resource
from formcheck.pose import Pose
from formcheck.pose.weights.assemble import DETECTOR, LANDMARKER
from formcheck.text.sentences import sentence
from tests.capture.clips import write_video
from tests.postures import Lift
from tests.stick import MarkerModel, clamshells, lasts, pose

LIFTS = [Lift(), Lift(roll=20)]
TIMES = [i / 15 for i in range(int(lasts(LIFTS) * 15))]
TRUTH = {
    "lying_on": "right",
    "reps": [{"start_s": 1.5, "faults": []}, {"start_s": 7.8, "faults": ["pelvis-roll"]}],
}


class StickEstimator:
    """Sees the stick body, or nobody, whatever the picture."""

    somebody = True

    def __init__(self, model: Path) -> None:
        assert model.is_file()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def estimate(self, frame: Frame) -> Pose:
        return pose(frame.t, clamshells(LIFTS)(frame.t)) if self.somebody else Pose.missing(frame.t)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return what looks like a pose model from outside, and let the stick body be seen."""
    monkeypatch.setattr(checking, "PoseEstimator", StickEstimator)
    monkeypatch.setattr(checking, "load_roll_model", MarkerModel)
    path = tmp_path / "some.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name in (DETECTOR, LANDMARKER):
            bundle.writestr(name, "")
    return path


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("Übung 1") / "clip [b].mkv", TIMES)


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "clip.truth.json"
    path.write_text(json.dumps(TRUTH), encoding="utf-8")
    return path


def check(model: Path, *words: object) -> Result:
    """Run the command; the exit code is that of `main`."""
    result = CliRunner(env={"COLUMNS": "120"}).invoke(app, ["check", "--model", str(model), *map(str, words)])
    if isinstance(result.exception, FormcheckError):
        result.exit_code = result.exception.exit_code
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_table_tells_each_rep(model: Path, clip: Path) -> None:
    result = check(model, clip)
    assert result.exit_code == 0
    assert "clip [b].mkv: Left leg: 2 reps, 1 clean." in result.stdout
    rows = {
        line.split()[2]: line for line in result.stdout.splitlines() if line.strip().startswith(("left ", "right "))
    }
    assert [row.split()[:3] for row in rows.values()] == [["left", "1", "1"], ["left", "1", "2"]]
    assert ["pelvis-roll" in row for row in rows.values()] == [False, True]
    assert " 30 " in rows["1"]
    assert "Left leg. Widest opening with a steady pelvis: " in result.stdout
    assert "Traceback" not in result.output


def test_the_json_on_standard_output_is_json_alone(model: Path, clip: Path) -> None:
    result = check(model, clip, clip, "--jobs", 1, "--json", "-")
    accounts = json.loads(result.stdout)
    assert [account["video"] for account in accounts] == [clip.name] * 2
    assert accounts[0] == accounts[1]
    assert [rep["faults"] for rep in accounts[0]["reps"]] == [[], ["pelvis-roll"]]
    assert accounts[0]["frames"] == len(TIMES)
    assert accounts[0]["summary"]["clean"] == 1
    assert "2 reps, 1 clean" in result.stderr


def test_the_json_in_a_file(model: Path, clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "ä.json"
    result = check(model, clip, "--json", out)
    assert result.exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))[0]["lying_on"] == "right"
    assert "2 reps" in result.stdout


def test_the_csv_has_a_row_for_each_frame_looked_at(model: Path, clip: Path, tmp_path: Path) -> None:
    assert check(model, clip, "--csv", tmp_path / "a.csv").exit_code == 0
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    times = [float(row["t_s"]) for row in found]
    assert (times[0], times[-1]) == (pytest.approx(TIMES[0], abs=0.001), pytest.approx(TIMES[-1], abs=0.001))
    assert max(b - a for a, b in pairwise(times)) <= LONGEST_S + 0.001
    assert max(float(row["opening_deg"] or 0) for row in found) == pytest.approx(30, abs=2)


def test_what_is_expected_and_holds(model: Path, clip: Path, truth: Path) -> None:
    result = check(model, clip, "--expect", truth)
    assert result.exit_code == 0
    assert f"{clip.name}: as expected." in result.stdout


def test_what_is_expected_and_does_not_hold(model: Path, clip: Path, truth: Path) -> None:
    truth.write_text(json.dumps({"lying_on": "left", "reps": [{"start_s": 1.5, "faults": ["momentum"]}]}))
    result = check(model, clip, "--expect", truth)
    assert result.exit_code == 1
    assert "2 reps found, 1 expected." in result.stdout
    assert "found lying on the right, expected left." in result.stdout
    assert "faults none, expected ['momentum']." in result.stdout


def test_each_video_is_compared_with_its_own_truth(model: Path, clip: Path, truth: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.truth.json"
    other.write_text('{"reps": []}')
    assert check(model, clip, clip, "--jobs", 1, "--expect", truth, "--expect", truth).exit_code == 0
    assert check(model, clip, clip, "--jobs", 1, "--expect", truth, "--expect", other).exit_code == 1


def test_junit_has_a_case_for_each_video(model: Path, clip: Path, truth: Path, tmp_path: Path) -> None:
    other, broken, out = tmp_path / "other.truth.json", tmp_path / "a<b>&\x07.mp4", tmp_path / "out.xml"
    other.write_text('{"reps": [{"start_s": 1.5, "faults": ["momentum"]}]}')
    broken.write_bytes(b"no video")
    expected = [word for path in (truth, other, truth) for word in ("--expect", path)]
    assert check(model, clip, clip, broken, "--jobs", 1, "--junit", out, *expected).exit_code == 3
    suites = ET.parse(out).getroot()
    [suite] = suites
    assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "1"]
    good, different, unread = suite.findall("testcase")
    assert [case.get("name") for case in (good, different, unread)] == [clip.name, clip.name, "a<b>&\\x07.mp4"]
    assert [child.tag for child in good] == ["system-out"]
    assert f"{clip.name}, rep 1: faults none, expected ['momentum']." in different.findtext("failure", "").splitlines()
    [error] = unread.findall("error")
    assert "is not a video" in error.get("message", "")


def test_junit_without_truths_tells_only_what_cannot_be_checked(model: Path, clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    assert check(model, clip, "--junit", out).exit_code == 0
    [suite] = ET.parse(out).getroot()
    assert [suite.get(name) for name in ("tests", "failures", "errors")] == ["1", "0", "0"]


def test_nobody_is_no_error(model: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StickEstimator, "somebody", False)
    result = check(model, clip, "--json", "-")
    [account] = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (account["reps"], account["lying_on"], account["view"]) == ([], None, None)
    assert sentence("sight.nobody") in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--csv", "a.csv", "b.mp4", "c.mp4"],
        ["--expect", "a.json", "b.mp4", "c.mp4"],
        ["--expect", "a.json", "--expect", "b.json", "c.mp4"],
        ["--nonsense", "a.mp4"],
        ["--jobs", "0", "a.mp4"],
        ["--resume", "a.mp4"],
        ["--resume", "--json", "-", "a.mp4"],
        ["--resume", "--json", "a.json", "--csv", "a.csv", "a.mp4"],
        ["--resume", "--json", "a.json", "--expect", "b.json", "a.mp4"],
        ["--dask", "localhost:8786", "--csv", "a.csv", "a.mp4"],
        ["--dask", "localhost:8786", "--jobs", "2", "a.mp4"],
        [],
    ],
)
def test_wrong_use_is_2(model: Path, words: list[str]) -> None:
    assert check(model, *words).exit_code == 2


def test_a_broken_video_among_good_ones(model: Path, clip: Path, tmp_path: Path) -> None:
    """The others are told all the same; the command says that something was wrong."""
    (tmp_path / "text.mp4").write_text("no video\n" * 50)
    result = check(model, tmp_path / "text.mp4", clip, tmp_path / "none.mp4", "--jobs", 1, "--json", "-")
    assert result.exit_code == 3
    assert [account["video"] for account in json.loads(result.stdout)] == [clip.name]
    said = " ".join(result.stderr.split())
    assert "is not a video" in said
    assert "There is no file" in said


def test_a_truncated_video_is_used_and_said_to_be(model: Path, clip: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(clip.read_bytes()[: clip.stat().st_size * 2 // 3])
    result = check(model, cut, "--json", "-")
    [account] = json.loads(result.stdout)
    assert result.exit_code == 0
    assert 0 < account["frames"] < len(TIMES)
    assert "breaks off at" in account["truncated"]
    assert "breaks off at" in result.stderr


@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_a_place_that_cannot_be_written_is_3(model: Path, clip: Path, tmp_path: Path, option: str) -> None:
    result = check(model, clip, option, tmp_path / "none" / "a")
    assert result.exit_code == 3


def test_a_truth_file_that_is_none_is_3(model: Path, clip: Path, tmp_path: Path) -> None:
    assert check(model, clip, "--expect", tmp_path / "none.json").exit_code == 3


@pytest.mark.parametrize("content", [None, b"no model"])
def test_no_model_is_4(clip: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.task"
    if content is not None:
        path.write_bytes(content)
    assert check(path, clip).exit_code == 4


@pytest.mark.parametrize(("video", "task", "code"), [("none.mp4", None, 3), ("none.mp4", "none.task", 4)])
def test_the_process_says_one_sentence_and_has_the_exit_code(
    model: Path, video: str, task: str | None, code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formcheck.cli", "check", video, "--model", str(task or model)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": "200"},
    )
    assert done.returncode == code
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("There is no ")


def test_a_rendered_person_with_the_real_models(tmp_path: Path) -> None:
    from formcheck.pose.weights.find import find_or_fetch

    with VideoFile(resource("tests", "fixtures", "videos", "clean.mp4")) as whole:
        pictures = [frame.image for frame in islice(whole, 45)]
    height, width = pictures[0].shape[:2]
    start = write_video(
        tmp_path / "start.mp4",
        [i / 30 for i in range(45)],
        size=(width, height),
        picture=lambda i: pictures[i],
    )
    result = check(find_or_fetch(None, lambda *_: None), start, "--json", "-")
    [account] = json.loads(result.stdout)
    assert (account["frames"], account["lying_on"], account["reps"]) == (45, "left", [])
    assert account["view"] is not None
    assert account["remark"] == "Someone was in position, but no reps were found."


def test_a_video_that_changes_while_it_is_read_is_one_sentence(
    model: Path, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.mkv"
    whole = StickEstimator.estimate

    def estimate(self: StickEstimator, frame: Frame) -> Pose:
        path.write_bytes(b"something else")
        return whole(self, frame)

    monkeypatch.setattr(StickEstimator, "estimate", estimate)
    path.write_bytes(clip.read_bytes())
    result = check(model, path)
    assert result.exit_code == 3
    assert "growing.mkv changed while it was read" in result.stderr
