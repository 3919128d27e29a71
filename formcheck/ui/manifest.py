"""Every sound there is, and which of them an event asks for. No sound is played here.

A sound's name is its path under `assets/sounds/`, without the ending.
"""

from formcheck.body.side import Side
from formcheck.capture.trouble import Trouble, said
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.session import events as ev
from formcheck.session.events import Event
from formcheck.session.plan import REPS_MOST, SETS_MOST
from formcheck.session.policy import NOBODYS_DOING
from formcheck.session.summary import SetResult, Summary
from formcheck.text.en import number_words
from formcheck.text.sentences import many, sentence

MOST = REPS_MOST * SETS_MOST  # a leg's in one session

TONES = ("ready", "rep", "rep-faulty", "no-rep", "fault", "lost", "set-done", "hold", "hold-done", "rest-over")
ASK_PAIN = "questions/pain"


def speech() -> dict[str, str]:
    """Return the name of every spoken sound with its words, taken from what can be said."""
    words = {f"cues/{cue.value}": sentence(cue.text_id) for cue in Cue}
    words |= {f"instructions/{instruction.value}": sentence(instruction.text_id) for instruction in Instruction}
    words |= {f"next/{step.value}": sentence(step.text_id) for step in NextStep}
    words |= {trouble_speech(trouble): said(trouble) for trouble in (*Trouble, None)}
    words |= {ASK_PAIN: sentence("spoken.pain")}
    words |= {f"legs/{side.value}": sentence(f"spoken.leg.{side.value}") for side in Side}
    words |= {f"counts/{n}": sentence("spoken.number", words=_number(n)) for n in range(1, REPS_MOST + 1)}
    for n in range(1, MOST + 1):
        words[f"reps/{n}"] = many("spoken.rep", n, words=_number(n))
        words[f"clean/{n}"] = sentence("spoken.clean", words=_number(n))
        words[f"holds/{n}"] = many("spoken.hold", n, words=_number(n))
    return words


def _number(number: int) -> str:
    return number_words(number).capitalize()


def tones_for(event: Event) -> list[str]:
    """Return the tones that mark the event, to be heard at once."""
    match event:
        case ev.SetStarted() | ev.Resumed():
            name = "ready"
        case ev.RepCounted():
            name = "rep-faulty" if event.faulty else "rep"
        case ev.FaultRaised():
            name = "fault"
        case ev.RepDiscarded() if event.reason not in NOBODYS_DOING:
            name = "no-rep"
        case ev.Paused(asked=False):
            name = "lost"
        case ev.SetCompleted(result=SetResult(early=False)):
            name = "set-done"
        case ev.HoldStarted():
            name = "hold"
        case ev.HoldCounted():
            name = "hold-done"
        case ev.RestEnded():
            name = "rest-over"
        case _:
            return []
    return [f"tones/{name}"]


def speech_for(event: Event) -> list[str]:
    """Return what is said about the event, one sound after another."""
    match event:
        case ev.CueGiven():
            return [f"cues/{event.cue.value}"]
        case ev.RepCounted():
            return [f"counts/{event.count}"]
        case ev.PlanCompleted():
            asked = [ASK_PAIN] if event.summary.sets else []  # first: getting up takes as long as the rest
            return [f"instructions/{Instruction.DONE.value}", *asked, *summary_speech(event.summary)]
        case ev.Instructed() if event.instruction is not Instruction.DONE:  # said with the summary
            return [f"instructions/{event.instruction.value}"]
        case _:
            return []


def trouble_speech(trouble: Trouble | None) -> str:
    """Return the name of what is said about a camera's trouble; None: that it is over."""
    return f"troubles/{'over' if trouble is None else trouble.value}"


def sound_for(event: Event) -> list[str]:
    """Return the names of all sounds the event asks for."""
    return tones_for(event) + speech_for(event)


def summary_speech(summary: Summary) -> list[str]:
    """Return the summary as sounds: each leg's reps, how many of them were clean, and the next step."""
    told = []
    for lying_on in dict.fromkeys(result.lying_on for result in summary.sets):
        sets = [result for result in summary.sets if result.lying_on is lying_on]
        told.append(f"legs/{lying_on.other.value}")
        for kind in ("reps", "clean", "holds"):
            number = min(sum(getattr(result, kind) for result in sets), MOST)
            told += [f"{kind}/{number}"] if number else []
    return [*told, f"next/{summary.next_step.value}"]
