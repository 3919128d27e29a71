"""What can go wrong for a user: one plain sentence with the next step, and an exit code.

Anything else that is raised is a fault of the program.
"""

from typing import ClassVar


class FormcheckError(Exception):
    """An error whose text is for the user; `exit_code` is what a command then returns."""

    exit_code: ClassVar[int] = 1


class UsageError(FormcheckError):
    """A command was used wrongly."""

    exit_code = 2


class InputError(FormcheckError):
    """An input cannot be read."""

    exit_code = 3


class MissingError(FormcheckError):
    """The machine lacks something: the model, a library, a camera."""

    exit_code = 4
