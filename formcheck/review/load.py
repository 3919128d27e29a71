"""Films of recorded sessions, and of videos that are analysed first. Both show how far they are, on a terminal."""

from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from formcheck.analysis.analyze import right_way_up
from formcheck.capture import Frame, VideoFile
from formcheck.console.progress_bar import with_bar
from formcheck.errors import InputError
from formcheck.pipeline import Sink, run_file
from formcheck.pose import Pose
from formcheck.recording.input_replay import Replay
from formcheck.recording.reader import Recording
from formcheck.review.film import Film
from formcheck.roll_weights import load_roll_model
from formcheck.session.events import Event
from formcheck.session.recognizer import RepRecognizer, Step

SIZE = (640, 360)  # where the recording does not tell the size of its pictures


class Filming:
    """A sink that makes a film."""

    def __init__(self, film: Film) -> None:
        self._film = film

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:  # noqa: ARG002 - the interface of sinks
        """Take in one frame."""
        self._film.add(pose, step)

    def end(self, events: tuple[Event, ...]) -> None:
        """Take in the last events."""
        self._film.note(events)


def replayed(recording: Recording) -> Film:
    """Return the film of a recorded session by today's rules. Raises InputError where it holds no frame."""
    metadata = recording.metadata
    size = (metadata.width, metadata.height) if metadata.width and metadata.height else SIZE
    film = Film(size, recording.exercise)
    again = Replay(recording)
    for _, pose, step in with_bar(again, recording.name, metadata.frames or None, Console(stderr=True)):
        film.add(pose, step)
    film.note(again.ended)
    if not len(film):
        raise InputError(f"{recording.path} holds no frame that can be read, so there is nothing to show.")
    return film


def analysed(video: Path, model: Path) -> tuple[Film, bool]:
    """Return the film of a video, and whether its pictures are turned by half a turn in it, as `check` turns them.

    Raises InputError where the video cannot be read.
    """
    from formcheck.pose.estimator import PoseEstimator

    def look(half_turn: bool, watching: Sink) -> tuple[Film, bool]:
        with ExitStack() as stack:
            frames = stack.enter_context(VideoFile(video, half_turn=half_turn))
            estimator = stack.enter_context(PoseEstimator(model))
            film = Film((frames.width, frames.height))
            recognizer = RepRecognizer(load_roll_model())
            shown = with_bar(frames, video.name, frames.frames, Console(stderr=True))
            run_file(shown, estimator, recognizer, [Filming(film), watching])
            return film, half_turn

    return right_way_up(look, lambda looked: len(looked[0].reps))
