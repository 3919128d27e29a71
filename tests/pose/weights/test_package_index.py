"""The client that unpacks a package is the one that is there; where none is, the next step is named."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from formcheck.pose.weights.package_index import _size, unpack
from formcheck.pose.weights.source import FetchError

PACKAGE = "some==1.0"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH; this Python has no pip of its own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    return folder


def program(path: Path, code: str) -> None:
    path.write_text(f"#!{sys.executable}\nimport os, pathlib, sys, time\n{code}\n")
    path.chmod(0o755)


def unpacked(tmp_path: Path) -> list[str]:
    """Let a program that writes down its arguments unpack a package; return them."""
    target = tmp_path / "target"
    target.mkdir()
    unpack(PACKAGE, 100, target, lambda *_: None)
    return (target / "arguments").read_text().splitlines()


WRITE = """
target = pathlib.Path(sys.argv[sys.argv.index("--target") + 1])
(target / "arguments").write_text("\\n".join([pathlib.Path(sys.argv[0]).name, *sys.argv[1:]]))
"""


@pytest.mark.parametrize("names", [["uv"], ["uv", "pip3"], ["pip3"], ["pip"], ["pip", "pip3"]])
def test_without_its_own_pip_the_client_on_the_path_is_used(programs: Path, tmp_path: Path, names: list[str]) -> None:
    for name in names:
        program(programs / name, WRITE)
    name, *arguments = unpacked(tmp_path)
    assert name == ("uv" if "uv" in names else "pip3" if "pip3" in names else "pip")
    assert arguments[:2] == ["pip", "install"] if name == "uv" else ["install", "--only-binary=:all:"]
    assert arguments[-1] == PACKAGE
    assert "--no-deps" in arguments


def test_this_pythons_own_pip_comes_first(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    for name in ("python", "uv", "pip"):
        program(programs / name, WRITE)
    monkeypatch.setattr("sys.executable", str(programs / "python"))
    assert unpacked(tmp_path)[:4] == ["python", "-m", "pip", "install"]


def test_without_any_client_the_next_step_is_named(programs: Path, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"neither pip nor uv is there .*: install one of them"):
        unpack(PACKAGE, 100, tmp_path, lambda *_: None)


def test_an_index_without_the_package_says_so(programs: Path, tmp_path: Path) -> None:
    program(programs / "uv", "sys.exit(1)")
    with pytest.raises(FetchError, match=r"the package index did not give some==1\.0"):
        unpack(PACKAGE, 100, tmp_path, lambda *_: None)


def test_the_progress_is_what_the_client_has_fetched(programs: Path, tmp_path: Path) -> None:
    program(programs / "uv", 'pathlib.Path(os.environ["UV_CACHE_DIR"], "part").write_bytes(b"x" * 60); time.sleep(1)')
    told: list[tuple[str, int, int | None]] = []
    unpack(PACKAGE, 100, tmp_path, lambda *news: told.append(news))
    assert told[-1] == ("pose model (package index)", 60, 100)


def test_a_folder_that_the_client_removes_meanwhile_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "removed").mkdir()
    (tmp_path / "part").write_bytes(b"x" * 60)
    scan = os.scandir

    def scan_too_late(path: Any) -> Any:
        if Path(path).name == "removed":
            Path(path).rmdir()
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_too_late)
    assert _size(tmp_path) == 60
    assert not (tmp_path / "removed").exists()
