# ruff: noqa: INP001 - a script, run from the root
"""Make `assets/sounds/` anew: tones by numpy, speech by festival, all at one loudness.

    sudo apt-get install festival festvox-us-slt-hts ffmpeg
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
VOICE = "voice_cmu_us_slt_arctic_hts"
PACE = 0.87  # of the voice's own: calm, and clear from two metres away
LOUDNESS_DB = -21.0  # K-weighted, as in ITU-R BS.1770; the loudest at which no peak comes near full scale
PEAK_MOST = 10 ** (-1.0 / 20)  # leaves room for what the encoder adds
FRAME_S = 0.02
ACTIVE_DB = 30.0  # a frame this far below the loudest is a pause and not part of the loudness
SILENT_DB = 45.0  # below the loudest frame: trimmed away at both ends
MARGIN_S = 0.03  # kept around what is heard
FADE_S = 0.008
NOTES = {"C4": 261.63, "E4": 329.63, "G4": 392.0, "C5": 523.25, "D5": 587.33, "E5": 659.26, "G5": 783.99, "C6": 1046.5}
# Each tone: notes with their start and length in seconds. Rising is good, falling is not, one short note is neutral.
SCORES: dict[str, list[tuple[str, float, float]]] = {
    "ready": [("C5", 0.0, 0.16), ("G5", 0.14, 0.4)],
    "rep": [("G5", 0.0, 0.2)],
    "rep-faulty": [("E4", 0.0, 0.24)],
    "fault": [("C6", 0.0, 0.07)],
    "lost": [("E5", 0.0, 0.16), ("C5", 0.14, 0.16), ("G4", 0.28, 0.36)],
    "set-done": [("C5", 0.0, 0.16), ("E5", 0.14, 0.16), ("G5", 0.28, 0.16), ("C6", 0.42, 0.5)],
    "hold": [("D5", 0.0, 0.35)],
    "hold-done": [("D5", 0.0, 0.14), ("G5", 0.12, 0.3)],
    "rest-over": [("G5", 0.0, 0.16), ("G5", 0.22, 0.16), ("C6", 0.44, 0.4)],
}


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


def levelled(samples: Floats) -> Floats:
    """Return samples (n,) at the common loudness. Raises ValueError where that would clip."""
    louder = samples * 10 ** ((LOUDNESS_DB - loudness_db(samples)) / 20)
    if np.abs(louder).max() > PEAK_MOST:
        raise ValueError(f"the peak would be {np.abs(louder).max():.2f} of full scale: lower LOUDNESS_DB")
    return louder


def tone(name: str) -> Floats:
    """Return a tone: soft bells, each note with two overtones, struck and fading."""
    notes = SCORES[name]
    out = np.zeros(round(max(start + length for _, start, length in notes) * RATE))
    for note, start, length in notes:
        t = np.arange(round(length * RATE)) / RATE
        wave_form = sum(np.sin(2 * np.pi * NOTES[note] * k * t) / k**2.5 for k in (1, 2, 3))
        bell = wave_form * np.exp(-3 * t / length) * np.minimum(t / 0.004, 1) * np.minimum((length - t) / 0.02, 1)
        at = round(start * RATE)
        out[at : at + len(bell)] += bell[: len(out) - at]
    return out


def synthesize(words: dict[str, str], folder: Path) -> dict[str, Path]:
    """Return the files, at the voice's own 32 kHz, of each text spoken by festival."""
    script = [f"({VOICE})", f'(set! hts_engine_params (cons (list "-r" {PACE}) hts_engine_params))']
    files = {}
    for i, (name, text) in enumerate(words.items()):
        files[name] = folder / f"{i}.wav"
        script.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{files[name]}" \'riff)')
    (folder / "speak.scm").write_text("\n".join(script))
    run("festival", "-b", str(folder / "speak.scm"))
    return files


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
    with wave.open(str(plain), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())
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
