"""Keeps what C libraries write themselves off the terminal: ALSA has eight lines for a missing sound device."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Send the process's standard error nowhere meanwhile. Python's exceptions are raised as ever."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # there is none, as under pythonw
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, STDERR)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
