"""Text from outside, such as a file's name: made fit to be shown and to be kept."""

import re
import unicodedata

_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, direction and other format characters, lone surrogates, line ends
_JOINERS = "\u200c\u200d"  # format characters that some scripts and emoji are written with
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_BYTE = 0xDC00  # how Python holds a byte of a name that is no UTF-8: 0xDC00 plus the byte


def shown(text: object) -> str:
    r"""Return the text in one line, as a terminal shows it and cannot obey it: the rest is spelled out.

    >>> shown("\x1b[2Jclip\n.mp4"), shown(b"\xff.mp4".decode("utf-8", "surrogateescape"))
    ('\\x1b[2Jclip\\n.mp4', '\\xff.mp4')
    """
    return "".join(_spelled(c) if unicodedata.category(c) in _UNSAFE and c not in _JOINERS else c for c in str(text))


def encodable(text: str) -> str:
    r"""Return the text as UTF-8 can hold it: bytes of a name that are no UTF-8 are spelled out.

    >>> encodable(b"caf\xe9.mp4".decode("utf-8", "surrogateescape"))
    'caf\\xe9.mp4'
    """
    return _SURROGATE.sub(lambda found: _spelled(found[0]), text)


def _spelled(character: str) -> str:
    byte = ord(character) - _FIRST_BYTE
    if 0x80 <= byte <= 0xFF:
        return f"\\x{byte:02x}"
    return character.encode("unicode_escape").decode()
