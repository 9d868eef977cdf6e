"""Places on a picture: a map of where one may go, and a plan of the floors of one house.

    found = read(MAP, path).content; found.places[0].mark, found.here(Standing("station", "桥头服务站", "1 号终端"))

Where a place stands is written in percent of the picture's width and height, or in its pixels, as painting programs
show them below the picture. A place is numbered as it stands in the list, whichever picture it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.banks.cells import lines_of
from content.banks.spreadsheet import Value
from content.kinds import map_words as words
from content.kinds.filled import Content, SheetKind
from content.kinds.marks import FLOOR_MARKS, MAP_MARKS, Mark, mark_of
from content.tables.cells import plain
from content.tables.form import Field, Form
from content.tables.reading import Row, SheetRead

MOST = 200
LONGEST_NAME = 30
MOST_MINUTES = 600
_ALONG = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)\s*(%|px|像素)?")
_MINUTES = re.compile(r"(?:步行|走)?约?\s*(\d{1,6})\s*(?:分钟?)?")
_NAMES = re.compile(r"\s*[\n、,，;；/]+\s*")
EVERYWHERE = "是"
_YES = frozenset({"是", "对", "√", "✓", "1", "有", "在"})
PROFILES: Mapping[str, str] = {"中心": "center", "站": "station", "点": "point"}
WHOLE = ("地图", "平面图", "楼层图", "底图", "背景")
"""What the picture of the whole sheet may be called, where there are several and no row says which."""


@dataclass(frozen=True, slots=True)
class Along:
    """How far from the left, or from the top: in percent, or in pixels of the picture."""

    value: float
    in_pixels: bool = False

    def share(self, side: int) -> float:
        """Of a picture with so many pixels: 0 to 1 within it."""
        return self.value / (side if self.in_pixels else 100)


def along_of(value: Value | None) -> Along:
    """35, 35%, 412px, 412 像素; 0.35 is what a spreadsheet keeps of 35%."""
    found = _ALONG.fullmatch(plain(value).lower())
    if found is None:
        raise ValueError(words.not_along(lines_of(value)))
    number = float(found[1])
    if found[2] in ("px", "像素"):
        return Along(number, in_pixels=True)
    return Along(round(number * 100, 6) if not found[2] and 0 < number < 1 else number)


def minutes_of(value: Value | None) -> int:
    """6, 6 分钟, 步行约 6 分钟."""
    found = _MINUTES.fullmatch(plain(value).removesuffix(".0"))
    if found is None or int(found[1]) > MOST_MINUTES:
        raise ValueError(words.not_minutes(lines_of(value), MOST_MINUTES))
    return int(found[1])


@dataclass(frozen=True, slots=True)
class Standing:
    """Which terminal asks: its level (center, station, point), its hall's name and its own."""

    profile: str = ""
    hall: str = ""
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """`across` and `down` are None where it has no mark. `minutes` on foot. `picture`: the name of the one it is on.
    `here`: where it is the place one stands at, in the keeper's words.
    """

    name: str
    mark: Mark
    across: Along | None = None
    down: Along | None = None
    picture: str = ""
    minutes: int | None = None
    address: str = ""
    hours: str = ""
    phone: str = ""
    way: str = ""
    here: tuple[str, ...] = ()

    def share(self, wide: int, high: int) -> tuple[float, float] | None:
        """Where it stands in its picture of so many pixels, from the left and from the top, 0 to 1; None: not in it."""
        if self.across is None or self.down is None:
            return None
        x, y = self.across.share(wide), self.down.share(high)
        return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None

    def text(self) -> str:
        return "\n".join(part for part in (self.name, self.address, self.hours, self.phone, self.way) if part)


@dataclass(frozen=True, slots=True)
class Places:
    """`marks`: those that stand in it, in the order of the kind."""

    places: tuple[Place, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        known = {place.mark for place in self.places}
        return tuple(mark for mark in Mark if mark in known)

    def here(self, standing: Standing) -> int | None:
        """The number of the place where this terminal stands: by its name or its hall's before its level, by its level
        before 是; the first, where several say so. Without any such word the one that is called as the hall.
        """
        asked = [place.here for place in self.places]
        own = {name for name in (standing.hall, standing.terminal) if name}
        level = {word for word, profile in PROFILES.items() if profile == standing.profile}
        for wanted in (own, level, {EVERYWHERE}):
            for number, here in enumerate(asked):
                if wanted & set(here):
                    return number
        if any(asked):
            return None
        return next((number for number, place in enumerate(self.places) if place.name in own), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        for place in self.places:
            yield place.name, place.text()

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(place.picture for place in self.places if place.picture))

    def outside(self, name: str, wide: int, high: int) -> Iterator[str]:
        """What a keeper is told once the picture's size is known: the places that lie beyond it."""
        for number, place in enumerate(self.places, start=1):
            if place.picture == name and place.across is not None and place.share(wide, high) is None:
                yield words.outside(number, place.name, wide, high)


def _fields(sort_hint: str, offered: tuple[str, ...], way_hint: str) -> tuple[Field, ...]:
    return (
        Field("name", "名称", "十几个字", needed=True, longest=LONGEST_NAME, width=22,
              aliases=("地点", "地方", "位置名称", "阵地", "阵地名称", "房间", "功能室")),
        Field("sort", "种类", sort_hint, longest=20, width=10, aliases=("类型", "类别", "层级"), offered=offered,
              is_open=True),
        Field("across", "横", "从图的左边往右数，整张图宽是 100；写像素就写 412px", along_of, ("x", "横坐标", "横向"),
              heads=True, width=8),
        Field("down", "纵", "从图的上边往下数，整张图高是 100", along_of, ("y", "纵坐标", "竖", "纵向"), heads=True,
              width=8),
        Field("minutes", "步行分钟", "走过去要几分钟：6", minutes_of,
              ("分钟", "步行", "走几分钟", "步行时间"), width=10),
        Field("address", "地址", "云溪东路 8 号；楼里的写几楼", longest=100, width=26, aliases=("在哪里", "楼层")),
        Field("hours", "时间", "8:30-17:00，星期日休息", longest=80, width=24, aliases=("开放时间", "办公时间")),
        Field("phone", "电话", "公开的办公电话", longest=40, width=16, aliases=("联系电话",)),
        Field("way", "去法", way_hint, longest=500, width=44, aliases=("怎么走", "路线", "怎么去")),
        Field("here", "本处", "您在这里：写 是；几台终端共用这张图，写 中心、站、点，或者大厅的名字", longest=100,
              width=12, aliases=("您在这里", "所在", "当前位置")),
        Field("picture", "图片", "只有一张图就空着；几层楼几张图，写每一行在哪张图上", longest=120, width=16,
              aliases=("图", "底图"), is_picture=True),
    )  # fmt: skip


MAP_FORM = Form(
    "地图", _fields("中心、站、点；不写就按名称看", ("中心", "站", "点"), "出门向东，过桥第二个路口"),
    most_rows=MOST, unit="处",
    examples=(
        {"name": "桥头服务站（演示）", "sort": "站", "across": "58", "down": "54", "minutes": "6",
         "address": "云溪东路 8 号", "hours": "8:30-17:00，星期日休息", "way": "出门向东，过桥第二个路口就是。"},
    ),
)  # fmt: skip
PLAN_FORM = Form(
    "楼层图",
    _fields("房间、窗口、电梯、卫生间、出口、楼梯、服务台；不写就按名称看",
            ("房间", "窗口", "电梯", "卫生间", "出口", "楼梯", "服务台"), "上楼左转第二间"),
    most_rows=MOST, unit="处",
    examples=({"name": "1 号窗口", "sort": "窗口", "across": "20", "down": "35", "way": "进门右手边。"},),
)  # fmt: skip


def make_map(read: SheetRead) -> Places:
    return _made(read, MAP_FORM, MAP_MARKS)


def make_plan(read: SheetRead) -> Places:
    return _made(read, PLAN_FORM, FLOOR_MARKS)


def _made(read: SheetRead, form: Form, marks: Sequence[Mark]) -> Places:
    rows = read.rows.get(form.name, ())
    usual = _usual_picture(read, rows)
    places = tuple(_place(read, row, marks, usual) for row in rows)
    _tell_twice(read, rows, places)
    return Places(places)


def _place(read: SheetRead, row: Row, marks: Sequence[Mark], usual: str) -> Place:
    mark, is_known = mark_of(row.text("sort"), row.text("name"), marks)
    if not is_known:
        read.tell(row, words.unknown_mark(row.text("sort"), mark.value, tuple(one.value for one in marks)))
    across, down = row["across"], row["down"]
    picture = read.picture_of(row.text("picture")) or ("" if row.text("picture") else usual)
    if across is None or down is None:
        read.tell(row, words.NOWHERE)
        across = down = None
    elif any(one.value < 0 or (not one.in_pixels and one.value > 100) for one in (across, down)):
        read.tell(row, words.BEYOND)
        across = down = None
    here = tuple(EVERYWHERE if part in _YES else part for part in _NAMES.split(row.text("here")) if part)
    return Place(
        row.text("name"), mark, across, down, picture, row["minutes"], row.text("address"), row.text("hours"),
        row.text("phone"), row.text("way"), here,
    )  # fmt: skip


def _usual_picture(read: SheetRead, rows: Sequence[Row]) -> str:
    """That of the rows which name none."""
    if all(row.text("picture") for row in rows):
        return ""
    if not read.pictures:
        read.told.append(words.NO_PICTURE)
        return ""
    named = [name for row in rows if (name := read.picture_of(row.text("picture")))]
    found = (
        next((name for wanted in WHOLE if (name := read.picture_of(wanted))), "") or (named or [read.pictures[0]])[0]
    )
    if len(read.pictures) > 1 and not named and found.rpartition(".")[0] not in WHOLE:
        read.told.append(words.which_picture(len(read.pictures), found))
    return found


def _tell_twice(read: SheetRead, rows: Sequence[Row], places: Sequence[Place]) -> None:
    """Two at one point, which are drawn beside one another, and a word that makes two places the one of a terminal."""
    at: dict[object, str] = {}
    stands: dict[str, str] = {}
    for row, place in zip(rows, places, strict=True):
        if place.across is not None:
            before = at.setdefault((place.picture, place.across, place.down), place.name)
            if before is not place.name:
                read.tell(row, words.one_point(before))
        for word in place.here:
            before = stands.setdefault(word, place.name)
            if before is not place.name:
                read.tell(row, words.here_twice(word, before))


def _outside(content: Content, name: str, wide: int, high: int) -> Iterator[str]:
    assert isinstance(content, Places)
    return content.outside(name, wide, high)


MAP = SheetKind("地图", (MAP_FORM,), make_map, _outside)
FLOOR_PLAN = SheetKind("楼层图", (PLAN_FORM,), make_plan, _outside)
