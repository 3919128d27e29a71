from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from formcheck.pose import Pose
from formcheck.pose.similarity import UNMOVED, Similarity
from formcheck.recording.pose_codec import LARGEST, Input, decode_input, encode_input, without_face
from tests.recorded import stick

numbers = st.just(np.nan) | st.floats(-LARGEST, LARGEST)


def again(given_: Input) -> Input:
    return decode_input(encode_input(given_))


@given(
    st.floats(0, 1e5),
    arrays(np.float64, (33, 2), elements=numbers),
    arrays(np.float64, (33, 3), elements=numbers),
    arrays(np.float64, 33, elements=st.floats(0, 1)),
    st.floats(0, 10),
    st.just(UNMOVED) | st.builds(Similarity, st.floats(0.5, 2), *[st.floats(-LARGEST, LARGEST)] * 3),
)
def test_a_pose_comes_back_bit_for_bit(
    t: float, image: np.ndarray, world: np.ndarray, visibility: np.ndarray, flip_disagreement: float, camera: Similarity
) -> None:
    pose = Pose(t, image, world, visibility, flip_disagreement, camera)
    if not (pose.found or pose.visibility.any()):
        return
    read = again(Input(7, pose)).pose
    assert read is not None
    assert read.t == t
    for name in ("image_px", "world_m", "visibility", "flip_disagreement"):
        np.testing.assert_array_equal(getattr(read, name), getattr(pose, name))
    assert read.camera == camera


def test_a_camera_that_never_moved_takes_no_room() -> None:
    assert b"camera" not in encode_input(Input(3, replace(stick(0.0), camera=Similarity(1.0, 0.0, 0.0, -0.0))))


def test_nobody_is_a_short_line() -> None:
    line = encode_input(Input(3, Pose.missing(0.1)))
    assert line == b'{"frame":3,"t":0.1}'
    read = decode_input(line)
    assert read.frame == 3
    assert read.pose is not None
    assert not read.pose.found


def test_light_and_what_was_asked_come_back() -> None:
    read = again(Input(1, stick(0.5), 81.25, (("pause", 0.4), ("resume", 0.45))))
    assert (read.light, read.asked) == (81.25, (("pause", 0.4), ("resume", 0.45)))
    assert again(Input(2, None, None, (("restart_set", 0.6),))).pose is None


def test_without_face_the_body_stays() -> None:
    pose = without_face(stick(0.0))
    assert np.isnan(pose.image_px[:11]).all()
    assert np.isnan(pose.world_m[:11]).all()
    assert not pose.visibility[:11].any()
    np.testing.assert_array_equal(pose.image_px[11:], stick(0.0).image_px[11:])
    moved = Similarity(1.0, 0.1, 20.0, 30.0)
    assert without_face(replace(stick(0.0), camera=moved, flip_disagreement=0.3)).camera == moved


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b'{"frame":1',
        b'{"t":1.0}',
        b'{"frame":1,"t":1,"image_px":[1],"world_m":[],"visibility":[]}',
        b'{"frame":1,"camera":{"a":0,"b":0,"u":1,"v":1}}',
        encode_input(Input(1, stick(0.0)))[:-1] + b',"camera":{"a":1,"b":0,"u":1e9,"v":1}}',
    ],
)
def test_a_damaged_line_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several libraries, each with its own words
        decode_input(line)
