"""The table in docs/settings.md, made from the `settings` modules of the core by `python -m tools.settings_table`.

Writes it between the marks `<!-- settings -->` and `<!-- /settings -->`; tests/test_docs.py holds it up to date.
"""

import ast
import re
from pathlib import Path

from tools.block import put_into

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "settings.md"
SOURCES = [ROOT / "formcheck" / room / "settings.py" for room in ("body", "motion")]
SECTION = re.compile(r"# -{3,} (.+?) -{3,}$")


def rows(source: str) -> list[tuple[str, str, str]]:
    """Return (name, value, reason) of each setting; each section's title comes first, with nothing else.

    The reason stands behind the value, in the lines above it, or in both. Raises ValueError where there is none.
    """
    found, above = list[tuple[str, str, str]](), list[str]()
    for line in source.splitlines():
        title = SECTION.match(line)
        if title:
            found.append((f"**{title[1]}**", "", ""))
        elif line.startswith("# "):
            above.append(line[2:])
            continue
        elif re.match(r"[A-Z_]+[,A-Z_ ]* = ", line):
            code, _, beside = line.partition("  # ")
            names, values = (part.split(", ") for part in code.split(" = "))
            reason = " ".join([*above, beside]).strip()
            if not reason:
                raise ValueError(f"{names[0]} needs a reason beside it")
            found += [(f"`{n}`", f"{ast.literal_eval(v):g}", reason) for n, v in zip(names, values, strict=True)]
        above = []
    return found


def table() -> str:
    """Return the tables of all rooms as Markdown."""
    made = []
    for source in SOURCES:
        lines = [f"## `{source.relative_to(ROOT)}`", "", "| Setting | Value | Reason |", "|---|---:|---|"]
        lines += [f"| {' | '.join(row)} |" for row in rows(source.read_text(encoding="utf-8"))]
        made.append("\n".join(lines) + "\n")
    return "\n".join(made)


if __name__ == "__main__":
    new = put_into(DOCUMENT.read_text(encoding="utf-8"), "settings", table())
    DOCUMENT.write_text(new, encoding="utf-8")
