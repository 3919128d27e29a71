"""formcheck without a network: python -m tests.privacy.guarded WORDS... Windows close by themselves after a while."""

import sys

from formcheck.ui.coach_window import Window
from tests.privacy.guard import guard

if __name__ == "__main__":  # not where pytest looks for doctests: the guard cannot be taken off again
    guard()  # before anything of the program or its libraries is loaded

from formcheck import cli
from formcheck.commands import live
from formcheck.review import review_window as window

LIVE_S = 3.0


class Live(Window):
    """Closed by the person after some seconds."""

    def turn(self) -> bool:
        return super().turn() and (self.scene is None or self.scene.posture.t < LIVE_S)


class Review(window.ReviewWindow):
    """Closed by the person after some pictures."""

    turns = 0

    def turn(self) -> bool:
        self.turns += 1
        return super().turn() and self.turns < 10


if __name__ == "__main__":
    vars(live)["Window"] = Live
    vars(window)["ReviewWindow"] = Review
    sys.argv[0] = "formcheck"
    cli.main()
