"""A directory: what is done here, where, with what, and what people ask; several tables of one sheet.

DIRECTORY = SheetKind(…); found = read(DIRECTORY, path).content
found.services[0].area, found.areas(), found.asked_about("组织关系转接")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.kinds import directory_words as words
from content.kinds.filled import SheetKind
from content.kinds.kind import ItemRefused
from content.tables.cells import weekdays_of
from content.tables.form import Field, Form
from content.tables.reading import SheetRead
from content.words import NO_ROWS

MOST = 300
WINDOW, ROOM = "窗口", "房间"
_STORY = re.compile(r"(?:第)?\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*(?:楼|层|[fF])?")
_PARTED = (re.compile(r"\n+"), re.compile(r"[、;；]+"), re.compile(r"[,，]+"))
"""What parts the things of a list: the first of these that stands in it."""
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")

SERVICES = Form(
    "事项",
    (
        Field("name", "事项", "办什么，十几个字", needed=True, longest=40, width=24,
              aliases=("事项名称", "服务事项", "办什么", "业务", "服务")),
        Field("place", "窗口", "在哪里办：1 号窗口、203 室", longest=30, width=16,
              aliases=("在哪里办", "办理窗口", "办理地点", "房间", "地点")),
        Field("bring", "带什么", "一样一行，或用顿号分开", longest=500, width=36,
              aliases=("材料", "所需材料", "申请材料", "要带的材料")),
        Field("hours", "时间", "8:30-12:00，14:00-17:30", longest=60, width=22, aliases=("办理时间", "几点")),
        Field("weekdays", "星期", "只有几天办的写：二、四；每天都办就空着", weekdays_of, ("周几", "办理日"), width=12),
        Field("takes", "多久", "当场办完；5 个工作日", longest=40, width=16, aliases=("办理时限", "时限", "要多久")),
        Field("floor", "楼层", "不写就按窗口的楼层", longest=20, width=10, aliases=("楼", "层")),
        Field("queue", "取号", "叫号里的事项名或号段字母，能直接去取号；名字一样可以不写", longest=20, width=16,
              aliases=("取号事项", "排队", "号段")),
        Field("phone", "电话", "公开的办公电话", longest=40, width=16, aliases=("联系电话", "咨询电话")),
        Field("note", "说明", "别的要说的", longest=500, width=40, aliases=("备注", "办理流程")),
    ),
    most_rows=MOST,
    examples=({"name": "组织关系转接", "place": "1 号窗口", "bring": "身份证、接收支部全称", "takes": "当场办完"},),
)  # fmt: skip
PLACES = Form(
    "窗口和房间",
    (
        Field("name", "名称", "1 号窗口、203 室、阅览室", needed=True, longest=30, width=18,
              aliases=("窗口和房间", "窗口名称", "房间名称", "功能室")),
        Field("floor", "楼层", "1", longest=20, width=10, aliases=("楼", "层", "所在楼层")),
        Field("sort", "种类", "窗口或房间；不写就按名称看", longest=10, width=10, aliases=("类型",),
              offered=(WINDOW, ROOM), is_open=True),
        Field("does", "做什么", "几句话", longest=300, width=36, aliases=("用途", "功能", "办什么")),
        Field("hours", "开放时间", "每天 8:30-17:30", longest=60, width=22, aliases=("时间",)),
        Field("phone", "电话", "公开的办公电话", longest=40, width=16, aliases=("联系电话",)),
    ),
    most_rows=MOST,
    examples=({"name": "1 号窗口", "floor": "1", "sort": WINDOW, "does": "党员服务"},),
)  # fmt: skip
QUESTIONS = Form(
    "常见问题",
    (
        Field("ask", "问题", "不知道支部全称怎么办？", needed=True, longest=80, width=36, aliases=("问", "常见问题")),
        Field("answer", "回答", "两三句话", needed=True, longest=500, width=48, aliases=("答", "答复")),
        Field("about", "事项", "是哪个事项的；不写就是都问的", longest=40, width=20, aliases=("关于",)),
    ),
    most_rows=MOST,
    examples=({"ask": "不知道支部全称怎么办？", "answer": "先打电话问一问，或者到 1 号窗口请工作人员查。"},),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A window or a room. `area`: where, as one filters: 1 楼窗口; empty where nothing is said."""

    name: str
    floor: str = ""
    sort: str = ""
    does: str = ""
    hours: str = ""
    phone: str = ""

    @property
    def area(self) -> str:
        return f"{self.floor}{self.sort}"


@dataclass(frozen=True, slots=True)
class Service:
    """`weekdays`: 1 (Monday) to 7, on which it is done; empty: every day. `queue`: the name or the letter of its
    service in the queue, where it is called otherwise there.
    """

    name: str
    place: str = ""
    area: str = ""
    bring: tuple[str, ...] = ()
    hours: str = ""
    weekdays: tuple[int, ...] = ()
    takes: str = ""
    queue: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`about`: the service it belongs to; empty: all."""

    ask: str
    answer: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    services: tuple[Service, ...] = ()
    places: tuple[Place, ...] = ()
    questions: tuple[Question, ...] = ()

    def areas(self) -> tuple[str, ...]:
        """Where one may look, each once, as they come."""
        found = [one.area for one in self.services] + [one.area for one in self.places]
        return tuple(dict.fromkeys(area for area in found if area))

    def asked_about(self, service: str) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.about == service)

    def texts(self) -> Iterator[tuple[str, str]]:
        for one in self.services:
            yield one.name, _joined(one.name, one.place, one.area, *one.bring, one.hours, one.takes, one.note)
        for place in self.places:
            yield place.name, _joined(place.name, place.area, place.does, place.hours)
        for question in self.questions:
            yield question.ask, _joined(question.ask, question.answer)

    def pictures(self) -> Sequence[str]:
        return ()


def make(read: SheetRead) -> Directory:
    places = _places(read)
    services = _services(read, {one.name: one for one in places})
    names = {one.name for one in services}
    questions: dict[str, Question] = {}
    for row in read.rows.get(QUESTIONS.name, ()):
        about = row.text("about")
        if about and about not in names:
            read.tell(row, words.no_such_service(about))
            about = ""
        if row.text("ask") in questions:
            read.tell(row, words.twice(row.text("ask")))
            continue
        questions[row.text("ask")] = Question(row.text("ask"), row.text("answer"), about)
    if not services and not places and not questions:
        raise ItemRefused(NO_ROWS)
    return Directory(services, places, tuple(questions.values()))


def _places(read: SheetRead) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for row in read.rows.get(PLACES.name, ()):
        name = _one_line(row.text("name"))
        if name in found:
            read.tell(row, words.twice(name))
            continue
        sort = row.text("sort") or sort_of(name)
        does, hours, phone = row.text("does"), _one_line(row.text("hours")), row.text("phone")
        found[name] = Place(name, floor_of(row.text("floor")), sort, does, hours, phone)
    return tuple(found.values())


def _services(read: SheetRead, places: dict[str, Place]) -> tuple[Service, ...]:
    found: dict[str, Service] = {}
    for row in read.rows.get(SERVICES.name, ()):
        name, place = _one_line(row.text("name")), _one_line(row.text("place"))
        if name in found:
            read.tell(row, words.twice(name))
            continue
        known = places.get(place)
        if place and places and known is None:
            read.tell(row, words.no_such_place(place))
        floor = floor_of(row.text("floor")) or (known.floor if known else "")
        sort = known.sort if known else sort_of(place)
        found[name] = Service(
            name, place, f"{floor}{sort}", _parts(row.text("bring")),
            _one_line(row.text("hours")) or (known.hours if known else ""), tuple(row["weekdays"] or ()),
            _one_line(row.text("takes")), row.text("queue"), row.text("phone") or (known.phone if known else ""),
            row.text("note"),
        )  # fmt: skip
    return tuple(found.values())


def floor_of(text: str) -> str:
    """1, 一层, 2F -> 1 楼, 一 楼, 2 楼; another word as it is: 地下一层."""
    story = _STORY.fullmatch(text.strip())
    if story is None:
        return text.strip()
    return f"{story[1]} 楼" if story[1].isdigit() else f"{story[1]}楼"


def sort_of(name: str) -> str:
    """What a place is by its name: a window, a room, or nobody knows."""
    if WINDOW in name or name.endswith("号"):
        return WINDOW
    return ROOM if name.endswith(("室", "房", "厅", "屋", "间")) else ""


def _parts(text: str) -> tuple[str, ...]:
    """What is to be brought, thing by thing; 身份证（原件、复印件）is one."""
    kept = [found[0] for found in _IN_BRACKETS.finditer(text)]
    bare = _IN_BRACKETS.sub("\ue000", text)
    mark = next((one for one in _PARTED if one.search(bare)), _PARTED[0])
    parts = [part.strip() for part in mark.split(bare) if part.strip()]
    rest = iter(kept)
    return tuple(re.sub("\ue000", lambda _: next(rest), part) for part in parts)


def bracketed(thing: str) -> tuple[str, str]:
    """身份证（原件）-> 身份证, 原件: what stands in brackets at its end."""
    begin = max(thing.rfind("（"), thing.rfind("("))
    if begin > 0 and thing.endswith(("）", ")")):
        return thing[:begin].strip(), thing[begin + 1 : -1].strip()
    return thing, ""


def _one_line(text: str) -> str:
    return text.replace("\n", "，")


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


DIRECTORY = SheetKind("办事指南", (SERVICES, PLACES, QUESTIONS), make)
