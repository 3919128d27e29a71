"""What can be wrong with a camera, and what to do about it."""

import sys
from enum import Enum


class Trouble(str, Enum):
    """Why a camera gives no picture that is of use."""

    NONE_FOUND = "none-found"
    IN_USE = "in-use"
    REFUSED = "refused"
    UNPLUGGED = "unplugged"
    SILENT = "silent"
    FROZEN = "frozen"
    BLACK = "black"


class CameraError(Exception):
    """A camera could not be opened."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


# What is said aloud: whoever lies there does not see what else stands on the screen.
SPOKEN = {
    Trouble.NONE_FOUND: "I find no camera. Look at the screen.",
    Trouble.IN_USE: "Another program uses the camera. Close it.",
    Trouble.REFUSED: "The camera is not allowed. Look at the screen.",
    Trouble.UNPLUGGED: "The camera is gone. Plug it in again. Your reps are kept.",
    Trouble.SILENT: "The camera sends no picture. Unplug it and plug it in again. Your reps are kept.",
    Trouble.FROZEN: "The picture is frozen. I am opening the camera again. Your reps are kept.",
    Trouble.BLACK: "The picture is black. Open the camera's shutter, or turn on the light.",
}
OVER = "The picture is back. Go on."
_PERMISSION = {
    "darwin": "In System Settings, Privacy & Security, Camera: allow the terminal, then start again.",
    "win32": "In Settings, Privacy, Camera: let desktop apps use it.",
    "linux": "Add yourself to the group video, then log in again.",
}
_NONE_FOUND = {
    "darwin": f"Connect one. {_PERMISSION['darwin']}",  # a refusal looks the same to OpenCV
    "win32": f"Connect one, or close other programs that use it. {_PERMISSION['win32']}",
    "linux": "Connect one, or switch it on with its key.",
}


def advice(trouble: Trouble, platform: str = sys.platform) -> tuple[str, str]:
    """Return what is wrong, in a few words, and what to do, in one or two sentences."""
    here = platform if platform in _PERMISSION else "linux"
    return {
        Trouble.NONE_FOUND: ("No camera", _NONE_FOUND[here]),
        Trouble.IN_USE: ("The camera is busy", "Close the other program that uses it."),
        Trouble.REFUSED: ("The camera is not allowed", _PERMISSION[here]),
        Trouble.UNPLUGGED: ("The camera is gone", "Plug it in again. Your reps are kept."),
        Trouble.SILENT: ("The camera sends no picture", "Unplug it and plug it in again. Your reps are kept."),
        Trouble.FROZEN: ("The picture is frozen", "Opening the camera again. Your reps are kept."),
        Trouble.BLACK: ("The picture is black", "Open the camera's shutter, or turn on the light."),
    }[trouble]
