"""An hour of poses through the coach and the recorder: python -m tests.reliability.soak [HOURS]

Prints memory over time, and the time a frame takes in the first and the last minute.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from formcheck.recording.input_log import InputLog
from formcheck.recording.reader import Recording
from formcheck.recording.writer import Recorder
from formcheck.roll_weights import load_roll_model
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from tests.postures import Lift
from tests.recorded import METADATA, frame, poses

FPS = 30.0
REP_S = 6.3


def resident_mb() -> float:
    """Return the memory in use now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def main(hours: float) -> None:
    """Soak."""
    lifts = [Lift(), Lift(roll=15.0)] * int(hours * 3600 / REP_S / 2)
    took, minute = [], int(60 * FPS)
    with tempfile.TemporaryDirectory() as place:
        input_log = InputLog(Session(RepRecognizer(load_roll_model()), Plan(reps=20, sets=3, rest_s=30.0)))
        with Recorder(Path(place), METADATA, print, input_log=input_log) as recorder:
            for i, pose in enumerate(poses(lifts, FPS, noise=0.01)):
                picture = frame(i, pose.t)
                began = time.process_time()
                recorder.step(picture, pose, input_log.update(pose, 80.0))
                took.append(time.process_time() - began)
                if i % (10 * minute) == minute:
                    print(f"{i / minute:5.0f} min {resident_mb():7.1f} MB", flush=True)
            recorder.end(input_log.finish())
        print(f"{len(took) / minute:5.0f} min {resident_mb():7.1f} MB")
        assert recorder.folder is not None
        kept = sum(path.stat().st_size for path in recorder.folder.iterdir()) / 1e6
        whole = sum(1 for _ in Recording(recorder.folder).inputs())
    first, last = (1000 * float(np.mean(part)) for part in (took[minute : 2 * minute], took[-minute:]))
    print(f"{len(took)} frames, {whole} read back, {kept:.0f} MB kept")
    print(f"{first:.3f} ms a frame in the second minute, {last:.3f} ms in the last")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
