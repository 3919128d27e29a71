import itertools

from hypothesis import given
from hypothesis import strategies as st

from formcheck.ui.speech_queue import PATIENCE_S, Rank, SpeechQueue


def two_seconds(name: str) -> float:
    return 2.0


def said(asked: list[tuple[float, Rank, list[str]]], until_t: float = 30.0, fps: int = 20) -> list[tuple[float, str]]:
    """Return what begins when."""
    queue, found = SpeechQueue(two_seconds), []
    for i in range(round(until_t * fps)):
        t = i / fps
        for asked_t, rank, names in asked:
            if round(asked_t * fps) == i:
                queue.ask(t, rank, names)
        name = queue.due(t)
        if name is not None:
            found.append((t, name))
    return found


def test_what_is_asked_for_together_is_said_in_order() -> None:
    asked = [(1.0, Rank.COUNT, ["ten"]), (1.0, Rank.INSTRUCTION, ["turn over"])]
    assert said(asked) == [(1.0, "ten"), (3.0, "turn over")]


def test_an_utterance_is_said_to_its_end() -> None:
    asked = [(1.0, Rank.WARNING, ["a", "b", "c"]), (2.0, Rank.WARNING, ["d"])]
    assert said(asked) == [(1.0, "a"), (3.0, "b"), (5.0, "c"), (7.0, "d")]


def test_the_higher_replaces_what_waits() -> None:
    asked = [(0.0, Rank.CUE, ["first"]), (1.0, Rank.CUE, ["cue"]), (1.5, Rank.INSTRUCTION, ["lie down"])]
    assert said(asked) == [(0.0, "first"), (2.0, "lie down")]


def test_the_lower_waits_behind_the_higher() -> None:
    asked = [(0.0, Rank.CUE, ["first"]), (1.0, Rank.INSTRUCTION, ["lie down"]), (1.5, Rank.CUE, ["cue"])]
    assert said(asked) == [(0.0, "first"), (2.0, "lie down"), (4.0, "cue")]


def test_a_number_said_late_would_be_the_wrong_one() -> None:
    assert said([(0.0, Rank.CUE, ["first"]), (0.5, Rank.COUNT, ["one"])]) == [(0.0, "first")]


def test_what_is_left_can_be_taken_at_once() -> None:
    queue = SpeechQueue(two_seconds)
    queue.ask(0.0, Rank.WARNING, ["a", "b"])
    queue.ask(0.0, Rank.INSTRUCTION, ["c"])
    assert queue.due(0.0) == "a"
    assert queue.drain() == ["b", "c"]
    assert queue.due(2.0) is None


asked_for = st.tuples(
    st.floats(0.0, 25.0), st.sampled_from(list(Rank)), st.lists(st.text("ab", max_size=2), min_size=1)
)


@given(st.lists(asked_for, max_size=30))
def test_one_voice_and_nothing_stale(asked: list[tuple[float, Rank, list[str]]]) -> None:
    named = [(t, rank, [f"{i}"]) for i, (t, rank, _) in enumerate(asked)]
    heard = said(named, until_t=60.0)
    times = [t for t, _ in heard]
    assert all(b - a >= 2.0 - 1e-9 for a, b in itertools.pairwise(times))
    for t, name in heard:
        asked_t, rank, _ = named[int(name)]
        assert -0.05 <= t - asked_t <= PATIENCE_S[rank] + 0.05
