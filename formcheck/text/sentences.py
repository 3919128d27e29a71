"""Looks up sentences by their ids: events and views carry ids and numbers; windows, voice and reports show words."""

from formcheck.text.en import TEXT


def sentence(text_id: str, **numbers: float | None) -> str:
    """Return the sentence with its numbers.

    >>> sentence("camera.raise", cm=30)
    'Raise the laptop about 30 cm, or move it towards your feet.'
    """
    return TEXT[text_id].format(**numbers)
