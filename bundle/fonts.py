"""Matplotlib's list of fonts, made at build time of those that the bundle holds, which are all that reports use."""

from pathlib import Path

HELD = ("DejaVuSans.ttf", "LastResort")  # and what stands for characters it lacks
FOLDER = "formcheck/_data/fonts"


def write_font_list(folder: Path) -> Path:
    """Write the list into the folder, under the name by which Matplotlib finds it in its own, and return its path."""
    from matplotlib import font_manager

    fonts = font_manager.FontManager()
    fonts.ttflist = [entry for entry in fonts.ttflist if is_held(Path(entry.fname))]
    fonts.afmlist = []
    path = folder / f"fontlist-v{fonts.__version__}.json"
    font_manager.json_dump(fonts, path)  # Matplotlib's own fonts are named relative to its folder
    return path


def is_held(path: Path) -> bool:
    """Return whether the bundle holds the font."""
    return path.name.startswith(HELD) and "mpl-data" in path.parts
