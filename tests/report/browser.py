"""Pages in a real browser, where there is one."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PDFTOTEXT = shutil.which("pdftotext")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--enable-logging=stderr",
        "--hide-scrollbars",
    ),
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: what a page looks like, it alone tells")
PHONE_PX = 390
# The page, without its ban on scripts, in a frame as wide as a phone; what does not fit, and rows not verdict first.
ON_A_PHONE = """<!doctype html><body><iframe id="f" style="width:390px;height:4000px;border:0"></iframe><script>
const f = document.getElementById("f");
f.onload = () => {
  const d = f.contentDocument;
  const box = e => e.getBoundingClientRect();
  const rows = [...d.querySelectorAll("tbody tr")];
  document.title = JSON.stringify({
    width: d.documentElement.scrollWidth,
    cut: rows.flatMap(r => [...r.children]).filter(c => box(c).right > 391).length,
    late: rows.filter(r => {
      const v = r.querySelector(".verdict");
      return v && [...r.querySelectorAll("td")].some(c => c !== v && box(c).height && box(c).top < box(v).bottom - 1);
    }).length,
    rows: rows.length,
  });
};
f.srcdoc = PAGE;
</script>"""


def browse(path: Path, folder: Path, *flags: str) -> "subprocess.CompletedProcess[str]":
    """Open the page; return what the browser printed."""
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", *flags, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def printed(path: Path, folder: Path) -> Path:
    """Return the page as PDF."""
    pdf = folder / "page.pdf"
    browse(path, folder, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return pdf


def pages(pdf: Path) -> int:
    """Return how many pages a PDF of the browser has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def last_lines(pdf: Path, number: int) -> list[str]:
    """Return the last line of text on each page but the last."""
    assert PDFTOTEXT is not None
    lines = []
    for page in range(1, number):
        command = [PDFTOTEXT, "-f", str(page), "-l", str(page), "-layout", str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        lines.append([line.strip() for line in text.replace("\f", "").splitlines() if line.strip()][-1])
    return lines


def on_a_phone(page: str, folder: Path) -> str:
    """Return what a browser as narrow as a phone measured of the page, as JSON."""
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    path = folder / "phone.html"
    path.write_text(ON_A_PHONE.replace("PAGE", json.dumps(free).replace("</", "<\\/")), encoding="utf-8")
    dom = browse(path, folder, "--window-size=800,4000", "--virtual-time-budget=5000", "--dump-dom").stdout
    title = re.search(r"<title>(\{.*?\})</title>", dom)
    assert title is not None
    return title[1].replace("&quot;", '"')
