"""A video's pictures at any time, forwards and backwards."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from av.error import FFmpegError
from typing_extensions import Self

from formcheck.capture import VideoFile
from formcheck.capture.canvas import Canvas
from formcheck.capture.container import main_stream, open_container
from formcheck.capture.frame import Image
from formcheck.capture.upright import Upright

KEPT = 90  # pictures, so that stepping back a few seconds needs no decoding
FORWARD_S = 2.0  # so far ahead it is quicker to decode on than to jump to a key frame


class Pictures:
    """The pictures of a video file by their time in seconds from its first. A context manager.

    half_turn: whether to turn them upside down.
    Raises InputError when made where the file is no video.
    """

    def __init__(self, path: Path, *, half_turn: bool = False) -> None:
        with VideoFile(path) as video:
            self._canvas = Canvas((video.width, video.height))
        self._container = open_container(path)
        stream = main_stream(self._container)
        assert stream is not None  # as `VideoFile` found
        self._stream = stream
        self._upright = Upright(stream.sample_aspect_ratio, half_turn=half_turn)
        self._kept: OrderedDict[float, Image] = OrderedDict()
        self._start = float((self._stream.start_time or 0) * (self._stream.time_base or 0))
        self._frames = self._decoded()
        self._last = -1.0  # time of the newest decoded picture

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def at(self, t: float) -> Image | None:
        """Return the last picture that began at or before `t` seconds, None where there is none."""
        found = self._among_kept(t)
        if found is not None:
            return found
        if not self._last <= t <= self._last + FORWARD_S:
            self._jump(t)
        image: Image | None = None
        for time, picture in self._frames:
            self._keep(time, picture)
            if time > t + 1e-4:
                break
            image = picture
        return image if image is not None else self._nearest(t)

    def _among_kept(self, t: float) -> Image | None:
        """Return the kept picture at `t` where the one after it is kept too, so that none lies between."""
        times = sorted(self._kept)
        for time, following in pairwise(times):
            if time <= t + 1e-4 < following:
                return self._kept[time]
        return None

    def _nearest(self, t: float) -> Image | None:
        before = [time for time in self._kept if time <= t + 1e-4]
        return self._kept[max(before)] if before else None

    def _keep(self, time: float, picture: Image) -> None:
        self._last = time
        self._kept[time] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _jump(self, t: float) -> None:
        base = self._stream.time_base
        assert base is not None
        self._kept.clear()
        try:
            self._container.seek(int((max(t, 0.0) + self._start) / base), stream=self._stream, backward=True)
        except FFmpegError:
            return
        self._frames = self._decoded()

    def _decoded(self) -> Iterator[tuple[float, Image]]:
        try:
            for frame in self._container.decode(self._stream):
                yield (frame.time or 0.0) - self._start, self._canvas.place(self._upright.picture(frame))
        except FFmpegError:  # it breaks off here
            return
