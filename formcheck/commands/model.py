"""The pose model for a command: found, or fetched with a visible bar."""

from pathlib import Path

from formcheck.pose.fetch_bar import fetch_bar
from formcheck.pose.model import find_or_fetch


def pose_model(explicit: Path | None) -> Path:
    """Return the pose model's path. Raises MissingError where there is none to be had."""
    with fetch_bar() as progress:
        return find_or_fetch(explicit, progress)
