"""The report of a session: one HTML file that tells it to the patient first, to the physiotherapist in full."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.body.roll import RollModel
from formcheck.body.side import Side
from formcheck.exercise.exercise import Exercise
from formcheck.history.digest import digest
from formcheck.recording.input_replay import recorded_plan
from formcheck.recording.reader import Recording
from formcheck.report import phrases, plots
from formcheck.report.page import render
from formcheck.report.stills import stills
from formcheck.report.story import Moment, Story, tell
from formcheck.session.counted import CountedRep
from formcheck.text.sentences import sentence
from formcheck.ui.words import LEG

REPS_A_PLOT = 60
REPS_DRAWN = 600  # an hour of them
SIZE = (640, 360)  # of a skeleton's picture where the size of the frames is not known


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with its text for those who do not see it, and its caption."""

    uri: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """What is drawn of a leg's reps, and said of how they changed."""

    name: str
    pictures: tuple[Picture, ...]
    trend: tuple[str, ...]


def report(recording: Recording, model: RollModel | None = None) -> str:
    """Return the report as HTML. Raises InputError where the recording cannot be read."""
    story = tell(recording, model)
    metadata, faulty = recording.metadata, [counts for counts in story.reps if counts.rep.faults]
    curves = story.curves.t
    return render(
        "report.html",
        metadata=metadata,
        note=recording.note,
        when=phrases.when(metadata.started),
        duration=_duration(metadata.duration_s or (curves[-1] - curves[0] if curves else 0.0)),
        summary=phrases.summary(story.events, story.exercise, recorded_plan(recording)),
        remarks=recording.remarks,
        sides=digest(story.events),
        reps=story.reps,
        phrases=phrases,
        timelines=[_timeline(story, *span) for span in plots.panels(story)] if curves else [],
        exercise=story.exercise,
        legs=_legs(story),
        undrawn=max(0, len(story.reps) - REPS_DRAWN),
        pictures=_pictures(story, recording),
        from_video=recording.video is not None,
        left_out=len(faulty) - len(story.moments) if story.moments else 0,
        views=_views(story),
        tracked=story.tracked_share,
        changed=story.changed,
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return sentence("report.minutes" if minutes else "report.seconds", minutes=minutes, seconds=rest)


def _timeline(story: Story, start: float, end: float) -> Picture:
    reps = [counts for counts in story.reps if start <= counts.rep.start_s and counts.rep.end_s <= end]
    told = [
        sentence("picture.opens", rep=_name(counts), deg=round(counts.rep.opening_deg), roll=_roll(counts))
        for counts in reps
    ]
    alt = sentence("picture.timeline", start=round(start), end=round(end), reps=". ".join(told))
    return Picture(plots.timeline(story, start, end), alt)


def _name(counts: CountedRep) -> str:
    """Return which rep it is."""
    return sentence(
        "picture.rep" if counts.count else "picture.rep.uncounted", leg=LEG[counts.lying_on], number=counts.count
    )


def _roll(counts: CountedRep) -> str:
    rep = counts.rep
    if rep.likely_rolled:
        return sentence("picture.roll.likely")
    if math.isnan(rep.roll_deg):
        return sentence("picture.roll.not-judged")
    return sentence("picture.roll", deg=round(rep.roll_deg))


def _legs(story: Story) -> list[Leg]:
    drawn = story.reps[:REPS_DRAWN]
    sides = dict.fromkeys(counts.lying_on for counts in drawn)
    return [_leg(story.exercise, side, [counts for counts in drawn if counts.lying_on is side]) for side in sides]


def _leg(exercise: Exercise, side: Side, reps: Sequence[CountedRep]) -> Leg:
    name = LEG[side]
    parts = [reps[i : i + REPS_A_PLOT] for i in range(0, len(reps), REPS_A_PLOT)]
    sentences = tuple(phrases.trend([counts.rep for counts in reps])) or (sentence("trend.too-few"),)
    alt = sentence("picture.trend", leg=name, trend=" ".join(sentences))
    return Leg(name, (*(_tempo(name, part) for part in parts), Picture(plots.trend(reps, exercise), alt)), sentences)


def _tempo(name: str, reps: Sequence[CountedRep]) -> Picture:
    up, top, down = (np.median([getattr(c.rep, of) for c in reps]) for of in ("lift_s", "hold_s", "lower_s"))
    alt = sentence("picture.tempo", leg=name, up=up, top=top, down=down)
    return Picture(plots.tempo(reps), alt)


def _pictures(story: Story, recording: Recording) -> list[Picture]:
    metadata = recording.metadata
    size = (metadata.width, metadata.height) if metadata.width and metadata.height else SIZE
    first_t = story.curves.t[0] if story.curves.t else 0.0
    uris = stills(story.moments, recording.video, first_t, size)
    return [_picture(moment, uri) for moment, uri in zip(story.moments, uris, strict=True)]


def _picture(moment: Moment, uri: str) -> Picture:
    rep, posture = moment.rep.rep, moment.posture
    name = _name(moment.rep)
    faults = phrases.listed([phrases.told(fault) for fault in rep.faults])
    known = rep.roll_judged and not math.isnan(posture.roll_deg)
    caption = sentence(
        "picture.caption.rolled" if known else "picture.caption",
        rep=name,
        faults=faults,
        t=posture.t,
        deg=round(posture.opening_deg),
        roll=round(posture.roll_deg) if known else None,
    )
    return Picture(uri, sentence("picture.worst", rep=name.lower()), caption)


def _views(story: Story) -> list[str]:
    first = {ready.lying_on: ready.view for ready in reversed(story.readies)}
    if not first:
        return [sentence("view.no-start")]
    told = []
    for side, view in reversed(first.items()):
        reps = [counts.rep for counts in story.reps if counts.lying_on is side]
        told.append(sentence("view.leg", leg=LEG[side], words=" ".join(phrases.view_words(view, reps))))
    return told
