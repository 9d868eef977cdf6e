"""From a spreadsheet cell to a clean text, saying where Excel has changed what the keeper typed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from content import words
from content.banks.spreadsheet import Value

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK = re.compile(r"\s+")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_GAP_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])\s*[\r\n]+\s*(?=[{_WIDE}])")

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

# 1 January 2000 and 31 December 2049 as Excel stores them: 7月11日 typed into a general cell comes back as 43657.
_SERIALS = range(36526, 54789)


def text_of(value: Value | None) -> str:
    """The cell as the keeper would read it: nbsp, invisible characters and line breaks inside Chinese removed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "对" if value else "错"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.date):
        return f"{value.month}月{value.day}日"
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", str(value)))
    return _BLANK.sub(" ", _GAP_IN_CHINESE.sub("", text)).strip()


def damage(value: Value | None) -> str:
    """What Excel probably did to a cell that should hold text; empty when nothing looks wrong."""
    if isinstance(value, dt.date):
        return words.WAS_DATE
    if isinstance(value, dt.time | dt.timedelta):
        return words.WAS_TIME
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if value in _SERIALS:
        return words.MAYBE_DATE
    return words.MAYBE_PERCENT if 0 < value < 1 else ""


def date_of(value: Value | None) -> dt.date | None:
    """A date cell, or a text such as 2026-07-01, 2026/7/1, 2026.7.1, 2026年7月1日; None when empty.

    Raises:
        ValueError: the cell holds something that is no date.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = text_of(value)
    if not text:
        return None
    match = re.fullmatch(
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", unicodedata.normalize("NFKC", text)
    )
    if match is None:
        raise ValueError(text)
    return dt.date(int(match[1]), int(match[2]), int(match[3]))
