"""Finds the dependencies of the Debian package: the packages of the system libraries that the bundle loads."""

import re
import subprocess
import sys
from pathlib import Path

# Loaded by name at run time: SDL's way to the screen, without which there is no window.
LOADED = ("libX11.so.6", "libXext.so.6", "libXcursor.so.1", "libXi.so.6", "libXrandr.so.2", "libxkbcommon.so.0")
_NEEDED = re.compile(r"NEEDED\s+(\S+)")
_SYMBOLS = re.compile(r"\bGLIBC_2\.(\d+)")


def depends(folder: Path) -> str:
    """Return the value of the field Depends."""
    files = [path for path in folder.rglob("*") if path.is_file() and _is_program(path)]
    headers = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True).stdout
    held = {path.name for path in folder.rglob("*")}
    wanted = {*_NEEDED.findall(headers), *LOADED} - held
    newest = max(int(minor) for minor in _SYMBOLS.findall(headers))
    packages = {_package(name) for name in wanted} - {"libc6"}
    return ", ".join([f"libc6 (>= 2.{newest})", *sorted(packages)])


def _is_program(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _package(library: str) -> str:
    """Return the package that holds a library here. Raises SystemExit where it is not installed."""
    found = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
    if not found:
        raise SystemExit(f"{library} is needed and not installed here: install its package, then build again.")
    return found.splitlines()[0].split(":")[0].split(",")[0]


if __name__ == "__main__":
    print(depends(Path(sys.argv[1])))
