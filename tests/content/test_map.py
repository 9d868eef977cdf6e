"""A map and a floor plan: from a keeper's sheet and its picture to places, and every way in which they can be wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from content.kinds import filled
from content.kinds.kind import ItemRefused
from content.kinds.map import FLOOR_PLAN, MAP, Along, Places, Standing, along_of, minutes_of
from content.kinds.marks import Mark
from content.tables.template import template

HEADER = ("名称", "种类", "横", "纵", "步行分钟", "地址", "时间", "电话", "去法", "本处", "图片")
CENTRE, STATION = ("云溪里中心", "中心", 40, 78, 0), ("桥头站", "站", "58%", 54, "步行约 6 分钟")


def folder(
    path: Path, *rows: tuple[object, ...], size: tuple[int, int] | None = (400, 300), name: str = "图.png"
) -> Path:
    """A sheet of these rows with a picture beside it."""
    book = Workbook()
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    book.save(path / "地图.xlsx")
    if size:
        Image.new("RGB", size, "white").save(path / name)
    return path / "地图.xlsx"


def checked(path: Path, kind: filled.SheetKind = MAP) -> tuple[Places, tuple[str, ...]]:
    found = filled.check(kind, path, decode=True)
    assert isinstance(found.content, Places)
    return found.content, found.told


def test_a_sheet_with_its_picture_is_a_map(tmp_path: Path) -> None:
    here = (*CENTRE, "云溪东路 1 号", "8:30-17:30", "", "", "是")
    places, told = checked(folder(tmp_path, here, STATION, ("老街", "", 10, 42)))
    assert not told and places.pictures() == ("图.png",)
    centre, station, street = places.places
    assert (centre.mark, station.mark, street.mark) == (Mark.CENTER, Mark.STATION, Mark.POINT)
    assert station.share(400, 300) == (0.58, 0.54) and station.minutes == 6 and centre.minutes == 0
    assert places.here(Standing()) == 0 and places.marks == (Mark.CENTER, Mark.STATION, Mark.POINT)


@pytest.mark.parametrize(("cell", "share"), [
    (35, 0.35), ("35", 0.35), ("35%", 0.35), (0.35, 0.35), ("140px", 0.35), ("140 像素", 0.35), ("140PX", 0.35), (0, 0),
    (100, 1), ("１００", 1), (33.3, 0.333),
])  # fmt: skip
def test_percent_or_pixels_mean_the_same_point(cell: object, share: float) -> None:
    assert along_of(cell).share(400) == pytest.approx(share)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["", "左边", "35,40", "nan", "1e9", "二十"])
def test_what_is_no_place_is_refused_in_words(cell: str) -> None:
    with pytest.raises(ValueError, match="不是"):
        along_of(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"), [(6, 6), ("6", 6), ("6 分钟", 6), ("走约6分", 6), (6.0, 6), ("步行 0", 0)]
)
def test_minutes_are_read_as_keepers_write_them(cell: object, minutes: int) -> None:
    assert minutes_of(cell) == minutes  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["半小时", 601, -1, 6.5])
def test_other_times_are_told(cell: object) -> None:
    with pytest.raises(ValueError, match="分钟"):
        minutes_of(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(("across", "down", "said"), [
    (101, 50, "0 到 100"), (-1, 50, "0 到 100"), (None, 50, "没有写横和纵"), (412, 50, "412px"),
    ("401px", 50, "不在图上"), (50, "301px", "高 300 像素"),
])  # fmt: skip
def test_a_place_outside_the_picture_stands_in_the_list_without_a_mark(
    tmp_path: Path, across: object, down: object, said: str
) -> None:
    places, told = checked(folder(tmp_path, ("远处", "点", across, down), STATION))
    assert places.places[0].share(400, 300) is None and len(places.places) == 2
    assert len(told) == 1 and said in told[0]


def test_two_at_one_point_an_unknown_sort_and_two_that_say_here_are_told(tmp_path: Path) -> None:
    here = ("", "", "", "", "", "是")
    first, second = ("甲", "站", 50, 50, *here), ("乙", "飞船", 50, 50, *here)
    places, told = checked(folder(tmp_path, first, second))
    assert [place.mark for place in places.places] == [Mark.STATION, Mark.POINT]
    assert len(told) == 3 and "飞船" in told[0] and "同一个点" in told[1] and "已经写了" in told[2]
    assert places.here(Standing()) == 0


@pytest.mark.parametrize(("standing", "number"), [
    (Standing("center", "云溪里", "1 号终端"), 0), (Standing("station", "别的站", ""), 1),
    (Standing("station", "柳塘站", ""), 3), (Standing("point", "别处", "码头屏"), 4),
    (Standing("point", "别处", ""), 2),
])  # fmt: skip
def test_one_map_serves_centre_station_and_point(tmp_path: Path, standing: Standing, number: int) -> None:
    def row(name: str, at: int, here: str) -> tuple[object, ...]:
        return (name, "", at, at, None, None, None, None, None, here)

    path = folder(
        tmp_path, row("云溪里中心", 10, "中心"), row("桥头站", 20, "站"), row("老街点", 30, "是"),
        row("柳塘站", 40, "柳塘站"), row("码头", 50, "甲屏、码头屏"),
    )  # fmt: skip
    assert checked(path)[0].here(standing) == number


def test_without_a_word_one_stands_where_the_hall_is_called_so(tmp_path: Path) -> None:
    places, _ = checked(folder(tmp_path, CENTRE, STATION))
    assert places.here(Standing("station", "桥头站")) == 1 and places.here(Standing("station", "别处")) is None


@pytest.mark.parametrize("count", [1, 9, 60, 200])
def test_as_many_places_as_a_map_may_have(tmp_path: Path, count: int) -> None:
    places, told = checked(folder(tmp_path, *((f"第 {n} 点", "点", n / 2 % 100, n % 97) for n in range(count))))
    assert len(places.places) == count and not told


@pytest.mark.parametrize("rows", [(), tuple((f"点 {n}", "点", 1, 1) for n in range(201))])
def test_none_and_too_many_are_refused(tmp_path: Path, rows: tuple[tuple[object, ...], ...]) -> None:
    with pytest.raises(ItemRefused):
        checked(folder(tmp_path, *rows))


@pytest.mark.parametrize("name", ["甲", "𠮷·" * 15, "欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙"])
def test_names_of_one_letter_and_of_thirty(tmp_path: Path, name: str) -> None:
    assert checked(folder(tmp_path, (name, "点", 1, 1)))[0].places[0].name == name


def test_without_a_picture_the_list_is_left(tmp_path: Path) -> None:
    places, told = checked(folder(tmp_path, STATION, size=None))
    assert places.pictures() == () and ["没有图片" in one for one in told] == [True]


def test_of_several_pictures_a_row_says_which_or_the_one_called_map_is_meant(tmp_path: Path) -> None:
    path = folder(tmp_path, STATION, (*CENTRE, *[None] * 5, "二楼"), name="二楼.png")
    Image.new("RGB", (300, 900)).save(tmp_path / "一楼.jpg")
    places, told = checked(path)
    assert [place.picture for place in places.places] == ["二楼.png", "二楼.png"] and not told
    Image.new("RGB", (300, 900)).save(tmp_path / "楼层图.jpg")
    assert checked(path)[0].places[0].picture == "楼层图.jpg"


def test_several_pictures_and_nobody_says_which(tmp_path: Path) -> None:
    path = folder(tmp_path, STATION)
    Image.new("RGB", (300, 900)).save(tmp_path / "b.jpg")
    places, told = checked(path)
    assert places.places[0].picture == "b.jpg" and "2 张图片" in told[0]


@pytest.mark.parametrize("size", [(1200, 400), (400, 1200)])
def test_wide_and_high_pictures_are_taken(tmp_path: Path, size: tuple[int, int]) -> None:
    assert not checked(folder(tmp_path, STATION, size=size))[1]


def test_a_floor_plan_knows_its_marks_by_the_sort_or_the_name(tmp_path: Path) -> None:
    names = ("1 号窗口", "203 室", "电梯", "东侧楼梯", "一楼卫生间", "安全出口", "服务台", "党员活动室（演示）", "花")
    rows = [(name, "", 10, number) for number, name in enumerate(names)] + [("饮水处", "服务台", 1, 1)]
    places, _ = checked(folder(tmp_path, *rows), FLOOR_PLAN)
    assert [place.mark for place in places.places] == [
        Mark.WINDOW, Mark.ROOM, Mark.LIFT, Mark.STAIRS, Mark.TOILET, Mark.EXIT, Mark.DESK, Mark.ROOM, Mark.ROOM,
        Mark.DESK,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [MAP, FLOOR_PLAN])
def test_the_template_is_read_once_its_examples_are_written_over(tmp_path: Path, kind: filled.SheetKind) -> None:
    (tmp_path / "a.xlsx").write_bytes(template(kind.called, kind.forms))
    with pytest.raises(ItemRefused):
        checked(tmp_path / "a.xlsx", kind)
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template(kind.called, kind.forms)))
    book[kind.forms[0].name].append(["桥头站", "", 58, 54])
    book.save(tmp_path / "a.xlsx")
    assert checked(tmp_path / "a.xlsx", kind)[0].places[0].across == Along(58)
