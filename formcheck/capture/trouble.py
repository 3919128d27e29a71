"""What can be wrong with a camera, and what to do about it."""

import sys
from enum import Enum

from formcheck.text.sentences import sentence


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


SYSTEMS = ("darwin", "win32", "linux")  # on which what to do differs
BY_SYSTEM = frozenset({Trouble.NONE_FOUND, Trouble.REFUSED})


def said(trouble: Trouble | None) -> str:
    """Return what is said aloud of a trouble; None: that it is over."""
    return sentence(f"trouble.{'over' if trouble is None else trouble.value}.said")


def advice(trouble: Trouble, platform: str = sys.platform) -> tuple[str, str]:
    """Return what is wrong, in a few words, and what to do, in one or two sentences."""
    here = platform if platform in SYSTEMS else "linux"
    place = f".{here}" if trouble in BY_SYSTEM else ""
    return sentence(f"trouble.{trouble.value}.what"), sentence(f"trouble.{trouble.value}.do{place}")
