"""The skeleton over the picture: the top leg and the pelvis stand out, the bottom leg stays back."""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import pygame

from formcheck.body.side import Side
from formcheck.exercise.exercise import Part
from formcheck.pose import Landmark, Pose
from formcheck.pose.landmarks import Floats
from formcheck.ui.palette import FAINT, FAULT, GOOD, INK, OUTLINE, SOFT, Colour

Place: TypeAlias = Callable[[Floats], tuple[float, float] | None]
"""From a landmark's pixels in the picture to the window's; None where it is unknown."""

LEG = ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
STRIPES = 7


def draw_skeleton(
    surface: pygame.Surface, pose: Pose, lying_on: Side | None, *, marked: frozenset[Part], place: Place, unit: float
) -> None:
    """Draw the parts that matter.

    marked: those with a fault. unit: a hundredth of the window's size in pixels, for the thickness of lines.
    """
    points = {mark: place(pose.image_px[mark]) for mark in Landmark}
    if lying_on is None:
        top = bottom = Colours(SOFT, INK)
    else:
        top, bottom = Colours(GOOD, INK), Colours(FAINT, SOFT)
    on = (lying_on or Side.RIGHT).other
    for side, colours, thick in ((on.other, bottom, 0.7), (on, top, 1.5)):
        _trunk_side(surface, points, side, colours, unit * min(thick, 0.8))
        _leg(surface, points, side, colours, unit * thick, apart=Part.FEET in marked)
    _bar(surface, points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER], SOFT, unit * 0.8)
    _pelvis(surface, points, unit, rolled=Part.PELVIS in marked)


class Colours:
    """Of the bones and of the joints of a side."""

    def __init__(self, bone: Colour, joint: Colour) -> None:
        self.bone, self.joint = bone, joint


Points: TypeAlias = dict[Landmark, tuple[float, float] | None]


def _of(points: Points, side: Side, name: str) -> tuple[float, float] | None:
    return points[Landmark[f"{side.name}_{name}"]]


def _trunk_side(surface: pygame.Surface, points: Points, side: Side, colours: Colours, width: float) -> None:
    _bar(surface, _of(points, side, "SHOULDER"), _of(points, side, "HIP"), colours.bone, width)


def _leg(surface: pygame.Surface, points: Points, side: Side, colours: Colours, width: float, *, apart: bool) -> None:
    joints = [_of(points, side, name) for name in LEG]
    for i, (a, b) in enumerate(pairwise(joints)):
        foot = i >= 2
        _bar(surface, a, b, FAULT if apart and foot else colours.bone, width * (0.7 if foot else 1.0))
    for joint in joints[:3]:
        _disc(surface, joint, colours.joint, width)


def _pelvis(surface: pygame.Surface, points: Points, unit: float, *, rolled: bool) -> None:
    a, b = points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP]
    width = unit * (3.4 if rolled else 2.2)
    _bar(surface, a, b, FAULT if rolled else GOOD, width)
    if rolled and a and b:  # striped: the colour is not all that tells
        start, end = pygame.Vector2(a), pygame.Vector2(b)
        across = (end - start).normalize().rotate(60) * width * 0.55 if start != end else pygame.Vector2()
        for i in range(STRIPES):
            middle = start.lerp(end, (i + 0.5) / STRIPES)
            pygame.draw.line(surface, OUTLINE, middle - across, middle + across, max(2, round(unit * 0.4)))
    for hip in (a, b):
        _disc(surface, hip, INK, width * (0.5 if rolled else 0.9))


def _bar(
    surface: pygame.Surface, a: tuple[float, float] | None, b: tuple[float, float] | None, colour: Colour, width: float
) -> None:
    if a is None or b is None:
        return
    for shade, thick in ((OUTLINE, width + max(2.0, width * 0.4)), (colour, width)):
        pygame.draw.line(surface, shade, a, b, max(1, round(thick)))
        for end in (a, b):
            pygame.draw.circle(surface, shade, end, thick / 2)


def _disc(surface: pygame.Surface, at: tuple[float, float] | None, colour: Colour, width: float) -> None:
    if at is not None:
        pygame.draw.aacircle(surface, OUTLINE, at, width * 0.75 + 2)
        pygame.draw.aacircle(surface, colour, at, width * 0.75)
