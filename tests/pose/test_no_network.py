"""The installed MediaPipe holds no network code: a camera at home must not phone home."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

NETWORK = {"socket", "connect", "getaddrinfo", "gethostbyname", "send", "sendto", "sendmsg", "recv", "recvfrom"}


def native_libraries() -> list[Path]:
    files = distribution("mediapipe").files or []
    return [Path(str(f.locate())) for f in files if ".so" in f.name or f.suffix in {".dylib", ".pyd", ".dll"}]


def undefined_symbols(library: Path) -> set[str]:
    """Return the names that a shared library takes from others."""
    with library.open("rb") as file:
        table = ELFFile(file).get_section_by_name(".dynsym")
        assert isinstance(table, SymbolTableSection)
        return {s.name.partition("@")[0] for s in table.iter_symbols() if s["st_shndx"] == "SHN_UNDEF"}


def test_mediapipe_has_no_network_code() -> None:
    libraries = native_libraries()
    assert libraries
    for library in libraries:
        try:
            symbols = undefined_symbols(library)
        except ELFError:
            pytest.skip(f"{library.suffix} files hold their symbols in another format than ELF")
        assert len(symbols) > 100  # the table was read
        assert not symbols & NETWORK


def test_both_opencv_packages_are_the_same_version() -> None:
    assert distribution("opencv-python").version == distribution("opencv-contrib-python").version
