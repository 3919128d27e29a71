"""Plays what the events ask for: tones at once, then speech, one at a time. A session without sound goes on."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pygame

from formcheck.capture.frame import Frame
from formcheck.capture.trouble import Trouble
from formcheck.files.resources import resource
from formcheck.pose import Pose
from formcheck.session.events import Event, FaultRaised, RepDiscarded
from formcheck.session.progress import Stage
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence
from formcheck.ui.manifest import TONES, speech, speech_for, tones_for, trouble_speech
from formcheck.ui.quiet import quiet_libraries
from formcheck.ui.speech_queue import SpeechQueue, rank_of

RATE_HZ = 44_100
BUFFER = 512  # samples: 12 ms, the most that mixing adds between the request and the device
SPEECH, TONE = 0, 1  # the mixer's channels
RARE = frozenset({"reps", "clean", "holds"})  # the summary's numbers are loaded when they are said
REOPEN_S = 5.0  # a device that fails is not tried again sooner

Log = Callable[[float, str], None]


def _no_log(t: float, name: str) -> None:
    """Keep nothing."""


class SoundPlayer:
    """A sink. log: told the time of the pose and the name of each sound at the moment it is asked for.

    It is told without a sound device and while muted, too. The owner of pygame's events passes on
    `AUDIODEVICEREMOVED` and `AUDIODEVICEADDED` of output devices.
    """

    def __init__(self, log: Log = _no_log) -> None:
        self._log = log
        self._muted = False
        self._sounds: dict[str, pygame.mixer.Sound] = {}
        self._queue = SpeechQueue(self._length_s)
        self._folder: Path | None = None
        self._opened_t = float("-inf")
        self._t = 0.0
        self._said = ""
        self.problem: str | None = None
        self._open()

    @property
    def available(self) -> bool:
        """Whether sounds can be heard; where not, `problem` says why in a sentence."""
        return self.problem is None

    @property
    def muted(self) -> bool:
        """Whether the person wants silence."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        if muted and self.available:
            pygame.mixer.stop()
            pygame.mixer.stop()  # the first lets what is queued begin

    def device_removed(self, t: float) -> None:
        """Move to another sound device, if there is one."""
        self._reopen(t)

    def device_added(self, t: float) -> None:
        """Use a sound device where there was none. Opening reports devices as added: they are not all news."""
        if not self.available:
            self._reopen(t)

    def step(self, frame: Frame, pose: Pose, step: Step) -> None:  # noqa: ARG002 - the interface of sinks
        """Play what one step asks for."""
        in_set = step.progress is None or (step.progress.stage is Stage.EXERCISE and not step.progress.paused)
        self.hear(step.posture.t, [e for e in step.events if in_set or not isinstance(e, FaultRaised | RepDiscarded)])

    def hear(self, t: float, events: Sequence[Event]) -> None:
        """Play what events ask for at `t` seconds, and go on with what waits."""
        self._t = t
        tones = [name for event in events for name in tones_for(event)]
        if tones:
            self._cut_count()
            self._play(t, tones[-1], TONE)  # the last says most: a set done over its last rep
            self._queue.hold(t + self._length_s(tones[-1]))
        for event in events:
            names = speech_for(event)
            if names:
                self._queue.ask(t, rank_of(event), names)
        name = self._queue.due(t)
        if name is not None:
            self._said = name
            self._play(t, name, SPEECH)

    def trouble(self, trouble: Trouble | None) -> None:
        """Say at once what is wrong with the camera, or that nothing is any more: no frame comes to keep time."""
        if pygame.mixer.get_init():
            pygame.mixer.Channel(SPEECH).stop()
        self._play(self._t, trouble_speech(trouble), SPEECH)

    def end(self, events: tuple[Event, ...]) -> None:  # noqa: ARG002 - the interface of sinks
        """Say the rest, a summary perhaps, without steps to keep time."""
        names = self._queue.drain()
        for name in names:
            self._log(self._t, name)
        rest = [sound.get_raw() for name in names if (sound := self._load(name)) is not None]
        if rest and self.available and not self._muted:
            pygame.mixer.Channel(SPEECH).queue(pygame.mixer.Sound(buffer=b"".join(rest)))

    def close(self) -> None:
        """Fall silent and let go of the device."""
        self._sounds = {}
        pygame.mixer.quit()

    def _open(self) -> None:
        self._sounds = {}
        try:
            self._folder = resource("assets", "sounds")
            names = (*(f"tones/{tone}" for tone in TONES), *speech())
            for name in names:
                resource("assets", "sounds", f"{name}.ogg")
            with quiet_libraries():
                pygame.mixer.init(RATE_HZ, -16, 2, BUFFER)
            for name in names:
                if name.split("/")[0] not in RARE:
                    self._load(name)
        except FileNotFoundError:
            self.problem = sentence("sound.no-sounds")
        except pygame.error:
            self.problem = sentence("sound.no-device")
        else:
            self.problem = None

    def _reopen(self, t: float) -> None:
        if t - self._opened_t >= REOPEN_S:
            self._opened_t = t
            pygame.mixer.quit()
            self._open()

    def _load(self, name: str) -> pygame.mixer.Sound | None:
        """Return the sound, None where there is no device to play it."""
        if self._folder is not None and name not in self._sounds and pygame.mixer.get_init():
            self._sounds[name] = pygame.mixer.Sound(self._folder / f"{name}.ogg")
        return self._sounds.get(name)

    def _length_s(self, name: str) -> float:
        sound = self._load(name) if self.available else None
        return sound.get_length() if sound is not None else 0.0

    def _cut_count(self) -> None:
        """Let no number be heard through a tone, which comes from the rep after it."""
        if self._said.startswith("counts/") and pygame.mixer.get_init():
            pygame.mixer.Channel(SPEECH).stop()

    def _play(self, t: float, name: str, channel: int) -> None:
        self._log(t, name)
        if self._muted or not self.available:
            return
        try:
            sound = self._load(name)
            if sound is not None:
                pygame.mixer.Channel(channel).play(sound)
        except pygame.error:
            self.problem = sentence("sound.no-device")
