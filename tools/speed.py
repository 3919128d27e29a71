"""The speeds in docs/measures.md and docs/speed.md, made from benchmarks/results.json by `python -m tools.speed`.

Writes them between the marks `<!-- speed -->` and `<!-- /speed -->`; tests/test_docs.py holds that they are up to date.
"""

import json
from pathlib import Path

from benchmarks.figures import markdown, sentences
from tools.block import put_into

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"


def blocks() -> dict[Path, str]:
    """Return what is to stand in which document."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {ROOT / "docs" / "measures.md": sentences(found), ROOT / "docs" / "speed.md": markdown(found)}


if __name__ == "__main__":
    for path, made in blocks().items():
        path.write_text(put_into(path.read_text(encoding="utf-8"), "speed", made), encoding="utf-8")
