"""Cameras by OpenCV: the right backend on each system, its known traps avoided."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from formcheck.capture.camera import Capture, Opener
from formcheck.capture.frame import Image
from formcheck.capture.trouble import CameraError, Trouble

if TYPE_CHECKING:
    import cv2

# 16:9, because most sensors are: they cut the sides off for 640x480, where a lying body needs them.
WIDTH, HEIGHT, FPS = 1280, 720, 30
_LINUX = sys.platform.startswith("linux")
_OTHER_SYSTEMS = (0, 1, 2)  # where cameras have no names to list: the numbers to try


def parse_device(text: str) -> int | str | None:
    """Return the camera that `text` names: a number, or a device's path; None where it is neither.

    >>> parse_device("1"), parse_device("/dev/video2"), parse_device("clip.mp4")
    (1, '/dev/video2', None)
    """
    if text.isdecimal():
        return int(text)
    return text if text.startswith("/dev/video") else None


def devices() -> list[int | str]:
    """Return the cameras there may be, in the order to try them."""
    if _LINUX:
        return [str(path) for path in sorted(Path("/dev").glob("video*"), key=_number)]
    return list(_OTHER_SYSTEMS)


def opener(device: int | str | None) -> Opener:
    """Return what opens `device`, or where that is None the first camera that gives a picture."""

    def open_named() -> Capture:
        if device is not None:
            return open_device(device)
        trouble = Trouble.NONE_FOUND
        for candidate in devices():
            try:
                return open_device(candidate)
            except CameraError as error:
                if trouble is Trouble.NONE_FOUND:
                    trouble = error.trouble
        raise CameraError(trouble)

    return open_named


def open_device(device: int | str) -> Capture:
    """Open one camera and wait for its first picture. Raises CameraError."""
    path = Path(f"/dev/video{device}" if isinstance(device, int) else device)
    if _LINUX:
        if not path.exists():
            raise CameraError(Trouble.NONE_FOUND)
        if not os.access(path, os.R_OK | os.W_OK):
            raise CameraError(Trouble.REFUSED)
    for backend in _backends():
        source = _open(device, backend)
        if source is None:
            continue
        capture = _OpenCvCapture(source)
        if capture.read() is not None:
            return capture
        capture.release()
    if _LINUX:
        raise CameraError(Trouble.IN_USE if _captures(path) else Trouble.NONE_FOUND)
    raise CameraError(Trouble.NONE_FOUND)


class _OpenCvCapture:
    def __init__(self, source: "cv2.VideoCapture") -> None:
        self._source = source

    def read(self) -> Image | None:
        import cv2

        try:
            ok, image = self._source.read()
            # a camera that was pulled out may report success with nothing in hand (opencv issue 14044)
            given = ok and np.size(image) > 1
            return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8) if given else None
        except cv2.error:  # a damaged JPEG
            return None

    def release(self) -> None:
        self._source.release()


def _open(device: int | str, backend: int) -> "cv2.VideoCapture | None":
    import cv2

    # what it says on standard error is said in the window
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    source = cv2.VideoCapture(device, backend)
    if not source.isOpened():
        return None
    # In this order: DirectShow and V4L2 choose a format once the size is known. Uncompressed, most cameras reach no
    # 30 frames a second at this size. One that cannot do it gives what it can.
    source.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    source.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    source.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    source.set(cv2.CAP_PROP_FPS, FPS)
    source.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return source


def _backends() -> Iterator[int]:
    # Set before OpenCV's first use of a backend: Media Foundation takes up to a minute to open with them on (opencv
    # issue 17687), and V4L2 waits 10 seconds for a camera that was pulled out.
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
    import cv2

    if sys.platform == "win32":
        yield from (cv2.CAP_DSHOW, cv2.CAP_MSMF)  # DirectShow opens at once
    elif sys.platform == "darwin":
        yield cv2.CAP_AVFOUNDATION
    else:
        yield cv2.CAP_V4L2


def _captures(path: Path) -> bool:
    """Whether the Linux device gives pictures at all: a camera has further nodes for its metadata."""
    try:
        # index 0 is the node that captures
        return (Path("/sys/class/video4linux") / path.name / "index").read_text(encoding="ascii").strip() == "0"
    except OSError:
        return True


def _number(path: Path) -> int:
    digits = path.name.removeprefix("video")
    return int(digits) if digits.isdecimal() else sys.maxsize
