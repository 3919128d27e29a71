"""Everything behind the pose model, on recorded poses: how fast it is, and whether it stays so for an hour."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.capture.frame import Frame
from formcheck.capture.motion_gate import MotionGate
from formcheck.capture.video import VideoFile
from formcheck.pose import Pose
from formcheck.pose.estimator import PoseEstimator
from formcheck.recording.input_log import InputLog
from formcheck.recording.input_replay import Replay
from formcheck.recording.metadata import Metadata
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.roll_weights import load_roll_model
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session

PICTURE = np.zeros((1, 1, 3), np.uint8)


def poses_of(video: Path, model: Path) -> list[Pose]:
    """Return the pose in every frame of a video, none passed over."""
    with VideoFile(video) as frames, PoseEstimator(model) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def repeated(poses: list[Pose], seconds: float) -> Iterator[Pose]:
    """Yield the poses over and over, for so many seconds of the session's time."""
    period = poses[-1].t + poses[1].t
    start = 0.0
    while True:
        for pose in poses:
            if start + pose.t >= seconds:
                return
            yield replace(pose, t=start + pose.t)
        start += period


def core_ms(poses: list[Pose], minutes: float) -> float:
    """Return milliseconds of processor time that the core takes for one pose of a session of so many minutes."""
    session, count = RepRecognizer(load_roll_model()), 0
    began = time.process_time()
    for pose in repeated(poses, 60 * minutes):
        session.update(pose)
        count += 1
    return (time.process_time() - began) / count * 1000


def replay_fps(poses: list[Pose], minutes: float, place: Path) -> float:
    """Return how many frames of a recorded session of so many minutes are replayed in a second of processor time."""
    input_log = InputLog(Session(RepRecognizer(load_roll_model()), Plan(reps=10)))
    with Recorder(place, Metadata(), print, input_log=input_log) as recorder:
        for i, pose in enumerate(repeated(poses, 60 * minutes)):
            recorder.step(Frame(i, pose.t, PICTURE), pose, input_log.update(pose))
        recorder.end(input_log.finish())
        folder = recorder.folder
    assert folder is not None
    again = Replay(Recording(folder))
    began = time.process_time()
    count = sum(1 for _ in again)
    return count / (time.process_time() - began)


def watch_ms(video: Path) -> float:
    """Return milliseconds of processor time that telling whether something moved takes for a frame."""
    with VideoFile(video) as source:
        frames = list(source)
    watch = MotionGate()
    began = time.process_time()
    for frame in frames:
        watch.moved(frame)
    return (time.process_time() - began) / len(frames) * 1000
