"""The estimator on short rendered clips.

helper_kneels_behind.mp4 shows a helper alone, on the knees, for 1.2 s, then somebody lying in front of them.
helper_stands_behind.mp4 shows a standing helper likewise, and the lying person gone again after 5 s.
upside_down.mp4 shows somebody lying with the head on the right, whom the model sees the other way round.
small_on_the_floor.mp4 shows somebody who takes 40 % of the width, whose legs the model misses.
"""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NoReturn

import cv2
import numpy as np
import pytest

from formcheck.capture import Frame, VideoFile
from formcheck.errors import MissingError
from formcheck.pose import Landmark, Pose
from formcheck.pose.crop import WHOLE, Crop
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.landmarker import Tracker
from formcheck.pose.landmarks import ANKLES, HIPS
from formcheck.pose.person import Person, hips_px, is_lying

VIDEOS = Path(__file__).parent / "videos"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "videos"
ARRIVES_S, LEAVES_S = 1.2, 5.0
FOUND_S = 1.2  # after arriving, at two looks a second and the model's pace


def poses(model: Path, frames: Iterable[Frame]) -> list[Pose]:
    with PoseEstimator(model) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def lies(pose: Pose) -> bool:
    return pose.found and is_lying(Person(pose.image_px, pose.world_m, pose.visibility), was_lying=True)


@pytest.fixture(scope="module")
def kneeling(pose_model: Path) -> list[Pose]:
    return poses(pose_model, VideoFile(VIDEOS / "helper_kneels_behind.mp4"))


def test_whoever_is_there_is_reported_until_somebody_lies(kneeling: list[Pose]) -> None:
    before = [p for p in kneeling if p.t < ARRIVES_S]
    assert all(p.found for p in before)
    assert not any(lies(p) for p in before)


def test_the_one_who_lies_is_followed_and_not_the_helper_behind(kneeling: list[Pose]) -> None:
    after = [p for p in kneeling if p.t > ARRIVES_S + FOUND_S]
    assert len(after) > 50
    assert all(lies(p) for p in after)


def test_poses_are_pixels_and_times_of_the_frames(kneeling: list[Pose]) -> None:
    pose = kneeling[-1]
    assert pose.t == pytest.approx((len(kneeling) - 1) / 30, abs=1e-3)
    assert (np.nanmin(pose.image_px, axis=0) > (50, 50)).all()
    assert (np.nanmax(pose.image_px, axis=0) < (600, 340)).all()
    unseen = pose.visibility < 0.1
    unseen[list(ANKLES)] = False
    assert np.isnan(pose.image_px[unseen]).all()


def test_ankles_behind_the_thighs_keep_their_place_but_not_those_outside_the_picture(pose_model: Path) -> None:
    """The knees of the person in the clip reach to 470 pixels; a picture of 440 ends before them."""

    def legs(width: int) -> Pose:
        frames = islice(VideoFile(FIXTURES / "feet_behind.mp4"), 45)
        cut = [replace(f, image=np.ascontiguousarray(f.image[:, :width])) for f in frames]
        return poses(pose_model, cut)[-1]

    whole, cut_off = legs(640), legs(440)
    assert whole.visibility[list(ANKLES)].min() < 0.1
    assert np.isfinite(whole.image_px[list(ANKLES)]).all()
    assert np.isfinite(whole.world_m[list(ANKLES)]).all()
    assert np.isnan(cut_off.image_px[list(ANKLES)]).all()


def test_the_same_frames_give_the_same_poses(pose_model: Path, kneeling: list[Pose]) -> None:
    again = poses(pose_model, islice(VideoFile(VIDEOS / "helper_kneels_behind.mp4"), 60))
    for a, b in zip(kneeling, again, strict=False):
        assert np.array_equal(a.image_px, b.image_px, equal_nan=True)
        assert np.array_equal(a.world_m, b.world_m, equal_nan=True)


def test_when_the_lying_person_leaves_the_helper_is_seen_but_does_not_lie(pose_model: Path) -> None:
    followed = poses(pose_model, VideoFile(VIDEOS / "helper_stands_behind.mp4"))
    assert all(lies(p) for p in followed if ARRIVES_S + FOUND_S < p.t < LEAVES_S - 0.1)
    assert not any(lies(p) for p in followed if p.t < ARRIVES_S - 0.1 or p.t > LEAVES_S + 0.3)


def test_a_skeleton_upside_down_is_put_right_by_a_look_in_the_mirror(pose_model: Path) -> None:
    video = VIDEOS / "upside_down.mp4"
    with VideoFile(video) as frames:
        first = Tracker(pose_model)
        alone = first.track(next(iter(frames)).image, 0.0)
        first.close()
    assert alone is not None
    assert not head_on_the_right(alone.image_px)
    assert all(head_on_the_right(p.image_px) for p in poses(pose_model, VideoFile(video))[1:])


def test_who_is_small_is_looked_at_in_a_part_of_the_picture(pose_model: Path) -> None:
    """Feet and head of the person in the video, as one sees them, are (480, 228) and (265, 172)."""
    found = poses(pose_model, VideoFile(VIDEOS / "small_on_the_floor.mp4"))
    # From 1.4 s on some processors; on others the pose model loses the feet again until 2.6 s.
    begin, after = found[1], [p for p in found if p.t > 2.65]
    assert not feet_right(begin.image_px)
    assert len(after) >= 10
    assert all(feet_right(p.image_px) for p in after)


def test_who_is_not_seen_in_the_whole_picture_is_looked_for_in_parts_of_it(
    pose_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.pose import landmarker

    find, track = landmarker.Finder.find, landmarker.Tracker.track
    monkeypatch.setattr(
        landmarker.Finder, "find", lambda self, image, turns=0: find(self, image, turns) if len(image) < 360 else []
    )
    monkeypatch.setattr(
        landmarker.Tracker,
        "track",
        lambda self, image, t, turns=0: track(self, image, t, turns) if self.crop is not WHOLE else None,
    )
    found = poses(pose_model, VideoFile(VIDEOS / "small_on_the_floor.mp4"))
    assert len(found) == 50
    assert all(p.found and feet_right(p.image_px) for p in found)


def across_the_hall(clip: str, share: float, at: tuple[float, float], n: int) -> list[Frame]:
    """Return a clip's frames in a larger picture: `share` of its width, the middle `at` shares of width and height."""
    frames = []
    with VideoFile(FIXTURES / f"{clip}.mp4") as video:
        for frame in islice(video, n):
            size = np.array([1920, 1080])
            inner = (size * share).astype(int)
            left, top = (size * at - inner / 2).astype(int)
            blurred = cv2.GaussianBlur(cv2.resize(frame.image, size.tolist()), (0, 0), 40)
            picture = np.asarray(blurred, np.uint8)
            picture[top : top + inner[1], left : left + inner[0]] = cv2.resize(frame.image, inner.tolist())
            frames.append(Frame(frame.index, frame.t, picture))
    return frames


@pytest.mark.parametrize(
    ("clip", "share", "at"),
    [
        ("clean", 0.25, (0.5, 0.8)),
        ("clean", 0.25, (0.2, 0.6)),
        ("clean", 0.33, (0.75, 0.8)),
        ("feet_apart", 0.25, (0.5, 0.8)),
        ("towards_head", 0.33, (0.4, 0.8)),
    ],
)
def test_who_is_far_away_is_found_before_the_first_rep(
    pose_model: Path, clip: str, share: float, at: tuple[float, float]
) -> None:
    """A person who takes 0.1 to 0.2 of the picture's width."""
    found = poses(pose_model, across_the_hall(clip, share, at, 40))
    near = poses(pose_model, islice(VideoFile(FIXTURES / f"{clip}.mp4"), 40))
    assert all(pose.found for pose in found)
    scale = share * 1920 / 640
    expected = near[-1].image_px[list(HIPS)].mean(axis=0) * scale + np.array([1920, 1080]) * (np.array(at) - share / 2)
    for pose in found[-10:]:
        assert np.linalg.norm(pose.image_px[list(HIPS)].mean(axis=0) - expected) < 0.02 * 1920


def test_somebody_far_away_who_comes_later_is_found_within_seconds(pose_model: Path) -> None:
    person = across_the_hall("clean", 0.25, (0.3, 0.7), 1)[0].image
    nobody = np.full_like(person, 90)
    pictures = [nobody] * 5 + [person] * 40
    found = poses(pose_model, [Frame(i, i / 10, picture) for i, picture in enumerate(pictures)])
    assert not any(pose.found for pose in found[:5])
    assert all(pose.found for pose in found[-10:])


def feet_right(image_px: np.ndarray) -> bool:
    ankles = image_px[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]]
    return bool((np.linalg.norm(ankles - (462, 220), axis=1) < 25).all())


def test_in_a_part_of_the_picture_a_person_is_where_they_are_in_the_whole(pose_model: Path) -> None:
    with VideoFile(VIDEOS.parents[1] / "fixtures" / "videos" / "clean.mp4") as frames:
        image = next(iter(frames)).image
    seen = []
    for part in (WHOLE, Crop(0.05, 0.2, 1, 1)):
        tracker = Tracker(pose_model, part)
        for t in (0.0, 0.4, 0.8):
            person = tracker.track(image, t)
        tracker.close()
        assert person is not None
        seen.append(person.image_px)
    assert np.linalg.norm(seen[0] - seen[1], axis=1).max() < 0.03 * image.shape[1]


def test_what_lies_on_the_floor_stays_where_it_is_though_the_camera_moves(pose_model: Path) -> None:
    found = poses(pose_model, islice(VideoFile(VIDEOS.parents[1] / "fixtures" / "videos" / "hand_held.mp4"), 60))
    floor = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, Landmark.RIGHT_HIP]
    seen, steady = (
        np.array([points[floor] for points in way]).std(axis=0).max()
        for way in ([p.image_px for p in found], [p.steady_px for p in found])
    )
    assert seen > 3
    assert steady < 0.3 * seen


def head_on_the_right(image_px: np.ndarray) -> bool:
    return bool(image_px[Landmark.NOSE, 0] > image_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0].mean())


def test_a_frame_that_must_be_turned_is_turned(pose_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is found in frames as they are, as when the detector fails on somebody lying."""
    from formcheck.pose import landmarker

    find, track = landmarker.Finder.find, landmarker.Tracker.track
    monkeypatch.setattr(
        landmarker.Finder, "find", lambda self, image, turns=0: find(self, image, turns) if turns else []
    )
    monkeypatch.setattr(
        landmarker.Tracker, "track", lambda self, image, t, turns=0: track(self, image, t, turns) if turns else None
    )
    frames = list(islice(VideoFile(VIDEOS.parents[1] / "fixtures" / "videos" / "clean.mp4"), 50))
    turned = poses(pose_model, frames)
    assert not any(p.found for p in turned[:29])  # less than a second
    monkeypatch.undo()
    seen = next(p for p in turned if p.found)
    as_it_is = poses(pose_model, [f for f in frames if f.t == seen.t])[0]
    person, same = (Person(p.image_px, p.world_m, p.visibility) for p in (seen, as_it_is))
    assert hips_px(person) == pytest.approx(hips_px(same), abs=15)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (40, 40, 3), (360, 640, 3)])
@pytest.mark.parametrize("level", [0, 255])
def test_any_image_is_taken(pose_model: Path, shape: tuple[int, int, int], level: int) -> None:
    with PoseEstimator(pose_model) as estimator:
        for i in range(3):
            pose = estimator.estimate(Frame(i, i / 30, np.full(shape, level, np.uint8)))
            assert not pose.found
            assert pose.visibility.tolist() == [0.0] * len(Landmark)


def test_frames_closer_than_a_millisecond_and_of_other_sizes_are_taken(pose_model: Path) -> None:
    frames = list(islice(VideoFile(VIDEOS / "helper_kneels_behind.mp4"), 60, 63))
    sizes = [frames[0].image, frames[1].image[:300, :500], frames[2].image]
    with PoseEstimator(pose_model) as estimator:
        for i, image in enumerate(sizes):
            assert estimator.estimate(Frame(i, i * 1e-4, image)).t == i * 1e-4


def test_a_file_that_is_no_model_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "m.task"
    path.write_bytes(b"no model")
    with pytest.raises(MissingError, match="cannot be used as a pose model: name another"):
        PoseEstimator(path)


def test_nothing_is_printed_even_if_nobody_closes_it(pose_model: Path) -> None:
    code = f"""
import numpy as np
from pathlib import Path
from formcheck.capture import VideoFile
from formcheck.pose.estimator import PoseEstimator
estimator = PoseEstimator(Path({str(pose_model)!r}))
for frame in VideoFile({str(VIDEOS / "helper_kneels_behind.mp4")!r}):
    estimator.estimate(frame)
    if frame.index > 40:
        break
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert run.stdout + run.stderr == b""


def test_what_native_code_says_otherwise_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    import os

    from formcheck.pose.landmarker import _quiet

    with _quiet(True):
        os.write(2, b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\nE0000 something broke\n")
    assert capfd.readouterr().err == "E0000 something broke\n"


def test_importing_the_values_loads_no_heavy_library() -> None:
    code = "import sys, formcheck.pose; print(sorted({'mediapipe', 'cv2', 'av'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert run.stdout == "[]\n"


def test_a_system_library_that_is_missing_is_named(pose_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediapipe.tasks.python.vision import PoseLandmarker

    def create(options: object) -> NoReturn:
        raise OSError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(PoseLandmarker, "create_from_options", create)
    with pytest.raises(MissingError, match=r"libEGL\.so\.1 is missing: .* apt-get install libegl1"):
        Tracker(pose_model)
