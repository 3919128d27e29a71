"""What the person sees and hears. Drawing (`view.py`) knows no events and no clock; `window.py` is the loop."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # pygame greets on standard output when imported
