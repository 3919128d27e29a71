"""Clips changed in ways that must not change the coaching: python -m tests.reliability.metamorphic [CLIP...]

For every change of every fixture clip, or of those named: whether the reps are the same, and how many decisions (a rep
and a fault) are kept, became "not judged", became judged, or flipped between faulty and not. A clip without reps must
have none, whatever is changed. Takes some 10 ms a frame: two hours for all clips.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import sin
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import av
import cv2
import numpy as np

from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink
from formcheck.capture import Frame, VideoFile
from formcheck.capture.frame import Image
from formcheck.evaluation.matching import pair_reps
from formcheck.form.rule import Fault
from formcheck.pipeline import run_file
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.weights.find import find_or_fetch
from formcheck.roll_weights import load_roll_model
from formcheck.session.recognizer import RepRecognizer
from tests.recorded import TOOLS

VIDEOS = Path(__file__).parents[1] / "fixtures" / "videos"
TICKS_PER_S = 60000  # of the times in a video encoded again; MPEG-4 takes up to 65535
CLIPS = tuple(sorted(path.stem for path in VIDEOS.glob("*.mp4")))


def brighter(frame: Frame) -> Image:
    return np.asarray(cv2.convertScaleAbs(frame.image, alpha=1.4, beta=20), np.uint8)


def darker(frame: Frame) -> Image:
    return np.asarray(cv2.convertScaleAbs(frame.image, alpha=0.45), np.uint8)


def blurred(frame: Frame) -> Image:
    return np.asarray(cv2.GaussianBlur(frame.image, (0, 0), 2.0), np.uint8)


def compressed(frame: Frame) -> Image:
    return np.asarray(
        cv2.imdecode(cv2.imencode(".jpg", frame.image, [cv2.IMWRITE_JPEG_QUALITY, 15])[1], cv2.IMREAD_COLOR), np.uint8
    )


def cropped(frame: Frame) -> Image:
    height, width = frame.image.shape[:2]
    return np.ascontiguousarray(frame.image[height // 20 : -(height // 20), width // 20 : -(width // 20)])


def rotated(frame: Frame) -> Image:
    height, width = frame.image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 4.0, 1.0)
    return np.asarray(cv2.warpAffine(frame.image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def mirrored(frame: Frame) -> Image:
    return np.ascontiguousarray(frame.image[:, ::-1])


def scaled(frame: Frame) -> Image:
    return np.asarray(cv2.resize(frame.image, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.uint8)


def to_and_fro(t: float) -> np.ndarray:
    """Return where a hand holds a phone at `t` seconds, right and down, each within 1.5 times its swing."""
    return np.array([sin(1.6 * t) + sin(4.4 * t + 1) / 2, sin(1.3 * t + 2) + sin(3.8 * t) / 2])


def swaying(frame: Frame) -> Image:
    """As a phone in a hand sees it: 1.5 % of the width to and fro, turned by half a degree, 1 % nearer or farther."""
    t, (height, width) = frame.t, frame.image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.5 * sin(2 * t), 1.08 + 0.01 * sin(0.7 * t))
    turn[:, 2] += 0.01 * width * to_and_fro(t)
    return np.asarray(cv2.warpAffine(frame.image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def larger(frame: Frame) -> Image:
    return np.asarray(cv2.resize(frame.image, None, fx=1.7, fy=1.7, interpolation=cv2.INTER_CUBIC), np.uint8)


def half_rate(frames: Iterable[Frame]) -> Iterator[Frame]:
    return (frame for frame in frames if frame.index % 2 == 0)


def one_in_ten_dropped(frames: Iterable[Frame]) -> Iterator[Frame]:
    rng = Random(10)
    return (frame for frame in frames if rng.random() >= 0.1)


def at_rate(fps: float, frames: Iterable[Frame]) -> Iterator[Frame]:
    """Yield the frames that a camera of so many frames a second would have taken."""
    due = 0.0
    for frame in frames:
        if frame.t >= due - 1e-6:
            yield frame
            due += 1 / fps


def encoded_again(codec: str, options: dict[str, str], frames: Iterable[Frame]) -> Iterator[Frame]:
    """Yield the frames as they come out of a video that they were written to."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "again.mp4"
        with av.open(str(path), "w") as container:
            stream = container.add_stream(codec, rate=30, options=options)
            assert isinstance(stream, av.VideoStream)
            stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, TICKS_PER_S)
            stream.codec_context.time_base = stream.time_base
            for frame in frames:
                if not stream.codec_context.is_open:
                    stream.height, stream.width = frame.image.shape[:2]
                picture = av.VideoFrame.from_ndarray(frame.image, format="rgb24")
                picture.pts, picture.time_base = round(frame.t * TICKS_PER_S), stream.time_base
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
        yield from VideoFile(path)


def pictures_changed(change: Callable[[Frame], Image], frames: Iterable[Frame]) -> Iterator[Frame]:
    return (Frame(frame.index, frame.t, change(frame)) for frame in frames)


def as_it_is(frames: Iterable[Frame]) -> Iterator[Frame]:
    return iter(frames)


PICTURES = (brighter, darker, blurred, compressed, cropped, rotated, mirrored, scaled, larger, swaying)
Change = tuple[str, Callable[[Iterable[Frame]], Iterator[Frame]]]
CHANGES: tuple[Change, ...] = (
    *((change.__name__, partial(pictures_changed, change)) for change in PICTURES),
    *((f"{fps} fps", partial(at_rate, fps)) for fps in (10, 12, 15, 20)),
    ("half_rate", half_rate),
    ("one_in_ten_dropped", one_in_ten_dropped),
    *((f"crf {crf}", partial(encoded_again, "libx264", {"crf": str(crf)})) for crf in (18, 28, 35)),
    ("mpeg4", partial(encoded_again, "mpeg4", {"qscale": "5"})),
)
AS_IT_IS: Change = ("as it is", as_it_is)


@dataclass(frozen=True)
class Kept:
    """What became of the reps and decisions of a clip under a change."""

    same_reps: bool
    decisions: Counter[str]


def reps_of(clip: str, change: Change) -> list[dict[str, Any]]:
    """Return the reps that are found in the changed clip."""
    cv2.setNumThreads(1)
    account = ResultSink()
    with VideoFile(VIDEOS / f"{clip}.mp4") as frames, PoseEstimator(find_or_fetch(None, lambda *_: None)) as estimator:
        run_file(change[1](frames), estimator, RepRecognizer(load_roll_model()), [account])
    return list(to_json(account.result(clip, "c" * 64, TOOLS, None))["reps"])


def compare(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Kept:
    """Return what became of the reps and decisions."""
    pairs = pair_reps(before, after).pairs
    decisions: Counter[str] = Counter()
    for i, j in pairs:
        for fault in Fault:
            was, is_now = verdict(before[i], fault), verdict(after[j], fault)
            if was == is_now:
                decisions["kept"] += 1
            elif "not judged" in (was, is_now):
                decisions["not judged now" if is_now == "not judged" else "judged now"] += 1
            else:
                decisions["flipped"] += 1
                decisions[f"flipped: {fault.value} {'appeared' if is_now == 'faulty' else 'vanished'}"] += 1
    return Kept(len(before) == len(after) == len(pairs), decisions)


def verdict(rep: dict[str, Any], fault: Fault) -> str:
    """Return what was decided."""
    return "not judged" if fault.value in rep["not_judged"] else "faulty" if fault.value in rep["faults"] else "clean"


def main(clips: tuple[str, ...]) -> int:
    """Print what every change does; return 1 where a rep changed, appeared or vanished."""
    total, same = Counter[str](), 0
    with ProcessPoolExecutor(max_workers=2) as pool:
        originals = dict(zip(clips, pool.map(partial(reps_of, change=AS_IT_IS), clips), strict=True))
        jobs = [(clip, change) for clip in clips for change in CHANGES]
        found = pool.map(reps_of, *zip(*jobs, strict=True))
        for (clip, change), reps in zip(jobs, found, strict=True):
            kept = compare(originals[clip], reps)
            total += kept.decisions
            same += kept.same_reps
            told = ", ".join(f"{n} {what}" for what, n in kept.decisions.items())
            print(f"{change[0]:20} {clip:20} {len(reps):2} of {len(originals[clip])} reps, {told}", flush=True)
    print(f"the same reps in {same} of {len(jobs)}; decisions: {dict(total)}", flush=True)
    return 1 if same < len(jobs) else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or CLIPS))
