"""`formcheck live`: the coach before a camera."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import asdict
from pathlib import Path

from formcheck.capture.camera import Camera
from formcheck.capture.trouble import Trouble
from formcheck.commands.after import After
from formcheck.console.streams import say, tell
from formcheck.errors import UsageError
from formcheck.exercise.exercise import Exercise
from formcheck.files.hashing import file_sha256
from formcheck.pipeline import LiveEstimator, Sink
from formcheck.recording.input_log import InputLog
from formcheck.recording.metadata import Metadata, this_machine
from formcheck.recording.paths import default_place
from formcheck.recording.writer import Recorder
from formcheck.roll_weights import load_roll_model
from formcheck.session.camera_check import CameraCheck
from formcheck.session.plan import Plan
from formcheck.session.recognizer import RepRecognizer
from formcheck.session.session import Session
from formcheck.session.summary import Summary
from formcheck.text.plain_text import encodable, shown
from formcheck.text.sentences import sentence
from formcheck.ui.coach_window import Window, close_window, open_window
from formcheck.ui.sounds import SoundPlayer
from formcheck.ui.start_form import StartForm
from formcheck.ui.start_window import StartWindow
from formcheck.ui.words import LEG, counts_of, not_begun, range_words, sentences_of
from formcheck.ui.worker import OpenEstimator, Source, Worker

FIRST_CAMERA = "first that works"  # as session.json calls it


def plan_of(reps: int, sets: int, rest_s: float) -> Plan:
    """Return the plan. Raises UsageError where a number is out of range."""
    try:
        return Plan(reps, sets, rest_s)
    except ValueError as error:
        raise UsageError(f"The plan cannot be done: {error}.") from error


def source_of(camera: str | None) -> Source:
    """Return the camera, or the file that plays as one. Raises InputError where it is neither."""
    from formcheck.capture.devices import opener, parse_device
    from formcheck.capture.file_playback import FilePlayback

    device = None if camera is None else parse_device(camera)
    return Camera(opener(device)) if camera is None or device is not None else FilePlayback(Path(camera))


def live(
    source: Source,
    plan: Plan,
    model: Path,
    camera: str | None,
    *,
    sound: bool = True,
    save: bool = True,
    video: bool = False,
    sessions: Path | None = None,
) -> int:
    """Coach in a window until it is closed; return the exit code. What was done is printed at the end.

    camera: what the source was called, for the record. sessions: where sessions are kept.
    """
    told: list[str] = []

    def note(sentence: str) -> None:
        told.append(shown(sentence))  # the window cannot draw every character of a path

    with ExitStack() as stack:
        sounds = SoundPlayer() if sound else None
        if sounds is not None:
            stack.callback(sounds.close)
        heard: dict[str, Sink] = {} if sounds is None else {sentence("live.sound"): sounds}
        lent = _Lent(_estimator(model))
        stack.callback(lent.close)
        stack.callback(close_window)
        open_window(full_screen=True)  # before the camera: without a display there is nothing to look for
        source.start()
        stack.callback(source.stop)
        form = StartForm(plan)
        if isinstance(source, Camera):  # a file does not wait
            missing = _missing(sounds, sessions, save=save)
            chosen = _start(source, lent, form, heard, _alarm(sounds), note, missing)
            if chosen is None:
                return 0
            form = chosen
        recognizer = RepRecognizer(load_roll_model())
        coached = Session(recognizer, form.plan)
        session = InputLog(coached)
        metadata = _metadata(camera, form.plan, model, recognizer.exercise)
        recorder = Recorder(sessions or default_place(), metadata, note, input_log=session, video=video)
        sinks = dict(heard)
        if save:
            sinks[sentence("live.record")] = stack.enter_context(recorder)
        after = After(lambda: recorder.folder, form.pain, note)
        worker = Worker(source, lent, session, sinks, note, _alarm(sounds), recognizer.exercise)
        window = Window(source, worker, lambda: coached.summary, sounds, after)
        worker.start()
        stack.callback(worker.stop)
        while window.turn():
            window.remarks = tuple(told)
    after.keep(window.answers)
    for line in words_of(coached.summary, form.plan, window.scene.clean_range_deg if window.scene else None):
        say(line)
    for line in told:
        tell(line)
    if recorder.folder is not None:
        say(sentence("live.kept", folder=recorder.folder))
    if worker.error is not None:
        raise worker.error
    return 0


def words_of(summary: Summary, plan: Plan, clean_range_deg: float | None) -> list[str]:
    """Return the summary in lines, none where nothing was done."""
    if not summary.sets:
        return []
    lines = [f"{LEG[result.lying_on]}: {counts_of(result)}. {sentences_of(result)}".strip() for result in summary.sets]
    lines += not_begun(plan, (result.lying_on for result in summary.sets))
    if clean_range_deg is not None:
        lines.append(range_words(clean_range_deg))
    return [*lines, sentence(summary.next_step.text_id)]


def _start(
    source: Source,
    lent: OpenEstimator,
    form: StartForm,
    sinks: dict[str, Sink],
    alarm: Callable[[Trouble | None], None],
    note: Callable[[str], None],
    missing: tuple[str, ...],
) -> StartForm | None:
    """Show the start screen until it starts; return what was chosen, None where the person quit."""
    worker = Worker(source, lent, CameraCheck(load_roll_model()), sinks, note, alarm)
    window = StartWindow(source, worker, form, missing)
    worker.start()
    try:
        while window.turn():
            pass
    finally:
        worker.stop()
    if worker.error is not None:
        raise worker.error
    return window.form if window.started else None


def _missing(sounds: SoundPlayer | None, sessions: Path | None, *, save: bool) -> tuple[str, ...]:
    """Return what this computer lacks for a session, a sentence each. The camera's trouble has its own place."""
    from formcheck.commands.doctor import Verdict, space

    lacking = [] if sounds is None or sounds.problem is None else [sounds.problem]
    room = space(sessions)
    if save and room.verdict is not Verdict.FINE and room.advice is not None:
        lacking.append(sentence("live.no-room", advice=room.advice))
    return tuple(shown(line) for line in lacking)


class _Lent:
    """Opens the estimator when it is first asked for and keeps it: the start screen and the session use the same."""

    def __init__(self, open_it: OpenEstimator) -> None:
        self._open = open_it
        self._kept = ExitStack()
        self._estimator: LiveEstimator | None = None

    def __call__(self) -> AbstractContextManager[LiveEstimator]:
        if self._estimator is None:
            self._estimator = self._kept.enter_context(self._open())
        return nullcontext(self._estimator)

    def close(self) -> None:
        """Close the estimator."""
        self._kept.close()


def _alarm(sounds: SoundPlayer | None) -> Callable[[Trouble | None], None]:
    return (lambda _: None) if sounds is None else sounds.trouble


def _estimator(model: Path) -> OpenEstimator:
    def open_it() -> AbstractContextManager[LiveEstimator]:
        from formcheck.pose.estimator import PoseEstimator  # takes a second: the window is open meanwhile

        return PoseEstimator(model)

    return open_it


def _metadata(camera: str | None, plan: Plan, model: Path, exercise: Exercise) -> Metadata:
    return Metadata(
        **this_machine(),
        camera=encodable(camera or FIRST_CAMERA),
        plan=asdict(plan),
        exercise=exercise.name,
        pose_model_sha256=file_sha256(model),
    )
