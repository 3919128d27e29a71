"""Records poses as fast as it can until it is ended: python -m tests.reliability.recording_child FOLDER"""

import sys
from pathlib import Path

from formcheck.session.coached import CoachedSession
from formcheck.session.plan import Plan
from formcheck.session.session import Session
from formcheck.store.recorder import Recorder
from formcheck.store.tape import Tape
from tests.recorded import ABOUT, LIFTS, StickModel, frame, poses


def main(place: Path) -> None:
    """Record."""
    tape = Tape(CoachedSession(Session(StickModel()), Plan(reps=10)))
    recorder = Recorder(place, ABOUT, print, tape=tape)
    print("ready", flush=True)
    for i, pose in enumerate(poses(LIFTS * 1000, fps=15.0)):
        recorder.step(frame(i, pose.t), pose, tape.update(pose, 80.0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
