from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import av
import numpy as np
import pytest

from formcheck.capture import VideoFile
from formcheck.capture.frame import Frame, Image
from formcheck.errors import InputError
from tests.capture.clips import corner, display_matrix, encoded, rotate_tag, write_gif, write_video

TENTHS = [i / 10 for i in range(10)]


def frames(path: Path) -> list[Frame]:
    with VideoFile(path) as video:
        return list(video)


def red_quarter(image: Image) -> tuple[str, str]:
    """Return where the red quarter is: ("upper" or "lower", "left" or "right")."""
    rows, columns = np.nonzero(image[..., 0] > 128)
    height, width = image.shape[:2]
    return "upper" if rows.mean() < height / 2 else "lower", "left" if columns.mean() < width / 2 else "right"


def test_variable_frame_rate_times_are_the_containers(tmp_path: Path) -> None:
    times = [0.0, 0.033, 0.1, 0.5, 0.517, 1.2]
    path = write_video(tmp_path / "v.mp4", times)
    assert [f.t for f in frames(path)] == pytest.approx(times)
    assert [f.index for f in frames(path)] == list(range(6))


def test_times_count_from_the_first_frame(tmp_path: Path) -> None:
    path = write_video(tmp_path / "v.mkv", [t + 3 for t in TENTHS])
    assert [f.t for f in frames(path)] == pytest.approx(TENTHS)


def test_properties(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "v.mp4", TENTHS))
    assert (video.width, video.height, video.frames) == (64, 48, 10)
    assert video.fps == pytest.approx(10, rel=0.2)
    assert video.duration_s == pytest.approx(1.0, abs=0.11)
    assert not video.truncated


@pytest.mark.parametrize(
    ("degrees", "where"),
    [(0, ("upper", "left")), (90, ("lower", "left")), (180, ("lower", "right")), (270, ("upper", "right"))],
)
def test_the_rotation_tag_is_honoured(tmp_path: Path, degrees: int, where: tuple[str, str]) -> None:
    path = write_video(tmp_path / "v.mp4", TENTHS, picture=corner)
    if degrees:
        rotate_tag(path, degrees)
    video = VideoFile(path)
    image = next(iter(video)).image
    assert image.shape[:2] == ((64, 48) if degrees % 180 else (48, 64))
    assert (video.height, video.width) == image.shape[:2]
    assert red_quarter(image) == where


@pytest.mark.parametrize(
    ("matrix", "where", "size"),
    [
        ((-1, 0, 0, 1), ("upper", "right"), (64, 48)),  # a front camera's mirror image
        ((1, 0, 0, -1), ("lower", "left"), (64, 48)),
        ((0, 1, 1, 0), ("upper", "left"), (48, 64)),  # mirrored and turned
        ((0, -1, -1, 0), ("lower", "right"), (48, 64)),
    ],
)
def test_a_mirror_in_the_display_matrix_is_honoured(
    tmp_path: Path, matrix: tuple[int, int, int, int], where: tuple[str, str], size: tuple[int, int]
) -> None:
    path = write_video(tmp_path / "v.mp4", TENTHS, picture=corner)
    video = VideoFile(display_matrix(path, *matrix))
    image = next(iter(video)).image
    assert (video.width, video.height) == image.shape[1::-1] == size
    assert red_quarter(image) == where


def test_pictures_of_another_size_in_one_stream_keep_everything_in_its_place(tmp_path: Path) -> None:
    """A call or a stream whose resolution rises in the middle; then one of another shape."""
    path = tmp_path / "v.h264"
    sizes = [(64, 48)] * 5 + [(128, 96)] * 5 + [(64, 96)] * 5
    parts = [encoded([corner(0, size)] * 5, fps=30, size=size) for size in dict.fromkeys(sizes)]
    path.write_bytes(b"".join(packet for part in parts for packet in part))
    seen = frames(path)
    assert {frame.image.shape for frame in seen} == {(48, 64, 3)}
    assert len(seen) == 15
    as_before = np.abs(seen[9].image.astype(int) - seen[0].image).mean()
    assert as_before < 5
    narrow = seen[14].image
    assert narrow[:, :15].max() < 20, "bars beside a picture that is too narrow"
    assert red_quarter(narrow) == ("upper", "left")


def test_the_default_video_stream_is_read_and_no_cover_picture(tmp_path: Path) -> None:
    path = tmp_path / "v.mkv"
    with av.open(str(path), "w") as container:
        streams = []
        for name, size in (("mjpeg", (32, 32)), ("libx264", (64, 64)), ("libx264", (64, 48))):
            stream = container.add_stream(name, rate=10)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = *size, "yuvj420p" if name == "mjpeg" else "yuv420p"
            streams.append(stream)
        kinds = av.stream.Disposition
        streams[0].disposition, streams[2].disposition = kinds.attached_pic, kinds.default
        streams[1].disposition = kinds(0)
        for _ in range(10):
            for stream in streams:
                image = np.full((stream.height, stream.width, 3), 90, np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        for stream in streams:
            container.mux(stream.encode(None))
    video = VideoFile(path)
    assert (video.width, video.height) == (64, 48)
    assert {frame.image.shape for frame in video} == {(48, 64, 3)}


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_bare_stream_is_timed_as_its_header_says(tmp_path: Path, fps: int) -> None:
    path = tmp_path / "v.h264"
    path.write_bytes(b"".join(encoded([noise(i) for i in range(2 * fps)], fps=fps)))
    video = VideoFile(path)
    assert video.fps == fps
    assert [frame.t for frame in video] == pytest.approx([i / fps for i in range(2 * fps)])


@pytest.mark.parametrize(
    ("pixels", "codec", "suffix"),
    [
        ("gray", "libx264", "mp4"),
        ("yuv420p10le", "libx264", "mp4"),
        ("yuv444p", "libx264", "mkv"),
        ("yuvj420p", "mjpeg", "avi"),
    ],
)
def test_any_pixel_format_becomes_rgb(tmp_path: Path, pixels: str, codec: str, suffix: str) -> None:
    level = np.full((48, 64, 3), 128, np.uint8)
    path = write_video(tmp_path / f"v.{suffix}", TENTHS, pixels=pixels, codec=codec, picture=lambda i: level)
    image = frames(path)[0].image
    assert image.dtype == np.uint8
    assert image.mean(axis=(0, 1)) == pytest.approx([128] * 3, abs=4)


def test_large_frames_are_reduced_in_proportion(tmp_path: Path) -> None:
    path = write_video(tmp_path / "v.mp4", TENTHS[:2], size=(3840, 2160))
    assert frames(path)[0].image.shape == (1080, 1920, 3)


def test_each_iteration_starts_at_the_beginning(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "v.mp4", TENTHS))
    first = iter(video)
    next(first), next(first)
    assert next(iter(video)).index == 0
    assert list(first) == []  # ended by the one after it


def test_the_same_file_gives_the_same_pixels(tmp_path: Path) -> None:
    path = write_video(
        tmp_path / "v.mp4", TENTHS, picture=lambda i: np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8)
    )
    for a, b in zip(frames(path), frames(path), strict=True):
        assert np.array_equal(a.image, b.image)


def noise(i: int) -> Image:
    return np.random.default_rng(i).integers(0, 255, (48, 64, 3), np.uint8)


def test_a_truncated_file_is_used_up_to_the_break(tmp_path: Path) -> None:
    path = write_video(tmp_path / "v.mkv", [i / 10 for i in range(60)], picture=noise)
    whole = frames(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    video = VideoFile(path)
    used = list(video)
    assert 10 < len(used) < 50
    assert [f.t for f in used] == [f.t for f in whole][: len(used)]
    assert video.truncated
    assert "breaks off at" in (video.truncated_reason or "")


def test_a_whole_file_is_not_truncated(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "v.mp4", [i / 10 for i in range(60)]))
    assert len(list(video)) == 60
    assert video.truncated_reason is None


def test_slow_pictures_last_to_the_end_of_the_file(tmp_path: Path) -> None:
    """One a second or fewer: the last is shown for longer than any break would be noticed after."""
    slides = write_gif(tmp_path / "v.gif", [corner(0), noise(1), noise(2)], 2.0)
    second_by_second = [write_video(tmp_path / f"v.{kind}", range(5), picture=noise) for kind in ("mp4", "mkv")]
    for path, shown in ((slides, 3), *((path, 5) for path in second_by_second)):
        video = VideoFile(path)
        assert len(list(video)) == shown
        assert video.truncated_reason is None, path


def test_a_file_whose_clock_starts_late_is_whole(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "v.mkv", [t + 3 for t in TENTHS], picture=noise))
    assert len(list(video)) == 10
    assert video.truncated_reason is None


def test_a_broadcast_that_was_tuned_into_lacks_its_beginning_and_not_its_end(tmp_path: Path) -> None:
    path = tmp_path / "v.ts"
    packets = encoded([noise(i) for i in range(120)], fps=30, gop=60)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
        for i, data in enumerate(packets):
            packet = av.Packet(data)
            packet.stream, packet.pts, packet.dts = stream, i * 3000, i * 3000
            packet.time_base = Fraction(1, 90000)
            container.mux(packet)
    path.write_bytes(path.read_bytes()[100 * 188 :])  # from the middle of the first of two groups of pictures
    video = VideoFile(path)
    assert 50 < len(list(video)) < 120
    assert video.truncated
    assert "cannot be decoded" in (video.truncated_reason or "")
    assert (video.truncated_reason or "").startswith("its first")
    assert "breaks off" not in (video.truncated_reason or "")


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "mp4"])
def test_a_single_picture_is_no_video(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"v.{kind}"
    if kind == "mp4":
        write_video(path, [0.0])
    else:
        from PIL import Image

        Image.fromarray(corner(0)).save(path)
    with pytest.raises(InputError, match="is a single picture, not a video: record the exercise as a video"):
        VideoFile(path)


def test_how_many_frames_to_expect_is_known_soon_also_where_the_file_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "v.h264"
    path.write_bytes(b"".join(encoded([noise(i) for i in range(400)], fps=30)))
    video = VideoFile(path)
    assert video.frames is None
    expected = [(frame.index, video.expected) for frame in video]
    assert all(total is not None and 320 < total < 480 for index, total in expected if index > 100)


def silent_text(path: Path) -> None:
    path.write_text("reps: 10\n" * 100)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def no_frames(path: Path) -> None:
    with av.open(str(path), "w", format="avi") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        container.start_encoding()


def sound_only(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        for i in range(20):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44100, 1024 * i
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def cut_before_the_first_picture(path: Path) -> None:
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
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, make: Callable[[Path], object] | None, text: str) -> None:
    path = tmp_path / "v.mp4"
    if make is not None:
        make(path)
    with pytest.raises(InputError, match=text) as error:
        VideoFile(path)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 3


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_video(tmp_path / "v.mp4", TENTHS)

    def refuse(*_args: object, **_more: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)  # a superuser may read everything
    with pytest.raises(InputError, match=r"cannot be read \(Permission denied\): check its permissions"):
        VideoFile(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/other.ts\n#EXT-X-ENDLIST\n"),
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.ts\n#EXT-X-ENDLIST\n"),
        ("list.mp4", "ffconcat version 1.0\nfile other.ts\n"),
    ],
)
def test_a_list_of_files_cannot_make_it_read_others(tmp_path: Path, name: str, text: str) -> None:
    write_video(tmp_path / "other.ts", TENTHS)
    assert len(list(VideoFile(tmp_path / "other.ts"))) > 1
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=r"is a list of other files: name a video|is not a video"):
        VideoFile(tmp_path / name)
