"""The bundle's own code: what it starts, its fonts, its licences, and what its package depends on."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def part(name: str) -> ModuleType:
    """Return a module of the folder `bundle`, which is no package: PyInstaller and make run its files."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "bundle" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "terminal", "click"), [([], False, True), ([], True, False), (["--version"], False, False)]
)
def test_a_click_is_a_start_without_command_and_terminal(
    monkeypatch: pytest.MonkeyPatch, words: list[str], terminal: bool, click: bool
) -> None:
    monkeypatch.setattr(sys, "argv", ["formcheck", *words])
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    assert part("launch").started_by_click() is click


def test_without_any_standard_error_it_was_a_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["formcheck"])
    monkeypatch.setattr(sys, "stderr", None)
    assert part("launch").started_by_click()


def test_after_a_click_an_error_is_shown_in_a_window_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pygame

    shown: list[Any] = []
    monkeypatch.setattr(pygame.display, "message_box", lambda *words, **_: shown.append(words))
    part("launch").show("There is no camera: connect one.")
    assert shown == [("formcheck", "There is no camera: connect one.")]
    assert capsys.readouterr().err == "There is no camera: connect one.\n"


def test_matplotlib_takes_the_list_of_fonts_and_searches_none(tmp_path: Path) -> None:
    path = part("fonts").write_font_list(tmp_path)
    code = "from matplotlib import font_manager as f; print(*{e.name for e in f.fontManager.ttflist}, sep='\\n')"
    environment = os.environ | {"MPLCONFIGDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()) == {"DejaVu Sans", "Last Resort High-Efficiency"}
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_the_bundle_holds_every_font_that_a_plot_opens() -> None:
    code = """
import sys
opened = []
sys.addaudithook(lambda event, words: opened.append(str(words[0])) if event == "open" else None)
from io import BytesIO
from matplotlib.figure import Figure
figure = Figure()
figure.add_subplot(title="Opening, 24°").plot([0, 1])
figure.savefig(BytesIO(), format="svg")
print(*(path for path in opened if path.endswith(".ttf")), sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    opened = {Path(line) for line in done.stdout.splitlines()}
    assert {path.name for path in opened} >= {"DejaVuSans.ttf"}
    assert [path for path in opened if "mpl-data" in path.parts and not part("fonts").is_held(path)] == []


def analysis(*files: tuple[str, str]) -> SimpleNamespace:
    return SimpleNamespace(pure=[], binaries=[], datas=[(name, source, "DATA") for name, source in files])


def test_what_the_bundle_holds_comes_with_its_licence() -> None:
    import flatbuffers
    import numpy as np

    entries = part("licences").gather(analysis(("a", flatbuffers.__file__), ("b", np.__file__)))
    names = {name.removeprefix("formcheck/_data/licences/").partition("/")[0] for name, _, _ in entries}
    assert {"flatbuffers", "numpy", "python", "GPL-3.0.txt", "native"} <= names
    assert "matplotlib" not in names
    assert all(Path(source).is_file() for _, source, _ in entries)
    assert len({name for name, _, _ in entries}) == len({source for _, source, _ in entries})  # none hides another


def test_pythons_own_text_may_lie_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    licences = part("licences")
    monkeypatch.setattr(licences.sysconfig, "get_path", lambda name: str(tmp_path / "Lib"))
    monkeypatch.setattr(licences.sys, "base_prefix", str(tmp_path))
    with pytest.raises(SystemExit, match=r"without its LICENSE\.txt"):
        licences._python_text()
    (tmp_path / "LICENSE.txt").touch()
    assert licences._python_text() == tmp_path / "LICENSE.txt"


def test_a_package_or_library_without_a_licence_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    import flatbuffers

    licences = part("licences")
    monkeypatch.setattr(licences, "SAY_NOTHING", {})
    with pytest.raises(SystemExit, match="No licence text came with flatbuffers"):
        licences.gather(analysis(("a", flatbuffers.__file__)))
    with pytest.raises(SystemExit, match=r"The licence of libstrange-1a2b\.so\.3 is not known"):
        licences._refuse_strangers(
            ["av.libs/libx264-1a2b.so.165", "av.libs/libstrange-1a2b.so.3", "numpy.libs/libx.so"]
        )


def test_every_library_text_is_there_and_used() -> None:
    licences = part("licences")
    assert {path.stem for path in (licences.GENERAL / "native").glob("*.txt")} == {*licences.NATIVE} - {"python"}


def test_the_packages_files_of_the_wheel_are_there() -> None:
    """The bundle takes the same list, so that nothing is forgotten in one of them."""
    lines = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("wheel.force-include]\n")[2].split("\n\n")[0]
    )
    entries = [line.replace('"', "").split(" = ") for line in lines.splitlines()]
    assert {"LICENSE", "THIRD_PARTY.md", "assets/sounds", "models"} <= {source for source, _ in entries}
    assert [source for source, target in entries if target != f"formcheck/_data/{source}"] == []
    assert [source for source, _ in entries if not (ROOT / source).exists()] == []


@pytest.mark.skipif(not Path("/usr/bin/dpkg").exists(), reason="packages of Debian's are made on Debian")
def test_a_package_depends_on_what_its_files_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depends = part("depends")
    (tmp_path / "some.so").write_bytes(b"\x7fELF")
    (tmp_path / "libours.so.1").touch()
    header = "  NEEDED  libc.so.6\n  NEEDED  libours.so.1\n  NEEDED  libnone.so.7\n GLIBC_2.5\n GLIBC_2.31\n"
    answers = {"objdump": header, "libc.so.6": "libc6:amd64: /lib/libc.so.6\n", "libnone.so.7": ""}
    answers |= {name: f"package-of-{name[:-5].lower()}: /usr/lib/{name}\n" for name in depends.LOADED}

    def run(command: list[Any], **_: Any) -> SimpleNamespace:
        return SimpleNamespace(stdout=answers[command[0] if command[0] == "objdump" else command[2][2:]])

    monkeypatch.setattr(depends.subprocess, "run", run)
    with pytest.raises(SystemExit, match=r"libnone\.so\.7 is needed and not installed here"):
        depends.depends(tmp_path)
    answers["libnone.so.7"] = "libnone7:amd64: /usr/lib/libnone.so.7\n"
    assert depends.depends(tmp_path).startswith("libc6 (>= 2.31), libnone7, package-of-libx11")
