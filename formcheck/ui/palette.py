"""Colours, RGB.

Blue and orange stay apart for every kind of colour blindness (Okabe & Ito 2008); no meaning is left to a colour alone:
a shape or a pattern always says the same.
"""

from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

BACKGROUND: Colour = (14, 18, 24)
PANEL: Colour = (26, 32, 41)
TROUGH: Colour = (52, 60, 72)
INK: Colour = (248, 248, 248)
SOFT: Colour = (168, 178, 190)
FAINT: Colour = (92, 102, 115)
OUTLINE: Colour = (8, 10, 14)
GOOD: Colour = (86, 180, 233)
FAULT: Colour = (255, 170, 30)
