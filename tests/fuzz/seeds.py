"""What the fuzzer starts from: small whole inputs of every kind."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path

import av

from formcheck.capture import VideoFile
from formcheck.pose import Pose
from formcheck.recording import pose_codec
from formcheck.recording.labels import LabelledRep, Labels, write_labels
from formcheck.recording.pose_codec import encode_input
from formcheck.recording.reader import Recording
from formcheck.recording.shared_file import share
from tests.capture.clips import rotate_tag, write_video
from tests.live_session import FIXTURE_POSES
from tests.postures import Lift
from tests.recorded import poses, record
from training.streams import load

VIDEOS = Path(__file__).parents[1] / "fixtures" / "videos"
Input = dict[str, bytes]  # files by their names
LIFTS = [Lift(up=1.0, hold=0.5, down=1.0, rest=0.5), Lift(up=0.3, hold=0.1, down=0.3, rest=0.5, roll=20.0)]
NOTE = b'{"schema": 1, "pain_before": 3, "pain_after": 2, "band": "red", "text": "fine"}'


def videos(scratch: Path) -> list[Input]:
    """Return the beginning of a fixture clip in several containers and codecs, small."""
    with VideoFile(VIDEOS / "clean.mp4") as clip:
        pictures = [frame.image[::6, ::6].copy() for frame in islice(clip, 12)]
    height, width = (side - side % 2 for side in pictures[0].shape[:2])
    found = []
    for name, codec, pixels in (
        ("clip.mp4", "libx264", "yuv420p"),
        ("turned.mp4", "libx264", "yuv420p"),
        ("clip.mkv", "libx264", "yuv444p"),
        ("clip.avi", "mpeg4", "yuv420p"),
        ("clip.webm", "libvpx", "yuv420p"),
        ("clip.mov", "mjpeg", "yuvj420p"),
    ):
        path = scratch / name
        with_times = [i / 30 for i in range(len(pictures))]
        try:
            write_video(
                path,
                with_times,
                size=(width, height),
                codec=codec,
                pixels=pixels,
                picture=lambda i: pictures[i][:height, :width],
            )
        except av.error.FFmpegError:
            continue
        if name == "turned.mp4":
            rotate_tag(path, 90)
        found.append({name: path.read_bytes()})
        path.unlink()
    return found


def folder(scratch: Path) -> Path:
    """Return a recorded session with a note and labels."""
    made = record(scratch / "seed", LIFTS, fps=10.0)
    (made / "note.json").write_bytes(NOTE)
    write_labels(made, Labels(reps=(LabelledRep(start_s=1.5, end_s=4.2), LabelledRep(start_s=4.5, end_s=5.5))))
    return made


def sessions(scratch: Path) -> list[Input]:
    """Return a session's folder as its files."""
    return [{path.name: path.read_bytes() for path in sorted(folder(scratch).iterdir())}]


def shared(scratch: Path) -> list[Input]:
    """Return a shared session, packed and not."""
    path = scratch / "shared.zip"
    with path.open("wb") as file:
        share(Recording(folder(scratch)), file)
    packed, plain = path.read_bytes(), BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name))
    return [{"shared.zip": packed}, {"shared.zip": plain.getvalue()}]


def streams(scratch: Path) -> list[Input]:
    """Return what sessions took in: the stick's, and the first rep of rendered clips."""
    lines = [encode_input(given) for given in _inputs(poses(LIFTS, fps=15.0))]
    found = [{"poses.jsonl": b"\n".join(lines) + b"\n"}]
    for name in ("clean", "two_sides", "restless", "tiring", "empty_person_empty"):
        stream, _ = load(FIXTURE_POSES[0].with_name(f"{name}.xz"))
        lines = [encode_input(given) for given in _inputs(pose for pose in stream if pose.t < 8.0)]
        found.append({"poses.jsonl": b"\n".join(lines) + b"\n"})
    return found


def _inputs(stream: Iterable[Pose]) -> Iterator[pose_codec.Input]:
    return (pose_codec.Input(i, pose, 80.0) for i, pose in enumerate(stream))


def truths(scratch: Path) -> list[Input]:
    """Return truth files."""
    small = (
        b'{"lying_on": "left", "reps": [{"start_s": 2.0, "faults": ["pelvis-roll"]}, {"start_s": 8.0, "faults": []}]}'
    )
    return [{"truth.json": data} for data in (small, (VIDEOS / "rollback_mixed.truth.json").read_bytes())]
