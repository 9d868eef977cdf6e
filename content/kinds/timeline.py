"""A timeline: what happened when, the earliest first. A date is a year, a month or a day, as far as it is known.

when_of("1922年7月")            # When(1922, 7); raises ValueError with a sentence for the keeper
filled.read(TIMELINE, path).content.entries
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.banks.cells import text_of
from content.banks.spreadsheet import Value
from content.kinds import timeline_words as words
from content.kinds.filled import SheetKind
from content.tables.cells import day_of
from content.tables.form import Field, Form
from content.tables.reading import SheetRead

MOST_ENTRIES = 300
_ABOUT = re.compile(r"约|左右|前后|上下|年代|世纪|多年|余年|初|末|中期|前期|后期|春|夏|秋|冬|底|旬|公元前|[?？~～至到]")
_YEAR = re.compile(r"([12]\d{3})年?")
_MONTH = re.compile(r"([12]\d{3})(?:年|[-/.])(\d{1,2})月?")
_CHARACTERS = re.compile(r"([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月)?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTHS = {text: number for number, text in enumerate((*"一二三四五六七八九十", "十一", "十二"), start=1)}


@dataclass(frozen=True, slots=True, order=True)
class When:
    """`month` and `day` 0: not known, or not said. A year stands before its months, a month before its days."""

    year: int
    month: int = 0
    day: int = 0


def when_of(value: Value | None) -> When:
    """Raises ValueError."""
    if isinstance(value, dt.date):
        return When(value.year, value.month, value.day)
    written = text_of(value)
    text = "".join(unicodedata.normalize("NFKC", written).split())
    if isinstance(value, float) and text.endswith(".1"):  # 1921.10 in a cell of numbers
        raise ValueError(words.january_or_october(int(value)))
    if _ABOUT.search(text):
        raise ValueError(words.about(written))
    if found := _YEAR.fullmatch(text):
        return When(int(found[1]))
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return When(int(found[1]), int(found[2]))
    if (found := _CHARACTERS.fullmatch(text)) and (found[2] is None or found[2] in _MONTHS):
        return When(int(found[1].translate(_DIGITS)), _MONTHS[found[2]] if found[2] else 0)
    try:
        day = day_of(written)
    except ValueError:
        day = None
    if day is None or day.year < 1000:
        raise ValueError(words.unreadable(written))
    return When(day.year, day.month, day.day)


FORM = Form(
    "时间线",
    (
        Field("when", "时间", "1921，1921年7月，1921-07-23；知道到哪儿写到哪儿", when_of, ("日期", "年份", "年月"),
              needed=True, width=16),
        Field("title", "标题", "发生了什么，十几个字", text_of, ("大事", "事件"), needed=True, longest=60, width=30),
        Field("place", "地点", "上海；也可以补一句：23 日开幕", text_of, ("补充",), longest=60, width=18),
        Field("text", "说明", "几句话；长的屏上先放开头，点一下看全文", aliases=("内容", "简介", "经过"), longest=2000,
              width=48),
        Field("picture", "图片", "图片的文件名；没有就空着", text_of, ("照片", "配图"), longest=120, width=18,
              is_picture=True),
        Field("source", "来源", "哪本书、哪个文件写的", text_of, ("出处",), longest=120, width=24),
    ),
    most_rows=MOST_ENTRIES,
    unit="件",
    examples=(
        {"when": "2019年5月", "title": "服务站搬到一楼（演示）", "place": "云溪里",
         "text": "门口修了坡道，轮椅能进来。", "source": "社区大事记"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """`place` is where, or what else belongs beside the date; `picture`: the name of one beside the sheet."""

    when: When
    title: str
    place: str = ""
    text: str = ""
    picture: str = ""
    source: str = ""

    @property
    def where(self) -> str:
        """By which it is known within its timeline: 1922.7.16 有了第一部党章."""
        when = ".".join(str(part) for part in (self.when.year, self.when.month, self.when.day) if part)
        return f"{when} {self.title}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The earliest first; of one date, as they were written."""

    entries: tuple[Entry, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        for entry in self.entries:
            said = (entry.where, entry.place, entry.text, entry.source)
            yield entry.where, "\n".join(part for part in said if part)

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(entry.picture for entry in self.entries if entry.picture))


def make(read: SheetRead) -> Timeline:
    entries = [
        Entry(
            row["when"], row.text("title"), row.text("place"), row.text("text"), read.picture_of(row.text("picture")),
            row.text("source"),
        )
        for row in read.rows[FORM.name]
    ]  # fmt: skip
    return Timeline(tuple(sorted(entries, key=lambda entry: entry.when)))


TIMELINE = SheetKind("时间线", (FORM,), make)
