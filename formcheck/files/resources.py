"""Where the files are that come with the program: sounds, the roll model, the demo clip."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_IN_WHEEL = _PACKAGE / "_data"  # filled when a wheel is built: see pyproject.toml


def resource(*parts: str) -> Path:
    """Return the path of a file that comes with the program, named as in the repository.

    `resource("assets", "sounds", "tick.wav")` works in a wheel, an editable install and a checkout.
    Raises FileNotFoundError if there is no such file or folder.
    """
    root = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{Path(*parts)} did not come with this installation of formcheck")
    return path
