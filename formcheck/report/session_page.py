"""The report of a session: one HTML file that tells it to the patient first, to the physiotherapist in full."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.body.roll import RollModel
from formcheck.body.side import Side
from formcheck.form import limits
from formcheck.form.judge import Rep
from formcheck.history.digest import digest
from formcheck.recording.reader import Recording
from formcheck.report import plots, words
from formcheck.report.page import render
from formcheck.report.stills import stills
from formcheck.report.story import Moment, Story, tell
from formcheck.session.events import RepCompleted

REPS_A_PLOT = 60
REPS_DRAWN = 600  # an hour of them
SIZE = (640, 360)  # of a skeleton's picture where the size of the frames is not known


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with its text for those who do not see it, and what stands beside it."""

    uri: str
    alt: str
    caption: str = ""
    title: str = ""
    words: tuple[str, ...] = ()


def report(recording: Recording, model: RollModel | None = None) -> str:
    """Return the report as HTML. Raises InputError where the recording cannot be read."""
    story = tell(recording, model)
    metadata, done = recording.metadata, [event for event in story.events if isinstance(event, RepCompleted)]
    faulty = [side for side, rep in story.reps if rep.faults]
    curves = story.curves.t
    return render(
        "report.html",
        metadata=metadata,
        note=recording.note,
        when=words.when(metadata.started),
        duration=_duration(metadata.duration_s or (curves[-1] - curves[0] if curves else 0.0)),
        summary=words.summary(done),
        remarks=recording.remarks,
        sides=digest(done),
        reps=story.reps,
        verdict=words.verdict,
        timelines=[_timeline(story, *span) for span in plots.panels(story)] if curves else [],
        limits=limits,
        tempos=[_tempo(part) for part in _parts([rep for _, rep in story.reps[:REPS_DRAWN]])],
        undrawn=max(0, len(story.reps) - REPS_DRAWN),
        trends=[_trend(side, [rep for s, rep in story.reps if s is side]) for side in dict(story.reps)],
        pictures=_pictures(story, recording),
        from_video=recording.video is not None,
        left_out=len(faulty) - len(story.moments) if story.moments else 0,
        views=_views(story),
        tracked=story.tracked_share,
        changed=story.changed,
    )


def _parts(reps: Sequence[Rep]) -> list[Sequence[Rep]]:
    return [reps[i : i + REPS_A_PLOT] for i in range(0, len(reps), REPS_A_PLOT)]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _timeline(story: Story, start: float, end: float) -> Picture:
    reps = [rep for _, rep in story.reps if start <= rep.start_s and rep.end_s <= end]
    told = [f"Rep {rep.number} opens to {round(rep.opening_deg)}°, {_roll(rep)}" for rep in reps]
    alt = f"Opening and roll back from {round(start)} to {round(end)} s. {'. '.join(told)}."
    return Picture(plots.timeline(story, start, end), alt)


def _roll(rep: Rep) -> str:
    if rep.likely_rolled:
        return "probably rolls back"
    return "roll not judged" if math.isnan(rep.roll_deg) else f"rolls back {round(rep.roll_deg)}°"


def _tempo(reps: Sequence[Rep]) -> Picture:
    up, top, down = (np.median([getattr(rep, name) for rep in reps]) for name in ("lift_s", "hold_s", "lower_s"))
    alt = f"Bars for each rep. A usual rep took {up:.1f} s up, {top:.1f} s at the top and {down:.1f} s down."
    return Picture(plots.tempo(reps), alt)


def _trend(side: Side, reps: Sequence[Rep]) -> Picture:
    sentences = tuple(words.trend(reps)) or ("Too few reps to speak of a trend.",)
    alt = f"Opening and roll back of each rep of the {side.other.value} leg. {' '.join(sentences)}"
    drawn = reps[:: math.ceil(len(reps) / REPS_DRAWN)]
    return Picture(plots.trend(drawn), alt, title=f"{side.other.value.title()} leg", words=sentences)


def _pictures(story: Story, recording: Recording) -> list[Picture]:
    sides = {rep.number: side for side, rep in story.reps}
    metadata = recording.metadata
    size = (metadata.width, metadata.height) if metadata.width and metadata.height else SIZE
    on = [sides[moment.rep.number] for moment in story.moments]
    first_t = story.curves.t[0] if story.curves.t else 0.0
    uris = stills(story.moments, on, recording.video, first_t, size)
    return [_picture(moment, uri) for moment, uri in zip(story.moments, uris, strict=True)]


def _picture(moment: Moment, uri: str) -> Picture:
    rep, posture = moment.rep, moment.posture
    faults = words.listed([words.FAULTS[fault] for fault in rep.faults])
    known = posture.roll_judgeable and not math.isnan(posture.roll_deg)
    roll = f", rolled back {round(posture.roll_deg)}°" if known else ""
    caption = f"Rep {rep.number} at {posture.t:.1f} s: {faults}. Here opened {round(posture.opening_deg)}°{roll}."
    return Picture(uri, f"The body lying on its side at the worst moment of rep {rep.number}.", caption)


def _views(story: Story) -> list[str]:
    first = {ready.lying_on: ready.view for ready in reversed(story.readies)}
    if not first:
        return ["No still start on the side was found, so nothing could be measured."]
    return [f"Lying on the {side.value} side: {words.view_words(view)}" for side, view in reversed(first.items())]
