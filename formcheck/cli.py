"""The command line. Each command's work is in `commands/`; errors become one sentence and an exit code here."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from formcheck._version import __version__
from formcheck.errors import FormcheckError, UsageError

app = typer.Typer(
    name="formcheck",
    help="A form coach for the clamshell, on a plain laptop. Exercise-form guidance, not a medical device.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ModelOption = Annotated[Path | None, typer.Option("--model", help="Another pose model file (.task).", show_default=False)]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Say nothing: the options act by themselves."""


@app.command()
def check(
    videos: Annotated[list[Path], typer.Argument(help="Video files.", show_default=False)],
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the accounts as JSON to this file; - is standard output.")
    ] = None,
    csv_out: Annotated[Path | None, typer.Option("--csv", help="Write the quantities of every frame (one video).")] = None,
    expect: Annotated[
        list[Path] | None, typer.Option("--expect", help="Compare with this truth file; once a video, in their order.")
    ] = None,
    model: ModelOption = None,
) -> None:
    """Tell what every rep of a video was: times, opening, pelvic roll, faults."""
    if csv_out is not None and len(videos) > 1:
        raise UsageError("--csv takes one video; run check once for each.")
    if expect and len(expect) != len(videos):
        raise UsageError(f"--expect must be given once a video: {len(videos)} videos, {len(expect)} truth files.")
    from formcheck.commands.check import check as run_check
    from formcheck.commands.model import pose_model

    raise typer.Exit(run_check(videos, pose_model(model), json_out, csv_out, expect or []))


@app.command()
def demo(model: ModelOption = None) -> None:
    """Check the clip that comes with the program."""
    from formcheck.commands.check import check as run_check
    from formcheck.commands.model import pose_model
    from formcheck.resources import resource

    clip = resource("tests", "fixtures", "videos", "rollback_mixed.mp4")
    raise typer.Exit(run_check([clip], pose_model(model), None, None, []))


@app.command("model")
def model_command(model: ModelOption = None) -> None:
    """Find, fetch and verify the pose model, and print its path."""
    from formcheck.commands.model import pose_model

    print(pose_model(model))


def main() -> None:
    """Run the command line; an error for the user is one sentence on standard error."""
    try:
        app()
    except FormcheckError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
