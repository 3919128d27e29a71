"""`formcheck about`: the version, the licence, and what comes from others."""

from rich.console import Console
from rich.markdown import Markdown

from formcheck._version import __version__
from formcheck.console.streams import say
from formcheck.files.resources import resource

AS_A_WHOLE = (
    "This bundle holds FFmpeg with x264 and x265: passed on as a whole, it is under the GNU General Public License, "
    "version 3 or later."
)


def about() -> int:
    """Print it and return the exit code."""
    say(f"formcheck {__version__}, under the Apache License 2.0.")
    try:
        texts = resource("licences")
    except FileNotFoundError:  # only the bundle holds the texts of others: packages bring their own
        texts = None
    if texts is not None:
        say(f"{AS_A_WHOLE} The texts of all licences: {texts}")
    Console().print(Markdown(resource("THIRD_PARTY.md").read_text(encoding="utf-8")))
    return 0
