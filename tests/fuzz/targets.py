"""What is fed with inputs: everything that the program reads. What it must never do is checked here."""

import io
import json
import math
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

import numpy as np

from formcheck import cli
from formcheck.analysis.analyze import video_sha256
from formcheck.analysis.result import to_json
from formcheck.analysis.result_sink import ResultSink
from formcheck.capture import Frame, VideoFile
from formcheck.errors import InputError
from formcheck.evaluation.expect import differences, read_truth
from formcheck.pipeline import run_file as coach
from formcheck.pose import Pose
from formcheck.recording.pose_codec import Input as StreamInput
from formcheck.recording.pose_codec import decode_input, encode_input
from formcheck.recording.reader import Recording
from formcheck.review import review_window as window
from formcheck.roll_weights import load_roll_model
from formcheck.session.recognizer import RepRecognizer
from tests.fuzz import mutate, seeds
from tests.fuzz.seeds import Input
from tests.live_session import live
from tests.recorded import TOOLS
from tests.results import rep_result, video_result

EXIT_CODES = {0, 1, 2, 3, 4}
FRAMES_MOST = 2000


class BrokenError(AssertionError):
    """The program did what it must not."""


class Nobody:
    """An estimator that sees nobody."""

    def estimate(self, frame: Frame) -> Pose:
        return Pose.missing(frame.t)


class ShortReview(window.ReviewWindow):
    """Closed by the person after three pictures."""

    turns = 0

    def turn(self) -> bool:
        self.turns += 1
        self.player.advance(0.5)
        self._draw()
        return self.turns < 3


def invoke(*words: str) -> int:
    """Run the command line in this process; return its exit code."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with (
        patch.object(sys, "argv", ["formcheck", *words]),
        patch.object(window, "ReviewWindow", ShortReview),
        patch("webbrowser.open", return_value=True),
        patch("signal.signal"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
    said = err.getvalue()
    if code not in EXIT_CODES:
        raise BrokenError(f"exit code {code} of {words}")
    if "Traceback" in said or "Warning:" in said:
        raise BrokenError(f"{words} said: {said}")
    if code in (3, 4) and not said.strip():
        raise BrokenError(f"{words} gave {code} without a word")
    return code


def video(folder: Path, _rng: Random) -> None:
    """Read every frame, and tell of it."""
    (path,) = folder.iterdir()
    account = ResultSink()
    try:
        with VideoFile(path) as clip:
            coach((f for f in clip if f.index < FRAMES_MOST), Nobody(), RepRecognizer(load_roll_model()), [account])
            json.dumps(
                to_json(account.result(path.name, video_sha256(path), TOOLS, clip.truncated_reason)), allow_nan=False
            )
    except InputError as error:
        one_sentence(error)


def one_sentence(error: Exception) -> None:
    """Raise BrokenError where an error is no sentence."""
    if not str(error).endswith(".") or "\n" in str(error):
        raise BrokenError(f"not one sentence: {error}")


COMMANDS = ("rerun", "replay", "note", "history", "evaluate", "share", "csv", "trc", "report", "page")


def session(folder: Path, rng: Random) -> None:
    """Give a session's folder or shared file to a command."""
    is_folder = not (folder / "shared.zip").exists()
    named = str(folder if is_folder else folder / "shared.zip")
    out = folder.parent / "out"
    place = ("--sessions", str(folder.parent))
    weights = [4, 2, 3, 9, 4, 4, 3, 3, 0.5, 0.5]  # the last two draw, which takes half a second
    words = {
        "rerun": ("replay", "--rerun", named),
        "replay": ("replay", named),
        "note": ("note", named, "--pain-after", "1"),
        "history": ("history", *place),
        "evaluate": ("evaluate", named),
        "share": ("share", named, "-o", str(out / "again.zip")),
        "csv": ("export", named, "--csv", "-o", str(out)),
        "trc": ("export", named, "--trc", "-o", str(out)),
        "report": ("report", named, "-o", str(out / "report.html")),
        "page": ("history", "--html", str(out / "history.html"), *place),
    }
    out.mkdir()
    for name in dict.fromkeys(rng.choices(COMMANDS, weights, k=2)):
        invoke(*words[name])


def truth(folder: Path, _rng: Random) -> None:
    """Compare an account with a truth file."""
    rep = rep_result(2.0, "pelvis-roll", not_judged=["momentum"])
    try:
        differences(video_result([rep] * 3), read_truth(folder / "truth.json"))
    except InputError as error:
        one_sentence(error)


def live_session(folder: Path, rng: Random) -> None:
    """Coach somebody who moves so, and record it; then read it back. No pose may end the session."""
    given = list(_increasing((folder / "poses.jsonl").read_bytes().splitlines()))
    asked = {
        rng.randrange(len(given) + 1): rng.choice(("pause", "resume", "restart_set")) for _ in range(rng.randrange(4))
    }
    told: list[str] = []
    place = folder.parent / "sessions"
    with np.errstate(all="ignore"):  # poses may be of no body there is, as in a replay
        recorder = live(place, given, told.append, model=load_roll_model(), asked=asked, video=rng.random() < 0.05)
    if told:
        raise BrokenError(f"told: {told}")
    if recorder.folder is None:
        return
    recording = Recording(recorder.folder)
    kept = len([1 for taken in recording.inputs() if taken.pose is not None])
    if not recording.metadata.finished or kept != recording.metadata.frames or not 0 < kept <= len(given):
        raise BrokenError("the record is not whole")  # frames that come too fast for a look are passed over
    if recording.events is None or recording.remarks:
        raise BrokenError(f"an event cannot be read: {recording.remarks}")
    named = str(recorder.folder)
    if invoke("replay", "--rerun", named) != 0:
        raise BrokenError("a replay differs")
    for words in rng.choices([("export", named, "--csv", "--trc", "-o", named), ("history", "--sessions", str(place))]):
        invoke(*words)


def _increasing(lines: list[bytes]) -> Iterator[Pose]:
    """Yield the poses that a camera can give: damaged lines, and times that do not increase, are left out before."""
    last = -math.inf
    for line in lines:
        with suppress(ValueError):
            pose = decode_input(line).pose
            if pose is not None and pose.t > last:
                last = pose.t
                yield pose


WORDS = (
    *("live", "check", "replay", "label", "report", "history", "note", "evaluate", "share", "export"),
    *("--help", "--version", "--sessions", "--model", "--json", "--csv", "--expect", "--trc", "--html", "--rebuild"),
    *("--rerun", "--open", "--camera", "--reps", "--sets", "--rest", "--video", "--no-save", "--no-sound", "-o", "--"),
    *("--pain-before", "--pain-after", "--band", "--text", "--out", "-h", "--install-completion"),
    *("--jobs", "--resume", "--dask"),
    *("clip.txt", ".", "..", "/dev/null", "none", "3", "-1", "1e9", "nan", "inf", "99999999999999999999"),
)


def words(folder: Path, _rng: Random) -> None:
    """Give the program a command line, in a folder of little."""
    given = json.loads((folder / "words").read_bytes())
    (folder / "clip.txt").write_text("no video")
    there = Path.cwd()
    os.chdir(folder)
    try:
        with (
            patch.dict(os.environ, {"FORMCHECK_MODEL": str(folder / "clip.txt"), "HOME": str(folder)}),
            patch("formcheck.commands.live.Window", side_effect=InputError("The window is not opened here.")),
        ):
            invoke(*given)
    finally:
        os.chdir(there)


def _command_lines(_scratch: Path) -> list[Input]:
    return [{"words": json.dumps([word]).encode()} for word in WORDS[:10]]


def _other_words(rng: Random, data: bytes) -> bytes:
    given = json.loads(data)
    for _ in range(rng.choice((1, 2, 3))):
        at = rng.randrange(len(given) + 1)
        if given and rng.random() < 0.2:
            del given[min(at, len(given) - 1)]
        else:
            word = rng.choice(WORDS) if rng.random() < 0.8 else str(rng.choice(mutate.TEXTS)).replace("\0", "\u2400")
            given.insert(at, word)
    return json.dumps(given[:8]).encode()


def _json_or_bytes(rng: Random, data: bytes) -> bytes:
    return (mutate.json_of if rng.random() < 0.7 else mutate.bytes_of)(rng, data)


def _other_movement(rng: Random, data: bytes) -> bytes:
    """Return the stream as another movement, camera or machine would give it; now and then with damaged numbers."""
    if rng.random() < 0.15:
        return mutate.json_of(rng, data)
    poses = list(_increasing(data.splitlines()))
    changed = mutate.movement_of(rng, poses) if poses else []
    return b"".join(encode_input(StreamInput(i, pose, 80.0)) + b"\n" for i, pose in enumerate(changed))


@dataclass(frozen=True)
class Target:
    """What is fed: its first inputs, how one file is changed, and what runs on a folder of them."""

    seeds: Callable[[Path], list[Input]]
    change: Callable[[Random, bytes], bytes]
    run: Callable[[Path, Random], None]

    def changed(self, rng: Random, given: Input) -> Input:
        """Return the input with its files changed one to four times, in rare cases missing."""
        found = dict(given)
        for _ in range(rng.choice((1, 1, 2, 4))):
            name = rng.choice(sorted(found))
            if len(found) > 1 and rng.random() < 0.02:
                del found[name]
            else:
                found[name] = self.change(rng, found[name])
        return found


TARGETS = {
    "video": Target(seeds.videos, mutate.bytes_of, video),
    "session": Target(seeds.sessions, _json_or_bytes, session),
    "shared": Target(seeds.shared, mutate.bytes_of, session),
    "truth": Target(seeds.truths, _json_or_bytes, truth),
    "live": Target(seeds.streams, _other_movement, live_session),
    "words": Target(_command_lines, _other_words, words),
}


def put(given: Input, scratch: Path) -> Path:
    """Write an input into an otherwise empty folder and return that."""
    shutil.rmtree(scratch, ignore_errors=True)
    folder = scratch / "input"
    folder.mkdir(parents=True)
    for name, data in given.items():
        (folder / name).write_bytes(data)
    return folder
