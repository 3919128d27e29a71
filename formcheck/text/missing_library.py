"""Libraries of the system that formcheck's own libraries load, and the words for one that is missing."""

import re

_PACKAGES = {  # by the file's name; scripts/system_libraries installs them
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_MISSING = re.compile(r"(lib[^\s:]+\.so[.\d]*): cannot open shared object file")


def missing_library(error: Exception) -> str | None:
    """Return the sentence for a system library that is missing, None where the error is another.

    >>> missing_library(OSError("libEGL.so.1: cannot open shared object file: No such file or directory"))
    'The system library libEGL.so.1 is missing: install it (on Debian: apt-get install libegl1).'
    """
    found = _MISSING.search(str(error))
    if found is None:
        return None
    package = _PACKAGES.get(found[1])
    hint = f" (on Debian: apt-get install {package})" if package else ""
    return f"The system library {found[1]} is missing: install it{hint}."
