"""Reads the roll model's weights from where they come with the program."""

from pathlib import Path

import numpy as np

from formcheck.body.roll import RollModel
from formcheck.errors import MissingError
from formcheck.files.resources import resource


def load_roll_model(path: Path | None = None) -> RollModel:
    """Return the roll model from `path`, by default the one that comes with the program.

    Raises MissingError where it is not there or cannot be used.
    """
    try:
        with np.load(path or resource("models", "roll.npz"), allow_pickle=False) as arrays:
            return RollModel(dict(arrays))
    except (OSError, ValueError) as error:
        raise MissingError(f"The roll model cannot be used ({error}); install formcheck again.") from error
