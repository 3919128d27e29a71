import pytest

from formcheck.review.player import Player

TIMES = [i / 10 for i in range(101)]


@pytest.fixture
def player() -> Player:
    return Player(TIMES)


def test_it_plays_and_stops_at_the_end(player: Player) -> None:
    player.advance(2.0)
    assert player.t == 2.0
    player.advance(20.0)
    assert (player.t, player.playing) == (10.0, False)
    player.toggle()
    assert (player.t, player.playing) == (0.0, True)


def test_it_stands_still_while_stopped(player: Player) -> None:
    player.toggle()
    player.advance(2.0)
    assert player.t == 0.0


def test_speeds_go_round(player: Player) -> None:
    speeds = []
    for _ in range(4):
        speeds.append(player.speed)
        player.slower()
    assert speeds == [1.0, 0.5, 0.25, 1.0]
    player.speed = 0.25
    player.advance(4.0)
    assert player.t == 1.0


def test_a_step_stops_and_stays_inside(player: Player) -> None:
    player.step(50, 1)
    assert (player.t, player.playing) == (5.1, False)
    player.step(0, -1)
    assert player.t == 0.0
    player.step(100, 1)
    assert player.t == 10.0


def test_jumps_go_just_before_a_mark_and_never_stick(player: Player) -> None:
    marks = [2.0, 5.0, 8.0]
    seen = []
    for _ in range(4):
        player.next(marks)
        seen.append(player.t)
    assert seen == [1.5, 4.5, 7.5, 7.5]
    for _ in range(3):
        player.previous(marks)
        seen.append(player.t)
    assert seen[4:] == [4.5, 1.5, 1.5]


def test_an_empty_film_stands_at_nothing() -> None:
    player = Player([])
    player.advance(1.0)
    player.step(0, 1)
    player.next([])
    assert (player.t, player.playing) == (0.0, False)
