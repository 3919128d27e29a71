"""The table in docs/limits.md, made from formcheck/exercise/clamshell.py by `python -m tools.limits_table`.

Writes it between the marks `<!-- limits -->` and `<!-- /limits -->`; tests/test_docs.py holds that it is up to date.
"""

import ast
import re
from pathlib import Path

from tools.block import put_into

ROOT = Path(__file__).resolve().parent.parent
SOURCE, PAGE = ROOT / "formcheck" / "exercise" / "clamshell.py", ROOT / "docs" / "limits.md"
UNITS = {  # by the word in a limit's name
    "DEG": "°",
    "S": "s",
    "SHANKS": "shank lengths",
    "SIGMAS": "standard deviations",
    "SHARE": "share",
    "RATIO": "ratio",
    "LENGTHS": "body lengths",
}
SECTION = re.compile(r"# -{3,} (.+?) -{3,}$")
REMARK = re.compile(r"# ([JMD](?:, [^:]+)?): (.+)$")


def rows(source: str) -> list[tuple[str, str, str, str, str]]:
    """Return (name, value, unit, reason, basis) of each limit; each section's title comes first, with nothing else.

    A limit is a number by itself, `PAUSE_NOTE_S = 0.3`, or one of a rule's: `note_deg` in `ROLL = RollLimits(...)` is
    `ROLL_NOTE_DEG`. Raises ValueError for a limit that lacks a unit, a reason or a basis.
    """
    lines = source.splitlines()
    found = []
    at = 0
    for statement in ast.parse(source).body:
        limits = _limits(statement)
        if not limits:
            continue
        titles = [match[1] for line in lines[at : statement.lineno] if (match := SECTION.match(line))]
        found += [(f"**{title}**", "", "", "", "") for title in titles]
        at = statement.end_lineno or statement.lineno
        for name, value in limits:
            remark = REMARK.search(lines[value.lineno - 1])
            unit = next((unit for word, unit in UNITS.items() if word in name.split("_")), None)
            if remark is None or unit is None:
                raise ValueError(f"{name} needs a unit in its name, and a basis and a reason beside it")
            found.append((f"`{name}`", f"{ast.literal_eval(value):g}", unit, remark[2], remark[1]))
    return found


def _limits(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    """Return the names and values of the limits that a statement sets."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return []
    name, value = statement.targets[0].id, statement.value
    if isinstance(value, ast.Constant):
        return [(name, value)]
    if isinstance(value, ast.Call) and ast.unparse(value.func).endswith("Limits"):
        return [(f"{name}_{part.arg}".upper(), part.value) for part in value.keywords]
    return []


def table(source: str) -> str:
    """Return the table as Markdown."""
    lines = ["| Limit | Value | Unit | Reason | Basis |", "|---|---:|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows(source)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    new = put_into(PAGE.read_text(encoding="utf-8"), "limits", table(SOURCE.read_text(encoding="utf-8")))
    PAGE.write_text(new, encoding="utf-8")
