import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.capture import devices
from formcheck.capture.camera import FAILED_READS, Camera, Capture
from formcheck.capture.frame import Frame, Image
from formcheck.capture.latest import Latest
from formcheck.capture.trouble import CameraError, Trouble, advice
from formcheck.capture.video import VideoFile

WAIT_S = 5.0


class Clock:
    """A clock that the fake camera moves."""

    def __init__(self) -> None:
        self.t = 100.0

    def __call__(self) -> float:
        return self.t


class FakeCapture:
    """Gives what `pictures` gives, 0.1 s apart; after the last it gives nothing more, as a camera pulled out does."""

    def __init__(self, clock: Clock, pictures: Iterator[Image | None]) -> None:
        self.released = False
        self._clock = clock
        self._pictures = pictures

    def read(self) -> Image | None:
        time.sleep(0.001)
        self._clock.t += 0.1
        return next(self._pictures, None)

    def release(self) -> None:
        self.released = True


def noise(mean: float = 100.0, *, same: bool = False) -> Iterator[Image]:
    generator = np.random.default_rng(0)
    image = np.clip(generator.normal(mean, 2, (48, 64, 3)), 0, 255).astype(np.uint8)
    while True:
        yield image
        if not same:
            image = np.clip(generator.normal(mean, 2, (48, 64, 3)), 0, 255).astype(np.uint8)


def some(n: int) -> Iterator[Image]:
    pictures = noise()
    return (next(pictures) for _ in range(n))


def eventually(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.002)
    return False


class Shelf:
    """An opener that hands out, one after another, captures and troubles; the last is handed out for ever."""

    def __init__(self, *things: Capture | Trouble) -> None:
        self.opened = 0
        self._things = things

    def __call__(self) -> Capture:
        thing = self._things[min(self.opened, len(self._things) - 1)]
        self.opened += 1
        if isinstance(thing, Trouble):
            raise CameraError(thing)
        return thing


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def camera(clock: Clock) -> Iterator[Callable[[Shelf], Camera]]:
    started: list[Camera] = []

    def start(shelf: Shelf) -> Camera:
        found = Camera(shelf, clock, retry_s=0.002)
        found.start()
        started.append(found)
        return found

    yield start
    for one in started:
        one.stop()
        assert not one._thread.is_alive()


def take(camera: Camera) -> Frame:
    frame = camera.frames.take(WAIT_S)
    assert frame is not None
    return frame


def test_frames_have_increasing_times_from_zero_and_skipped_ones_are_counted(
    camera: Callable[[Shelf], Camera], clock: Clock
) -> None:
    found = camera(Shelf(FakeCapture(clock, noise())))
    first = take(found)
    assert eventually(lambda: found.frames.skipped > 3)
    later = take(found)
    assert first.t == pytest.approx(0.1 * first.index)
    assert later.index > first.index + 3
    assert later.t == pytest.approx(0.1 * later.index)
    assert found.trouble is None


@pytest.mark.parametrize("trouble", [Trouble.NONE_FOUND, Trouble.IN_USE, Trouble.REFUSED])
def test_a_camera_that_cannot_be_opened_is_tried_again_until_it_can(
    camera: Callable[[Shelf], Camera], clock: Clock, trouble: Trouble
) -> None:
    found = camera(Shelf(trouble, trouble, trouble, FakeCapture(clock, noise())))
    assert take(found).index >= 0
    assert eventually(lambda: found.trouble is None)


def test_what_keeps_it_from_opening_is_told(camera: Callable[[Shelf], Camera]) -> None:
    found = camera(Shelf(Trouble.IN_USE))
    assert eventually(lambda: found.trouble is Trouble.IN_USE)


def test_unplugged_in_the_middle_frames_and_times_go_on_when_it_is_back(
    camera: Callable[[Shelf], Camera], clock: Clock
) -> None:
    gone = FakeCapture(clock, some(20))
    shelf = Shelf(gone, *[Trouble.NONE_FOUND] * 50, FakeCapture(clock, noise()))
    found = camera(shelf)
    before = take(found)
    assert eventually(lambda: found.trouble is Trouble.UNPLUGGED)
    assert eventually(lambda: found.trouble is None)
    assert gone.released
    found.frames.take(0)  # may be from before
    after = take(found)
    assert after.index >= 20 > before.index
    assert after.t >= 0.1 * (after.index + FAILED_READS) - 1e-6, "the time without a camera counts"


def test_a_camera_that_comes_back_in_another_size_gives_pictures_of_the_first(
    camera: Callable[[Shelf], Camera], clock: Clock
) -> None:
    larger = (np.asarray(cv2.resize(picture, (128, 96)), np.uint8) for picture in noise())
    shelf = Shelf(FakeCapture(clock, some(20)), FakeCapture(clock, larger))
    found = camera(shelf)
    shapes = {take(found).image.shape}
    assert eventually(lambda: shelf.opened == 2)

    def in_order() -> bool:
        shapes.add(take(found).image.shape)
        return found.trouble is None

    assert eventually(in_order)
    assert shapes == {(48, 64, 3)}


def test_a_single_failed_read_is_no_trouble(camera: Callable[[Shelf], Camera], clock: Clock) -> None:
    pictures = noise()
    found = camera(Shelf(FakeCapture(clock, (None if i % 3 == 1 else next(pictures) for i in range(10**6)))))
    assert eventually(lambda: found.frames.skipped > 20)
    assert found.trouble is None


def test_opened_but_without_a_first_picture_means_that_another_program_has_it(
    camera: Callable[[Shelf], Camera], clock: Clock
) -> None:
    found = camera(Shelf(FakeCapture(clock, iter(()))))
    assert eventually(lambda: found.trouble is Trouble.IN_USE)


def test_a_frozen_picture_is_told_and_the_camera_opened_again(camera: Callable[[Shelf], Camera], clock: Clock) -> None:
    shelf = Shelf(FakeCapture(clock, noise(same=True)))
    found = camera(shelf)
    assert eventually(lambda: found.trouble is Trouble.FROZEN)
    assert eventually(lambda: shelf.opened > 1)


def test_a_black_picture_is_told_but_frames_come(camera: Callable[[Shelf], Camera], clock: Clock) -> None:
    found = camera(Shelf(FakeCapture(clock, noise(mean=0.0, same=True))))
    assert eventually(lambda: found.trouble is Trouble.BLACK)
    assert take(found).index > 0


def test_a_driver_that_hangs_is_told(camera: Callable[[Shelf], Camera], clock: Clock) -> None:
    pictures = noise()

    def hang() -> Iterator[Image]:
        yield next(pictures)
        while not released:
            time.sleep(0.002)

    released: list[bool] = []
    found = camera(Shelf(FakeCapture(clock, hang())))
    take(found)
    assert found.trouble is None
    clock.t += 60
    assert found.trouble is Trouble.SILENT
    released.append(True)


def test_newest_keeps_only_the_newest() -> None:
    box: Latest[int] = Latest()
    for i in range(5):
        box.put(i)
    assert box.take(0) == 4
    assert box.take(0) is None
    assert box.skipped == 4
    box.put(7)
    box.close()
    assert not box.closed
    assert box.take(0) == 7
    assert box.closed
    assert box.take(10) is None, "a closed place is not waited at"


@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_every_trouble_has_words_on_every_system(trouble: Trouble, platform: str) -> None:
    title, what_to_do = advice(trouble, platform)
    assert title
    assert what_to_do.endswith(".")
    assert len(title) < 32


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="device files")
class TestDevices:
    def test_without_the_device_there_is_no_camera(self) -> None:
        with pytest.raises(CameraError) as caught:
            devices.open_device("/dev/video99")
        assert caught.value.trouble is Trouble.NONE_FOUND

    def test_a_device_that_gives_no_picture_is_in_use(self, tmp_path: Path) -> None:
        node = tmp_path / "video0"
        node.touch()
        with pytest.raises(CameraError) as caught:
            devices.open_device(str(node))
        assert caught.value.trouble is Trouble.IN_USE

    def test_what_opencv_gives_is_turned_into_rgb_and_ends_with_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clip = Path("tests/fixtures/videos/clean.mp4")
        monkeypatch.setattr(devices, "_backends", lambda: [cv2.CAP_FFMPEG])  # a file in the place of a device
        frames = list(VideoFile(clip))
        capture = devices.open_device(str(clip))  # takes the first
        second = capture.read()
        assert second is not None
        assert second.dtype == np.uint8
        assert np.abs(second.mean((0, 1)) - frames[1].image.mean((0, 1))).max() < 3.0
        for _ in frames[2:]:
            capture.read()
        assert capture.read() is None
        capture.release()
        assert capture.read() is None

    def test_the_first_of_several_troubles_is_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "video0").touch()
        monkeypatch.setattr(devices, "devices", lambda: [str(tmp_path / "video0"), "/dev/video99"])
        with pytest.raises(CameraError) as caught:
            devices.opener(None)()
        assert caught.value.trouble is Trouble.IN_USE
