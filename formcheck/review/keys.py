"""The keys of the replay window, in words. What a key does in the live window it does here too."""

import pygame

from formcheck.form.rule import Fault
from formcheck.text.sentences import sentence

KEYS = (
    (sentence("key.space"), sentence("key.stop")),
    (sentence("key.arrows"), sentence("key.frame")),
    ("N", sentence("key.next-rep")),
    ("X", sentence("key.next-fault")),
    ("R", sentence("key.from-start")),
    ("S", sentence("key.speed")),
    (sentence("key.mouse"), sentence("key.curves")),
    ("F", sentence("key.full-screen")),
    ("H", sentence("key.hide")),
    (sentence("key.esc"), sentence("key.leave")),
)
FAULT_KEYS = dict(zip((pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_4), Fault, strict=True))
LABEL_KEYS = (
    *((str(number), sentence(f"{fault.text_id}.key")) for number, fault in enumerate(Fault, 1)),
    ("C", sentence("key.is-rep")),
    ("B", sentence("key.missed")),
    (sentence("key.enter"), sentence("key.labelled")),
)
