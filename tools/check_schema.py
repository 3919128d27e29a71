"""The JSON schema of `formcheck check --json`, made from `VideoResult` by `python -m tools.check_schema`."""

import json
from pathlib import Path
from typing import Any

import msgspec

from formcheck.analysis.result import VideoResult

PATH = Path(__file__).parents[1] / "docs" / "check.schema.json"
TITLE = "Results of formcheck check"
DESCRIPTION = (
    "What `formcheck check VIDEO... --json OUT` writes: one result a video, in the order given; videos that cannot be "
    "checked are left out. With `--resume`, results of other videos that OUT had already follow. A later version may "
    "add fields, fault names and notes; where a meaning changes, `schema` rises. Times are seconds from the video's "
    "first frame, angles are degrees; null where unknown."
)


def schema() -> dict[str, Any]:
    """Return the schema."""
    [item], parts = msgspec.json.schema_components([VideoResult], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "description": DESCRIPTION,
        "type": "array",
        "items": item,
        "$defs": parts,
    }


def text() -> str:
    """Return the file's text."""
    return json.dumps(schema(), indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
