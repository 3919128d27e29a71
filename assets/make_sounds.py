# ruff: noqa: INP001 - a script, run from the root
"""Make `assets/sounds/` anew: tones by numpy, speech by hibari, a neural voice; all at one loudness.

    sudo apt-get install ffmpeg
    pip install hibari-tts==0.2.1
    python -m assets.make_sounds

from the root of the repository. What is said is taken from the program itself, so that
nothing it can say is forgotten. Recipe and licences: `assets/sounds/README.md`.
"""

import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.ui.manifest import TONES, speech

Floats = npt.NDArray[np.float64]

SOUNDS = Path(__file__).resolve().parent / "sounds"
RATE = 44_100
VOICE_RATE = 24_000
PACE = 0.92  # of the voice's own: calm, and clear from two metres away
LOUDNESS_DB = -14.0  # LUFS, K-weighted as in ITU-R BS.1770: what players and streaming services level to
PEAK_MOST = 10 ** (-2.5 / 20)  # leaves room for what the encoder adds
LIMITER_S = 0.005  # a louder moment is turned down from this long before it to this long after it
FRAME_S = 0.02
ACTIVE_DB = 30.0  # a frame this far below the loudest is a pause and not part of the loudness
SILENT_DB = 45.0  # below the loudest frame: trimmed away at both ends
MARGIN_S = 0.03  # kept around what is heard
FADE_S = 0.008
NOTES = {"C4": 261.63, "E4": 329.63, "G4": 392.0, "C5": 523.25, "D5": 587.33, "E5": 659.26, "G5": 783.99, "C6": 1046.5}
BELL, BUZZ = "bell", "buzz"
# Each tone: notes with their start and length in seconds. Rising is good, falling is not. A fault buzzes: nothing else
# sounds like it, over speech too.
SCORES: dict[str, list[tuple[str, float, float]]] = {
    "ready": [("C5", 0.0, 0.16), ("G5", 0.14, 0.4)],
    "rep": [("G5", 0.0, 0.25)],
    "rep-faulty": [("E4", 0.0, 0.3)],
    "no-rep": [("G4", 0.0, 0.16), ("C4", 0.15, 0.3)],
    "fault": [("E4", 0.0, 0.13), ("E4", 0.18, 0.18)],
    "lost": [("E5", 0.0, 0.16), ("C5", 0.14, 0.16), ("G4", 0.28, 0.36)],
    "set-done": [("C5", 0.0, 0.16), ("E5", 0.14, 0.16), ("G5", 0.28, 0.16), ("C6", 0.42, 0.5)],
    "hold": [("D5", 0.0, 0.35)],
    "hold-done": [("D5", 0.0, 0.14), ("G5", 0.12, 0.3)],
    "rest-over": [("G5", 0.0, 0.16), ("G5", 0.22, 0.16), ("C6", 0.44, 0.4)],
}
TIMBRES = {"fault": BUZZ}  # all others are bells


def k_weighted(samples: Floats) -> Floats:
    """Return samples (n,) at 44.1 kHz as the ear weighs them: the two filters of ITU-R BS.1770-4.

    Its coefficients are for 48 kHz; here the same analogue shapes are applied to the spectrum, without phase.
    """
    s = 1j * np.fft.rfftfreq(2 * len(samples), 1 / RATE)
    shelf_hz, shelf_q, shelf_high, shelf_mid = 1681.97, 0.7072, 1.58486, 1.25872  # +4 dB from about 1.7 kHz up
    shelf = (shelf_high * s**2 + shelf_mid * shelf_hz / shelf_q * s + shelf_hz**2) / (
        s**2 + shelf_hz / shelf_q * s + shelf_hz**2
    )
    pass_hz, pass_q = 38.135, 0.5003
    high_pass = s**2 / (s**2 + pass_hz / pass_q * s + pass_hz**2)
    spectrum = np.fft.rfft(samples, 2 * len(samples)) * np.abs(shelf * high_pass)
    return np.asarray(np.fft.irfft(spectrum)[: len(samples)])


def frame_levels(samples: Floats) -> Floats:
    """Return the mean square of each 20 ms of samples (n,)."""
    size = round(FRAME_S * RATE)
    padded = np.pad(samples, (0, -len(samples) % size))
    return np.asarray((padded.reshape(-1, size) ** 2).mean(1))


def loudness_db(samples: Floats) -> float:
    """Return the K-weighted loudness of the active parts of samples (n,), in decibels against full scale."""
    levels = frame_levels(k_weighted(samples))
    active = levels[levels > levels.max() * 10 ** (-ACTIVE_DB / 10)]
    return float(-0.691 + 10 * np.log10(active.mean()))


def trimmed(samples: Floats) -> Floats:
    """Return samples (n,) without the silence at both ends, and with soft edges."""
    heard = np.flatnonzero(frame_levels(samples) > frame_levels(samples).max() * 10 ** (-SILENT_DB / 10))
    first, last = heard[0] * FRAME_S - MARGIN_S, (heard[-1] + 1) * FRAME_S + MARGIN_S
    kept = samples[max(round(first * RATE), 0) : round(last * RATE)].copy()
    fade = np.linspace(0, 1, round(FADE_S * RATE))
    kept[: len(fade)] *= fade
    kept[-len(fade) :] *= fade[::-1]
    return kept


def lowest_of(samples: Floats, width: int) -> Floats:
    """Return the least of every `width` neighbouring samples, (n - width + 1,)."""
    span, lowest = 1, samples
    while span < width:
        step = min(span, width - span)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        span += step
    return lowest


def limited(samples: Floats) -> Floats:
    """Return samples (n,) with no peak above `PEAK_MOST`: louder moments are turned down smoothly."""
    reach = round(LIMITER_S * RATE)
    window = 2 * reach + 1
    wanted = np.minimum(1.0, PEAK_MOST / np.maximum(np.abs(samples), 1e-9))
    lowest = lowest_of(np.pad(wanted, 2 * reach, mode="edge"), window)
    weights = np.hanning(window + 2)[1:-1]
    return samples * np.convolve(lowest, weights / weights.sum(), mode="valid")


def levelled(samples: Floats) -> Floats:
    """Return samples (n,) at the common loudness, the highest peaks limited.

    Raises ValueError where that loudness is not reached.
    """
    louder = samples
    for _ in range(8):  # limiting takes a little of the loudness away
        louder = limited(louder * 10 ** ((LOUDNESS_DB - loudness_db(louder)) / 20))
    if abs(loudness_db(louder) - LOUDNESS_DB) > 0.5:
        raise ValueError(f"only {loudness_db(louder):.1f} dB are reached: lower LOUDNESS_DB")
    return louder


def tone(name: str) -> Floats:
    """Return a tone: bells, struck and fading, or a buzz of odd overtones that stays."""
    notes, timbre = SCORES[name], TIMBRES.get(name, BELL)
    out = np.zeros(round(max(start + length for _, start, length in notes) * RATE))
    for note, start, length in notes:
        t = np.arange(round(length * RATE)) / RATE
        edges = np.minimum(t / 0.004, 1) * np.minimum((length - t) / 0.02, 1)
        overtones = {1: 1.0, 2: 0.18, 3: 0.06} if timbre == BELL else {k: 1 / k for k in (1, 3, 5, 7, 9)}
        sound = sum(share * np.sin(2 * np.pi * NOTES[note] * k * t) for k, share in overtones.items())
        fading = np.exp(-2 * t / length) if timbre == BELL else 1.0
        at = round(start * RATE)
        out[at : at + len(t)] += (sound * fading * edges)[: len(out) - at]
    return out


def synthesize(words: dict[str, str], folder: Path) -> dict[str, Path]:
    """Return the files, at the voice's own rate, of each text spoken."""
    from hibari import Hibari  # needed here alone, and not among the program's dependencies

    voice = Hibari()
    files = {}
    for i, (name, text) in enumerate(words.items()):
        files[name] = folder / f"{i}.wav"
        write_wave(files[name], voice(text, speed=PACE, seed=0), VOICE_RATE)
    return files


def write_wave(path: Path, samples: npt.NDArray[np.floating], rate: int) -> None:
    """Write samples (n,) within [-1, 1] as 16-bit numbers."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())


def run(*command: str) -> bytes:
    """Return what a command prints; stop with its message where it fails."""
    if shutil.which(command[0]) is None:
        sys.exit(f"{command[0]} is not installed: see the top of this file.")
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed programs, our own files
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def at_rate(file: Path) -> Floats:
    """Return the samples (n,) of a sound file, one channel at 44.1 kHz."""
    resample = f"aresample={RATE}:resampler=swr:filter_size=64:cutoff=0.97"
    raw = run("ffmpeg", "-v", "error", "-i", str(file), "-af", resample, "-ac", "1", "-f", "f64le", "-")
    return np.frombuffer(raw)


def save(name: str, samples: Floats, folder: Path) -> None:
    """Write the sound as 16-bit samples, then as Ogg Vorbis."""
    plain, out = folder / "levelled.wav", SOUNDS / f"{name}.ogg"
    out.parent.mkdir(parents=True, exist_ok=True)
    write_wave(plain, samples, RATE)
    vorbis = ("-c:a", "libvorbis", "-q:a", "2", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact")
    run("ffmpeg", "-v", "error", "-y", "-i", str(plain), *vorbis, str(out))


def main() -> None:
    """Make all sounds, and remove those no longer asked for."""
    words = speech()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tone_name in TONES:
            save(f"tones/{tone_name}", levelled(tone(tone_name)), folder)
        for spoken, file in synthesize(words, folder).items():
            save(spoken, levelled(trimmed(at_rate(file))), folder)
    wanted = {SOUNDS / f"{spoken}.ogg" for spoken in words} | {SOUNDS / f"tones/{tone_name}.ogg" for tone_name in TONES}
    for file in set(SOUNDS.rglob("*.ogg")) - wanted:
        file.unlink()
    sys.stdout.write(f"{len(wanted)} sounds in {SOUNDS}\n")


if __name__ == "__main__":
    main()
