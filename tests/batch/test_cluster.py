"""The same work by the workers of a real Dask cluster on this machine."""

import os
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from formcheck.analysis.analyze import Tell
from formcheck.batch import cluster as cluster_module
from formcheck.batch.cluster import on_cluster
from formcheck.batch.work import Failed, Job, in_order
from formcheck.errors import MissingError
from formcheck.pose.weights.fetch import Size
from formcheck.pose.weights.find import cached_path
from tests.batch.cluster import cluster, wait_until
from tests.batch.works import act, job
from tests.commands.test_check_many import people, read, run
from tests.recorded import TOOLS

__all__ = ["people"]


def nobody(*_: object) -> None:
    """Tell nobody."""


def jobs(folder: Path, *names: str) -> list[Job]:
    for name in names:
        (folder / name).touch()
    return [job(name, folder) for name in names]


def test_a_worker_killed_in_the_middle_changes_nothing(people: list[Path], tmp_path: Path) -> None:
    videos = [video for video in people if video.exists()]
    videos += videos[::-1]
    alone = run(*videos, "--jobs", 1, "--json", tmp_path / "alone.json")
    said = alone.communicate(timeout=240)
    with cluster(tmp_path, workers=2) as client:
        pids = client.run(os.getpid)
        process = run(*videos, "--dask", client.scheduler.address, "--json", tmp_path / "dask.json")
        wait_until(lambda: all(client.processing().values()))
        victim, pid = next(iter(pids.items()))
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: victim not in client.nthreads())
        assert process.communicate(timeout=240) == said
        [died] = [event for _, event in client.get_events("all") if event["action"] == "remove-worker"]
        assert len(died["processing-tasks"]) == 1
    assert process.returncode == alone.returncode == 3
    assert (tmp_path / "dask.json").read_bytes() == (tmp_path / "alone.json").read_bytes()
    assert len(read(tmp_path / "dask.json")) == len(videos) - 2


def test_a_video_that_kills_every_worker_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    with cluster(tmp_path, workers=3, allowed_failures=1) as client:
        asked = jobs(tmp_path, "a", "die b", "slow c", "bad d", "raise e", "f")
        answers = [answer for _, answer in in_order(on_cluster(client.scheduler.address)(act, asked, nobody))]
    assert [answers[i] for i in (0, 2, 3, 5)] == ["a", "slow c", Failed("bad d"), "f"]
    assert answers[1] == Failed(
        f"{tmp_path / 'die b'} could not be checked, for every worker that tried ended (2): leave it out or export it "
        "again, or give the workers more memory."
    )
    assert answers[4] == Failed(
        f"{tmp_path / 'raise e'} could not be checked, for its worker failed (ValueError): see the worker's log."
    )


def test_what_concerns_every_video_ends_all(tmp_path: Path) -> None:
    with cluster(tmp_path, workers=1) as client:
        run_there = on_cluster(client.scheduler.address)
        assert list(run_there(act, [], nobody)) == []
        with pytest.raises(MissingError, match="no model"):
            list(run_there(act, jobs(tmp_path, "missing", "a"), nobody))
        [(_, answer)] = run_there(act, [job("none", tmp_path)], nobody)
        assert isinstance(answer, Failed)
        assert "none is not there on the worker" in answer.reason


def test_a_cluster_without_workers_or_with_another_formcheck_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "WORKERS_S", 0.5)
    with cluster(tmp_path, workers=0) as client:
        with pytest.raises(MissingError, match=r"has no workers: .*`dask worker .* --nthreads 1`\.$"):
            list(on_cluster(client.scheduler.address)(act, [job("a")], nobody))
        monkeypatch.setattr(cluster_module, "__version__", "9.9")
        with pytest.raises(MissingError, match=r"formcheck 9\.9 .* the scheduler does not \("):
            cluster_module._check_versions(client)


@pytest.mark.parametrize("kind", ["closed", "silent", "nonsense", "tls"])
def test_a_scheduler_that_cannot_be_reached_is_one_sentence(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "REACHED_S", 0.5)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if kind == "silent":
            other.listen()
        port = other.getsockname()[1]
        address = {"nonsense": "nonsense", "tls": f"tls://127.0.0.1:{port}"}.get(kind, f"127.0.0.1:{port}")
        with pytest.raises(MissingError, match=rf"^The Dask scheduler at {address} cannot be reached \(.+\): .*\.$"):
            list(on_cluster(address)(act, [job("a")], nobody))


def test_without_the_extra_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingError, match=r"extra `dask`, or `pip install distributed`\.$"):
        list(on_cluster("127.0.0.1:1")(act, [job("a")], nobody))


def test_a_worker_finds_the_cached_model_itself_and_is_told_of_another(tmp_path: Path) -> None:
    for model, there in (
        (cached_path(Size.HEAVY), Path("heavy")),
        (tmp_path / "m.task", tmp_path / "m.task"),
        (Path("m.task"), Path("m.task").absolute()),
    ):
        assert cluster_module._there(Job(Path("a.mp4"), model, TOOLS)) == Job(Path("a.mp4").absolute(), there, TOOLS)


def test_a_worker_does_one_video_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    at_once: list[int] = []
    running: list[Job] = []

    def watched(job: Job, tell: Tell) -> None:
        running.append(job)
        time.sleep(0.1)
        at_once.append(len(running))
        running.pop()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: cluster_module._on_worker(watched, job("a", tmp_path)), range(3)))
    assert at_once == [1, 1, 1]
