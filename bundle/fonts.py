"""Matplotlib's list of fonts, made at build time of the one font that the bundle holds and reports use."""

from pathlib import Path

FONT = "DejaVuSans"  # and its bold, oblique and mono forms
FOLDER = "formcheck/_data/fonts"


def write_font_list(folder: Path) -> Path:
    """Write the list into the folder, under the name by which Matplotlib finds it in its own, and return its path."""
    from matplotlib import font_manager

    fonts = font_manager.FontManager()
    fonts.ttflist = [entry for entry in fonts.ttflist if _is_held(Path(entry.fname))]
    fonts.afmlist = []
    path = folder / f"fontlist-v{fonts.__version__}.json"
    font_manager.json_dump(fonts, path)  # Matplotlib's own fonts are named relative to its folder
    return path


def _is_held(path: Path) -> bool:
    return path.name.startswith(FONT) and "mpl-data" in path.parts
