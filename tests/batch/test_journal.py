"""The file of accounts: whole or as it was; and what is done of a run, at whatever moment it ends."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from formcheck.batch.journal import Journal, write_accounts
from formcheck.errors import InputError, UsageError
from formcheck.files.outputs import Kind, Output

OURS = {"schema": 1, "formcheck": "0.1.0"}
ACCOUNTS = [
    OURS | {"video": "Übung\n.mp4", "reps": [{"number": 1, "faults": []}]},
    OURS | {"video": "b.mp4", "reps": []},
]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.json"


def journal_of(out: Path, *, resume: bool) -> Journal:
    return Journal(Output(out, Kind.RESULTS, "--json"), resume=resume)


def partial(out: Path) -> Path:
    return out.with_name("out.json.partial")


def stopped(out: Path) -> None:
    """Leave what a run leaves that was stopped after one video."""
    with journal_of(out, resume=True) as journal:
        journal.add(ACCOUNTS[0])


@pytest.mark.parametrize("accounts", [[], ACCOUNTS[:1], ACCOUNTS])
def test_what_is_written_is_what_json_would_write(accounts: list[dict[str, object]]) -> None:
    file = io.StringIO()
    write_accounts(accounts, file)
    assert file.getvalue() == json.dumps(accounts, indent=1, ensure_ascii=False) + "\n"


def test_a_run_that_ends_leaves_its_file_alone(out: Path) -> None:
    with journal_of(out, resume=False) as journal:
        for account in ACCOUNTS:
            journal.add(account)
        assert [json.loads(line) for line in partial(out).read_text("utf-8").splitlines()] == ACCOUNTS
        assert not out.exists()
        journal.finish(ACCOUNTS)
    assert json.loads(out.read_text("utf-8")) == ACCOUNTS
    assert list(out.parent.iterdir()) == [out]


def test_a_run_without_a_result_leaves_nothing(out: Path) -> None:
    with pytest.raises(KeyboardInterrupt), journal_of(out, resume=False):
        raise KeyboardInterrupt
    assert list(out.parent.iterdir()) == []


def test_what_a_stopped_run_has_done_is_found(out: Path) -> None:
    out.write_text(json.dumps(ACCOUNTS[1:]))
    stopped(out)
    with journal_of(out, resume=True) as journal:
        assert journal.found == [ACCOUNTS[1], ACCOUNTS[0]]
    assert partial(out).exists(), "it is there until a run is finished"


def test_what_a_stopped_run_has_done_is_not_thrown_away_unasked(out: Path) -> None:
    stopped(out)
    before = partial(out).read_bytes()
    with pytest.raises(UsageError, match=r"out\.json\.partial .*--resume.*\.$"):
        journal_of(out, resume=False)
    assert partial(out).read_bytes() == before


def test_a_line_in_part_is_left_out_and_harms_no_other(out: Path) -> None:
    stopped(out)
    with partial(out).open("ab") as file:
        file.write(b'{"video": "c.mp4", "re')
    with journal_of(out, resume=True) as journal:
        assert journal.found == ACCOUNTS[:1]
        journal.add(ACCOUNTS[1])
    with journal_of(out, resume=True) as journal:
        assert journal.found == ACCOUNTS


def test_a_line_is_there_when_the_process_is_killed(out: Path) -> None:
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom formcheck.batch.journal import Journal\n"
        "from formcheck.files.outputs import Kind, Output\n"
        f"journal = Journal(Output(Path({str(out)!r}), Kind.RESULTS, '--json'), resume=False)\n"
        "for i in range(3): journal.add({'video': str(i)})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with journal_of(out, resume=True) as journal:
        assert [account["video"] for account in journal.found] == ["0", "1", "2"]


def run_for_ever(out: Path, told: int) -> None:
    """Do one run after another, and tell of every account once `add` has returned."""
    while True:
        with journal_of(out, resume=True) as journal:
            accounts = {account["number"]: account for account in journal.found}
            for number in range(len(accounts), len(accounts) + 3):
                accounts[number] = OURS | {"number": number}
                journal.add(accounts[number])
                os.write(told, b"%d\n" % number)
            journal.finish(accounts.values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked, for a start in no time")
def test_no_account_is_lost_at_whatever_moment_the_process_is_killed(out: Path) -> None:
    rng, kept = Random(3), set()
    for _ in range(25):
        read, write = os.pipe()
        child = get_context("fork").Process(target=run_for_ever, args=(out, write))
        child.start()
        os.close(write)
        time.sleep(rng.uniform(0.005, 0.06))
        child.kill()
        child.join()
        with open(read) as told:  # noqa: PTH123 - a pipe
            kept |= {int(line) for line in told}
        with journal_of(out, resume=True) as journal:
            assert kept <= {account["number"] for account in journal.found}
    assert len(kept) > 25


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(out: Path) -> None:
    out.write_text("[]")
    with journal_of(out, resume=False) as journal:
        journal.add(ACCOUNTS[0])
        with pytest.raises(TypeError):
            journal.finish([*ACCOUNTS, {"video": object()}])
    assert out.read_text() == "[]"
    assert sorted(path.name for path in out.parent.iterdir()) == ["out.json", "out.json.partial"]


def test_the_mode_of_a_file_is_kept(out: Path) -> None:
    out.write_text("[]")
    out.chmod(0o640)
    with journal_of(out, resume=False) as journal:
        journal.finish(ACCOUNTS)
    assert json.loads(out.read_text("utf-8")) == ACCOUNTS
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


@pytest.mark.parametrize("text", ["no json", "{}", "[1]", "[" * 100_000, "\xff"])
def test_a_file_that_holds_something_else_is_one_sentence(out: Path, text: str) -> None:
    out.write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=r"out\.json .*\.$"):
        journal_of(out, resume=True)
    assert list(out.parent.iterdir()) == [out]


def test_a_place_that_cannot_be_written_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be written .*\.$"):
        journal_of(tmp_path / "none" / "out.json", resume=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a thing of Linux")
def test_a_full_disk_is_one_sentence(out: Path) -> None:
    partial(out).symlink_to("/dev/full")
    with pytest.raises(InputError, match="No space left"), journal_of(out, resume=False) as journal:
        journal.add(ACCOUNTS[0])
    assert os.path.lexists("/dev/full")
