"""A stick body that does clamshells, a roll model that reads it, and sessions recorded of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from typing_extensions import Self

from formcheck._version import __version__
from formcheck.analysis.result_sink import Tools
from formcheck.body.features import Baseline
from formcheck.body.roll import Estimate, RollModel, StartEstimate
from formcheck.capture.frame import Frame
from formcheck.pose import Floats, Landmark, Pose
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata
from formcheck.recording.writer import Recorder
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.capture.clips import write_video
from tests.postures import Lift, openings

KNEE_M_PER_DEG, HIP_M_PER_DEG = 0.005, 0.002
PX_PER_M = 250.0
LIFTS = [Lift(), Lift(roll=20.0), Lift(), Lift(up=0.4, hold=0.1, down=0.4)]
TOOLS = Tools(__version__, "a" * 64, "b" * 64)
METADATA = Metadata(plan=asdict(Plan(reps=10)), camera="my camera", platform="my machine")
# x along the body with the head on the left, y down, z away from the camera; lying on the right side.
STICK = {
    "NOSE": (-0.8, 0.0, -0.1),
    "SHOULDER": (-0.5, 0.18, 0.0),
    "ELBOW": (-0.4, 0.15, -0.3),
    "WRIST": (-0.3, 0.15, -0.4),
    "HIP": (0.0, 0.15, 0.0),
    "KNEE": (0.3, 0.05, -0.3),
    "ANKLE": (0.6, 0.05, 0.0),
    "HEEL": (0.65, 0.05, 0.05),
    "FOOT_INDEX": (0.7, 0.05, -0.1),
}


class StickModel(RollModel):
    """Reads opening from the top knee and roll from the top hip, exactly."""

    def __init__(self) -> None:
        pass

    def start(self, baseline: Baseline) -> StartEstimate:
        return StartEstimate(10.0, 20.0, 90.0, 2.0)

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        moved = (image - baseline.image) / PX_PER_M
        opening = -moved[Landmark.LEFT_KNEE, 1] / KNEE_M_PER_DEG
        roll = moved[Landmark.LEFT_HIP, 0] / HIP_M_PER_DEG
        return Estimate(opening, roll, 0.0, 0.0, 0.0, 1.0, 2.0, 2.0, 0.02, 2.0)


class BlindModel(StickModel):
    """Looks from where roll cannot be seen."""

    def start(self, baseline: Baseline) -> StartEstimate:
        return StartEstimate(0.0, 2.0, 90.0, 9.0)

    def change(self, baseline: Baseline, image: Floats) -> Estimate:
        return replace(super().change(baseline, image), roll_sigma=30.0)


def stick(t: float, opening: float = 0.0, roll: float = 0.0) -> Pose:
    """Return the body at `t` seconds, its angles in degrees."""
    world = np.full((33, 3), np.nan)
    for mark in Landmark:
        side, _, name = mark.name.partition("_")
        x, y, z = STICK.get(name, STICK["NOSE"])
        world[mark] = (x, -y if side == "LEFT" else y, z)
    world[Landmark.LEFT_KNEE, 1] -= KNEE_M_PER_DEG * opening
    world[Landmark.LEFT_HIP, 0] += HIP_M_PER_DEG * roll
    image = world[:, :2] * PX_PER_M + (320, 200)
    return Pose(t, image.round(2), world.round(4), np.full(33, 0.9))


def poses(lifts: list[Lift], fps: float = 30.0, still: float = 1.5, noise: float = 0.0) -> Iterator[Pose]:
    """Yield the poses of the lifts, after and before some stillness."""
    rng = np.random.default_rng(1)
    duration = 2 * still + sum(lift.up + lift.hold + lift.down + lift.rest for lift in lifts)
    for i in range(int(duration * fps)):
        share, lift = openings(lifts, i / fps, still)
        turn = share + noise * rng.standard_normal()
        yield stick(i / fps, turn * lift.opening, turn * lift.roll) if lift else stick(i / fps)


def frame(index: int, t: float, side: int = 16) -> Frame:
    """Return a frame whose grey tells its index."""
    return Frame(index, t, np.full((side * 9 // 16 * 2, side * 2, 3), index % 200, np.uint8))


def record(
    place: Path,
    lifts: list[Lift] | None = None,
    *,
    metadata: Metadata = METADATA,
    end: bool = True,
    video: bool = False,
    tell: Callable[[str], None] = lambda text: None,
    fps: float = 30.0,
    asked: dict[int, str] | None = None,
    model: RollModel | None = None,
) -> Path:
    """Record a session and return its folder. asked: what is asked for by hand, before the frame of that index."""
    input_log = InputLog(Session(RepRecognizer(model or StickModel()), Plan(reps=10)))
    recorder = Recorder(place, metadata, tell, input_log=input_log, video=video)
    for i, pose in enumerate(poses(LIFTS if lifts is None else lifts, fps)):
        if asked and i in asked:
            getattr(input_log, asked[i])(pose.t - 0.5 / fps)
        recorder.step(frame(i, pose.t), pose, input_log.update(pose, light=80.0 + i % 3))
    if end:
        recorder.end(input_log.finish())
    recorder.close()
    assert recorder.folder is not None
    return recorder.folder


class StickEstimator:
    """Finds the stick in every picture: on its head where the picture is darker at the top."""

    def __init__(self, model: Path) -> None:
        self._poses: Iterator[Pose] = poses(LIFTS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        pose = next(pose for pose in self._poses if pose.t > frame.t - 0.01)
        pose = Pose(frame.t, pose.image_px, pose.world_m, pose.visibility)
        top, bottom = np.array_split(frame.image, 2)
        return upside_down(pose) if top.mean() < bottom.mean() - 50 else pose


def upside_down(pose: Pose) -> Pose:
    """Return what is seen of the pose in the picture turned by half a turn."""
    return replace(pose, image_px=(640, 360) - pose.image_px, world_m=pose.world_m * (-1, -1, 1))


def write_upside_down(path: Path) -> Path:
    """Write a video of the lifts that is dark at the top, as `StickEstimator` takes for upside down."""
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[24:] = 200
    return write_video(path, [pose.t for pose in poses(LIFTS)], picture=lambda i: picture)


@pytest.fixture
def stick_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every replay use the stick's roll model."""
    for module in ("formcheck.recording.input_replay", "formcheck.commands.evaluate"):
        monkeypatch.setattr(f"{module}.load_roll_model", StickModel)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a session, not to be changed: clean, rolled back, clean, thrown."""
    return record(tmp_path_factory.mktemp("once") / "sessions")


@pytest.fixture
def folder(once: Path, tmp_path: Path, stick_rules: None) -> Path:
    """Return a copy of that session's folder."""
    return Path(shutil.copytree(once, tmp_path / "sessions" / once.name))
