from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest

from formcheck.body.setup import SetupIssue
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.form.rule import Fault
from formcheck.pose import Pose
from formcheck.session.progress import Stage
from formcheck.session.summary import SetResult, Summary
from formcheck.ui.drawing import PANEL_SHARE, draw
from formcheck.ui.palette import FAULT, GOOD, INK, SOFT
from formcheck.ui.scene import Gauge, GaugeState, Line, Mark, Overlay, Scene, Tone
from formcheck.ui.words import counts_of, sentences_of, verdict_of
from tests.ui.scenes import PROGRESS, lying_pose, posture, scene

SIZE = (1280, 720)
RESULT = SetResult(Side.RIGHT, 1, 10, 8, 0, 0, ((Fault.PELVIS_ROLL, 2),), early=False)
SUMMARY = Summary((RESULT, replace(RESULT, lying_on=Side.LEFT, reps=0, clean=0, holds=3, faults=())), NextStep.SMALLER)
ENDED = replace(PROGRESS, stage=Stage.DONE, summary=SUMMARY)


def pixels(shown: Scene | None, overlay: Overlay | None = None, size: tuple[int, int] = SIZE) -> np.ndarray:
    surface = pygame.Surface(size)
    draw(surface, shown, overlay)
    return pygame.surfarray.array3d(surface)


def amount(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((image == colour).all(axis=2).sum())


def panel(image: np.ndarray) -> np.ndarray:
    return image[round(SIZE[0] * (1 - PANEL_SHARE)) :]


@pytest.mark.parametrize("count", [1, 8, 10, 20])
def test_the_count_is_at_least_a_sixth_of_the_windows_height(count: int) -> None:
    image = panel(pixels(scene(progress=replace(PROGRESS, reps=count, target=20))))
    white = (image == INK).all(axis=2)
    rows = np.flatnonzero(white[: image.shape[0] // 2, : SIZE[1] // 3].any(axis=0))
    assert rows.max() - rows.min() + 1 >= SIZE[1] / 6


def test_the_skeleton_is_mirrored() -> None:
    head_side = pixels(scene(image=None))[: SIZE[0] // 2]
    pelvis_x = np.flatnonzero((pixels(scene(image=None)) == GOOD).all(axis=2)[:, : SIZE[1] // 2].any(axis=1))
    without_legs = lying_pose().image_px.copy()
    without_legs[25:] = np.nan
    pose = Pose(0.0, without_legs, np.zeros((33, 3)), np.ones(33))
    trunk_x = np.flatnonzero((pixels(scene(image=None, pose=pose)) == GOOD).all(axis=2)[:, : SIZE[1] // 2].any(axis=1))
    assert amount(head_side, GOOD)
    assert pelvis_x.min() < trunk_x.min(), "legs, at the right of the picture, are drawn at the left of the window"


def test_the_picture_is_mirrored() -> None:
    picture = np.zeros((360, 640, 3), dtype=np.uint8)
    picture[:, :320] = 200
    nobody = Pose.missing(0.0)
    image = pixels(scene(image=picture, pose=nobody))
    middle = SIZE[1] // 2
    assert image[100, middle].tolist() == [0, 0, 0]
    assert image[700, middle].tolist() == [200, 200, 200]


def test_what_is_written_is_not_mirrored_and_stays_where_the_person_lies() -> None:
    right, left = (pixels(scene(posture=replace(posture(), lying_on=side))) for side in Side)
    assert (panel(right) == panel(left)).all()


def test_nothing_is_in_the_fault_colour_while_all_is_well() -> None:
    assert amount(pixels(scene(marks=(Mark.CLEAN,) * 7)), FAULT) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"gauge": Gauge(GaugeState.ROLLING, 16.0)},
        {"faults": frozenset({Fault.PELVIS_ROLL})},
        {"faults": frozenset({Fault.FEET_APART})},
        {"marks": (Mark.CLEAN, Mark.FAULTY)},
        {"line": Line("Top pocket to the ceiling.", Tone.CORRECTION)},
    ],
)
def test_what_is_wrong_stands_out(changes: dict[str, Any]) -> None:
    assert amount(pixels(scene(**changes)), FAULT) > 100


def test_shapes_tell_without_colour() -> None:
    drawn = [pixels(scene(marks=(mark,) * 7)).mean(axis=2) > 128 for mark in Mark]
    for i, one in enumerate(drawn):
        for other in drawn[i + 1 :]:
            assert (one != other).sum() > 200


def test_not_judged_empties_the_gauge() -> None:
    known = amount(panel(pixels(scene(gauge=Gauge(GaugeState.STEADY, 9.0)))), GOOD)
    unknown = amount(panel(pixels(scene(gauge=Gauge(GaugeState.NOT_JUDGED)))), GOOD)
    assert known > unknown == 0


def test_where_the_laptop_goes_is_shown_until_reps_count() -> None:
    move = replace(PROGRESS, instruction=Instruction.MOVE_CAMERA, detail=CameraAdvice(CameraMove.RAISE, 30), reps=0)
    assert amount(panel(pixels(scene(progress=move))), FAULT) > 100, "the arrow"
    assert amount(panel(pixels(scene(progress=replace(move, reps=1)))), FAULT) == 0


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (500, 900), (320, 200), (2560, 1440), (1, 1)])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("image", [True, False])
def test_every_stage_is_drawn_at_every_size(size: tuple[int, int], stage: Stage, image: bool) -> None:
    progress = replace(PROGRESS, stage=stage, summary=SUMMARY if stage is Stage.DONE else None)
    shown = scene(progress=progress, line=Line("Turn over, facing the camera, head the other way."))
    if not image:
        shown = replace(shown, image=None, left_s=130.0, clean_range_deg=21.7)
    assert pixels(shown, Overlay("No camera", "Connect one.", True, ("Sound off",), keys=True), size).shape[:2] == size


def test_the_summary_has_large_letters() -> None:
    image = pixels(scene(progress=ENDED, clean_range_deg=21.7))
    assert amount(image, INK) > 10_000


def test_a_set_in_words() -> None:
    assert (counts_of(RESULT), verdict_of(RESULT)) == ("10 reps, 8 clean", "Pelvis rolled back in 2 reps")
    unseen = replace(RESULT, clean=0, not_judged=10, faults=())
    assert (counts_of(unseen), verdict_of(unseen)) == ("10 reps", "Form not fully judged in 10 reps")
    one = replace(RESULT, reps=1, clean=1, faults=())
    assert (counts_of(one), verdict_of(one)) == ("1 rep, 1 clean", None)
    assert counts_of(replace(one, reps=0, clean=0, holds=5)) == "5 holds"
    stopped = replace(RESULT, reps=4, clean=3, early=True, target=10)
    assert counts_of(stopped) == "4 of 10 done, 3 clean"
    assert sentences_of(stopped) == "Stopped early. Pelvis rolled back in 2 reps."
    assert sentences_of(one) == ""
    assert counts_of(replace(stopped, target=0)) == "4 reps, 3 clean", "older records do not know what was planned"


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_sentence(fault: Fault) -> None:
    assert (verdict_of(replace(RESULT, faults=((fault, 3),))) or "").endswith(" in 3 reps")
    assert (verdict_of(replace(RESULT, faults=((fault, 1),))) or "").endswith(" in 1 rep")


def test_an_empty_window_has_the_overlay_alone() -> None:
    assert amount(pixels(None), INK) == 0
    assert amount(pixels(None, Overlay("No camera", "Connect one.")), INK) > 500


def test_somebody_who_stands_has_no_top_leg() -> None:
    standing = scene(image=None, posture=replace(posture(), setup_issue=SetupIssue.NOT_LYING), gauge=Gauge())
    assert amount(pixels(standing), GOOD) < amount(pixels(scene(image=None, gauge=Gauge())), GOOD) / 2


def test_how_to_see_the_keys_is_written_on_a_dark_ground_over_a_bright_floor() -> None:
    floor = (245, 245, 245)
    image = pixels(scene(image=np.full((360, 640, 3), floor, dtype=np.uint8)))
    image[SIZE[0] // 4 :] = image[:, : round(0.6 * SIZE[1])] = 0  # all but what is below the legs, at the left
    (left, top), (right, bottom) = (edge(np.argwhere((image == SOFT).all(axis=2)), axis=0) for edge in (np.min, np.max))
    assert right > left + 50
    assert amount(image[left : right + 1, top : bottom + 1], floor) == 0
