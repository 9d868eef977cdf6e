"""Dates as branch ledgers write them: whole days, or only a year and a month.

>>> str(parse_date("2001年7月"))
'2001-07'
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

EARLIEST_YEAR = 1921
"""No milestone of a joining history can be older than the party itself."""

_PARTS = re.compile(
    r"(\d{4})"
    r"(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})[日号]?)?"  # 2001-07-01, 2001.7.1日
    r"|[-/.年](\d{1,2})月(?:(\d{1,2})[日号]?)?"  # 2001年7月1日, 2001.7月
    r"|年)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_ZERO_LOST = re.compile(r"\d{4}\.1")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_CHARACTERS = re.compile(r"[〇○零一二三四五六七八九\d]{4}年[〇○零一二三四五六七八九十\d]{1,3}月")
_TENS = str.maketrans({"廿": "二十", "卅": "三十", "元": "一"})
_ISO = re.compile(r"([0-9]{4})-[0-9]{2}(-[0-9]{2})?")
_ISO_YEARS = range(EARLIEST_YEAR, 2200)  # beyond, what is counted from a day leaves the calendar
_CLOCK = re.compile(r"(?<=[\d日号])(?:T| +)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_DAY_DOUBTED = {(16, 0), (15, 54), (15, 59), (23, 54), (23, 59)}
"""Midnight as told by another clock: Shanghai's is 8:00 ahead of UTC, and was 8:05:43; some programs lose 43 seconds of
a day. The date before such an hour is the day before."""
_ZERO = (date(1899, 12, 30), date(1899, 12, 31), time(0, 0))
_ZERO_TEXT = re.compile(r"1900[-/.年]0?1[-/.月]00?日?|0+[-/.]0+[-/.]0+")
"""What a reference to an empty cell shows in a column of dates."""
_BETWEEN = str.maketrans({"。": ".", "，": ".", ",": ".", "、": ".", "·": ".", "\\": "/", "—": "-", "–": "-"})


class DateUnclear(ValueError):
    """A cell that is not one clear date. `reason` is a key of `words.DATE_PROBLEMS`; it never holds the value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LedgerDate:
    """A day, or a month when the ledger gives no day (`day` is None)."""

    year: int
    month: int
    day: int | None = None

    def __str__(self) -> str:
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @classmethod
    def from_iso(cls, text: str) -> LedgerDate:
        """The inverse of `str()`. Raises DateUnclear."""
        return _checked(*(int(part) for part in text.split("-")))

    @classmethod
    def from_date(cls, day: date) -> LedgerDate:
        return cls(day.year, day.month, day.day)

    def is_after(self, other: LedgerDate) -> bool:
        """Certainly later: two dates in one month are not, if either lacks its day."""
        if (self.year, self.month) != (other.year, other.month):
            return (self.year, self.month) > (other.year, other.month)
        return self.day is not None and other.day is not None and self.day > other.day

    def months_until(self, later: LedgerDate) -> int:
        """Completed months; where a day is unknown the month counts as completed when it is reached."""
        months = (later.year - self.year) * 12 + later.month - self.month
        if self.day is None or later.day is None or later.day >= self.day:
            return months
        last_day = calendar.monthrange(later.year, later.month)[1]
        return months if later.day == last_day else months - 1  # 31 January + 1 month is reached on 28 February

    def years_until(self, later: LedgerDate) -> int:
        """Completed years, as ages are counted (29 February completes its year on 1 March)."""
        before = (later.month, later.day or 31) < (self.month, self.day or 0)
        return later.year - self.year - int(before)

    def years_ago_today(self, today: date) -> int | None:
        """`N` for “N 年前的今天”, or None on every other day and for a date without its day."""
        years = today.year - self.year
        return years if years > 0 and (self.month, self.day) == (today.month, today.day) else None


def is_day_or_month(text: str) -> bool:
    """Whether it is the `str()` of a LedgerDate. Raises DateUnclear for what only looks like one."""
    found = _ISO.fullmatch(text)
    return found is not None and int(found[1]) in _ISO_YEARS and str(LedgerDate.from_iso(text)) == text


def is_day(text: str) -> bool:
    """As `is_day_or_month`, for a whole date."""
    return is_day_or_month(text) and LedgerDate.from_iso(text).day is not None


Day = Annotated[str, is_day]  # 1988-07-01
DayOrMonth = Annotated[str, is_day_or_month]  # 1988-07-01 or 1988-07


def parse_date(cell: object, typed: bool = True) -> LedgerDate | None:
    """One spreadsheet cell as a date; None when it is empty.

    Takes 2001-07-01, 2001/7/1, 2001.7.1, 2001，7，1, 2001年7月1日, 2001.7月, 二〇〇一年七月一日, 20010701, the same
    without the day (or with day 00) or with an hour, and date cells; 0 is what a reference to an empty cell shows. Not
    `typed`: the text is of a .csv, where a spreadsheet may have cut 2001.10 to 2001.1. Raises DateUnclear.
    """
    if cell is None:
        return None
    if isinstance(cell, datetime):
        if (cell.hour, cell.minute) in _DAY_DOUBTED:
            raise DateUnclear("hour_of_another_clock")
        cell = cell.date()
    if cell in _ZERO:
        return None
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        raise DateUnclear("not_a_date")
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = _tidy(str(cell))
    if text in ("", "0") or _ZERO_TEXT.fullmatch(text):
        return None
    if not typed and _ZERO_LOST.fullmatch(text):
        raise DateUnclear("january_or_october")
    return _from_text(text)


def _tidy(text: str) -> str:
    """Full-width forms folded, what parts the numbers made one of three, and the hour dropped that exports append."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if (clock := _CLOCK.search(folded)) is not None:
        if (int(clock[1]), int(clock[2])) in _DAY_DOUBTED:
            raise DateUnclear("hour_of_another_clock")
        folded = folded[: clock.start()]
    folded = re.sub(r"(?<=\d)\s+(?=\d)", "-", folded)  # 1998 1 2 is no 1998-12
    return re.sub(r"\s+", "", folded).translate(_BETWEEN).rstrip(".-/")


def _from_text(text: str) -> LedgerDate:
    text = text.translate(_TENS)
    if _IN_CHARACTERS.match(text):
        text = _from_characters(text)
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _checked(*(int(part) for part in compact.groups() if part))
    parts = _PARTS.fullmatch(text)
    if not parts:
        raise DateUnclear("serial_number" if re.fullmatch(r"\d{4,5}(\.0)?", text) else "not_a_date")
    numbers = [int(part) for part in parts.groups() if part]
    if len(numbers) == 1:
        raise DateUnclear("only_a_year")
    return _checked(*numbers)


def _from_characters(text: str) -> str:
    """一九九三年十月二十一日 -> 1993年10月21日."""
    year, rest = text[:4], text[4:]
    for ten, before, after in ((ten, *ten.span()) for ten in reversed(list(re.finditer("十", rest)))):
        tens = "" if before and rest[before - 1] in "一二三四五六七八九" else "1"
        ones = "" if rest[after : after + 1] and rest[after] in "一二三四五六七八九" else "0"
        rest = rest[: ten.start()] + tens + ones + rest[after:]
    return (year + rest).translate(_DIGITS)


def _from_number(number: float) -> LedgerDate | None:
    """A number in a cell that was meant as a date.

    A number keeps no trailing zero, so 2001.1 may have been typed as 2001.10: that is asked, never guessed.
    """
    if number == 0:
        return None
    if float(number).is_integer():  # neither infinity nor NaN is
        whole = int(number)
        if 10_000 <= whole < 100_000:
            raise DateUnclear("serial_number")
        return _from_text(str(whole))
    text = repr(number)
    if _ZERO_LOST.fullmatch(text):
        raise DateUnclear("january_or_october")
    return _from_text(text)


def _checked(year: int, month: int, day: int | None = None) -> LedgerDate:
    if not EARLIEST_YEAR <= year <= 9999:
        raise DateUnclear("year_out_of_range")
    if month == 0 and not day:  # 2001.00.00 is how some ledgers say that the rest is not known
        raise DateUnclear("only_a_year")
    if not 1 <= month <= 12:
        raise DateUnclear("no_such_month")
    day = day or None
    if day is not None and day > 28 and day > calendar.monthrange(year, month)[1]:
        raise DateUnclear("no_such_day")
    return LedgerDate(year, month, day)
