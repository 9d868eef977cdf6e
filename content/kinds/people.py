"""People of a hall: photograph, name, duty, what they did, what they promise, and until when they agreed to be shown.

    people = filled.read(PEOPLE, path).content
    people.left(date(2026, 12, 1))           # without those whose last day is over

Consent is a person's own: how it was given and until which day stand together, or the row is no content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.banks.cells import text_of
from content.banks.spreadsheet import Value
from content.kinds import people_words as words
from content.kinds.ending import IsDown, nobody
from content.kinds.filled import SheetKind
from content.tables.cells import day_of, flag_of
from content.tables.form import Field, Form
from content.tables.reading import SheetRead

MOST_PEOPLE = 300
LONGEST_NAME = 30
MEMBER = "共产党员"
_LONGEST_IDENTITY = 12


def identity_of(value: Value | None) -> str:
    """是 is MEMBER, 否 nothing, a text itself. Raises ValueError."""
    try:
        return MEMBER if flag_of(value) else ""
    except ValueError:
        text = text_of(value)
        if len(text) > _LONGEST_IDENTITY:
            raise ValueError(words.shown_as(_LONGEST_IDENTITY)) from None
        return text


def _refuses(values: Mapping[str, Any]) -> str:
    return words.REFUSED_CONSENT if bool(values.get("consent")) != bool(values.get("consent_until")) else ""


FORM = Form(
    "人物",
    (
        Field("name", "姓名", "照您写的显示", text_of, ("名字", "人物"), needed=True, longest=LONGEST_NAME, width=14),
        Field("duty", "职务", "第二网格网格员，党龄 21 年", text_of, ("身份", "岗位"), longest=60, width=24),
        Field("identity", "亮身份", "是，或者写称呼：党员先锋岗；不亮就空着", identity_of, ("党员", "是否党员"),
              longest=_LONGEST_IDENTITY),
        Field("deeds", "事迹", "做了什么，几句话；长的屏上先放开头，点一下看全文", aliases=("介绍", "简介", "主要事迹"),
              longest=2000, width=48),
        Field("promise", "承诺", "一句话", aliases=("亮承诺", "服务承诺", "党员承诺"), longest=100, width=30),
        Field("note", "来源", "2026 年 10 月，居民推荐", text_of, ("推荐", "备注"), longest=60, width=24),
        Field("picture", "照片", "照片的文件名；不写就找和姓名一样的", text_of, ("图片", "相片"), longest=120, width=18,
              is_picture=True),
        Field("consent", "同意", "是真人的，写本人怎么同意的；和同意到一起写", aliases=("本人同意", "同意方式", "授权"),
              longest=100, width=18),
        Field("consent_until", "同意到", "本人同意放到哪一天；过了这一天自己撤下", day_of,
              ("同意到期", "授权到", "授权到期", "同意至"), keeps_off=True),
        Field("until", "展出到", "想早一点撤的，写哪一天；不写就按同意到", day_of, ("放到", "展到", "截止"),
              keeps_off=True),
    ),
    most_rows=MOST_PEOPLE,
    unit="位",
    refuses=_refuses,
    examples=(
        {"name": "沈长河（演示）", "duty": "第二网格网格员，党龄 21 年", "identity": "是",
         "deeds": "管三栋楼的报修。停水停电，楼里的人先打他的电话。", "promise": "有事敲门，一小时里上门看。",
         "note": "2026 年 10 月，居民推荐", "consent": "2026 年 10 月 8 日签了同意书", "consent_until": "2027-10-08"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """`identity`: what 亮身份 says, empty where it is not shown; `picture`: the name of one beside the sheet, empty:
    none. `until`: the last day of consent and of showing, whichever is earlier; None: no end.
    """

    name: str
    duty: str = ""
    identity: str = ""
    deeds: str = ""
    promise: str = ""
    note: str = ""
    picture: str = ""
    until: date | None = None

    def texts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.name, self.duty, self.deeds, self.promise) if part)


@dataclass(frozen=True, slots=True)
class People:
    """An `Ending`."""

    people: tuple[Person, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        for person in self.people:
            yield person.name, "\n".join(person.texts())

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(person.picture for person in self.people if person.picture))

    def last_days(self) -> Sequence[date | None]:
        return tuple(person.until for person in self.people)

    def left(self, day: date | None, is_down: IsDown = nobody) -> People | None:
        left = tuple(one for one in self.people if _is_in_time(one, day) and not is_down(one.name))
        if len(left) == len(self.people):
            return self
        return People(left) if left else None


def _is_in_time(person: Person, day: date | None) -> bool:
    return person.until is None or (day is not None and day <= person.until)


def make(read: SheetRead) -> People:
    people: list[Person] = []
    places: dict[str, str] = {}
    for row in read.rows[FORM.name]:
        name = row.text("name")
        if name in places:
            read.tell(row, words.same_name(places[name]))
        places.setdefault(name, row.place)
        ends = [day for day in (row["consent_until"], row["until"]) if day is not None]
        picture = read.picture_of(row.text("picture"), name)
        people.append(
            Person(
                name, row.text("duty"), row.text("identity"), row.text("deeds"), row.text("promise"), row.text("note"),
                picture, min(ends, default=None),
            )
        )  # fmt: skip
    if without := sum(not person.picture for person in people):
        read.told.append(words.no_picture(without))
    return People(tuple(people))


PEOPLE = SheetKind("人物", (FORM,), make)
