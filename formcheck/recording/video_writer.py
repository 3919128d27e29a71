"""The camera's picture as H.264 that a browser plays, encoded beside the main loop."""

import threading
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from formcheck.capture.frame import Frame

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

TIME_BASE = Fraction(1, 90_000)  # what most players count in
FRAGMENT_US = "500000"  # a kill loses at most what has not become a fragment
WAITING = 30  # frames that may wait for the encoder, one second of them, before the loop waits too
# zerolatency: every frame comes out at once, so that a kill loses no queue. 23 is x264's own default of quality. A
# key frame every 30 frames, so that a replay can jump.
X264 = {"preset": "veryfast", "tune": "zerolatency", "crf": "23", "g": "30"}


class VideoWriter:
    """Writes frames of one size into `path`, a fragmented MP4 until `close` puts its index in front.

    After a failure it takes frames and leaves them; `problem` tells why. Raises nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: str | None = None
        self._queue: Queue[Frame | None] = Queue(maxsize=WAITING)
        self._thread = threading.Thread(target=self._work, name="formcheck video", daemon=True)
        self._thread.start()

    def write(self, frame: Frame) -> None:
        """Take in one frame; times must increase."""
        if self.problem is None:
            self._queue.put(frame)

    def close(self) -> None:
        """Finish the file."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        """Encode until there are no more frames. Goes on emptying the queue after a failure."""
        try:
            self._encode()
        except Exception as error:  # noqa: BLE001 - whatever fails here, the loop must not wait for a dead thread
            self.problem = str(error) or type(error).__name__
            while self._queue.get() is not None:
                pass

    def _encode(self) -> None:
        import av

        first = self._queue.get()
        if first is None:
            return
        flags = {"movflags": "empty_moov+default_base_moof", "frag_duration": FRAGMENT_US, "flush_packets": "1"}
        self.path.touch(mode=0o600, exist_ok=False)
        with av.open(str(self.path), "w", format="mp4", options=flags) as container:
            stream = container.add_stream("h264", rate=30, options=X264)
            stream.height, stream.width = (side - side % 2 for side in first.image.shape[:2])  # as yuv420p asks
            stream.pix_fmt = "yuv420p"
            stream.time_base = stream.codec_context.time_base = TIME_BASE
            frame: Frame | None = first
            while frame is not None:
                self._put(container, stream, frame)
                frame = self._queue.get()
            container.mux(stream.encode(None))
        _index_in_front(self.path)

    def _put(self, container: "OutputContainer", stream: "VideoStream", frame: Frame) -> None:
        from av import VideoFrame

        picture = VideoFrame.from_ndarray(frame.image[: stream.height, : stream.width], format="rgb24")
        picture.pts, picture.time_base = round(frame.t / TIME_BASE), TIME_BASE
        container.mux(stream.encode(picture))


def _index_in_front(path: Path) -> None:
    """Copy the packets into a plain MP4 that players can seek in at once. Where it fails, the fragments stay."""
    import av
    from av.error import FFmpegError

    scratch = path.with_name(f".{path.name}")
    try:
        scratch.touch(mode=0o600)
        with (
            av.open(str(path)) as source,
            av.open(str(scratch), "w", format="mp4", options={"movflags": "faststart"}) as target,
        ):
            stream = target.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    target.mux(packet)
        scratch.replace(path)
    except (OSError, ValueError, FFmpegError):
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
