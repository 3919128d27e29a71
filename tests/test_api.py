"""What `import formcheck` offers: the names, the page about them and the example script."""

import ast
import doctest
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import formcheck
from formcheck.pose.weights.find import find_or_fetch
from tests.results import rep_result, video_result
from training.streams import load as load_stream

ROOT = Path(__file__).parents[1]
CLIP = ROOT / "tests" / "fixtures" / "videos" / "clean.mp4"


def test_every_name_is_what_its_module_calls_so() -> None:
    for name in formcheck.__all__:
        assert getattr(formcheck, name) is not None
    assert {*formcheck.__all__} == {*dir(formcheck)}
    with pytest.raises(AttributeError, match="formcheck has no clamshell"):
        _ = formcheck.clamshell


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(formcheck.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for guarded in tree.body
        if isinstance(guarded, ast.If)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == formcheck._HOME


def test_the_page_names_every_name() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in formcheck._HOME if f"`{name}`" not in page] == []


def test_importing_loads_nothing_heavy() -> None:
    heavy = ["cv2", "mediapipe", "numpy", "pygame", "av", "msgspec"]
    code = f"import sys, formcheck; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_examples_on_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find_or_fetch(None, lambda *_: None)
    shutil.copy(CLIP, tmp_path / "clip.mp4")
    monkeypatch.chdir(tmp_path)
    poses, _ = load_stream(min((ROOT / "training" / "clips").glob("*.xz")))
    done = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, globs={"poses": list(poses)})
    assert done.attempted >= 12
    assert done.failed == 0


def test_the_example_script_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    result = video_result([rep_result(2.0), rep_result(9.0, "pelvis-roll", number=2)])
    monkeypatch.setattr(formcheck, "analyze_video", lambda path: result, raising=False)
    monkeypatch.setattr(sys, "argv", ["example.py", "clip.mp4"])
    runpy.run_path(str(ROOT / "docs" / "example.py"))
    assert capsys.readouterr().out.splitlines() == [
        "rep 1 at 2.0 s: opening 30°, roll 2° ± 2°, faults: none",
        "rep 2 at 9.0 s: opening 30°, roll 2° ± 2°, faults: pelvis-roll",
        "steady up to 30°",
    ]
