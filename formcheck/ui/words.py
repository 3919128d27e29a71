"""What is written in the window besides what the coach says."""

from formcheck.body.side import Side
from formcheck.form.rule import Fault

LEG = {Side.RIGHT: "Left leg", Side.LEFT: "Right leg"}  # by the side lain on: the top leg works
FAULTS = {
    Fault.PELVIS_ROLL: "rolled back",
    Fault.MOMENTUM: "too fast",
    Fault.FEET_APART: "feet apart",
    Fault.INCOMPLETE_RETURN: "not closed",
}
