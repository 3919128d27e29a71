"""Live sessions without a camera, a pose model or a clock: poses in, as fast as they go, through the real worker."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import cast

import numpy as np

from formcheck.body.roll import RollModel
from formcheck.capture.frame import Frame, Image
from formcheck.capture.trouble import Trouble
from formcheck.pipeline import LiveEstimator, Sink
from formcheck.pose import Pose
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata, this_machine
from formcheck.recording.writer import Recorder
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from formcheck.ui.worker import Source, Worker

FIXTURE_POSES = sorted((Path(__file__).parent / "fixtures" / "poses").glob("*.xz"))
PLAN = Plan()


class Poses:
    """A source and an estimator in one: a frame for each pose, and that pose for the frame."""

    def __init__(self, poses: Sequence[Pose], size: tuple[int, int] = (64, 36)) -> None:
        self._poses = poses
        self._size = size
        self._next = 0

    @property
    def frames(self) -> "Poses":
        return self

    @property
    def trouble(self) -> Trouble | None:
        return None

    skipped = 0
    thorough = True

    def start(self) -> None:
        """Nothing to do."""

    def stop(self) -> None:
        """Nothing to do."""

    @property
    def closed(self) -> bool:
        return self._next == len(self._poses)

    def take(self, timeout_s: float) -> Frame:
        index = self._next
        self._next += 1
        return Frame(index, self._poses[index].t, _picture(index, *self._size))

    def estimate(self, frame: Frame) -> Pose:
        return self._poses[frame.index]


def _picture(index: int, width: int, height: int) -> Image:
    """Return a picture in which something moves, so that it is looked at."""
    picture = np.full((height, width, 3), 80, np.uint8)
    picture[: height // 4, : width // 4] = 255 * (index % 2)
    return picture


def live(
    place: Path,
    poses: Sequence[Pose],
    tell: Callable[[str], None],
    *,
    model: RollModel,
    sinks: dict[str, Sink] | None = None,
    asked: dict[int, str] | None = None,
    video: bool = False,
) -> Recorder:
    """Coach and record in `place`, as `formcheck live` does; return the recorder. Raises what ended the coaching.

    sinks: called before the recorder. asked: what the person asks for by hand, before the pose of that index.
    """
    input_log = InputLog(Session(RepRecognizer(model), PLAN))
    metadata = Metadata(**this_machine(), camera="poses", plan=asdict(PLAN))
    source = Poses(poses)

    @contextmanager
    def opened() -> Iterator[LiveEstimator]:
        yield _Asking(source, worker, asked or {})

    with Recorder(place, metadata, tell, input_log=input_log, video=video) as recorder:
        worker = Worker(cast("Source", source), opened, input_log, {**(sinks or {}), "The record": recorder}, tell)
        worker._run()  # in this thread: there is nothing to wait for
    if worker.error is not None:
        raise worker.error
    return recorder


class _Asking:
    """An estimator that has the worker asked for something after some poses."""

    thorough = True

    def __init__(self, poses: Poses, worker: Worker, asked: dict[int, str]) -> None:
        self._poses = poses
        self._worker = worker
        self._asked = asked

    def estimate(self, frame: Frame) -> Pose:
        if (what := self._asked.get(frame.index + 1)) is not None:
            getattr(self._worker, what)()
        return self._poses.estimate(frame)
