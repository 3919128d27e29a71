"""Looks up sentences by their ids: events and views carry ids and numbers; windows, voice and reports show words."""

from formcheck.text.en import TEXT, plural_form


def sentence(text_id: str, **values: object) -> str:
    """Return the sentence with its numbers and other words.

    >>> sentence("camera.raise", cm=30)
    'Raise the laptop about 30 cm, or move it towards your feet.'
    """
    return TEXT[text_id].format(**values)


def many(text_id: str, number: int, /, **values: object) -> str:
    """Return the number with its word; `values` stand for other words in it.

    >>> many("rep", 1), many("rep", 3)
    ('1 rep', '3 reps')
    """
    return TEXT[f"{text_id}.{plural_form(number)}"].format(n=number, **values)
