"""`formcheck doctor`: what this machine has, and what is wrong with it."""

import os
import platform
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from formcheck._version import __version__
from formcheck.errors import FormcheckError, MissingError
from formcheck.files import libraries
from formcheck.files.hashing import file_sha256
from formcheck.text.plain_text import shown

TEST_FRAMES = 20  # of a camera, and of the clip: enough for a speed to two digits
WARM_UP = 5  # the first are slower: models are prepared, cameras adjust
SLOW_MS = 66.0  # beyond this, fewer than 15 pictures a second
DARK = 40.0  # mean of 255
LITTLE_SPACE_MB = 200.0  # a session without video takes about 10


class Verdict(str, Enum):
    """How a finding stands."""

    FINE = "ok"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. advice: the next step, where there is one."""

    verdict: Verdict
    what: str
    found: str
    advice: str | None = None


COLOURS = {Verdict.FINE: "green", Verdict.NOTE: "yellow", Verdict.MISSING: "red"}


def doctor(model: Path | None, sessions: Path | None) -> int:
    """Print what is found as it is found; return the exit code."""
    console = Console(highlight=False)
    code = 0
    for finding in examine(model, sessions):
        verdict = f"[{COLOURS[finding.verdict]}]{finding.verdict.value:8}[/]"
        console.print(f"{verdict}{finding.what:11}{escape(shown(finding.found))}", soft_wrap=True)
        if finding.advice is not None:
            console.print(f"{'':19}{escape(shown(finding.advice))}", soft_wrap=True)
        if finding.verdict is Verdict.MISSING:
            code = MissingError.exit_code
    console.print("Something is missing: see above." if code else "Everything needed is here.")
    return code


def examine(model: Path | None, sessions: Path | None) -> Iterator[Finding]:
    """Yield the findings, the quick ones first."""
    yield versions()
    yield space(sessions)
    yield display()
    yield sound()
    found, path = pose_model(model)
    yield found
    if path is not None:
        yield pose_speed(path)
    yield from cameras()


def versions() -> Finding:
    """Return the versions of what the numbers may depend on."""
    here = f"formcheck {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if lacking := libraries.lacking():
        return Finding(Verdict.MISSING, "versions", here, f"Install formcheck again: {', '.join(lacking)} is missing.")
    known = [f"{name} {version}" for name, version in libraries.versions().items()]
    return Finding(Verdict.FINE, "versions", ", ".join([here, *known]))


def space(sessions: Path | None) -> Finding:
    """Return how much room there is where sessions are kept."""
    from formcheck.recording.paths import default_place

    place = sessions or default_place()
    there = next(folder for folder in (place, *place.absolute().parents) if folder.is_dir())
    free_mb = shutil.disk_usage(there).free / 1e6
    text = f"{place}, {free_mb / 1000:.1f} GB free"
    if not os.access(there, os.W_OK):
        return Finding(Verdict.NOTE, "sessions", text, f"{there} cannot be written: choose another with --sessions.")
    if free_mb < LITTLE_SPACE_MB:
        return Finding(Verdict.NOTE, "sessions", text, "Make room: a session takes about 10 MB, its video 100.")
    return Finding(Verdict.FINE, "sessions", text)


def display() -> Finding:
    """Return whether a window can be opened."""
    from formcheck.ui import coach_window as window

    try:
        surface = window.open_window()
    except MissingError as error:
        return Finding(Verdict.MISSING, "window", "none can be opened", str(error))
    import pygame

    driver = pygame.display.get_driver()
    size = surface.get_size()
    window.close_window()
    return Finding(Verdict.FINE, "window", f"{size[0]}x{size[1]}, {driver}")


def sound() -> Finding:
    """Return the sound devices. The coach works without any."""
    import pygame
    from pygame._sdl2 import audio

    from formcheck.ui.quiet import quiet_libraries

    try:
        with quiet_libraries():  # ALSA prints a page where there is no sound card
            pygame.mixer.init()
        names = audio.get_audio_device_names(False)
        pygame.mixer.quit()
    except pygame.error as error:
        return Finding(Verdict.NOTE, "sound", f"none ({error})", "Connect a loudspeaker, or follow the window alone.")
    return Finding(Verdict.FINE, "sound", ", ".join(names) or "the default device")


def pose_model(explicit: Path | None) -> tuple[Finding, Path | None]:
    """Return the finding about the pose model, and its path where it is of use. Nothing is fetched."""
    from formcheck.pose.weights.fetch import Size
    from formcheck.pose.weights.find import KNOWN_SHA256, cached_path, chosen, find_or_fetch, known_path

    choice = chosen(explicit)
    fetching = f"`formcheck model --model {explicit}`" if explicit else "`formcheck model`"
    try:
        if isinstance(choice, Path):
            path = find_or_fetch(choice, lambda *_: None)
        else:
            path = known_path(choice) or cached_path(choice)
        sha = file_sha256(path)
    except MissingError as error:
        return Finding(Verdict.MISSING, "pose model", "not usable", str(error)), None
    except OSError:
        return Finding(Verdict.MISSING, "pose model", "not there yet", f"Run {fetching} to fetch it."), None
    if sha in KNOWN_SHA256[Size.FULL if isinstance(choice, Path) else choice]:
        return Finding(Verdict.FINE, "pose model", f"{path}, sha256 {sha[:12]} as expected"), path
    if isinstance(choice, Path):
        return Finding(Verdict.NOTE, "pose model", f"{path}, sha256 {sha[:12]} is not the standard model's"), path
    return Finding(Verdict.MISSING, "pose model", f"{path} is damaged", f"Run {fetching} to fetch it again."), None


def pose_speed(model: Path) -> Finding:
    """Return how long the pose model takes for a picture of the clip that comes with the program."""
    from formcheck.capture import VideoFile
    from formcheck.files.resources import resource
    from formcheck.pose.estimator import PoseEstimator

    try:
        clip = resource("tests", "fixtures", "videos", "rollback_mixed.mp4")
        times = []
        with VideoFile(clip) as frames, PoseEstimator(model) as estimator:
            for frame in islice(frames, WARM_UP + TEST_FRAMES):
                began = time.perf_counter()
                estimator.estimate(frame)
                times.append(time.perf_counter() - began)
    except (FormcheckError, FileNotFoundError) as error:
        return Finding(Verdict.MISSING, "speed", "cannot be measured", str(error))
    ms = sorted(times[WARM_UP:])[TEST_FRAMES // 2] * 1000
    text = f"{ms:.0f} ms a picture ({platform.processor() or platform.machine()}, {os.cpu_count()} cores)"
    if ms > SLOW_MS:
        return Finding(Verdict.NOTE, "speed", text, "That is slow: close other programs, plug in the power supply.")
    return Finding(Verdict.FINE, "speed", text)


def cameras() -> Iterator[Finding]:
    """Yield a finding for each camera, from test pictures."""
    from formcheck.capture.devices import devices
    from formcheck.capture.trouble import CameraError, Trouble, advice

    found = 0
    for device in devices():
        try:
            yield camera(device)
            found += 1
        except CameraError as error:
            if error.trouble is not Trouble.NONE_FOUND:
                title, what_to_do = advice(error.trouble)
                yield Finding(Verdict.NOTE, "camera", f"{device}: {title[0].lower()}{title[1:]}", what_to_do)
    if not found:
        yield Finding(Verdict.MISSING, "camera", "none that works", advice(Trouble.NONE_FOUND)[1])


def camera(device: int | str) -> Finding:
    """Return what a camera's pictures are like. Raises CameraError where it gives none."""
    from formcheck.capture.devices import open_device
    from formcheck.capture.light import brightness
    from formcheck.capture.trouble import CameraError, Trouble

    capture = open_device(device)
    try:
        pictures = [image for _ in range(WARM_UP) if (image := capture.read()) is not None]
        began = time.perf_counter()
        pictures += [image for _ in range(TEST_FRAMES) if (image := capture.read()) is not None]
        seconds = time.perf_counter() - began
    finally:
        capture.release()
    if not pictures:
        raise CameraError(Trouble.IN_USE)
    height, width = pictures[-1].shape[:2]
    light = brightness(pictures[-1])
    text = f"{device}: {width}x{height}, {TEST_FRAMES / seconds:.0f} pictures a second, brightness {light:.0f} of 255"
    if light < DARK:
        return Finding(Verdict.NOTE, "camera", text, "That is dark: open the shutter, turn on a light.")
    return Finding(Verdict.FINE, "camera", text)
