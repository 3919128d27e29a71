"""The core takes time with every pose and gives events: it knows no clock, chance, thread, file or other library."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import formcheck

PACKAGE = Path(formcheck.__file__).parent
CORE_ROOMS = ("body", "motion", "form", "exercise", "session")
CORE = sorted(
    [
        *(path for room in CORE_ROOMS for path in (PACKAGE / room).rglob("*.py")),
        *(PACKAGE / name for name in ("pose/__init__.py", "pose/landmarks.py", "pose/similarity.py")),
    ]
)
# Every room, and every module beside them: each imports only what stands before it.
ORDER = (
    "_version", "errors", "text", "files", "capture", "pose", "body", "roll_weights", "motion", "form", "exercise",
    "session", "pipeline", "console", "export", "recording", "history", "analysis", "evaluation", "batch", "ui",
    "report", "review", "commands", "cli",
)  # fmt: skip
ALLOWED = {"collections", "dataclasses", "enum", "functools", "itertools", "math", "numpy", "typing"}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
FORBIDDEN_NUMPY = {"random", "load", "loadtxt", "genfromtxt", "fromfile", "memmap", "save", "savez", "savetxt"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def file_of(module: str) -> Path | None:
    stem = PACKAGE.parent.joinpath(*module.split("."))
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)


def imported(tree: ast.AST, importer: str) -> set[str]:
    """Return the modules that a file imports, wherever in it; names of submodules count as modules."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{importer} imports relatively"
            assert node.module is not None
            found.add(node.module)
            found |= {name for alias in node.names if file_of(name := f"{node.module}.{alias.name}")}
    return found


def trespasses(source: str, importer: str = "made up") -> set[str]:
    """Return what a core file imports or calls that it may not."""
    tree = ast.parse(source)
    core = {module_name(path) for path in CORE}
    found = set()
    for name in imported(tree, importer):
        top = name.partition(".")[0]
        if (
            name.startswith("numpy.random")
            or (top == "formcheck" and name not in core)
            or top not in ALLOWED | {"formcheck"}
        ):
            found.add(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            found.add(f"{node.func.id}()")
        if (
            isinstance(node, ast.Attribute)
            and ast.unparse(node.value) in {"np", "numpy"}
            and node.attr in FORBIDDEN_NUMPY
        ):
            found.add(f"np.{node.attr}")
    return found


@pytest.mark.parametrize("path", CORE, ids=module_name)
def test_the_core_imports_numpy_and_itself_alone(path: Path) -> None:
    assert trespasses(path.read_text(encoding="utf-8"), module_name(path)) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time", {"time"}),
        ("def f():\n    from datetime import datetime", {"datetime"}),
        ("from pathlib import Path", {"pathlib"}),
        ("import cv2, threading, random", {"cv2", "threading", "random"}),
        ("from formcheck.pose.estimator import PoseEstimator", {"formcheck.pose.estimator"}),
        ("from formcheck.pose import estimator", {"formcheck.pose.estimator"}),
        ("from formcheck import errors", {"formcheck", "formcheck.errors"}),
        ("import numpy as np\nnp.random.default_rng()\nnp.load('x')", {"np.random", "np.load"}),
        ("from numpy.random import default_rng", {"numpy.random"}),
        ("open('x')", {"open()"}),
        ("import numpy as np, math\nfrom formcheck.body.side import Side\nnp.zeros(3)", set()),
    ],
)
def test_the_rule_sees_a_trespass(source: str, found: set[str]) -> None:
    assert trespasses(source) == found


def test_the_core_loads_nothing_heavy() -> None:
    """Through every package on the way, in a fresh interpreter."""
    names = [module_name(path) for path in CORE]
    heavy = ["cv2", "mediapipe", "pygame", "av", "typer", "rich", "msgspec", "matplotlib", "platformdirs"]
    code = f"import sys, {', '.join(names)}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ORDER)
def test_nothing_flows_back(room: str) -> None:
    """A room, or a module beside the rooms, imports none that comes after it."""
    place = PACKAGE / room
    later = ORDER[ORDER.index(room) + 1 :]
    for path in place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]:
        names = imported(ast.parse(path.read_text(encoding="utf-8")), module_name(path))
        back = {name for name in names for other in later if f"{name}.".startswith(f"formcheck.{other}.")}
        assert back == set(), module_name(path)


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} == set(ORDER)


def test_no_two_modules_have_one_name() -> None:
    """Other than a room's settings, so that a name alone finds the file."""
    names = Counter(path.stem for path in PACKAGE.rglob("*.py") if path.stem not in ("__init__", "settings"))
    assert [name for name, count in names.items() if count > 1] == []


def test_landmarks_know_no_room_but_their_own() -> None:
    for path in CORE:
        if path.parent.name == "pose":
            names = imported(ast.parse(path.read_text(encoding="utf-8")), module_name(path))
            assert {name.split(".")[1] for name in names if name.startswith("formcheck.")} <= {"pose"}
