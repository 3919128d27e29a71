"""A video file that plays as if it were a camera."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from formcheck.capture.frame import Frame
from formcheck.capture.latest import Latest
from formcheck.capture.trouble import Trouble
from formcheck.capture.video import VideoFile


class FilePlayback:
    """A live source of frames, like `Camera`: each frame comes when its time has come, and closes `frames` at the end.

    Times are the file's. Raises InputError when made if the file is not a video.
    """

    trouble: Trouble | None = None

    def __init__(self, path: Path, now: Callable[[], float] = time.perf_counter) -> None:
        self.frames: Latest[Frame] = Latest()
        self._file = VideoFile(path)
        self._now = now
        self._began = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="played file", daemon=True)

    def start(self) -> None:
        """Begin to play."""
        self._began = self._now()
        self._thread.start()

    def stop(self) -> None:
        """End playing."""
        self._stopping.set()
        self.frames.close()
        self._thread.join(timeout=1.0)

    def since_start(self, t: float) -> float:
        """Return the clock's time `t` as seconds from the first frame, as in `Frame.t`."""
        return t - self._began

    def _run(self) -> None:
        with self._file:
            for frame in self._file:
                if self._stopping.wait(max(0.0, self._began + frame.t - self._now())):
                    return
                self.frames.put(frame)
        self.frames.close()
