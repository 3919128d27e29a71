"""The pose model for a command: found, or fetched with a visible bar."""

from pathlib import Path

from formcheck.console.fetch_bar import fetch_bar
from formcheck.errors import MissingError
from formcheck.pose.weights.find import find_or_fetch

ADDRESS_SPACE_MB = 1900  # MediaPipe and FFmpeg: with 1,500 the process ends without a word, 2,000 were enough


def pose_model(explicit: Path | None) -> Path:
    """Return the pose model's path. Raises MissingError where there is none to be had, or no memory to run it."""
    _refuse_little_memory()
    with fetch_bar() as progress:
        return find_or_fetch(explicit, progress)


def _refuse_little_memory() -> None:
    """Raise MissingError where a limit leaves too little: the libraries then end the process, and nothing is said."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < ADDRESS_SPACE_MB << 20:
        raise MissingError(
            f"There is too little memory for the pose model: {limit >> 20} MB of address space are allowed, and "
            f"{ADDRESS_SPACE_MB} are needed. Raise the limit that `ulimit -v` shows."
        )
