"""Texts of keepers in one form: no control characters, line breaks as ``\\n``, no blanks at either end, and what XML
cannot hold is dropped, so that every way to write a pack down says the same.
"""

from __future__ import annotations

import re

_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, what nobody sees, what turns the direction of a line, and what XML cannot hold."""
_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x85]")


def plain_text(text: str) -> str:
    return _ODD.sub("", _BREAKS.sub("\n", text)).strip()
