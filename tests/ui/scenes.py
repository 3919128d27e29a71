"""Made-up scenes: somebody on their right side, drawn large in a grey picture."""

from dataclasses import replace
from typing import Any

import numpy as np

from formcheck.body.posture import Posture
from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove, View
from formcheck.pose import Landmark, Pose
from formcheck.session.progress import Progress, Stage
from formcheck.ui.scene import Gauge, GaugeState, Scene

GOOD_VIEW = View(10.0, 20.0, 2.0, judgeable=True, advice=None)
BLIND_VIEW = View(0.0, 2.0, 9.0, judgeable=False, advice=CameraAdvice(CameraMove.RAISE, 30))
PICTURE = np.full((360, 640, 3), 120, dtype=np.uint8)

# Head at the left, feet at the right of the picture; x of the right, bottom limbs is a little larger.
PLACES = {
    "SHOULDER": (150, 180),
    "HIP": (330, 190),
    "KNEE": (420, 240),
    "ANKLE": (520, 220),
    "HEEL": (535, 225),
    "FOOT_INDEX": (550, 240),
}


def lying_pose(t: float = 0.0) -> Pose:
    image = np.full((33, 2), np.nan)
    for name, (x, y) in PLACES.items():
        image[Landmark[f"LEFT_{name}"]] = x, y
        image[Landmark[f"RIGHT_{name}"]] = x + 8, y + 40
    return Pose(t, image, np.zeros((33, 3)), np.ones(33))


def posture(t: float = 0.0, roll_deg: float = 2.0, view: View | None = GOOD_VIEW) -> Posture:
    return Posture(
        t, None, Side.RIGHT, 1, view, opening_deg=20.0, opening_sigma_deg=2.0, roll_deg=roll_deg, roll_sigma_deg=2.0
    )


PROGRESS = Progress(Stage.EXERCISE, Side.RIGHT, sets=2, reps=7, clean=5, target=10)


def scene(**changes: Any) -> Scene:
    calm = Scene(PICTURE, (640, 360), lying_pose(), posture(), PROGRESS, Gauge(GaugeState.STEADY, 2.0))
    return replace(calm, **changes)
