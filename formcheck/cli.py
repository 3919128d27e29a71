"""The command line. Each command's work is in `commands/`; errors become one sentence and an exit code here."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from formcheck._version import __version__
from formcheck.console import streams as terminal
from formcheck.errors import FormcheckError, InputError, MissingError, UsageError
from formcheck.text.missing_library import missing_library

app = typer.Typer(
    name="formcheck",
    help="A form coach for the clamshell, on a plain laptop. Exercise-form guidance, not a medical device.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", help="Another pose model: lite, full, heavy, or a .task file.", show_default=False),
]

SessionsOption = Annotated[
    Path | None, typer.Option("--sessions", help="The folder where sessions are kept.", show_default=False)
]

SessionArgument = Annotated[
    Path,
    typer.Argument(help="A session's folder or shared file, its name, or `last`.", show_default=False),
]
_COMMAND_LINE_ERROR: type[Exception] = typer.BadParameter.__mro__[2]  # typer does not export it: `ClickException`

OutOption = Annotated[Path | None, typer.Option("-o", "--out", help="Where to write it.", show_default=False)]
Pain = Annotated[int | None, typer.Option(min=0, max=10, help="0, none, to 10.", show_default=False)]


def _version(wanted: bool) -> None:
    if wanted:
        terminal.say(f"formcheck {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Coach before the camera where no command is named; --version acts by itself."""
    if context.invoked_subcommand is None:
        live()


@app.command()
def live(
    camera: Annotated[
        str | None,
        typer.Option(
            help="A camera's number, a device such as /dev/video2, or a video file.", show_default="first found"
        ),
    ] = None,
    reps: Annotated[int, typer.Option(help="Reps in a set, 1 to 20.")] = 10,
    sets: Annotated[int, typer.Option(help="Sets a side, 1 to 3.")] = 1,
    rest: Annotated[float, typer.Option(help="Seconds of rest between two rounds, 0 to 600.")] = 60.0,
    model: ModelOption = None,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Say nothing, play nothing.")] = False,
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep nothing of this session.")] = False,
    video: Annotated[bool, typer.Option("--video", help="Keep the camera's picture too.")] = False,
    sessions: SessionsOption = None,
) -> None:
    """Coach before a camera. Keys: H shows them."""
    if video and no_save:
        raise UsageError("--video keeps the picture and --no-save keeps nothing: leave one of them out.")
    from formcheck.commands.live import live as run_live
    from formcheck.commands.live import plan_of, source_of
    from formcheck.commands.model import pose_model

    plan, source = plan_of(reps, sets, rest), source_of(camera)
    found = pose_model(model)
    raise typer.Exit(
        run_live(source, plan, found, camera, sound=not no_sound, save=not no_save, video=video, sessions=sessions)
    )


@app.command()
def doctor(model: ModelOption = None, sessions: SessionsOption = None) -> None:
    """Look at cameras, sound, the pose model and its speed, and tell what is wrong."""
    from formcheck.commands.doctor import doctor as run_doctor

    raise typer.Exit(run_doctor(model, sessions))


@app.command()
def check(
    videos: Annotated[list[Path], typer.Argument(help="Video files.", show_default=False)],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the accounts as JSON to this file; - is standard output.")
    ] = None,
    csv_out: Annotated[
        Path | None, typer.Option("--csv", help="Write the quantities frame by frame (one video).")
    ] = None,
    expect: Annotated[
        list[Path] | None, typer.Option("--expect", help="Compare with this truth file; once a video, in their order.")
    ] = None,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", help="Write a JUnit file for CI: a test case a video, failed where --expect differs."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="How many videos at a time, each in a process.", show_default="one a core"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where --json FILE stopped: what it has is not checked again.")
    ] = False,
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Let the workers of this Dask scheduler do it.", show_default=False),
    ] = None,
    model: ModelOption = None,
) -> None:
    """Tell what every rep of a video was: times, opening, pelvic roll, faults."""
    if csv_out is not None and len(videos) > 1:
        raise UsageError("--csv takes one video; run check once for each.")
    if expect and len(expect) != len(videos):
        raise UsageError(f"--expect must be given once a video: {len(videos)} videos, {len(expect)} truth files.")
    if resume and (json_out is None or json_out == Path("-")):
        raise UsageError("--resume goes on with the accounts in a file: name it with --json.")
    if resume and (csv_out is not None or expect):
        raise UsageError("--csv and --expect need every video checked now: leave out --resume.")
    if dask is not None and (csv_out is not None or jobs is not None):
        raise UsageError("--csv and --jobs are for this machine: leave them out with --dask.")
    from formcheck.commands.check import check as run_check
    from formcheck.commands.model import pose_model

    found = pose_model(model)
    raise typer.Exit(
        run_check(videos, found, json_out, csv_out, expect or [], junit_out=junit, jobs=jobs, resume=resume, dask=dask)
    )


@app.command()
def demo(model: ModelOption = None) -> None:
    """Check the clip that comes with the program."""
    from formcheck.commands.check import check as run_check
    from formcheck.commands.model import pose_model
    from formcheck.files.resources import resource

    clip = resource("tests", "fixtures", "videos", "rollback_mixed.mp4")
    raise typer.Exit(run_check([clip], pose_model(model)))


@app.command()
def replay(
    session: Annotated[
        Path,
        typer.Argument(help="A session's folder or shared file, its name, `last`, or a video.", show_default=False),
    ],
    rerun: Annotated[
        bool, typer.Option("--rerun", help="Only compare today's rules with the record; exit with 1 where they differ.")
    ] = False,
    model: ModelOption = None,
    sessions: SessionsOption = None,
) -> None:
    """Look at a session or a video again, or put a session through today's rules."""
    from formcheck.commands.replay import is_video, show
    from formcheck.commands.replay import rerun as run_again

    if rerun and is_video(session):
        raise UsageError("--rerun compares with what was recorded, and a video holds no record: name a session.")
    if rerun:
        raise typer.Exit(run_again(session, sessions))
    from formcheck.commands.model import pose_model

    raise typer.Exit(show(session, sessions, lambda: pose_model(model)))


@app.command()
def label(session: SessionArgument, sessions: SessionsOption = None) -> None:
    """Look at a session and say of every rep whether it counts and which faults it had."""
    from formcheck.commands.replay import label as run_label

    raise typer.Exit(run_label(session, sessions))


@app.command()
def report(
    session: SessionArgument,
    out: OutOption = None,
    show: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    sessions: SessionsOption = None,
) -> None:
    """Write the page on a session: for the patient and the physiotherapist."""
    from formcheck.commands.report import report as run_report

    raise typer.Exit(run_report(session, sessions, out, show=show))


@app.command()
def history(
    html: Annotated[Path | None, typer.Option(help="Write it as a page too.", show_default=False)] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every session anew.")] = False,
    sessions: SessionsOption = None,
) -> None:
    """Show all sessions: reps, clean reps, range and roll of each leg, pain, bands."""
    from formcheck.commands.history import history as run_history

    raise typer.Exit(run_history(sessions, html, rebuild=rebuild))


@app.command()
def note(
    session: SessionArgument,
    pain_before: Pain = None,
    pain_after: Pain = None,
    band: Annotated[str | None, typer.Option(help="The band used, in your words.", show_default=False)] = None,
    text: Annotated[str | None, typer.Option(help="Anything else.", show_default=False)] = None,
    sessions: SessionsOption = None,
) -> None:
    """Add pain, band and words to a session; without options, be asked for them."""
    from formcheck.commands.note import note as run_note

    given = {"pain_before": pain_before, "pain_after": pain_after}
    raise typer.Exit(run_note(session, sessions, **given, band=band, text=text))


@app.command()
def evaluate(
    named: Annotated[list[Path], typer.Argument(metavar="SESSION...", help="Labelled sessions.", show_default=False)],
    expect: Annotated[bool, typer.Option("--expect", help="Exit with 1 where anything differs.")] = False,
    sessions: SessionsOption = None,
) -> None:
    """Compare today's rules with a physiotherapist's labels: count, precision, recall, timing."""
    from formcheck.commands.evaluate import evaluate as run_evaluate

    raise typer.Exit(run_evaluate(named, sessions, expect=expect))


@app.command()
def share(
    session: SessionArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.", show_default=False)],
    sessions: SessionsOption = None,
) -> None:
    """Write one file of a session without a picture: no video, face, name or time of day."""
    from formcheck.commands.share import share as run_share

    raise typer.Exit(run_share(session, sessions, out))


@app.command()
def export(
    session: SessionArgument,
    csv: Annotated[bool, typer.Option("--csv", help="Quantities of every frame, and the reps.")] = False,
    trc: Annotated[bool, typer.Option("--trc", help="Landmarks as OpenSim markers, in millimetres.")] = False,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write into.")] = Path(),
    sessions: SessionsOption = None,
) -> None:
    """Write the numbers of a session for other programs."""
    from formcheck.commands.export import export as run_export

    raise typer.Exit(run_export(session, sessions, out, as_csv=csv, as_trc=trc))


@app.command("model")
def model_command(model: ModelOption = None) -> None:
    """Find, fetch and verify the pose model, and print its path."""
    from formcheck.commands.model import pose_model

    terminal.say(pose_model(model))


@app.command()
def about() -> None:
    """Show the version, the licence, and what comes from others under which licences."""
    from formcheck.commands.about import about as run_about

    raise typer.Exit(run_about())


def _stopped(number: int, _frame: object) -> None:
    """End by the first signal: on the way out every file is finished and closed, which a second must not interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def main(tell: Callable[[object], None] = terminal.tell) -> None:
    """Run the command line. tell: given the sentence of an error, and by default printing it to standard error."""
    terminal.prepare()
    os.umask(0o077)  # what is written here is the user's alone to read
    signal.signal(signal.SIGTERM, _stopped)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is ignored, as in the background
        signal.signal(signal.SIGINT, _stopped)
    sys.exit(_exit_code(tell))


def _exit_code(tell: Callable[[object], None]) -> int:
    try:
        code: int = app(standalone_mode=False) or 0
        terminal.finish()
    except FormcheckError as error:
        tell(error)
        return error.exit_code
    except _COMMAND_LINE_ERROR as error:
        return _wrong_use(error, tell)
    except OSError as error:
        named = Path(str(error.filename)).name[:60] if error.filename is not None else "A file or device"
        tell(f"{named} cannot be used ({error.strerror or error}): check it, or name another.")
        return InputError.exit_code
    except MemoryError:
        tell("There is not enough memory: close other programs, or raise the limit that `ulimit -v` shows.")
        return MissingError.exit_code
    except ImportError as error:
        if (error.name or "").startswith("formcheck"):
            raise
        tell(
            missing_library(error) or f"A library cannot be loaded ({error}): free memory, or install formcheck again."
        )
        return MissingError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        tell("Stopped.")
        return 130
    return code


def _wrong_use(error: Any, tell: Callable[[object], None]) -> int:
    """Tell what is wrong with the command line. Typer's own words show what was typed as it is."""
    if error.ctx is not None:
        for line in error.ctx.get_usage().splitlines():
            tell(line)
        tell(f"`{error.ctx.command_path} --help` shows what it takes.")
    tell(error.format_message())
    return UsageError.exit_code


if __name__ == "__main__":
    main()
