"""The entry point of the bundle: the usual command line."""

import os
import shutil
import sys
from contextlib import suppress
from multiprocessing import freeze_support

from formcheck.cli import main
from formcheck.console.streams import tell
from formcheck.files.resources import resource


def give_font_list() -> None:
    """Put the list of fonts where Matplotlib looks: without, every start would search the whole computer for fonts.

    PyInstaller gives Matplotlib an empty folder at every start, and removes it at the end.
    """
    shutil.copytree(resource("fonts"), os.environ["MPLCONFIGDIR"], dirs_exist_ok=True)


def started_by_click() -> bool:
    """Return whether nobody sees what is printed: there is no command, and no terminal."""
    return len(sys.argv) == 1 and (sys.stderr is None or not sys.stderr.isatty())


def show(sentence: object) -> None:
    """Tell of an error in a window too."""
    tell(sentence)
    import pygame

    with suppress(pygame.error):  # there is no screen either
        pygame.display.message_box("formcheck", str(sentence), message_type="error")


if __name__ == "__main__":
    give_font_list()
    freeze_support()  # a process of `check --jobs` is this program again, which then goes no further than here
    main(show if started_by_click() else tell)
