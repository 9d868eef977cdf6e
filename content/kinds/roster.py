"""A roster: who is on duty on which day, by date or by weekday, as halls keep it: a row a person or a row a day.

    ROSTER = SheetKind(…); roster = read(ROSTER, path).content
    roster.on(date(2026, 12, 1)).duties          # () with `rest` 放假, or () and nobody was written down

A row with a date rules its day: what the week says counts only where no date is written. A row without a date stands
below one that has it, as merged cells are read. A person is named as the keeper writes it, and until the day consented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import lru_cache

from content.banks.cells import lines_of
from content.banks.spreadsheet import Value
from content.kinds import roster_words as words
from content.kinds.ending import IsDown, nobody
from content.kinds.filled import SheetKind
from content.tables.cells import day_of, hours_of, weekdays_of
from content.tables.form import Field, Form
from content.tables.reading import Row, SheetRead

MOST_ROWS = 1000
MOST_A_DAY = 60
LONGEST_NAME = 30
AHEAD_DAYS = 31
"""How far ahead is looked for the next duty."""
_LONGEST = {"post": 30, "hours": 40, "place": 40, "promise": 100}
LEADER = "带班"
_ANY = 100_000  # no row is dropped for its length: the rows below it would go on with another date
_RESTS = re.compile(r".*(?:放假|休息|不值班|不上班|闭馆|休假|调休)|节假日|休|无人值班")
_NAMES = re.compile(r"[\n、,，;；/]+")
_SPANS = re.compile(r"[\n、,，;；]+")
_WEEKDAY_BEHIND = re.compile(r"\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?$")
_WEEKDAYS = re.compile(r"[周期拜每工作]")
_RANGE = re.compile(r"(.+?)(?:至|到|~|～|—|–| - |—)+(.+)")
_PARTS_OF_DAY = {"上午": (time(0), time(12)), "下午": (time(12), time(18)), "晚上": (time(18), time.max),
                 "夜间": (time(18), time.max)}  # fmt: skip


def _text(value: Value | None) -> str:
    return lines_of(value)


def _days(value: Value | None) -> str:
    """As it is written: a date in one form."""
    try:
        found = day_of(value)
    except ValueError:
        return lines_of(value)
    return found.isoformat() if found else ""


FORM = Form(
    "值班表",
    (
        Field("day", "日期", "2026-12-01，或几天：2026-10-01 至 2026-10-07；按星期排就空着", _days, ("值班日期",),
              longest=_ANY, width=24),
        Field("weekdays", "星期", "按星期排：一三五，周一至周五，工作日", _text, ("周", "周几", "星期几"),
              longest=_ANY),
        Field("name", "姓名", "值班的人，照您写的显示；几个人用顿号分开。放假的日子写“放假”", _text,
              ("值班人", "值班人员", "值班员", "值班党员", "值班", "人员", "在岗人员"), heads=True,
              longest=_ANY, width=18),
        Field("leader", "带班", "带班的领导，没有就空着", _text, ("带班领导", "值班领导", "带班人"), longest=_ANY),
        Field("post", "岗位", "党员先锋岗", _text, ("职务", "岗位名称"), longest=_ANY, width=18),
        Field("hours", "时间", "8:30-17:30，上午", _text, ("值班时间", "在岗时间", "时段"), longest=_ANY, width=18),
        Field("place", "地点", "服务台", _text, ("位置", "窗口", "值班地点"), longest=_ANY, width=18),
        Field("promise", "承诺", "一句话", _text, ("服务承诺", "亮承诺"), longest=_ANY, width=30),
        Field("picture", "照片", "照片的文件名；不写就找和姓名一样的", _text, ("图片", "相片"), longest=_ANY, width=18,
              is_picture=True),
        Field("until", "同意到", "本人同意展示到哪一天；过了这天名字和照片都不再显示", _days,
              ("同意展示到", "授权到", "同意期限"), longest=_ANY, keeps_off=True, width=18),
    ),
    most_rows=MOST_ROWS,
    examples=(
        {"day": "2026-12-01", "name": "许知夏（演示）", "post": "党员先锋岗", "hours": "8:30-17:30", "place": "服务台"},
        {"day": "2026-12-01 至 2026-12-31", "weekdays": "一", "name": "冯一舟（演示）", "post": "志愿者",
         "hours": "9:00-11:30"},
        {"day": "2027-01-01 至 2027-01-03", "name": "放假"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duty:
    """One person on one turn; texts as the keeper wrote them. `until`: the last day it may be shown; None: no end."""

    name: str
    post: str = ""
    hours: str = ""
    place: str = ""
    promise: str = ""
    picture: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """`rest`: what the keeper wrote for a day off; without it and without duties nobody was written down."""

    date: date
    duties: tuple[Duty, ...] = ()
    rest: str = ""


@dataclass(slots=True)
class _Turns:
    """What was written for a day or a weekday."""

    duties: list[Duty] = field(default_factory=list)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """`dates` rule over `week`, whose keys are 1 (Monday) to 7. An `Ending`."""

    dates: Mapping[date, Day] = field(hash=False)  # what is shown is compared, and marked where it failed
    week: Mapping[int, Day] = field(hash=False)

    def __hash__(self) -> int:
        return hash((tuple(self.dates), tuple(self.week)))

    def on(self, day: date) -> Day:
        """Who is on duty then, of those who may be shown on that day."""
        found = self.dates.get(day) or self.week.get(day.isoweekday())
        if found is None:
            return Day(day)
        return Day(day, tuple(one for one in found.duties if _may(one, day)), found.rest)

    def next_after(self, day: date, within: int = AHEAD_DAYS) -> Day | None:
        """The first day after it with somebody; None: nobody within so many days."""
        ahead = (self.on(day + timedelta(days=number)) for number in range(1, within + 1))
        return next((one for one in ahead if one.duties), None)

    def days_from(self, day: date, most: int = AHEAD_DAYS) -> tuple[Day, ...]:
        """The days to turn through from it on: to the last date written, or a week where only weekdays are."""
        last = max((one for one in self.dates if one >= day), default=day)
        if self.week:
            last = max(last, day + timedelta(days=6))
        return tuple(self.on(day + timedelta(days=number)) for number in range(min((last - day).days + 1, most)))

    def last_days(self) -> Sequence[date | None]:
        return tuple(one.until for one in self._written())

    def left(self, day: date | None, is_down: IsDown = nobody) -> Roster | None:
        """Days off stay; a day without anybody left is one without anybody."""

        def kept(one: Day) -> Day:
            return replace(one, duties=tuple(duty for duty in one.duties if _may(duty, day) and not is_down(duty.name)))

        dates = {at: kept(one) for at, one in self.dates.items()}
        week = {number: kept(one) for number, one in self.week.items()}
        if (dates, week) == (self.dates, self.week):
            return self
        some = any(one.duties or one.rest for one in (*dates.values(), *week.values()))
        return Roster(dates, week) if some else None

    def _written(self) -> Iterator[Duty]:
        for day in (*self.dates.values(), *self.week.values()):
            yield from day.duties

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each person's once, however often on duty."""
        told: dict[str, None] = {}
        for one in self._written():
            told.setdefault("\n".join(part for part in (one.name, one.post, one.place, one.promise) if part))
        for text in told:
            yield text.partition("\n")[0], text

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(one.picture for one in self._written() if one.picture))


def _may(duty: Duty, day: date | None) -> bool:
    """Be shown on that day; None: nobody knows which it is."""
    return duty.until is None or (day is not None and day <= duty.until)


def make(read: SheetRead) -> Roster:
    dates: dict[date, _Turns] = {}
    week: dict[int, _Turns] = {}
    above: tuple[list[date], list[int]] = ([], [])
    below = 0
    for row in read.rows[FORM.name]:
        found = _when(row, read)
        if found is None:  # unreadable: what stands below it belongs to no day either
            above = ([], [])
            continue
        if found == ([], []):
            if above == ([], []):
                read.tell(row, words.NO_DAY)
                continue
            found, below = above, below + 1
        above = found
        _put(row, [dates.setdefault(day, _Turns()) for day in found[0]] or
             [week.setdefault(day, _Turns()) for day in found[1]], read)  # fmt: skip
    if below:
        read.told.append(words.as_above(below))
    named = [(words.on(day), dates[day]) for day in sorted(dates)]
    _tell_twice(named + [(words.weekday(number), week[number]) for number in sorted(week)], read)
    return Roster(
        {day: Day(day, tuple(turns.duties), turns.rest) for day, turns in sorted(dates.items())},
        {number: Day(date.min, tuple(turns.duties), turns.rest) for number, turns in sorted(week.items())},
    )


# -- which days -----------------------------------------------------------------------------------------------------


def _when(row: Row, read: SheetRead) -> tuple[list[date], list[int]] | None:
    """The dates of a row, or its weekdays; both empty where it says neither, None where it cannot be read."""
    try:
        weekdays = weekdays_of(row.text("weekdays")) if row.text("weekdays") else []
    except ValueError as unclear:
        read.tell(row, str(unclear))
        return None
    weekdays = [1, 2, 3, 4, 5, 6, 7] if weekdays is None else weekdays
    text = row.text("day")
    if not text:
        return [], weekdays
    days = _dates(text)
    if not days and not weekdays and (instead := _weekdays(text)):
        return [], instead
    if not days:
        read.tell(row, words.day_unclear(text))
        return None
    if len(days) > 1 and weekdays:
        days = [day for day in days if day.isoweekday() in weekdays]
    elif weekdays and days[0].isoweekday() not in weekdays:
        read.tell(row, words.other_weekday(days[0]))
    return days, []


def _weekdays(text: str) -> list[int]:
    """Of a column of dates that says 周一; empty: it says something else."""
    try:
        found = weekdays_of(text) if _WEEKDAYS.search(text) else []
    except ValueError:
        return []
    return [1, 2, 3, 4, 5, 6, 7] if found is None else found


def _dates(text: str) -> list[date]:
    """One, or all of a range; empty: it cannot be read."""
    text = _WEEKDAY_BEHIND.sub("", text)
    try:
        if (one := day_of(text)) is not None:
            return [one]
    except ValueError:
        pass
    span = _RANGE.fullmatch(text)
    try:
        first, last = (day_of(part) for part in span.groups()) if span else (None, None)
    except ValueError:
        return []
    if first is None or last is None or not 0 <= (last - first).days <= 366:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


# -- who ------------------------------------------------------------------------------------------------------------


def _put(row: Row, turns: list[_Turns], read: SheetRead) -> None:
    names = [one.strip() for one in _NAMES.split(row.text("name")) if one.strip()]
    leaders = [one.strip() for one in _NAMES.split(row.text("leader")) if one.strip()]
    if not names and not leaders:
        read.tell(row, words.NOBODY)
        return
    if names and _RESTS.fullmatch(names[0]):
        for one in turns:
            one.rest = names[0][:LONGEST_NAME]
        return
    try:
        until = day_of(row.text("until"))
    except ValueError:
        read.tell(row, words.UNTIL_UNCLEAR)
        return
    if any(len(one) > LONGEST_NAME for one in (*names, *leaders)):
        read.tell(row, words.name_too_long(LONGEST_NAME))
        return
    texts = {key: _cut(row, key, read) for key in _LONGEST}
    for name, post in (*((one, LEADER) for one in leaders), *((one, texts["post"]) for one in names)):
        asked = row.text("picture") if len(names) == 1 and name in names else ""
        picture = read.picture_of(asked, name)
        duty = Duty(name, post, _dashed(texts["hours"]), texts["place"], texts["promise"], picture, until)
        for one in turns:
            if duty not in one.duties and len(one.duties) < MOST_A_DAY:
                one.duties.append(duty)
    if any(len(one.duties) == MOST_A_DAY for one in turns):
        read.tell(row, words.too_many_a_day(MOST_A_DAY))


def _cut(row: Row, key: str, read: SheetRead) -> str:
    text = row.text(key).replace("\n", "，")
    if len(text) > _LONGEST[key]:
        header = next(one.header for one in FORM.fields if one.key == key)
        read.tell(row, words.cut_to(header, _LONGEST[key]))
    return text[: _LONGEST[key]]


def _dashed(hours: str) -> str:
    """8:30-17:30 as it is set: 8:30–17:30."""
    return re.sub(r"(?<=\d)\s*[-—~～]+\s*(?=\d)", "–", hours.replace("：", ":"))


def at_work(duties: Sequence[Duty], at: time) -> int:
    """The number of the first whose hours that is; of the first of all, where it is nobody's."""
    return next((number for number, one in enumerate(duties) if _is_within(one.hours, at)), 0)


def _is_within(hours: str, at: time) -> bool:
    return any(begin <= at < end for begin, end in _spans(hours))


# -- twice ----------------------------------------------------------------------------------------------------------


def _tell_twice(written: Sequence[tuple[str, _Turns]], read: SheetRead) -> None:
    """On the first day of such."""
    told: set[tuple[str, str, str]] = set()
    for when, turns in written:
        for number, one in enumerate(turns.duties):
            for other in turns.duties[number + 1 :]:
                both = (one.name, one.hours, other.hours)
                if one.name == other.name and both not in told and _overlap(one.hours, other.hours):
                    told.add(both)
                    read.told.append(words.twice(when, *both))


def _overlap(one: str, other: str) -> bool:
    return any(
        begin < other_end and other_begin < end
        for begin, end in _spans(one) for other_begin, other_end in _spans(other)
    )  # fmt: skip


@lru_cache(maxsize=256)
def _spans(hours: str) -> tuple[tuple[time, time], ...]:
    """The whole day where nothing of it can be read."""
    found: list[tuple[time, time]] = []
    for part in filter(None, _SPANS.split(hours)):
        if part in _PARTS_OF_DAY:
            found.append(_PARTS_OF_DAY[part])
            continue
        try:
            begin, end = hours_of(part)
        except ValueError:
            return ((time.min, time.max),)
        begin, end = begin or time.min, end or time.max
        found.append((begin, end if end > begin else time.max))
    return tuple(found) or ((time.min, time.max),)


ROSTER = SheetKind("值班表", (FORM,), make)
