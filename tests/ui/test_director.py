from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.body.side import Side
from formcheck.body.view import CameraAdvice, CameraMove, View
from formcheck.capture.frame import Image
from formcheck.exercise.clamshell import ROLL
from formcheck.exercise.cues import Cue
from formcheck.exercise.instruction import Instruction
from formcheck.form.judge import Rep
from formcheck.form.rule import Fault
from formcheck.motion.segmenter import Phase
from formcheck.session import events as ev
from formcheck.session.progress import Progress, Stage
from formcheck.session.recognizer import Step
from formcheck.text.sentences import sentence
from formcheck.ui.director import FAULT_SHOWN_S, UNKNOWN_AFTER_S, Director, line_of
from formcheck.ui.scene import GaugeState, Line, Mark, Scene, Tone
from tests.ui.scenes import BLIND_VIEW, GOOD_VIEW, PICTURE, PROGRESS, lying_pose, posture

FRAME_S = 1 / 30


class Play:
    """Steps a director at 30 frames a second."""

    def __init__(self) -> None:
        self.director = Director()
        self.t = 0.0

    def __call__(
        self,
        *events: ev.Event,
        roll_deg: float = 2.0,
        sigma_deg: float = 2.0,
        view: View | None = GOOD_VIEW,
        progress: Progress = PROGRESS,
        image: Image | None = PICTURE,
    ) -> Scene:
        self.t += FRAME_S
        seen = replace(posture(self.t, roll_deg, view), roll_sigma_deg=sigma_deg)
        step = Step(seen, Phase.CLOSED, events, progress)
        return self.director.update(image, lying_pose(self.t), step)


@pytest.fixture
def play() -> Play:
    return Play()


def rep(*, faults: tuple[Fault, ...] = (), not_judged: tuple[Fault, ...] = (), clean_opening_deg: float = 20.0) -> Rep:
    return Rep(1, 0.0, 1.0, 2.0, 3.0, 30.0, 2.0, 1.0, clean_opening_deg, 1.0, 1.0, 1.0, faults, not_judged)


def completed(play: Play, **what: Any) -> Scene:
    done = rep(**what)
    return play(ev.RepCompleted(play.t, Side.RIGHT, done), ev.RepCounted(play.t, count=1, faulty=bool(done.faults)))


def test_a_fault_that_comes_and_goes_is_shown_long_enough_to_be_seen(play: Play) -> None:
    play(ev.FaultRaised(0.03, Fault.PELVIS_ROLL, 1))
    shown = [play(ev.FaultCleared(play.t, Fault.PELVIS_ROLL, 1))]
    shown += [play() for _ in range(60)]
    over = [Fault.PELVIS_ROLL in scene.faults for scene in shown]
    assert sum(over) * FRAME_S == pytest.approx(FAULT_SHOWN_S, abs=2 * FRAME_S)
    assert over == sorted(over, reverse=True), "shown once, without a break"
    assert [scene.gauge.state is GaugeState.ROLLING for scene in shown] == over


def test_a_lasting_fault_is_shown_as_long_as_it_lasts_and_no_longer(play: Play) -> None:
    play(ev.FaultRaised(0.03, Fault.PELVIS_ROLL, 1))
    assert all(play().faults for _ in range(100))
    assert not [play(ev.FaultCleared(play.t, Fault.PELVIS_ROLL, 1)), play()][1].faults


def test_the_gauge_follows_without_jumping(play: Play) -> None:
    play(roll_deg=0.0)
    values = [play(roll_deg=10.0).gauge.roll_deg for _ in range(30)]
    assert np.diff([0.0, *values]).max() < 3.0
    assert values[-1] == pytest.approx(10.0, abs=0.1)


def test_a_short_gap_keeps_the_gauge_and_a_long_one_empties_it(play: Play) -> None:
    before = play(roll_deg=5.0).gauge
    gap = [play(roll_deg=np.nan).gauge for _ in range(round(2 * UNKNOWN_AFTER_S / FRAME_S))]
    assert gap[2] == before
    assert gap[-1].state is GaugeState.EMPTY


def test_where_roll_cannot_be_seen_the_gauge_says_so(play: Play) -> None:
    assert play(sigma_deg=12.0).gauge.state is GaugeState.NOT_JUDGED
    assert play(view=None, roll_deg=np.nan).gauge.state is GaugeState.EMPTY


def test_the_gauge_follows_what_is_judged_and_not_the_view(play: Play) -> None:
    assert play(view=BLIND_VIEW).gauge.state is GaugeState.STEADY
    play(ev.FaultRaised(play.t, Fault.PELVIS_ROLL, 1), roll_deg=30.0, sigma_deg=12.0)
    assert play(roll_deg=30.0, sigma_deg=12.0).gauge.state is GaugeState.ROLLING


def test_each_rep_of_the_set_has_its_mark(play: Play) -> None:
    play(ev.SetStarted(0.0, Side.RIGHT, 1))
    completed(play)
    completed(play, faults=(Fault.MOMENTUM,))
    completed(play, not_judged=(Fault.PELVIS_ROLL,), clean_opening_deg=np.nan)
    scene = play(ev.HoldCounted(play.t, 5.0))
    assert scene.marks == (Mark.CLEAN, Mark.FAULTY, Mark.NOT_JUDGED, Mark.HOLD)
    assert play(ev.SetRestarted(play.t, Side.RIGHT, 1)).marks == ()


def test_the_clean_range_is_that_of_all_sets_but_not_of_what_was_started_again(play: Play) -> None:
    assert completed(play, clean_opening_deg=18.0).clean_range_deg == 18.0
    play(ev.SetStarted(play.t, Side.RIGHT, 1))
    assert completed(play, clean_opening_deg=30.0).clean_range_deg == 30.0
    assert play(ev.SetRestarted(play.t, Side.RIGHT, 1)).clean_range_deg == 18.0
    assert completed(play, clean_opening_deg=np.nan).clean_range_deg == 18.0


def test_without_a_picture_the_size_of_the_last_one_is_kept(play: Play) -> None:
    play()
    assert play(image=None).size == (640, 360)


def line(faults: tuple[Fault, ...] = (), **changes: Any) -> Line | None:
    return line_of(replace(PROGRESS, **changes), faults)


def test_the_line() -> None:
    assert line() is None
    assert line(cue=Cue.POCKET) == Line(sentence(Cue.POCKET.text_id), Tone.CORRECTION)
    assert line(cue=Cue.PRAISE) == Line(sentence(Cue.PRAISE.text_id), Tone.PRAISE)
    assert line(cue=Cue.PAIN, instruction=Instruction.BEGIN) == Line("Begin.")
    assert line(cue=Cue.PAIN) == Line(sentence(Cue.PAIN.text_id), Tone.TASK)
    assert line(cue=Cue.NO_REP_LOST, paused=True) == Line(sentence(Cue.NO_REP_LOST.text_id), Tone.CORRECTION)
    assert line(cue=Cue.NOT_JUDGED, instruction=Instruction.MOVE_CAMERA) == Line(sentence(Cue.NOT_JUDGED.text_id))
    assert line(cue=Cue.POCKET, paused=True, instruction=Instruction.PAUSED) == Line("Paused.")
    raised = line(instruction=Instruction.MOVE_CAMERA, detail=CameraAdvice(CameraMove.RAISE, 30))
    assert raised == Line("Raise the laptop about 30 cm, or move it towards your feet.")
    assert line(behind=True) == Line(sentence(Instruction.TOO_BUSY.text_id))
    assert line(behind=True, cue=Cue.POCKET) == Line(sentence(Cue.POCKET.text_id), Tone.CORRECTION)
    assert line(stage=Stage.GUIDE, instruction=Instruction.LIE_DOWN) == Line(sentence(Instruction.LIE_DOWN.text_id))


def test_a_fault_is_named_where_nothing_else_is_to_be_read() -> None:
    assert line((Fault.MOMENTUM, Fault.PELVIS_ROLL)) == Line("Rolling back.", Tone.CORRECTION)
    assert line((Fault.PELVIS_ROLL,), cue=Cue.HEELS) == Line(sentence(Cue.HEELS.text_id), Tone.CORRECTION)


@pytest.mark.parametrize("roll_deg", [0.0, 8.0, 11.9, 12.1, 14.0, 30.0])
def test_the_gauge_says_steady_until_a_fault_is_raised(play: Play, roll_deg: float) -> None:
    """It must not accuse where the rules do not: they wait, and they weigh the uncertainty."""
    gauges = [play(roll_deg=roll_deg).gauge for _ in range(60)]
    assert {gauge.state for gauge in gauges} == {GaugeState.STEADY}
    assert max(gauge.roll_deg for gauge in gauges) <= ROLL.fault_deg


def test_the_gauge_says_rolling_as_long_as_the_fault_is_raised(play: Play) -> None:
    play(ev.FaultRaised(0.0, Fault.PELVIS_ROLL, 1), roll_deg=14.0)
    near = [play(roll_deg=11.0).gauge for _ in range(60)]
    assert {gauge.state for gauge in near} == {GaugeState.ROLLING}
    assert min(gauge.roll_deg for gauge in near) >= ROLL.fault_deg


def test_another_fault_leaves_the_gauge_steady(play: Play) -> None:
    assert play(ev.FaultRaised(0.0, Fault.MOMENTUM, 1), roll_deg=20.0).gauge.state is GaugeState.STEADY


def test_praise_gives_way_to_a_fault() -> None:
    assert line((Fault.PELVIS_ROLL,), cue=Cue.PRAISE) == Line("Rolling back.", Tone.CORRECTION)
