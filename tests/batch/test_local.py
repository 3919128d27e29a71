"""Jobs in this process and in several: answers, progress, deaths, and the end of it all."""

import os
import signal
import time
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from formcheck.batch.local import here, in_processes, usable_cores
from formcheck.batch.work import Engine, Failed, in_order
from formcheck.errors import MissingError
from tests.batch.works import act, job, process

NAMES = ["a", "bad b", "slow c", "d", "e"]
ANSWERS = ["a", Failed("bad b"), "slow c", "d", "e"]


def nobody(*_: object) -> None:
    """Tell nobody."""


@pytest.mark.parametrize("engine", [here, in_processes(1), in_processes(3)])
def test_every_job_is_answered_once_and_in_order(engine: Engine) -> None:
    told: list[tuple[object, ...]] = []
    answers = list(in_order(engine(act, [job(name) for name in NAMES], lambda *news: told.append(news))))
    assert answers == list(enumerate(ANSWERS))
    assert sorted(told) == [(place, name, 1, 2) for place, name in enumerate(NAMES)]
    assert active_children() == []


def test_there_are_as_many_processes_as_asked_for_and_none_is_this_one() -> None:
    pids = {pid for _, pid in in_processes(2)(process, [job("x")] * 8, nobody)}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_no_jobs_need_no_process() -> None:
    assert list(in_processes(2)(act, [], nobody)) == []


def test_a_process_that_is_killed_takes_its_own_job_alone() -> None:
    names = ["a", "die b", "slow c", "die d", "e", "f"]
    answers = dict(in_processes(2)(act, [job(name) for name in names], nobody))
    assert {place for place, answer in answers.items() if isinstance(answer, Failed)} == {1, 3}
    assert [answers[place] for place in (0, 2, 4, 5)] == ["a", "slow c", "e", "f"]
    assert answers[1] == Failed(
        "die b could not be checked, for its process ended (by SIGKILL): leave it out or export it again, "
        "or use fewer --jobs where memory is short."
    )


def test_a_fault_of_the_program_takes_its_own_job_alone_and_shows_its_trace(capfd: pytest.CaptureFixture[str]) -> None:
    answers = dict(in_processes(2)(act, [job("raise a"), job("b")], nobody))
    assert answers[1] == "b"
    assert isinstance(answers[0], Failed)
    assert "(exit code 1)" in answers[0].reason
    assert "ValueError: raise a" in capfd.readouterr().err


@pytest.mark.parametrize("engine", [here, in_processes(2)])
def test_what_concerns_every_job_ends_all(engine: Engine) -> None:
    with pytest.raises(MissingError, match="no model"):
        list(engine(act, [job("missing"), *[job("slow")] * 50], nobody))
    assert active_children() == []


def test_closing_ends_what_is_under_way_at_once() -> None:
    begun: list[object] = []
    with closing(in_processes(2)(act, [job("a"), job("sleep"), job("sleep")], lambda *news: begun.append(news))) as run:
        assert next(run) == (0, "a")
        start = time.monotonic()
    assert time.monotonic() - start < 5
    assert active_children() == []


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals as on POSIX")
def test_processes_leave_an_interrupt_to_the_one_that_started_them() -> None:
    with closing(in_processes(2)(act, [job("a"), job("slow"), job("b"), job("slow")], nobody)) as run:
        answers = [next(run)]
        for worker in active_children():
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGINT)
        answers += run
    assert sorted(place for place, _ in answers) == [0, 1, 2, 3]
    assert not [answer for _, answer in answers if isinstance(answer, Failed)]


def test_the_cores_are_those_that_may_be_used() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


def test_a_job_goes_through_a_pipe_whole() -> None:
    [(_, answer)] = in_processes(1)(act, [job("ä" * 200, Path("Übung"))], nobody)
    assert answer == "ä" * 200
