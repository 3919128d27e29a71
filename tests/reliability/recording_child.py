"""Records poses as fast as it can until it is ended: python -m tests.reliability.recording_child FOLDER"""

import sys
from pathlib import Path

from formcheck.recording.input_log import InputLog
from formcheck.recording.writer import Recorder
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.recorded import LIFTS, METADATA, StickModel, frame, poses


def main(place: Path) -> None:
    """Record."""
    input_log = InputLog(Session(RepRecognizer(StickModel()), Plan(reps=10)))
    recorder = Recorder(place, METADATA, print, input_log=input_log)
    print("ready", flush=True)
    for i, pose in enumerate(poses(LIFTS * 1000, fps=15.0)):
        recorder.step(frame(i, pose.t), pose, input_log.update(pose, 80.0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
