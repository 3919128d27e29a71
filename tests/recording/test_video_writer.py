from pathlib import Path

import av
import pytest

from formcheck.recording.reader import Recording
from tests.recorded import LIFTS, poses, record


def test_the_video_is_what_browsers_play(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path, video=True, fps=15)
    path = Recording(folder).video
    assert path == folder / "video.mp4"
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        times = [frame.time for frame in container.decode(stream)]
    expected = [pose.t for pose in poses(LIFTS, fps=15)]
    assert len(times) == len(expected)
    assert max(abs(a - b) for a, b in zip(times, expected, strict=True)) < 0.001
    raw = path.read_bytes()
    assert raw.index(b"moov") < raw.index(b"mdat")  # the index in front: it plays before it is whole
    assert b"moof" not in raw
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_video_that_cannot_be_kept_leaves_the_session_whole(
    tmp_path: Path, stick_rules: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(av, "open", broken)
    told: list[str] = []
    folder = record(tmp_path, video=True, tell=told.append)
    assert len(told) == 1
    assert "video" in told[0]
    assert "No space left" in told[0]
    assert Recording(folder).metadata.finished
