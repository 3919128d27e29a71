"""The versions of the libraries that the numbers may depend on, and of window and sound."""

from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("mediapipe", "opencv-python", "pygame-ce", "av", "numpy")
_STAND_INS = {"opencv-python": "opencv-python-headless"}  # the bundle's: OpenCV without windows


def versions() -> dict[str, str]:
    """Return the versions of the libraries that are installed, by the names they are installed under."""
    return {found: version(found) for name in LIBRARIES if (found := installed_name(name)) is not None}


def lacking() -> list[str]:
    """Return the libraries that are not installed."""
    return [name for name in LIBRARIES if installed_name(name) is None]


def installed_name(name: str) -> str | None:
    """Return the name under which a library is installed, None where it is not."""
    for candidate in (name, _STAND_INS.get(name, name)):
        try:
            version(candidate)
        except PackageNotFoundError:
            continue
        return candidate
    return None
