"""A computer that cannot keep up: what is dropped, and when it is said."""

from types import SimpleNamespace

from formcheck.ui.pace import CALM_S, Pace, PaceWatch
from formcheck.ui.worker import Worker
from tests.ui.live import FakeEstimator, FakeSession, opening

CAMERA_FPS = 30.0


def paces(
    look_s: float, seconds: float, *, camera_fps: float = CAMERA_FPS, watch: PaceWatch | None = None, t: float = 0.0
) -> list[Pace]:
    """Return the paces told by a computer that takes `look_s` for each look while something moves."""
    watch = watch or PaceWatch()
    frame_s, told, skipped = 1 / camera_fps, list[Pace](), watch._skipped
    end = t + seconds
    while t < end:
        waits = max(1, round(look_s / frame_s + 0.499))
        told.append(watch.looked(t, skipped))
        skipped += waits - 1
        t += waits * frame_s
    return told


def test_a_computer_that_looks_at_every_frame_is_fine() -> None:
    assert set(paces(0.02, 60)) == {Pace.FINE}


def test_a_slow_camera_is_not_a_slow_computer() -> None:
    assert set(paces(0.02, 60, camera_fps=4.0)) == {Pace.FINE}


def test_ten_looks_a_second_are_enough() -> None:
    assert set(paces(0.1, 60)) == {Pace.FINE}


def test_seven_looks_a_second_drop_the_second_look_and_still_count() -> None:
    assert paces(0.14, 10)[-1] is Pace.HURRIED
    assert Pace.BEHIND not in paces(0.14, 10)


def test_three_looks_a_second_are_too_few_to_count() -> None:
    assert paces(0.33, 10)[-1] is Pace.BEHIND


def test_a_stutter_says_nothing() -> None:
    watch = PaceWatch()
    paces(0.02, 5, watch=watch)
    assert watch.looked(6.0, 24) is Pace.FINE


def test_a_computer_that_is_free_again_is_tried_with_everything_after_a_while() -> None:
    watch = PaceWatch()
    paces(0.33, 10, watch=watch)
    told = paces(0.02, CALM_S + 10, watch=watch, t=10.0)
    assert told[200] is Pace.HURRIED
    assert told[-1] is Pace.FINE


def test_the_session_is_told_and_the_second_look_dropped() -> None:
    source = SimpleNamespace(frames=SimpleNamespace(skipped=0), trouble=None)
    session, estimator = FakeSession(), FakeEstimator()
    worker = Worker(source, opening(estimator), session, {}, print)
    for i in range(30):
        worker._keep_pace(estimator, i / 3)
        source.frames.skipped += 9
    assert [asked for asked, _ in session.asked] == ["fall_behind"]
    assert not estimator.thorough
    for i in range(30 * 20):
        worker._keep_pace(estimator, 10 + i / 30)
    assert [asked for asked, _ in session.asked] == ["fall_behind", "catch_up"]
    assert estimator.thorough
