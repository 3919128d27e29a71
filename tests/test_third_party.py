"""All that is installed beside the program stands in THIRD_PARTY.md with its licence."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LIST = Path(__file__).parents[1] / "THIRD_PARTY.md"


def installed_with(name: str, found: set[str], extras: tuple[str, ...] = ("",)) -> set[str]:
    """Return the normalized names of all that `name` brings along here, and what that brings."""
    for text in requires(name) or []:
        requirement = Requirement(text)
        normal = re.sub(r"[-_.]+", "-", requirement.name).lower()
        marker = requirement.marker
        if normal not in found and (marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)):
            found.add(normal)
            installed_with(requirement.name, found)
    return found


def test_every_package_is_listed() -> None:
    listed = LIST.read_text(encoding="utf-8").lower().replace("pyav", "av")
    try:
        packages = installed_with("formcheck", set(), ("", "dask"))
    except PackageNotFoundError:
        pytest.skip("formcheck runs here without being installed")
    assert {"mediapipe", "numpy", "pillow", "distributed", "dask"} <= packages
    assert sorted(name for name in packages if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", listed)) == []


def test_every_package_of_the_bundle_is_listed() -> None:
    listed = LIST.read_text(encoding="utf-8").lower().replace("pyav", "av")
    lock = (LIST.parent / "requirements" / "bundle.lock").read_text(encoding="utf-8")
    packages = set(re.findall(r"(?m)^([a-z0-9-]+)==", lock))
    assert {"av", "opencv-python-headless", "pyinstaller"} <= packages
    packages -= {
        "altgraph",
        "macholib",
        "pefile",
        "pyinstaller-hooks-contrib",
        "pywin32-ctypes",
        "setuptools",
    }  # build it
    assert sorted(name for name in packages if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", listed)) == []
