from pathlib import Path

import pytest

from formcheck.pose.fetch_bar import fetch_bar
from formcheck.pose.model import find_or_fetch


@pytest.fixture(scope="session")
def pose_model() -> Path:
    """The pose model, fetched if it is not on this machine."""
    with fetch_bar() as progress:
        return find_or_fetch(None, progress)
