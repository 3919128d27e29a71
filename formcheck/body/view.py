"""From where the camera looks, and whether pelvic roll can be seen from there."""

from dataclasses import dataclass
from enum import Enum

from formcheck.body.roll import StartEstimate

# Close to the distance from 8 degrees, never a fault, to 15, always one: closer calls are left to each rep.
ROLL_RESOLUTION_LIMIT_DEG = 6.0
HEAD_END_LIMIT_DEG = -25.0  # azimuth; nearer to the head the legs hide behind the trunk, and roll read 6 degrees off
# Straight in front (azimuth) and near the floor (elevation) a rolling pelvis only turns towards the camera: of training
# poses rolled by 15 and more, left out of the fit, 40 of 399 would pass for clean from below 4 degrees there, 48 of 867
# from 9 to 15, and 25 of 580 from below 4 but 10 and more towards the feet.
FRONT_LIMIT_DEG, LOW_LIMIT_DEG = 10.0, 6.0
GOOD_ELEVATION_DEG = 20.0  # measured: 15 to 30 degrees up see roll best
DISTANCE_M = 2.0  # how far away a laptop usually stands, to turn an angle into centimetres
RAISE_STEP_CM = 10


class CameraMove(str, Enum):
    """Where the camera would see roll better from."""

    TOWARDS_FEET = "towards-feet"
    RAISE = "raise"  # or towards the feet


@dataclass(frozen=True, slots=True)
class CameraAdvice:
    """How to move the camera. cm: how far to raise it, None where it is to go towards the feet only."""

    move: CameraMove
    cm: int | None = None

    @property
    def text_id(self) -> str:
        """The id of the words."""
        return f"camera.{self.move.value}"


@dataclass(frozen=True, slots=True)
class View:
    """azimuth_towards_feet_deg: 0 in front of the person, positive towards the feet. elevation_deg: above the floor.

    roll_resolution_deg: standard deviation to expect of a rep's roll. advice: how to move the camera, None where
    roll is judgeable.
    """

    azimuth_towards_feet_deg: float
    elevation_deg: float
    roll_resolution_deg: float
    judgeable: bool
    advice: CameraAdvice | None


def view_of(start: StartEstimate) -> View:
    """Return the view a start implies, with its verdict."""
    azimuth, elevation = start.azimuth_towards_feet_deg, start.elevation_deg
    blind = azimuth < FRONT_LIMIT_DEG and elevation < LOW_LIMIT_DEG
    advice = None
    if azimuth < HEAD_END_LIMIT_DEG:
        advice = CameraAdvice(CameraMove.TOWARDS_FEET)
    elif start.roll_resolution_deg > ROLL_RESOLUTION_LIMIT_DEG or blind:
        missing = max(GOOD_ELEVATION_DEG - elevation, 10.0)
        rise = max(RAISE_STEP_CM, round(DISTANCE_M * 100 * missing / 57.3 / RAISE_STEP_CM) * RAISE_STEP_CM)
        advice = CameraAdvice(CameraMove.RAISE, rise)
    return View(azimuth, elevation, start.roll_resolution_deg, advice is None, advice)
