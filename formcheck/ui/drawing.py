"""Draws a scene: picture, skeleton, count, gauge and line. Pure drawing: no events, no clock, no camera."""

import math

import pygame

from formcheck.body.setup import SetupIssue
from formcheck.pose.landmarks import Floats
from formcheck.session.progress import Stage
from formcheck.ui.band import band_height, draw_band
from formcheck.ui.card import draw_card, draw_caution, draw_hint, draw_keys, draw_remarks
from formcheck.ui.palette import BACKGROUND
from formcheck.ui.panel import draw_panel, draw_plan
from formcheck.ui.scene import Overlay, Scene
from formcheck.ui.skeleton import draw_skeleton
from formcheck.ui.summary_screen import draw_summary
from formcheck.ui.text import readable_px

PANEL_SHARE, PANEL_SHARE_NEAR = 0.34, 0.2  # of the window's width
NEAR = 0.5  # of the letters' height, for eyes at a desk
PLAN = 1.15  # height of the line above the picture by its font


def draw(surface: pygame.Surface, scene: Scene | None, overlay: Overlay | None = None, *, near: bool = False) -> None:
    """Draw the scene over the whole surface, and over it what the window has to say; None draws an empty one.

    near: whether it is read at a desk and not from the floor.
    """
    surface.fill(BACKGROUND)
    unit = unit_of(surface)
    if scene is not None:
        if scene.progress.stage is Stage.DONE and scene.progress.summary is not None:
            prompt = overlay.prompt if overlay is not None else None
            draw_summary(surface, scene.progress.summary, scene.clean_range_deg, prompt, unit)
        else:
            _draw_exercise(surface, scene, unit, near=near)
    if overlay is None:
        return
    if overlay.title is not None:
        draw_card(surface, overlay.title, overlay.text or "", unit)
    if overlay.caution:
        draw_caution(surface, round(surface.get_width() * (1 - PANEL_SHARE)), unit)
    draw_remarks(surface, overlay.remarks, unit)
    if overlay.keys:
        draw_keys(surface, unit)


def unit_of(surface: pygame.Surface) -> float:
    """Return a hundredth of the window's size in pixels: of its height, or less where the window is narrow."""
    width, height = surface.get_size()
    return min(height, width * 0.65) / 100


def _draw_exercise(surface: pygame.Surface, scene: Scene, unit: float, *, near: bool) -> None:
    width, height = surface.get_size()
    px = round(readable_px(surface) * (NEAR if near else 1.0))
    panel = pygame.Rect(0, 0, 0, max(height - band_height(px), 0))
    panel.width = round(width * (PANEL_SHARE_NEAR if near else PANEL_SHARE))
    panel.right = width
    plan = pygame.Rect(0, 0, panel.left, round(PLAN * px))
    picture = pygame.Rect(0, plan.bottom, panel.left, max(panel.height - plan.height, 1))
    draw_picture(surface, scene, picture, unit)
    draw_panel(surface, scene, panel, px)
    draw_plan(surface, scene, plan.inflate(-round(4 * unit), 0), px)
    if not near:
        draw_hint(surface, picture, unit)
    draw_band(surface, scene.line, px)


def draw_picture(surface: pygame.Surface, scene: Scene, box: pygame.Rect, unit: float) -> None:
    """Draw the picture and the skeleton into the box, whole, and mirrored as one knows oneself."""
    width, height = scene.size
    scale = min(box.width / width, box.height / height)
    shown = pygame.Rect(0, 0, round(width * scale), round(height * scale))
    shown.center = box.center
    if scene.image is not None:
        image = pygame.image.frombuffer(scene.image.tobytes(), (width, height), "RGB")
        surface.blit(pygame.transform.flip(pygame.transform.smoothscale(image, shown.size), True, False), shown)

    def place(point: Floats) -> tuple[float, float] | None:
        x, y = float(point[0]), float(point[1])
        return None if math.isnan(x + y) else (shown.right - x * scale, shown.top + y * scale)

    lies = scene.posture.setup_issue in (None, SetupIssue.MOVING)
    lying_on = scene.posture.lying_on if lies else None  # standing, no leg is the top one
    before = surface.get_clip()
    surface.set_clip(box)
    draw_skeleton(surface, scene.pose, lying_on, marked=scene.marked, place=place, unit=unit)
    surface.set_clip(before)
