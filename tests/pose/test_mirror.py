"""The second look, in the mirror."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.capture import Frame
from formcheck.capture.frame import Image
from formcheck.pose import mirror
from formcheck.pose.landmarks import OTHER_SIDE
from formcheck.pose.mirror import ALONE, CONTRADICTION, EVERY_S, ODDS_S, PATIENCE_S, Mirror
from formcheck.pose.person import Person, extent_px
from tests.pose.people import lying_world, person, standing_world, turn

HEIGHT, WIDTH = 360, 640
LIES = person(lying_world())
UPSIDE_DOWN = person(turn(lying_world(), 2, 180), visibility=0.7)


def seen_in_mirror(seen: Person) -> Person:
    """Return the person as the model finds them in the mirror image."""
    image = seen.image_px * (-1, 1) + (WIDTH, 0)
    return Person(image[OTHER_SIDE], seen.world_m[OTHER_SIDE] * (-1, 1, 1), seen.visibility[OTHER_SIDE])


class Looks:
    """Stands in for the tracker of the mirror image, which sees `shows`."""

    shows: Person | None = None
    made = looked = 0

    def __init__(self, _model: Path, _crop: object) -> None:
        Looks.made += 1

    def track(self, image: Image, _t: float, _quarter_turns: int) -> Person | None:
        Looks.looked += 1
        assert image.flags.c_contiguous
        return None if Looks.shows is None else seen_in_mirror(Looks.shows)

    def close(self) -> None:
        pass


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> type[Looks]:
    monkeypatch.setattr(mirror, "Tracker", Looks)
    Looks.made = Looks.looked = 0
    return Looks


def begun(folder: Path) -> Mirror:
    """Return one that has seen its first frame, for which it does not look."""
    second = Mirror(folder)
    assert second.correct(frame(-1.0), LIES, 0).image_px.tolist() == LIES.image_px.tolist()
    assert Looks.looked == 0
    return second


def test_a_computer_that_cannot_keep_up_takes_one_look_and_says_so(looks: type[Looks], tmp_path: Path) -> None:
    looks.shows = LIES
    second = begun(tmp_path)
    second.looks = False
    assert {second.correct(frame(t / 10), LIES, 0).flip_disagreement for t in range(20)} == {ALONE}
    assert looks.looked == 0


def frame(t: float) -> Frame:
    return Frame(0, t, np.zeros((HEIGHT, WIDTH, 3), np.uint8))


def moved(by: float) -> Person:
    return replace(LIES, image_px=LIES.image_px + np.array([by, 0]))


def test_landmarks_are_the_mean_of_both_looks_and_stay_corrected_in_between(looks: type[Looks], tmp_path: Path) -> None:
    looks.shows, second = moved(4), begun(tmp_path)
    assert second.correct(frame(0.0), LIES, 0).image_px == pytest.approx(moved(2).image_px)
    looked = looks.looked
    apart = 4 / extent_px(LIES)
    later = second.correct(frame(EVERY_S / 2), moved(10), 0)
    assert later.image_px == pytest.approx(moved(12).image_px)
    assert later.flip_disagreement == pytest.approx(apart)
    assert looks.looked == looked
    second.correct(frame(EVERY_S), LIES, 0)
    assert looks.looked == looked + 1


def test_left_and_right_exchanged_in_one_look_are_put_right(looks: type[Looks], tmp_path: Path) -> None:
    looks.shows = replace(LIES, image_px=LIES.image_px[OTHER_SIDE], world_m=LIES.world_m[OTHER_SIDE])
    assert begun(tmp_path).correct(frame(0.0), LIES, 0).image_px == pytest.approx(LIES.image_px)


def test_nobody_in_the_mirror_changes_nothing(looks: type[Looks], tmp_path: Path) -> None:
    looks.shows = None
    alone = begun(tmp_path).correct(frame(0.0), LIES, 0)
    assert alone.image_px.tolist() == LIES.image_px.tolist()
    assert alone.flip_disagreement == 0


def test_of_two_looks_that_contradict_each_other_the_clearer_is_believed_as_long_as_they_do(
    looks: type[Looks], tmp_path: Path
) -> None:
    looks.shows, second = LIES, begun(tmp_path)
    for t in (0.0, 0.03, 0.06):  # at every frame
        believed = second.correct(frame(t), UPSIDE_DOWN, 0)
        assert believed.image_px == pytest.approx(LIES.image_px)
        assert believed.flip_disagreement > CONTRADICTION
    assert second.correct(frame(0.09), moved(2), 0).image_px == pytest.approx(moved(1).image_px)


def test_looks_that_see_different_skeletons_for_a_while_are_at_odds_until_they_agree(
    looks: type[Looks], tmp_path: Path
) -> None:
    looks.shows, second = moved(0.2 * extent_px(LIES)), begun(tmp_path)
    found = []
    for t in np.arange(0, ODDS_S + 1.01 * EVERY_S, EVERY_S):
        second.correct(frame(t), LIES, 0)
        found.append(bool(second.at_odds))
    assert found[0] is False
    assert found[-1] is True
    looks.shows = moved(4)
    second.correct(frame(t + EVERY_S), LIES, 0)
    assert not second.at_odds


@pytest.mark.parametrize(
    "other",
    [UPSIDE_DOWN, person(standing_world(), visibility=1.0), person(lying_world(), at=(120.0, 180.0), visibility=1.0)],
    ids=["less clear", "not lying", "elsewhere"],
)
def test_somebody_else_in_the_mirror_is_not_believed_and_in_the_end_looked_for_anew(
    looks: type[Looks], tmp_path: Path, other: Person
) -> None:
    looks.shows, second = other, begun(tmp_path)
    for t in np.arange(0, PATIENCE_S + EVERY_S, EVERY_S):
        believed = second.correct(frame(t), LIES, 0)
        assert believed.image_px.tolist() == LIES.image_px.tolist()
        assert believed.flip_disagreement > CONTRADICTION
        assert looks.made == 1
    looks.shows = moved(4)
    second.correct(frame(PATIENCE_S + 2 * EVERY_S), LIES, 0)
    assert second.correct(frame(PATIENCE_S + 3 * EVERY_S), LIES, 0).image_px == pytest.approx(moved(2).image_px)
    assert looks.made == 2
