"""Frames out of a camera, read in a thread of its own: the newest wins, and what goes wrong heals by itself."""

import sys
import threading
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from formcheck.capture.canvas import Canvas
from formcheck.capture.frame import Frame, Image
from formcheck.capture.latest import Latest
from formcheck.capture.light import STEP, brightness
from formcheck.capture.trouble import CameraError, Trouble

RETRY_S = 1.0
FAILED_READS = 5  # a single failed read happens while a camera adjusts; a camera that is gone fails every time
SILENT_S = 4.0  # OpenCV's own time-outs come first; this is for drivers that hang for ever
FROZEN_S = 2.0  # a sensor's noise makes no two frames alike; a hung driver repeats one
BLACK, BLACK_S = 6.0, 2.0  # mean of 255: a closed shutter gives under 3, a room at night above 10


class Capture(Protocol):
    """An open camera."""

    def read(self) -> Image | None:
        """Wait for the next picture and return it in RGB, None where none came."""

    def release(self) -> None:
        """Close the camera."""


Opener = Callable[[], Capture]
"""Opens a camera. Raises CameraError where that cannot be."""


class Camera:
    """A live source of frames; `start`, take from `frames`, `stop`.

    Frames are counted and timed as they are read; times are seconds from the first and run on over every trouble.
    A camera that cannot be opened, or is lost, is tried again every second. `now` is a monotonic clock in seconds.
    """

    def __init__(self, opener: Opener, now: Callable[[], float] = time.perf_counter, retry_s: float = RETRY_S) -> None:
        self.frames: Latest[Frame] = Latest()
        self._opener = opener
        self._now = now
        self._retry_s = retry_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._trouble: Trouble | None = None
        self._first_at: float | None = None
        self._last_at: float | None = None
        self._index = 0
        self._opened: Capture | None = None
        self._canvas = Canvas()  # a camera opened again may come in another size

    def start(self) -> None:
        """Begin to read."""
        if sys.platform == "darwin":  # macOS asks for permission from the main thread only
            self._opened = self._open()
        self._thread.start()

    def stop(self) -> None:
        """End reading and close the camera. A driver that hangs is left behind."""
        self._stopping.set()
        self.frames.close()
        self._thread.join(timeout=1.0)

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong now, None where nothing is."""
        last = self._last_at
        if self._trouble is None and last is not None and self._now() - last > SILENT_S:
            return Trouble.SILENT
        return self._trouble

    def _open(self) -> Capture | None:
        try:
            return self._opener()
        except CameraError as error:
            lost = self._first_at is not None and error.trouble is Trouble.NONE_FOUND
            self._trouble = Trouble.UNPLUGGED if lost else error.trouble
            return None

    def _run(self) -> None:
        while not self._stopping.is_set():
            capture, self._opened = self._opened or self._open(), None
            if capture is not None:
                try:
                    self._read(capture)
                finally:
                    capture.release()
            self._stopping.wait(self._retry_s)

    def _read(self, capture: Capture) -> None:
        """Read until the camera is lost or freezes."""
        failed = 0
        watch = _Watch()
        while not self._stopping.is_set():
            image = capture.read()
            if image is None:
                failed += 1
                if failed >= FAILED_READS:
                    self._trouble = Trouble.UNPLUGGED if self._first_at is not None else Trouble.IN_USE
                    return
                continue
            failed = 0
            at = self._now()
            self._last_at = at
            self._trouble = watch.look(at, image)
            if self._trouble is Trouble.FROZEN:
                return
            self._give(at, image)

    def _give(self, at: float, image: Image) -> None:
        if self._first_at is None:
            self._first_at = at
        self.frames.put(Frame(self._index, at - self._first_at, self._canvas.place(image)))
        self._index += 1


class _Watch:
    """Tells pictures that are black or always the same."""

    def __init__(self) -> None:
        self._sample: Image | None = None
        self._changed_at = 0.0
        self._bright_at: float | None = None

    def look(self, at: float, image: Image) -> Trouble | None:
        sample = image[::STEP, ::STEP].copy()
        if self._sample is None or not np.array_equal(sample, self._sample):
            self._sample, self._changed_at = sample, at
        if self._bright_at is None or brightness(image) > BLACK:
            self._bright_at = at
        if at - self._bright_at > BLACK_S:  # before frozen: a closed shutter's pictures are alike
            return Trouble.BLACK
        return Trouble.FROZEN if at - self._changed_at > FROZEN_S and brightness(image) > BLACK else None
