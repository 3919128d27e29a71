"""No command but `model`, where the model is not there yet, asks the system for a network."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.files.resources import resource
from formcheck.pose.weights.find import find_or_fetch
from tests.capture.clips import write_video
from tests.privacy.guard import available

pytestmark = pytest.mark.skipif(not available(), reason="the guard is for Linux on x86-64 and ARM")
ROOT = Path(__file__).parents[2]
CLIP = resource("tests", "fixtures", "videos", "clean.mp4")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"ftyp", b"RIFF", b"GIF8", b"BM", b"II*\0", b"MM\0*")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def model() -> Path:
    return find_or_fetch(None, lambda *_: None)


def run(
    home: Path, *words: object, module: tuple[str, ...] = ("-m", "tests.privacy.guarded"), **more: str
) -> subprocess.CompletedProcess[str]:
    (home / "tmp").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DISPLAY"))}
    environment |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYTHONPATH": str(ROOT), **more}
    environment |= {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    return subprocess.run(
        [sys.executable, *module, *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=home,
        timeout=240,
    )


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_PACKET"])
def test_the_guard_ends_whoever_asks_for_a_network(home: Path, family: str) -> None:
    code = "from tests.privacy.guard import guard; import socket; guard(); print('on', flush=True); "
    code += f"socket.socket(socket.{family})"
    done = run(home, module=("-c", code))
    assert done.stdout == "on\n"
    assert done.returncode == -signal.SIGSYS


def test_the_guard_lets_the_rest_be(home: Path) -> None:
    code = "from tests.privacy.guard import guard; import socket; guard(); socket.socketpair(); print('alive')"
    assert run(home, module=("-c", code)).stdout == "alive\n"


@pytest.fixture(scope="module")
def lived(home: Path, model: Path) -> Path:
    """Return the folder of a session that was coached live under the guard, without video."""
    done = run(home, "live", "--camera", CLIP, FORMCHECK_MODEL=str(model))
    assert done.returncode == 0, done.stderr
    (folder,) = home.rglob("session.json")
    return folder.parent


def test_live_check_replay_and_report_ask_for_none(home: Path, lived: Path, model: Path) -> None:
    short = write_video(home / "short.mp4", [i / 30 for i in range(20)], size=(320, 240))
    for words in (
        ("check", short, "--json", home / "account.json", "--csv", home / "frames.csv"),
        ("replay", lived),
        ("replay", lived, "--rerun"),
        ("report", lived),
        ("history", "--html", home / "history.html"),
        ("note", lived, "--text", "fine"),
        ("share", lived, "-o", home / "shared.zip"),
        ("export", lived, "--csv", "--trc", "-o", home / "numbers"),
        ("model",),
    ):
        done = run(home, *words, FORMCHECK_MODEL=str(model))
        assert done.returncode == 0, (words, done.returncode, done.stderr)


def test_where_the_model_is_missing_a_network_is_asked_for(home: Path) -> None:
    """The one use of a network there is; so the test above is not blind to it."""
    assert run(home, "model", XDG_CACHE_HOME=str(home / "empty"), FORMCHECK_MODEL="").returncode == -signal.SIGSYS


def test_all_that_was_written_is_for_its_owner_alone(home: Path, lived: Path) -> None:
    given = {home, home / "tmp", home / "short.mp4", home / "empty"}
    written = [path for path in home.rglob("*") if path not in given and home / "empty" not in path.parents]
    ours = [
        path
        for path in written
        if "formcheck" in str(path.relative_to(home)) or path.parent in (home, home / "numbers")
    ]
    assert len(ours) > 8
    open_to_others = {str(p): oct(p.stat().st_mode) for p in ours if stat.S_IMODE(p.stat().st_mode) & 0o077}
    assert open_to_others == {}


def test_no_picture_is_kept_unless_video_was_asked_for(home: Path, lived: Path) -> None:
    """Nothing in the user's home, cache or temporary folder is an image or a film, and no report holds a photo."""
    for path in home.rglob("*"):
        if path.is_file() and path.name != "short.mp4" and ".cache/matplotlib" not in str(path):
            start = path.read_bytes()[:12]
            assert not any(start.startswith(mark) or start[4:8] == mark for mark in PICTURES), path
            assert b"data:image/jpeg" not in path.read_bytes(), path
