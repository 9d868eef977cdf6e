"""Bytes of a text file -> its text: UTF-8, UTF-16 or GB18030, with a mark or without.

An article with a sign for “unreadable” would hang in a hall, so `text_of` names the line and refuses the file. Ledgers
and banks bear a damaged byte, since the one cell or question that it stands in is named: `spoiled_text_of`.
"""

from __future__ import annotations

import re

from content.texts import words
from content.texts.text import TextRefused

ENCODINGS = ("utf-8-sig", "utf-16-le", "utf-16-be", "gb18030")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE_BYTES = 4096
_MANY = 10
"""A text in its own encoding has at least so many sound letters beyond ASCII to one that is not."""
DAMAGED = "\ufffd"
_CONTROLS = dict.fromkeys((*range(9), *range(14, 28), 127))  # without tab, the ends of lines and what parts records


def text_of(content: bytes) -> str:
    """Without its mark. Raises TextRefused."""
    first: UnicodeDecodeError | None = None
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError as error:
            first = first or error
        else:
            return _sound(text)
    assert first
    raise TextRefused(words.NOT_TEXT if _is_binary(content) else words.damaged(_line_of(content, first.start)))


def spoiled_text_of(content: bytes) -> str:
    """Without its mark; what cannot be read stands as DAMAGED. Empty: no text in any encoding that tables come in."""
    for encoding in _encodings(content):
        text = content.decode(encoding, "replace").lstrip("\ufeff")
        if _is_readable(text):
            return text
    return ""


def _encodings(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    if marked:
        return marked
    sample = content[:_SAMPLE_BYTES]
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if (high + low) * 16 > len(sample):  # digits, commas, blanks and ends of lines of UTF-16
        return ["utf-16-be" if high > low else "utf-16-le"]
    return ["utf-8", "gb18030"]


def _sound(text: str) -> str:
    if "\0" in text or len(text) - len(text.translate(_CONTROLS)) > len(text) // 50:
        raise TextRefused(words.NOT_TEXT)
    return text.translate(_CONTROLS)


def _is_readable(text: str) -> bool:
    damaged = len(re.findall(f"{DAMAGED}+", text))  # one bad byte spoils up to three places beside it
    if "\0" in text or not text.strip():
        return False
    return not damaged or damaged * _MANY <= sum(letter > "\x7f" for letter in text) - damaged


def _is_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE_BYTES]
    return sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) * 50 > len(sample)


def _line_of(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1
