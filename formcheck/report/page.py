"""Fills the pages' templates. Text from outside is escaped; a name that a template misspells is an error."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from formcheck._version import __version__
from formcheck.text.sentences import sentence

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **values: Any) -> str:
    """Return the page that a template makes of the values."""
    loader = FileSystemLoader(TEMPLATES)
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template(template).render(safety=sentence("report.safety"), version=__version__, **values)
