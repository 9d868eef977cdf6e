"""From a spreadsheet cell to a clean text, saying where Excel has changed what the keeper typed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from content import words
from content.banks import words as bank_words
from content.banks.values import Value

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters to Unicode, and nothing to the eye
_INVISIBLE = re.compile(
    f"[{_FILLERS}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff]"
    "|[\U000e0000-\U000e00ff\ufdd0-\ufdef\ufffe\uffff]"  # tags, and what is no character and stands in no XML
)
_BLANK = re.compile(r"\s+")
_BLANK_IN_LINE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_LINE_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_OVERFLOWN = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_SHARE = re.compile(r"0\.[0-9]{1,17}")
_CLOCK = re.compile(r"[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]")
_WHOLE_DAY = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T]0?0:00(?::00)?)?")
_LONGEST_SPOILED = 24
_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA",
})  # fmt: skip

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

# 1 January 2000 and 31 December 2049 as Excel stores them: 7月11日 typed into a general cell comes back as 43657.
_SERIALS = range(36526, 54789)
_EXACT = 10**15
"""From here on a spreadsheet's number has lost digits: it keeps fifteen."""


def text_of(value: Value | None) -> str:
    """The cell as the keeper would read it: nbsp, invisible characters and line breaks inside Chinese removed."""
    if isinstance(value, str):
        return plain_line(value)
    return _of_other(value)


def lines_of(value: Value | None) -> str:
    """The same, where the ends of lines count."""
    if not isinstance(value, str):
        return _of_other(value)
    text = _INVISIBLE.sub("", _LINES.sub("\n", unicodedata.normalize("NFC", value)))
    lines = (_BLANK_IN_LINE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def is_plain(text: str) -> bool:
    """Nothing in it needs cleaning. It is asked of every cell, hence by what C answers at once."""
    return (
        text.isprintable()
        and "  " not in text
        and not (
            "\u3164" in text or "\u2800" in text or "\uffa0" in text or "\u1160" in text or "\u115f" in text
        )  # _FILLERS, in a fifth of the time
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
        and not text.startswith(" ")
        and not text.endswith(" ")
    )


def has_invisible(text: str) -> bool:
    """Whether it holds what nobody sees."""
    return _INVISIBLE.search(text) is not None


def plain_line(value: str) -> str:
    if is_plain(value):
        return value
    narrow = value.replace("\u3000", " ")  # in the bracket of nearly every stem: （　）
    if is_plain(narrow):
        return narrow
    text = _INVISIBLE.sub("", _LINES.sub("\n", unicodedata.normalize("NFC", value)))
    if "\n" in text:  # gaps first: a pattern with blanks on both sides of a line's end takes hours for some texts
        text = _LINE_IN_CHINESE.sub("", _BLANK.sub(_gap, text))
    return unicodedata.normalize("NFC", _BLANK.sub(" ", text).strip())


def _gap(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] else " "


def _of_other(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "对" if value else "错"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.date):
        return f"{value.month}月{value.day}日"
    return str(value)


def damage(value: Value | None) -> str:
    """What Excel probably did to a cell that should hold text; empty when nothing looks wrong."""
    if isinstance(value, dt.date):
        return words.WAS_DATE
    if isinstance(value, dt.time | dt.timedelta):
        return words.WAS_TIME
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if abs(value) >= _EXACT:
        return bank_words.LONG_NUMBER
    if value in _SERIALS:
        return words.MAYBE_DATE
    return words.MAYBE_PERCENT if 0 < value < 1 else ""


def spoiled_text(value: str) -> str:
    """The same of a text: in a .csv nothing says that a cell was a number or a day once. Also of an error's name."""
    text = value.strip()
    if not text or len(text) > _LONGEST_SPOILED:
        return ""
    if text[0] == "#":
        return bank_words.ERROR_VALUE if text in _ERRORS else ""
    if text.isdigit() and text.isascii():
        number = int(text)
        return bank_words.LONG_NUMBER if number >= _EXACT else words.MAYBE_DATE if number in _SERIALS else ""
    if _SHARE.fullmatch(text):
        return words.MAYBE_PERCENT
    if _OVERFLOWN.fullmatch(text):
        return bank_words.LONG_NUMBER
    if _CLOCK.fullmatch(text):
        return words.WAS_TIME
    return words.WAS_DATE if _WHOLE_DAY.fullmatch(text) else ""


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
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        raise ValueError(text)
    return dt.date(int(match[1]), int(match[2]), int(match[3]))
