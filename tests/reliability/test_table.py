"""The table of faults names tests that are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\|.*\| `(tests/[\w/]+\.py)::(\w+)` \|$", re.MULTILINE)


def test_every_row_names_a_test() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    table = text.split("## Faults")[1].split("\n\n")[0]
    rows = ROW.findall(table)
    assert len(rows) == len(table.strip().splitlines()) - 2 > 30
    for file, name in rows:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"
