"""A directory of services, rooms and questions: three tables of one sheet, and what does not fit together is told."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from content.kinds import filled
from content.kinds.directory import DIRECTORY, Directory, floor_of, sort_of
from content.kinds.incoming import Incoming, incoming
from content.kinds.kind import ExhibitKind, ItemRefused

Table = tuple[tuple[Any, ...], ...]
SERVICES: Table = (
    ("事项", "窗口", "带什么", "多久", "星期", "取号"),
    ("组织关系转接", "1 号窗口", "身份证（原件、复印件）、接收支部全称", "当场办完", "", "A"),
    ("法律咨询", "203 室", "", "", "四", ""),
    ("老年人优待", "9 号窗口", "身份证\n一寸照片", "", "", ""),
)
PLACES: Table = (
    ("名称", "楼层", "种类", "开放时间"), ("1 号窗口", 1, "", "8:30-17:30"), ("203 室", "二楼", "", ""),
    ("阅览室", "2F", "", "每天"),
)  # fmt: skip
QUESTIONS: Table = (
    ("问题", "回答", "事项"), ("不知道支部全称怎么办？", "到 1 号窗口请工作人员查。", "组织关系转接"),
    ("停车在哪里？", "院子里。", ""), ("能代办吗？", "能。", "没有这一项"),
)  # fmt: skip


def sheet(*tables: Table) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables):
        page = book.create_sheet(f"表{number}")
        for row in table:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(*tables: Table) -> tuple[Directory, Incoming]:
    found = incoming("指南.xlsx", sheet(*tables), ExhibitKind.DIRECTORY)
    shown, _ = filled.looked_at(DIRECTORY, found.content)
    assert isinstance(shown, Directory)
    return shown, found


def test_three_tables_of_one_sheet_know_of_each_other() -> None:
    shown, found = brought(SERVICES, PLACES, QUESTIONS)
    transfer, law, old = shown.services
    assert (transfer.area, transfer.hours, transfer.queue) == ("1 楼窗口", "8:30-17:30", "A")
    assert transfer.bring == ("身份证（原件、复印件）", "接收支部全称") and old.bring == ("身份证", "一寸照片")
    assert (law.area, law.weekdays) == ("二楼房间", (4,))
    assert shown.areas() == ("1 楼窗口", "二楼房间", "窗口", "2 楼房间")
    assert [one.ask for one in shown.asked_about("组织关系转接")] == ["不知道支部全称怎么办？"]
    said = "\n".join(found.left_out)
    assert "没有“9 号窗口”" in said and "没有“没有这一项”" in said


@pytest.mark.parametrize("tables", [(SERVICES,), (PLACES,), (QUESTIONS,)])
def test_one_table_alone_is_a_directory_too(tables: tuple[Table, ...]) -> None:
    shown, _ = brought(*tables)
    assert len([*shown.texts()]) == 3


def test_a_name_that_comes_again_is_told_and_the_first_one_stays() -> None:
    shown, found = brought((("事项", "窗口"), ("党费", "1 号窗口"), ("党费", "2 号窗口")))
    assert [one.place for one in shown.services] == ["1 号窗口"] and "前面已经有了" in "\n".join(found.left_out)


def test_two_hundred_services_with_the_longest_names_and_empty_cells_are_read() -> None:
    name = "城乡居民基本养老保险参保登记与待遇的申领与注销和查询打印𠮷"
    rows = tuple((f"{name}{number:03d}", "", "", "", "", "") for number in range(200))
    shown, _ = brought((SERVICES[0], *rows))
    assert len(shown.services) == 200 and shown.areas() == ()


@pytest.mark.parametrize("tables", [(SERVICES[:1],), ((("别的", "表头"), ("一", "二")),)])
def test_a_sheet_with_nothing_in_it_is_refused_in_words(tables: tuple[Table, ...]) -> None:
    with pytest.raises(ItemRefused):
        brought(*tables)


@pytest.mark.parametrize(("written", "read"), [
    ("1", "1 楼"), ("1楼", "1 楼"), ("2F", "2 楼"), ("3 层", "3 楼"), ("二层", "二楼"),
    ("地下一层", "地下一层"), ("", ""),
])  # fmt: skip
def test_a_floor_is_written_one_way(written: str, read: str) -> None:
    assert floor_of(written) == read


@pytest.mark.parametrize(("name", "sort"), [
    ("1 号窗口", "窗口"), ("3号", "窗口"), ("203 室", "房间"), ("阅览室", "房间"), ("院子", ""),
])  # fmt: skip
def test_a_place_is_a_window_or_a_room_by_its_name(name: str, sort: str) -> None:
    assert sort_of(name) == sort


def test_it_is_known_by_its_headers() -> None:
    assert incoming("新建.xlsx", sheet(SERVICES, PLACES, QUESTIONS)).kind is ExhibitKind.DIRECTORY
