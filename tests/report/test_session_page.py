import base64
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.body.features import Baseline
from formcheck.body.roll import StartEstimate
from formcheck.recording.reader import Recording
from formcheck.recording.shared_file import share
from formcheck.report import session_page as module
from formcheck.report.session_page import report
from formcheck.report.story import tell
from tests.postures import Lift
from tests.recorded import LIFTS, BlindModel, StickModel, record
from tests.report.browser import PDFTOTEXT, PHONE_PX, browse, last_lines, needs_chromium, on_a_phone, pages, printed


class LowModel(StickModel):
    """Looks from where the view advises to move the laptop, and yet sees."""

    def start(self, baseline: Baseline) -> StartEstimate:
        return StartEstimate(0.0, 2.0, 90.0, 2.0)


class Page(HTMLParser):
    """What a page consists of, and whether its tags close."""

    VOID = frozenset({"meta", "link", "img", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page(once: Path) -> str:
    return report(Recording(once), StickModel())


def test_it_tells_what_was_done_in_words(page: str) -> None:
    for sentence in (
        "Left leg: 4 reps, 2 clean.",
        "4 of 10 done, stopped early.",
        "The pelvis rolled back in rep 2.",
        "The leg was thrown up or dropped in rep 4.",
        "Widest opening with a steady pelvis: ",
        "The camera looked from 10° towards your feet and 20° above the floor.",
        "Exercise-form guidance for general wellness, not a medical device",
    ):
        assert sentence in page


def test_it_loads_nothing_and_runs_nothing(page: str) -> None:
    parsed = Page(page)
    assert "script" not in {tag for tag, _ in parsed.tags}
    assert "://" not in re.sub(r'"data:[^"]*"', "", page)
    assert all((image["src"] or "").startswith("data:image/") for image in parsed.of("img"))


def test_it_can_be_read_without_eyes_or_mouse(page: str) -> None:
    parsed = Page(page)
    assert parsed.of("html")[0]["lang"] == "en"
    assert len(parsed.of("h1")) == 1
    assert all(len(image["alt"] or "") > 30 for image in parsed.of("img"))
    assert all(cell.get("scope") in ("row", "col") for cell in parsed.of("th"))
    assert parsed.of("a")[0]["href"] == "#content"
    assert any(main.get("id") == "content" for main in parsed.of("main"))
    levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_same_session_gives_the_same_page(folder: Path, page: str) -> None:
    assert report(Recording(folder)) == page


def test_faulty_reps_are_pictured_as_skeletons_without_video(page: str) -> None:
    assert "No video was kept" in page
    assert page.count("at the worst moment:") == 2


def test_faulty_reps_are_pictured_from_the_video(tmp_path: Path, stick_rules: None) -> None:
    folder = record(tmp_path, video=True)
    page = report(Recording(folder))
    assert "From the video of this session" in page
    assert page.count("data:image/jpeg;base64,") == 2


def test_a_shared_session_is_reported_like_the_original(folder: Path, page: str, tmp_path: Path) -> None:
    with (tmp_path / "shared.zip").open("wb") as file:
        share(Recording(folder), file)
    shared = report(Recording(tmp_path / "shared.zip"))
    assert "Day and time not stated" in shared
    rows = re.compile(r"<tbody>.*?</tbody>", re.DOTALL)
    assert rows.findall(shared) == rows.findall(page)
    timeline = re.compile(r'alt="Opening and roll back from.*?"')
    assert timeline.findall(shared) == timeline.findall(page)


def test_a_note_is_shown_and_escaped(folder: Path) -> None:
    note = {
        "schema": 1,
        "pain_before": 4,
        "pain_after": 2,
        "effort": 6,
        "band": "<b>red</b>",
        "text": "<script>alert(1)</script>",
    }
    (folder / "note.json").write_text(json.dumps(note))
    page = report(Recording(folder))
    assert "4, 2 <small>of 10</small>" in page
    assert "<dt>Effort</dt><dd>6 " in page
    assert "band: &lt;b&gt;red&lt;/b&gt;" in page
    assert "script" not in {tag for tag, _ in Page(page).tags}


def test_what_is_missing_is_said(folder: Path) -> None:
    (folder / "poses.jsonl").unlink()
    page = report(Recording(folder))
    assert "there is nothing to replay or draw" in page
    assert "Left leg: 4 reps, 2 clean." in page


def test_no_rep_is_said(tmp_path: Path, stick_rules: None) -> None:
    assert "No rep was seen in this session." in report(Recording(record(tmp_path, [])))


def test_changed_rules_are_said(folder: Path, page: str) -> None:
    assert "The rules have changed since" not in page
    events = folder / "events.jsonl"
    events.write_text(events.read_text().replace('"number":1', '"number":7', 1))
    assert "The rules have changed since" in report(Recording(folder))


def test_a_long_session_stays_a_page(tmp_path: Path, stick_rules: None) -> None:
    quick = Lift(up=0.4, hold=0.2, down=0.4, rest=0.4, roll=20.0)
    folder = record(tmp_path, [quick] * 70, fps=15)
    page = report(Recording(folder))
    assert page.count("at the worst moment:") == 24
    assert "46 more are not shown" in page
    assert len(page) < 3_000_000


def test_text_is_dark_enough() -> None:
    """WCAG AA: 4.5 to 1 against the background."""
    style = (Path(module.__file__).parent / "templates" / "page.html").read_text()
    colours = dict(re.findall(r"--(\w+): (#\w{6});", style))

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for ink in ("ink", "soft", "accent", "fault"):
        for ground in ("paper", "wash"):
            assert (light(colours[ground]) + 0.05) / (light(colours[ink]) + 0.05) > 4.5


@needs_chromium
def test_a_browser_opens_it_without_a_complaint(page: str, tmp_path: Path) -> None:
    path, picture = tmp_path / "Übung 1.html", tmp_path / "page.png"
    path.write_text(page, encoding="utf-8")
    done = browse(path, tmp_path, "--window-size=1000,3000", f"--screenshot={picture}")
    assert "CONSOLE" not in done.stderr
    assert picture.stat().st_size > 50_000


@needs_chromium
def test_on_a_phone_each_rep_is_a_stacked_row_with_its_verdict_first(page: str, tmp_path: Path) -> None:
    seen = json.loads(on_a_phone(page, tmp_path))
    assert seen == {"width": PHONE_PX, "cut": 0, "late": 0, "rows": len(LIFTS)}


@needs_chromium
def test_eight_reps_take_two_sheets_of_paper(tmp_path: Path, stick_rules: None) -> None:
    path = tmp_path / "page.html"
    path.write_text(report(Recording(record(tmp_path, [Lift(roll=20.0)] * 8))), encoding="utf-8")
    pdf = printed(path, tmp_path)
    assert pages(pdf) <= 2
    if PDFTOTEXT is None:
        pytest.skip("needs pdftotext, of poppler, to look for headings left alone at the end of a page")
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", path.read_text(encoding="utf-8"))
    assert not set(headings) & set(last_lines(pdf, pages(pdf)))


def test_every_rep_is_told_by_leg_set_and_number(page: str) -> None:
    head = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", page)
    assert head[:4] == ["Rep", "Verdict", "Leg", "Set"]
    assert re.findall(r'data-label="Leg">(\w+)<', page) == ["left"] * 4
    assert re.findall(r'data-label="Set">(\d)<', page) == ["1"] * 4
    assert re.findall(r'data-label="Rep">(\d)<', page) == ["1", "2", "3", "4"]


def test_where_roll_was_not_judged_nothing_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.recording.input_replay.load_roll_model", BlindModel)
    page = report(Recording(record(tmp_path, [Lift(), Lift()], model=BlindModel())))
    assert "Left leg: 2 reps; roll not judged." in page
    assert "<small>roll not judged</small>" in page
    assert page.count("? Roll not judged.") == 2
    assert "Roll could not be judged." in page
    assert "roll not judged." in next(alt for image in Page(page).of("img") if "from" in (alt := image["alt"] or ""))
    for denied in ("0 clean", "0 of", "steady pelvis:", "rolls back"):
        assert denied not in page


def test_roll_that_was_judged_is_shown_whatever_the_view_advises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.recording.input_replay.load_roll_model", LowModel)
    recording = Recording(record(tmp_path, [Lift(), Lift(roll=20.0)], model=LowModel()))
    story = tell(recording)
    assert not story.readies[0].view.judgeable
    page = report(recording)
    assert "The pelvis rolled back in rep 2." in page
    assert "rolls back 20°" in page
    assert ", rolled back 2" in page
    assert story.roll_judged(np.array([counts.rep.top_s for counts in story.reps])).all()
    assert "not judged" not in re.sub(r"<figcaption>.*?</figcaption>", "", page)


def test_pictures_are_whole(page: str) -> None:
    for kind, data in re.findall(r'src="data:image/([\w+]+);base64,([^"]+)"', page):
        raw = base64.b64decode(data)
        assert raw.rstrip().endswith(b"</svg>" if kind == "svg+xml" else b"\xff\xd9")


def test_the_number_of_reps_is_the_number_of_lifts(page: str) -> None:
    assert page.count('<th scope="row"') == len(LIFTS)
