from pathlib import Path

import pytest

from formcheck.console.fetch_bar import fetch_bar
from formcheck.pose.weights.find import find_or_fetch


@pytest.fixture(scope="session")
def pose_model() -> Path:
    """The pose model, fetched if it is not on this machine."""
    with fetch_bar() as progress:
        return find_or_fetch(None, progress)
