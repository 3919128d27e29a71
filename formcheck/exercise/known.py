"""The exercises there are, by their names."""

from formcheck.exercise.clamshell import CLAMSHELL
from formcheck.exercise.exercise import Exercise

EXERCISES: dict[str, Exercise] = {exercise.name: exercise for exercise in (CLAMSHELL,)}
MOVEMENTS: tuple[str, ...] = tuple(  # that can be named: the exercises, and others they might be taken for
    dict.fromkeys(
        name
        for exercise in EXERCISES.values()
        for name in (exercise.name, *(other.name for other in exercise.others))
        if name is not None
    )
)
