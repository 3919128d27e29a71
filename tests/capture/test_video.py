import av
import numpy as np
import pytest

from formcheck.capture import VideoFile
from formcheck.errors import InputError
from tests.capture.clips import corner, rotate_tag, write_video

TENTHS = [i / 10 for i in range(10)]


def frames(path):
    with VideoFile(path) as video:
        return list(video)


def red_quarter(image) -> tuple[str, str]:
    """Return where the red quarter is: ("upper" or "lower", "left" or "right")."""
    rows, columns = np.nonzero(image[..., 0] > 128)
    height, width = image.shape[:2]
    return "upper" if rows.mean() < height / 2 else "lower", "left" if columns.mean() < width / 2 else "right"


def test_variable_frame_rate_times_are_the_containers(tmp_path):
    times = [0.0, 0.033, 0.1, 0.5, 0.517, 1.2]
    path = write_video(tmp_path / "v.mp4", times)
    assert [f.t for f in frames(path)] == pytest.approx(times)
    assert [f.index for f in frames(path)] == list(range(6))


def test_times_count_from_the_first_frame(tmp_path):
    path = write_video(tmp_path / "v.mkv", [t + 3 for t in TENTHS])
    assert [f.t for f in frames(path)] == pytest.approx(TENTHS)


def test_properties(tmp_path):
    video = VideoFile(write_video(tmp_path / "v.mp4", TENTHS))
    assert (video.width, video.height, video.frames) == (64, 48, 10)
    assert video.fps == pytest.approx(10, rel=0.2)
    assert video.duration_s == pytest.approx(1.0, abs=0.11)
    assert not video.truncated


@pytest.mark.parametrize(
    ("degrees", "where"),
    [(0, ("upper", "left")), (90, ("lower", "left")), (180, ("lower", "right")), (270, ("upper", "right"))],
)
def test_the_rotation_tag_is_honoured(tmp_path, degrees, where):
    path = write_video(tmp_path / "v.mp4", TENTHS, picture=corner)
    if degrees:
        rotate_tag(path, degrees)
    video = VideoFile(path)
    image = next(iter(video)).image
    assert image.shape[:2] == ((64, 48) if degrees % 180 else (48, 64))
    assert (video.height, video.width) == image.shape[:2]
    assert red_quarter(image) == where


@pytest.mark.parametrize(
    ("pixels", "codec", "suffix"),
    [
        ("gray", "libx264", "mp4"),
        ("yuv420p10le", "libx264", "mp4"),
        ("yuv444p", "libx264", "mkv"),
        ("yuvj420p", "mjpeg", "avi"),
    ],
)
def test_any_pixel_format_becomes_rgb(tmp_path, pixels, codec, suffix):
    level = np.full((48, 64, 3), 128, np.uint8)
    path = write_video(tmp_path / f"v.{suffix}", TENTHS, pixels=pixels, codec=codec, picture=lambda i: level)
    image = frames(path)[0].image
    assert image.dtype == np.uint8
    assert image.mean(axis=(0, 1)) == pytest.approx([128] * 3, abs=4)


def test_large_frames_are_reduced_in_proportion(tmp_path):
    path = write_video(tmp_path / "v.mp4", TENTHS[:2], size=(1920, 1080))
    assert frames(path)[0].image.shape == (720, 1280, 3)


def test_each_iteration_starts_at_the_beginning(tmp_path):
    video = VideoFile(write_video(tmp_path / "v.mp4", TENTHS))
    first = iter(video)
    next(first), next(first)
    assert next(iter(video)).index == 0
    assert list(first) == []  # ended by the one after it


def test_the_same_file_gives_the_same_pixels(tmp_path):
    path = write_video(
        tmp_path / "v.mp4", TENTHS, picture=lambda i: np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8)
    )
    for a, b in zip(frames(path), frames(path), strict=True):
        assert np.array_equal(a.image, b.image)


def noise(i):
    return np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8)


def test_a_truncated_file_is_used_up_to_the_break(tmp_path):
    path = write_video(tmp_path / "v.mkv", [i / 10 for i in range(60)], picture=noise)
    whole = frames(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    video = VideoFile(path)
    used = list(video)
    assert 10 < len(used) < 50
    assert [f.t for f in used] == [f.t for f in whole][: len(used)]
    assert video.truncated
    assert "breaks off at" in video.truncated_reason


def test_a_whole_file_is_not_truncated(tmp_path):
    video = VideoFile(write_video(tmp_path / "v.mp4", [i / 10 for i in range(60)]))
    assert len(list(video)) == 60
    assert video.truncated_reason is None


def silent_text(path):
    path.write_text("reps: 10\n" * 100)


def nothing(path):
    path.write_bytes(b"")


def no_frames(path):
    with av.open(str(path), "w", format="avi") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        container.start_encoding()


def sound_only(path):
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        for i in range(20):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44100, 1024 * i
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def cut_before_the_first_picture(path):
    write_video(path, TENTHS)
    path.write_bytes(path.read_bytes()[:60])


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (None, "There is no file .*: check the name"),
        (lambda path: path.mkdir(), "is a folder"),
        (silent_text, "is not a video"),
        (nothing, "is not a video"),
        (no_frames, "holds no picture"),
        (sound_only, "has no video in it"),
        (cut_before_the_first_picture, "is not a video, or is cut off"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, make, text):
    path = tmp_path / "v.mp4"
    if make is not None:
        make(path)
    with pytest.raises(InputError, match=text) as error:
        VideoFile(path)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 3


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    path = write_video(tmp_path / "v.mp4", TENTHS)

    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)  # a superuser may read everything
    with pytest.raises(InputError, match=r"cannot be read \(Permission denied\): check its permissions"):
        VideoFile(path)


def test_a_playlist_cannot_make_it_read_other_files(tmp_path):
    write_video(tmp_path / "other.ts", TENTHS)
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/other.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(InputError):
        VideoFile(playlist)
