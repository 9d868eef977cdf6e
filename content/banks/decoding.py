"""Bytes of a text -> its text: UTF-8, UTF-16 or GB18030, with a mark or without; what cannot be read stands as DAMAGED.

An article with one bad byte is refused (`content.texts.decoding`); of a bank only the question it stands in.
"""

from __future__ import annotations

import re
from pathlib import Path

from content.banks import words
from content.banks.model import BankRejected

DAMAGED = "\ufffd"
ENCODINGS = ("utf-8-sig", "utf-16-le", "utf-16-be", "gb18030")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE_BYTES = 4096
_MANY = 10
"""A text in its own encoding has at least so many sound letters beyond ASCII to one that is not."""


def decoded(path: Path, content: bytes) -> str:
    """Its lines end in ``\\n``. Raises BankRejected: no text in any encoding that tables come in."""
    for encoding in _encodings(content):
        text = content.decode(encoding, "replace").lstrip("\ufeff")
        if _is_sound(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BankRejected(str(path), words.NOT_A_TABLE)


def _encodings(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    if marked:
        return marked
    sample = content[:_SAMPLE_BYTES]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if (high + low) * 16 > len(sample):  # digits and commas of UTF-16
        return ["utf-16-be" if high > low else "utf-16-le"]
    return ["utf-8", "gb18030"]


def _is_sound(text: str) -> bool:
    damaged = len(re.findall(f"{DAMAGED}+", text))  # one bad byte spoils up to three places beside it
    if "\0" in text or not text.strip():
        return False
    return not damaged or damaged * _MANY <= sum(letter > "\x7f" for letter in text) - damaged
