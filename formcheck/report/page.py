"""Fills the pages' templates. Text from outside is escaped; a name that a template misspells is an error."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck._version import __version__
from formcheck.text.en import TEXT
from formcheck.text.sentences import many, sentence

TEMPLATES = Path(__file__).parent / "templates"
CODE = re.compile(r"`(.+?)`")


def render(template: str, **values: Any) -> str:
    """Return the page that a template makes of the values."""
    loader = FileSystemLoader(TEMPLATES)
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template(template).render(
        t=_words, many=many, safety=sentence("report.safety"), version=__version__, **values
    )


def _words(text_id: str, **values: object) -> Markup:
    """Return our own words as they stand in a page, with values escaped, and code where backticks stand."""
    return Markup(CODE.sub(r"<code>\1</code>", TEXT[text_id])).format(**values)  # noqa: S704 - not from outside
