"""Stands before a session and remembers all that goes in, so that a replay can put the same in again."""

from formcheck.pipeline import Coached
from formcheck.pose import Pose
from formcheck.recording.pose_codec import Asked
from formcheck.session.events import Event
from formcheck.session.recognizer import Step


class InputLog:
    """Use it in the session's place, and give it to the `Recorder`.

    light: of the last pose. `take_asked` returns what happened between poses since it was last called.
    """

    def __init__(self, session: Coached) -> None:
        self._session = session
        self._asked: list[tuple[Asked, float]] = []
        self.light: float | None = None

    def update(self, pose: Pose, light: float | None = None) -> Step:
        """Return what the pose brought."""
        self.light = light
        return self._session.update(pose, light)

    def finish(self) -> tuple[Event, ...]:
        """Return the last events."""
        return self._session.finish()

    def pause(self, t: float) -> None:
        """Let nothing count."""
        self._asked.append(("pause", t))
        self._session.pause(t)

    def resume(self, t: float) -> None:
        """Go on."""
        self._asked.append(("resume", t))
        self._session.resume(t)

    def restart_set(self, t: float) -> None:
        """Count the set from nothing again."""
        self._asked.append(("restart_set", t))
        self._session.restart_set(t)

    def fall_behind(self, t: float) -> None:
        """Take note that the computer looks too seldom."""
        self._asked.append(("fall_behind", t))
        self._session.fall_behind(t)

    def catch_up(self, t: float) -> None:
        """Take note that it looks often enough again."""
        self._asked.append(("catch_up", t))
        self._session.catch_up(t)

    def take_asked(self) -> tuple[tuple[Asked, float], ...]:
        """Return what happened between poses and was not yet taken, in order."""
        asked, self._asked = tuple(self._asked), []
        return asked
