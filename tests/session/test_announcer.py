from formcheck.body.view import CameraAdvice, CameraMove
from formcheck.exercise.instruction import Instruction
from formcheck.session.announcer import Announcer
from formcheck.session.events import Instructed

DETAIL = CameraAdvice(CameraMove.RAISE, 30)


def test_what_is_said_at_once_stays_until_its_time() -> None:
    announcer = Announcer()
    assert announcer.say(1.0, Instruction.BEGIN, 4.0, DETAIL) == Instructed(1.0, Instruction.BEGIN, DETAIL)
    assert announcer.want(3.9, Instruction.LIE_DOWN, 0.0) is None
    assert (announcer.current, announcer.detail) == (Instruction.BEGIN, DETAIL)
    assert announcer.want(4.0, Instruction.LIE_DOWN, 0.0) == Instructed(4.0, Instruction.LIE_DOWN)


def test_released_it_gives_way() -> None:
    announcer = Announcer()
    announcer.say(1.0, Instruction.BEGIN, float("inf"))
    announcer.release()
    assert announcer.want(2.0, None, 0.0) is None
    assert announcer.current is None


def test_another_instruction_waits_until_the_first_is_out() -> None:
    announcer = Announcer()
    assert announcer.want(0.0, Instruction.LIE_DOWN, 0.0) is not None
    assert announcer.want(1.0, Instruction.BEND_KNEES, 0.0) is None
    assert announcer.current is Instruction.BEND_KNEES  # on the screen at once
    assert announcer.want(1.5, Instruction.BEND_KNEES, 0.0) == Instructed(1.5, Instruction.BEND_KNEES)
