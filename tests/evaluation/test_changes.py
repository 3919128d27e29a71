from dataclasses import replace
from pathlib import Path

from formcheck.evaluation.changes import changes, reps_of
from formcheck.form.rule import Fault
from formcheck.recording.reader import Recording
from formcheck.session.events import CueGiven, Event, RepCompleted


def test_the_same_events_have_no_changes(folder: Path) -> None:
    events = Recording(folder).events or ()
    assert changes(events, events) == []


def test_every_kind_of_change_is_told(folder: Path) -> None:
    was = Recording(folder).events or ()

    def other(event: Event) -> list[Event]:
        if isinstance(event, CueGiven):
            return []
        if not isinstance(event, RepCompleted):
            return [event]
        rep = event.rep
        if rep.number == 1:
            return []
        if rep.number == 2:
            rep = replace(rep, faults=(), roll_deg=float("nan"))
        if rep.number == 3:
            rep = replace(rep, opening_deg=rep.opening_deg + 2, not_judged=(Fault.PELVIS_ROLL,))
        return [replace(event, rep=rep)]

    now = tuple(new for event in was for new in other(event))
    told = changes(was, now)
    first, second, third = reps_of(was)[:3]
    assert told[0] == f"Rep 1 at {first.start_s:.1f} s is no longer found."
    assert told[1] == f"Rep 2: roll {second.roll_deg:.1f} °, now unknown °; faults pelvis-roll, now none."
    assert told[2] == (
        f"Rep 3: opening {third.opening_deg:.1f} °, now {third.opening_deg + 2:.1f} °; "
        "not judged none, now pelvis-roll."
    )
    assert all(line.startswith("CueGiven at") and line.endswith("once recorded, not now.") for line in told[3:])
    assert changes(now, was)[0] == f"Rep 1 at {first.start_s:.1f} s is new."


def test_a_change_too_small_to_show_is_still_said(folder: Path) -> None:
    was = Recording(folder).events or ()
    now = tuple(
        replace(e, rep=replace(e.rep, opening_deg=e.rep.opening_deg + 1e-9)) if isinstance(e, RepCompleted) else e
        for e in was
    )
    assert changes(was, now) == ["The same reps and events, with numbers that differ by less than is shown."]
