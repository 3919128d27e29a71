from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.features import body_length
from formcheck.body.setup import (
    SetupIssue,
    closed,
    leg_flexion,
    setup_issue,
    square,
)
from formcheck.body.side import Side, lying_side
from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.pose import Landmark, Pose
from formcheck.pose.landmarks import KEY
from tests.stick import Body, Eye, pose

UPRIGHT = Body(upright=True)

LEGS = CLAMSHELL.legs


def seen(body: Body, eye: Eye | None = None, side: Side = Side.RIGHT) -> SetupIssue | None:
    found = pose(0.0, body, eye, side)
    return setup_issue(found, lying_side(found))


def hidden(*marks: Landmark) -> Pose:
    found = pose(0.0, Body())
    image, world = found.image_px.copy(), found.world_m.copy()
    image[list(marks)] = world[list(marks)] = np.nan
    return Pose(0.0, image, world, found.visibility)


@given(
    body=st.builds(
        Body,
        opening=st.floats(0, 40),
        roll=st.floats(-15, 25),
        hip_flexion=st.floats(35, 70),
        knee_flexion=st.floats(60, 105),
        turned_deg=st.floats(-15, 8),
    ),
    eye=st.builds(Eye, azimuth=st.floats(-30, 45), elevation=st.floats(5, 35), distance=st.floats(1.6, 3.5)),
    side=st.sampled_from(Side),
)
def test_a_clamshell_from_a_usual_place_is_not_hindered(body: Body, eye: Eye, side: Side) -> None:
    assert seen(body, eye, side) is None


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("elevation", [5.0, 15.0, 30.0])
@pytest.mark.parametrize(
    ("body", "why"),
    [
        (Body(upright=True, hip_flexion=0, knee_flexion=0), SetupIssue.NOT_LYING),
        (Body(upright=True, hip_flexion=90, knee_flexion=90), SetupIssue.NOT_LYING),
    ],
    ids=["standing", "sitting"],
)
def test_what_is_no_clamshell_is_named(body: Body, why: SetupIssue, elevation: float, side: Side) -> None:
    assert seen(body, Eye(elevation=elevation), side) is why


@pytest.mark.parametrize(("rise", "why"), [(66.0, None), (70.0, SetupIssue.NOT_LYING)])
def test_who_props_up_on_the_elbow_lies_still(rise: float, why: SetupIssue | None) -> None:
    """The trunk of somebody who lies is turned in the picture, about the hips, as a view from the feet shows it."""
    lying = pose(0.0, Body())
    hips = lying.image_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
    shoulders = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
    way = lying.image_px[shoulders].mean(0) - hips
    turned = np.hypot(*way) * np.array([np.sign(way[0]) * np.cos(np.radians(rise)), -np.sin(np.radians(rise))])
    image = lying.image_px.copy()
    image[shoulders] += turned - way
    assert setup_issue(replace(lying, image_px=image), Side.RIGHT) is why


@pytest.mark.parametrize("turned", [88.0, -88.0], ids=["supine", "prone"])
@pytest.mark.parametrize("elevation", [2.0, 8.0, 12.0])
def test_on_the_back_or_the_belly_is_not_on_the_side(turned: float, elevation: float) -> None:
    assert seen(Body(turned_deg=turned), Eye(elevation=elevation)) is SetupIssue.NOT_ON_SIDE


@pytest.mark.parametrize(
    ("turned", "elevation", "fits"),
    [(0.0, 20.0, True), (-30.0, 35.0, True), (30.0, 20.0, True), (86.0, 20.0, False), (88.0, 24.0, False)],
    ids=["on the side", "a little forward, from above", "a little back", "nearly on the back", "on the back"],
)
def test_a_start_half_on_the_back_is_not_square(turned: float, elevation: float, *, fits: bool) -> None:
    lying = pose(0.0, Body(turned_deg=turned), Eye(elevation=elevation))
    assert setup_issue(lying, Side.RIGHT) is None  # it may be so while a pelvis rolls
    assert square(lying.world_m) is fits


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("azimuth", [135.0, 165.0, 180.0, -150.0])
def test_the_back_to_the_camera(azimuth: float, side: Side) -> None:
    assert seen(Body(), Eye(azimuth=azimuth), side) is SetupIssue.BACK_TO_CAMERA


def test_nobody() -> None:
    assert setup_issue(Pose.missing(0.0), None) is SetupIssue.NOBODY
    assert setup_issue(Pose.missing(0.0), Side.RIGHT) is SetupIssue.NOBODY


@pytest.mark.parametrize("mark", KEY)
def test_each_key_landmark_is_needed(mark: Landmark) -> None:
    assert setup_issue(hidden(mark), Side.RIGHT) is SetupIssue.PARTLY_HIDDEN


def test_face_and_hands_are_not_needed() -> None:
    others = [mark for mark in Landmark if mark not in KEY]
    assert setup_issue(hidden(*others), Side.RIGHT) is None


def test_without_a_side_the_body_is_partly_hidden() -> None:
    assert setup_issue(pose(0.0, Body()), None) is SetupIssue.PARTLY_HIDDEN


@given(hip=st.floats(0, 120), knee=st.floats(0, 150))
def test_flexions_as_the_legs_were_bent(hip: float, knee: float) -> None:
    thigh, shank = np.deg2rad(hip), np.deg2rad(hip - knee)
    world = np.zeros((33, 3))
    for side in ("LEFT", "RIGHT"):
        world[Landmark[f"{side}_SHOULDER"]] = (-0.5, 0, 0)
        world[Landmark[f"{side}_KNEE"]] = (0.4 * np.cos(thigh), 0, -0.4 * np.sin(thigh))
        world[Landmark[f"{side}_ANKLE"]] = world[Landmark[f"{side}_KNEE"]] + (np.cos(shank), 0, -np.sin(shank))
    assert leg_flexion(world) == pytest.approx((hip, knee), abs=1e-4)


def test_closed_legs_and_open_ones() -> None:
    assert closed(pose(0.0, Body()).image_px, LEGS)
    assert closed(pose(0.0, Body(opening=4)).image_px, LEGS)
    assert not closed(pose(0.0, Body(opening=60)).image_px, LEGS)
    assert not closed(pose(0.0, Body(feet_m=0.4)).image_px, LEGS)


@pytest.mark.parametrize(("knees", "ankles"), [(1.01, 0.0), (0.0, 1.01), (0.99, 0.99)])
def test_closed_turns_at_its_limits(knees: float, ankles: float) -> None:
    """The bottom side is 300 pixels long, from the shoulder at 0 to the ankle at 300."""
    image = np.zeros((33, 2))
    image[[Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE], 0] = (100, 200, 300)
    image[[Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE]] = (200, -300 * knees * LEGS.knees_together)
    image[Landmark.LEFT_ANKLE] = (300, -300 * ankles * LEGS.ankles_together)
    assert body_length(image) == 300
    assert closed(image, LEGS) is (knees < 1 and ankles < 1)
