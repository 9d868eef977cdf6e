"""Values as keepers write them in cells: 一三五, 周一至周五, 08:30-12:00, 2026年7月1日, 是, 一、二.

Each reader gives what TOML would hold; it raises ValueError with a sentence for the keeper.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping

from content import words
from content.banks.cells import text_of
from content.banks.spreadsheet import Value

YES, NO = "是", "否"
DAY_NAMES = "一二三四五六日"

_ALL = frozenset({"全部", "所有", "都", "都放", "不限", "all"})
_YES = frozenset({"是", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "有", "要"})
_NO = frozenset({"否", "不", "不是", "错", "×", "✗", "x", "n", "no", "false", "0", "无", "不要"})
_LIST = re.compile(r"[\s,、;/|和及]+")
_DASH = r"(?:-|–|—|~|至|到)+"

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK_AFTER = re.compile(r"(?<=[\d日号])(?:T|\s+)(\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?)$")
_IN_CHARACTERS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,4})[日号]?"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_BETWEEN = str.maketrans({"。": ".", ",": ".", "、": ".", "·": ".", "\\": "/", "—": "-", "–": "-"})

_DAY_WORDS = {"每天": "1-7", "天天": "1-7", "全周": "1-7", "工作日": "1-5", "周末": "6-7", "双休日": "6-7"}
_WEEKDAY = re.compile(rf"([1-7])(?:{_DASH}([1-7]))?")
_TIME = re.compile(r"(\d{1,2})(?::(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?|[点时](?:(半)|(\d{1,2})分?)?)")
_SPAN = re.compile(r"(.*?)(?:-|–|—|~|至|到)+(.*)")
ALL_DAY = frozenset({"全天", "整天", "一天"})


def plain(value: Value | None) -> str:
    """In narrow forms, its runs of blanks as one."""
    return " ".join(unicodedata.normalize("NFKC", text_of(value)).split())


def flag_of(value: Value | None) -> bool | None:
    if isinstance(value, bool):
        return value
    text = plain(value).lower()
    if not text:
        return None
    if text not in _YES | _NO:
        raise ValueError(words.yes_or_no(text_of(value)))
    return text in _YES


def some_of(value: Value | None, known: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Several of what is `known`, by their `names`; all of them is none."""
    parts = [part for part in _LIST.split(plain(value)) if part]
    if len(parts) == 1 and parts[0] in _ALL:
        return []
    strange = next((part for part in parts if part not in known), "")
    if strange:
        raise ValueError(words.not_one_of(strange, "、".join(names.values())))
    return [known[part] for part in parts]


def number_of(value: Value | None) -> int | float | None:
    """A number, or a text that is one (12, 12秒, 3次)."""
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise ValueError(words.not_a_number(text_of(value)))
    text = re.sub(r"(?<=\d)\s*(?:秒|次)$", "", plain(value))
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", text):
        raise ValueError(words.not_a_number(text_of(value)))
    number = float(text)
    return int(number) if number.is_integer() else number


def day_of(value: Value | None) -> dt.date | None:
    found = instant_of(value)
    return found.date() if isinstance(found, dt.datetime) else found


def instant_of(value: Value | None) -> dt.date | dt.datetime | None:
    """A day, or a day with its hour. A date cell at midnight is a day: spreadsheets know no other."""
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.replace(microsecond=0)
    if isinstance(value, dt.date):
        return value
    text = plain(value)
    if not text:
        return None
    clock = _CLOCK_AFTER.search(text)
    try:
        day = _day(text[: clock.start()] if clock else text)
        return dt.datetime.combine(day, dt.time.fromisoformat(_whole_clock(clock[1]))) if clock else day
    except ValueError:
        raise ValueError(words.unreadable_date(text_of(value))) from None


def _day(text: str) -> dt.date:
    text = re.sub(r"(?<=\d)\s+(?=\d)", "-", text.strip())  # 2026 7 1 is no 2026-71
    text = re.sub(r"\s+", "", text)
    if (found := _IN_CHARACTERS.fullmatch(text)) is not None:
        return dt.date(int(found[1].translate(_DIGITS)), _counted(found[2]), _counted(found[3]))
    text = text.translate(_BETWEEN).rstrip(".-/")
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return dt.date(*(int(part) for part in match.groups()))


def _counted(text: str) -> int:
    """廿一 -> 21, 十二 -> 12, 二十 -> 20."""
    tens, ten, ones = text.replace("廿", "二十").replace("卅", "三十").partition("十")
    number = int(tens.translate(_DIGITS) or "1") * 10 if ten else int(tens.translate(_DIGITS))
    return number + (int(ones.translate(_DIGITS)) if ones else 0)


def weekdays_of(value: Value | None) -> list[int] | None:
    """None when every day is meant."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise ValueError(words.WEEKDAYS_ARE_DATE)
    text = plain(value)
    for word, days in _DAY_WORDS.items():
        text = text.replace(word, f" {days} ")
    text = re.sub("星期|礼拜|周|每", "", text)
    text = text.translate(str.maketrans("一二三四五六日天七", "123456777"))
    if not text.strip():
        return None
    found: set[int] = set()
    for part in filter(None, _LIST.split(re.sub(rf"\s*({_DASH})\s*", r"\1", text))):
        if _WEEKDAY.sub("", part):
            raise ValueError(words.weekdays_unclear(text_of(value)))
        for first, last in _WEEKDAY.findall(part):
            found.update(_from_to(int(first), int(last or first)))
    if not found:
        raise ValueError(words.weekdays_unclear(text_of(value)))
    return sorted(found) if len(found) < 7 else None


def _from_to(first: int, last: int) -> list[int]:
    """周五至周一 goes over the week's end."""
    return [day for day in range(1, 8) if (first <= day <= last if first <= last else day >= first or day <= last)]


def hours_of(value: Value | None) -> tuple[dt.time | None, dt.time | None]:
    """From and until; a None is an open end."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise ValueError(words.HOURS_ARE_TIME)
    text = re.sub(r"\s+", "", plain(value).replace("：", ":"))
    if not text or text in ALL_DAY:
        return None, None
    if re.search("[,、;]", text):
        raise ValueError(words.HOURS_TWICE)
    span = _SPAN.fullmatch(re.sub("次日|第二天|翌日", "", text))
    if span is None:
        raise ValueError(words.hours_unclear(text_of(value)))
    try:
        return _clock(span[1]), _clock(span[2])
    except ValueError:
        raise ValueError(words.hours_unclear(text_of(value))) from None


def _clock(text: str) -> dt.time | None:
    if not text:
        return None
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hour, minute = int(match[1]), 30 if match[5] else int(match[2] or match[6] or 0)
    micro = int((match[4] or "0").ljust(6, "0"))
    midnight = (hour, minute, int(match[3] or 0), micro) == (24, 0, 0, 0)
    return dt.time() if midnight else dt.time(hour, minute, int(match[3] or 0), micro)


def _whole_clock(text: str) -> str:
    """8:30 -> 08:30, and a fraction of six digits, as `time.fromisoformat` wants it."""
    whole, _, rest = text.partition(".")
    return whole.zfill(len(whole) + (whole.index(":") == 1)) + (f".{rest.ljust(6, '0')}" if rest else "")


def topics_of(value: Value | None) -> list[str]:
    """Parted by line breaks where there is one, else by 、 , ; and blanks do not part."""
    raw = value if isinstance(value, str) else text_of(value)
    parts = raw.split("\n") if "\n" in raw else re.split("[、,，;；]", raw)
    return [part.strip() for part in parts if part.strip()]
