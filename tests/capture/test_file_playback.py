import time
from pathlib import Path

import pytest

from formcheck.capture import VideoFile
from formcheck.capture.file_playback import FilePlayback
from formcheck.errors import InputError

CLIP = Path("tests/fixtures/videos/clean.mp4")


def play(played: FilePlayback, seconds: float, pause_s: float = 0.0) -> list[tuple[float, float]]:
    """Take frames for so long; return each one's own time and the time it came."""
    began = time.perf_counter()
    played.start()
    taken = []
    while time.perf_counter() - began < seconds:
        frame = played.frames.take(0.5)
        if frame is not None:
            taken.append((frame.t, time.perf_counter() - began))
        time.sleep(pause_s)
    played.stop()
    return taken


def test_a_file_plays_in_real_time() -> None:
    taken = play(FilePlayback(CLIP), 1.0)
    assert len(taken) > 10
    for t, came in taken:
        assert -0.01 <= came - t < 0.3


def test_whoever_is_slow_skips_frames_and_is_not_behind() -> None:
    played = FilePlayback(CLIP)
    taken = play(played, 1.0, pause_s=0.2)
    assert played.frames.skipped > 8
    assert len(taken) < 8
    assert all(came - t < 0.4 for t, came in taken)


def test_at_the_end_there_is_no_more() -> None:
    frames = [frame.t for frame in VideoFile(CLIP)]
    clock = iter(range(10**6))
    played = FilePlayback(CLIP, now=lambda: 1000.0 * next(clock))  # nothing has to be waited for
    played.start()
    taken = []
    while not played.frames.closed:
        frame = played.frames.take(5.0)
        if frame is not None:
            taken.append(frame.t)
    played.stop()
    assert taken[-1] == frames[-1]
    assert played.trouble is None


def test_what_is_no_video_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        FilePlayback(tmp_path / "none.mp4")
