"""Names and words that come from outside stay words: in HTML, in paths, in SQL, on the terminal."""

import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck.history.database import open_history, update
from formcheck.history.queries import sessions
from formcheck.recording.reader import Recording
from tests.commands.test_sessions import done, formcheck
from tests.recorded import record

HOSTILE = "<script>alert(1)</script>\"'><img src=//evil.example/x onerror=alert(1)>[/b]'; DROP TABLE session; --{{7*7}}"
FOLDER = "a'; DROP TABLE session; --<b onclick=x>[$(touch x)]"
SELF_CONTAINED = ("data:", "#")


class Page(HTMLParser):
    """Keeps what a page could load, run or link to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]


def harmless(text: str) -> None:
    """Check that a page loads and runs nothing outside itself, and links to nothing but files beside it."""
    page = Page(text)
    assert not page.tags & {"script", "iframe", "object", "embed", "base", "form", "b"}
    assert not [name for name in page.attributes if name.startswith("on")]
    beside = [link for link in page.links if not link.startswith(SELF_CONTAINED)]
    assert [link for link in beside if not link.endswith("/report.html") or link.startswith("/")] == []
    assert [link for link in beside if set(link) & set(":<>\"'")] == []
    assert "url(" not in text.replace("url(#", "").replace("url(data:", "")
    assert "@import" not in text


@pytest.fixture
def hostile(tmp_path: Path, stick_rules: None) -> Path:
    """Return a session whose every word is hostile."""
    folder = record(tmp_path / "sessions").rename(tmp_path / "sessions" / FOLDER)
    about = json.loads((folder / "session.json").read_text())
    words = ("formcheck", "started", "platform", "camera", "problem", "pose_model_sha256", "roll_model_sha256")
    about |= dict.fromkeys(words, HOSTILE) | {"settings": {HOSTILE: HOSTILE}, "libraries": {HOSTILE: HOSTILE}}
    (folder / "session.json").write_text(json.dumps(about))
    (folder / "note.json").write_text(json.dumps({"schema": 1, "band": HOSTILE, "text": HOSTILE}))
    lines = []
    for line in (folder / "events.jsonl").read_text().splitlines():
        event = json.loads(line)
        if event["event"] == "RepCompleted":
            event["rep"]["notes"] = [HOSTILE]
        if event["event"] == "Ready":
            event["view"] |= {"advice": HOSTILE, "judgeable": False}
        lines.append(json.dumps(event))
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def test_pages_hold_hostile_words_as_words(hostile: Path, tmp_path: Path) -> None:
    for page in (
        Path(done("report", hostile).strip().splitlines()[-1]),
        tmp_path / "history.html",
    ):
        if page.name == "history.html":
            done("history", "--html", page, "--sessions", hostile.parent)
        text = page.read_text(encoding="utf-8")
        harmless(text)
        assert "&lt;script&gt;" in text
        assert "{{7*7}}" in text, "no template is made of them"


def test_the_history_keeps_hostile_names_as_text(hostile: Path) -> None:
    told: list[str] = []
    with open_history(hostile.parent, print) as database:
        for _ in range(2):
            update(database, hostile.parent, told.append, rebuild=True)
        assert [row.name for row in sessions(database)] == [FOLDER]
        assert [row.band for row in sessions(database)] == [HOSTILE]
    assert told == []


def test_every_command_takes_hostile_words(hostile: Path, tmp_path: Path) -> None:
    place = ("--sessions", hostile.parent)
    out = tmp_path / "out"
    for words in (
        ("replay", FOLDER, "--rerun", *place),
        ("history", *place),
        ("note", FOLDER, "--pain-after", 1, *place),
        ("export", FOLDER, "--csv", "-o", out, *place),
        ("share", FOLDER, "-o", tmp_path / "shared.zip", *place),
    ):
        assert formcheck(*words).exit_code in (0, 1)
    assert {path.parent for path in out.iterdir()} == {out}
    assert not list(tmp_path.rglob("x"))


def test_what_is_shared_holds_none_of_it(hostile: Path, tmp_path: Path) -> None:
    """A rep's notes and a view's advice come from the rules, and stay; all a person or machine could name goes."""
    for name in ("events.jsonl",):
        (hostile / name).write_text((hostile / name).read_text().replace(json.dumps(HOSTILE)[1:-1], ""))
    done("share", hostile, "-o", tmp_path / "shared.zip")
    with zipfile.ZipFile(tmp_path / "shared.zip") as bundle:
        about = json.loads(bundle.read("session.json"))
        for name in ("started", "platform", "camera", "problem"):
            assert about[name] is None
        assert about["settings"] == about["libraries"] == {}
        assert b"DROP" not in b"".join(bundle.read(name) for name in ("poses.jsonl", "events.jsonl"))
        assert FOLDER.encode() not in (tmp_path / "shared.zip").read_bytes()


def test_a_shared_file_is_read_where_it_lies_and_never_unpacked(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "in" / "bad.zip"
    bad.parent.mkdir()
    with zipfile.ZipFile(bad, "w") as bundle:
        for path in folder.iterdir():
            bundle.writestr(path.name, path.read_bytes())
        for name in ("../outside", "/formcheck-outside", "sub/../../outside", "video.mp4"):
            bundle.writestr(name, b"outside")
    before = {path for path in tmp_path.rglob("*") if "sessions" not in path.parts}
    recording = Recording(bad)
    assert recording.video is None
    done("replay", bad, "--rerun")
    done("report", bad)
    assert {path for path in tmp_path.rglob("*") if "sessions" not in path.parts} - before == {bad.with_suffix(".html")}


def test_a_locked_or_endless_shared_file_is_one_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shared.zip"
    done("share", folder, "-o", path)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that a password is needed
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    (tmp_path / "locked.zip").write_bytes(data)
    assert formcheck("report", tmp_path / "locked.zip").exit_code == 3
    monkeypatch.setattr("formcheck.recording.reader.LINES_MOST", 50)
    result = formcheck("report", path)
    assert result.exit_code == 3
    assert "longer than any session" in str(result.exception)


def test_a_shared_file_with_reps_without_end_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "shared.zip"
    done("share", folder, "-o", path)
    with zipfile.ZipFile(path) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    rep = next(line for line in files["events.jsonl"].splitlines() if b"RepCompleted" in line)
    files["events.jsonl"] = (rep + b"\n") * 20_001
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    result = formcheck("report", path)
    assert result.exit_code == 3
    assert "more reps than any session" in str(result.exception)
