"""The keys of the replay window, in words. What a key does in the live window it does here too."""

import pygame

from formcheck.form.rule import Fault
from formcheck.text.sentences import sentence

KEYS = (
    ("Space", "stop, go on"),
    ("Left, Right", "one picture back, on"),
    ("N", "next rep; with Shift, the one before"),
    ("X", "next fault; with Shift, the one before"),
    ("R", "from the start again"),
    ("S", "half, quarter, full speed"),
    ("Mouse", "on the curves: go there"),
    ("F", "full screen, window"),
    ("H", "hide this"),
    ("Esc", "leave full screen; then end"),
)
FAULT_KEYS = dict(zip((pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_4), Fault, strict=True))
LABEL_KEYS = (
    *((str(number), sentence(f"{fault.text_id}.key")) for number, fault in enumerate(Fault, 1)),
    ("C", "it is a rep: yes, no"),
    ("B", "a missed rep begins; B again: it ends"),
    ("Enter", "labelled: show the verdict"),
)
