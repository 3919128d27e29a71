"""The licence texts of what the bundle holds. Nothing goes into it without one."""

import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GENERAL = ROOT / "bundle" / "licences"  # the texts that several share
SAY_NOTHING = {"flatbuffers": ROOT / "LICENSE", "pygame-ce": GENERAL / "LGPL-2.1.txt"}  # packages without their text
FOLDER = "formcheck/_data/licences"
# How the names of libraries begin that packages bring along unnamed, and of the system's own, by their texts.
NATIVE = {
    "ffmpeg": "libav libsw", "x264": "libx264", "x265": "libx265", "svt-av1": "libSvtAv1", "libvpx": "libvpx",
    "dav1d": "libdav1d", "gnutls": "libgnutls", "nettle": "libnettle libhogweed", "gmp": "libgmp", "opus": "libopus-",
    "libunistring": "libunistring", "lame": "libmp3lame", "opencore-amr": "libopencore-amr", "libvpl": "libvpl",
    "libwebp": "libwebp libsharpyuv", "alsa-lib": "libasound", "libxcb": "libxcb", "libxau": "libXau",
    "libdrm": "libdrm", "sdl2": "libSDL2-", "sdl2-image": "libSDL2_image", "sdl2-mixer": "libSDL2_mixer",
    "sdl2-ttf": "libSDL2_ttf", "flac": "libFLAC", "fluidsynth": "libfluidsynth", "freetype": "libfreetype",
    "harfbuzz": "libharfbuzz", "libjpeg-turbo": "libjpeg", "libtiff": "libtiff", "libpng": "libpng", "libogg": "libogg",
    "libvorbis": "libvorbis", "opusfile": "libopusfile", "mpg123": "libmpg123", "libxmp": "libxmp",
    "libsndfile": "libsndfile", "portmidi": "libportmidi", "wavpack": "libwavpack", "brotli": "libbrotli",
    "openssl": "libssl libcrypto", "sqlite": "libsqlite3", "libffi": "libffi", "zlib": "libz.", "bzip2": "libbz2",
    "xz": "liblzma", "util-linux": "libuuid", "gcc": "libstdc++ libgcc_s", "python": "libpython",
}  # fmt: skip
_NAMED = ("opencv_python_headless.libs", "pillow.libs", "numpy.libs")  # their packages name them
_NAME = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")

Entry = tuple[str, str, str]


def gather(analysis: Any) -> list[Entry]:
    """Return the licence texts of all that an analysis found, as data files. Raises SystemExit where one is missing."""
    files = {Path(source).resolve() for _, source, _ in (*analysis.pure, *analysis.binaries, *analysis.datas)}
    held = [found for found in distributions() if files.intersection(_files(found))]
    texts = {found.name: list(_texts(found)) for found in held}
    if missing := [name for name, paths in texts.items() if not paths]:
        raise SystemExit(f"No licence text came with {', '.join(missing)}: name one in {__file__}.")
    if sys.platform == "linux":
        _refuse_strangers(name for name, _, _ in analysis.binaries)
    texts["python"] = [_python_text()]
    entries = [
        (f"{FOLDER}/{name}/{_file_name(path)}", str(path), "DATA") for name, paths in texts.items() for path in paths
    ]
    return [
        *entries,
        *((f"{FOLDER}/{path.relative_to(GENERAL)}", str(path), "DATA") for path in GENERAL.rglob("*.txt")),
    ]


def _refuse_strangers(names: Iterable[str]) -> None:
    """Raise SystemExit where a shared library is none of those whose licence is known."""
    known = tuple(start for starts in NATIVE.values() for start in starts.split())
    libraries = (Path(name) for name in names if ".so." in name or ".libs/" in name)
    strange = {path.name for path in libraries if path.parent.name not in _NAMED and not path.name.startswith(known)}
    if strange:
        raise SystemExit(f"The licence of {', '.join(sorted(strange))} is not known: add it to {__file__}.")


def _python_text() -> Path:
    """Return Python's own text: beside the library, on Windows beside the program. Raises SystemExit without it."""
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        if (path := Path(folder) / "LICENSE.txt").is_file():
            return path
    raise SystemExit("This Python came without its LICENSE.txt: build with one that has it.")


def _file_name(path: Path) -> str:
    """Return a text's name in the bundle. With its folders, for a package may bring several texts of one name."""
    package = next((part for part in path.parts if part.endswith(".dist-info")), path.parent.name)
    return "-".join(path.parts[path.parts.index(package) + 1 :])


def _files(found: Distribution) -> set[Path]:
    return {Path(str(file.locate())).resolve() for file in found.files or ()}


def _texts(found: Distribution) -> Iterator[Path]:
    if found.name in SAY_NOTHING:
        yield SAY_NOTHING[found.name]
    for file in found.files or ():
        if (
            file.suffix not in {".py", ".pyc"}
            and _NAME.search(file.name)
            and any(part.endswith(".dist-info") for part in file.parts)
        ):
            yield Path(str(file.locate()))
