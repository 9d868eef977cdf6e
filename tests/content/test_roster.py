"""A roster as halls keep it: who is on duty on a day, and what a keeper is told about the table."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from content.kinds import filled
from content.kinds.ending import Ending
from content.kinds.incoming import Incoming, incoming
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.roster import FORM, ROSTER, Roster
from content.tables.template import template

TUESDAY = date(2026, 12, 1)
MONTH = ("日期", "星期", "带班领导", "值班人员", "时间", "地点", "同意到")


def sheet(header: tuple[str, ...], *rows: tuple[Any, ...], merged: str = "") -> bytes:
    book = Workbook()
    book.active.append(["云溪里社区 2026 年 12 月值班表（演示）"])
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(content: bytes, name: str = "值班表.xlsx") -> tuple[Roster, Incoming]:
    found = incoming(name, content, ExhibitKind.ROSTER)
    shown, _ = filled.looked_at(ROSTER, found.content)
    assert isinstance(shown, Roster)
    return shown, found


def made(header: tuple[str, ...], *rows: tuple[Any, ...], merged: str = "") -> Roster:
    return brought(sheet(header, *rows, merged=merged))[0]


def told(header: tuple[str, ...], *rows: tuple[Any, ...]) -> str:
    return "\n".join(brought(sheet(header, *rows))[1].left_out)


def names(roster: Roster, day: date) -> list[str]:
    return [one.name for one in roster.on(day).duties]


def test_a_month_s_table_with_leaders_and_several_names_says_who_is_there_each_day() -> None:
    roster = made(
        MONTH,
        (datetime(2026, 12, 1), "二", "冯一舟", "许知夏、𠮷田·演示", "8:30-17:30", "服务台"),
        (datetime(2026, 12, 2), "三", "冯一舟", "陆闻溪", "上午", "服务台"),
    )  # fmt: skip
    assert names(roster, TUESDAY) == ["冯一舟", "许知夏", "𠮷田·演示"]
    assert roster.on(TUESDAY).duties[0].post == "带班"
    assert roster.on(TUESDAY).duties[1].hours == "8:30–17:30"
    assert names(roster, date(2026, 12, 2)) == ["冯一舟", "陆闻溪"]
    assert roster.on(date(2026, 12, 3)).duties == () and roster.on(date(2026, 12, 3)).rest == ""


def test_rows_under_a_merged_date_are_of_the_same_day() -> None:
    content = sheet(
        MONTH, (datetime(2026, 12, 1), "二", "", "许知夏", "上午", ""), (None, None, "", "陆闻溪", "下午", ""),
        (datetime(2026, 12, 2), "三", "", "冯一舟", "", ""), merged="A3:A4",
    )  # fmt: skip
    roster, found = brought(content)
    assert names(roster, TUESDAY) == ["许知夏", "陆闻溪"] and names(roster, date(2026, 12, 2)) == ["冯一舟"]
    assert [one for one in found.left_out if "1 行没写日期" in one]


def test_nobody_stands_on_the_wrong_day_because_the_row_above_could_not_be_read() -> None:
    """The rows under an unreadable date go with it, whatever came before."""
    rows = (("2026-12-01", "", "", "许知夏"), ("十二月初二", "", "", "冯一舟"), ("", "", "", "陆闻溪"))
    roster = made(MONTH, *rows)
    assert names(roster, TUESDAY) == ["许知夏"]
    assert not [one for _, text in roster.texts() for one in ("冯一舟", "陆闻溪") if one in text]
    assert "十二月初二" in told(MONTH, *rows) and "没写日期，也没写星期" in told(MONTH, *rows)


def test_a_week_s_table_goes_on_and_a_date_overrules_it() -> None:
    roster = made(
        ("星期", "姓名", "日期"), ("周一至周五", "许知夏"), ("周六", "志愿者值守"), ("", "冯一舟", "2026-12-01"),
        ("", "元旦放假", "2027-01-01至2027-01-03"),
    )  # fmt: skip
    assert names(roster, date(2026, 12, 4)) == ["许知夏"] and names(roster, date(2026, 12, 5)) == ["志愿者值守"]
    assert names(roster, TUESDAY) == ["冯一舟"]
    assert roster.on(date(2027, 1, 1)).rest == "元旦放假" and names(roster, date(2027, 1, 1)) == []
    assert roster.on(date(2026, 12, 6)).duties == ()
    after = roster.next_after(date(2026, 12, 31))
    assert after is not None and after.date == date(2027, 1, 4)
    assert [one.date.day for one in roster.days_from(TUESDAY)] == list(range(1, 32))


@pytest.mark.parametrize("column", ["星期", "日期"])
def test_weekdays_are_understood_in_whichever_column_they_stand(column: str) -> None:
    roster = made((column, "姓名"), ("周二", "许知夏"), ("周三、周四", "冯一舟"))
    assert names(roster, TUESDAY) == ["许知夏"] and names(roster, date(2026, 12, 3)) == ["冯一舟"]


def test_a_date_with_its_weekday_behind_it_is_one_date() -> None:
    assert names(made(("日期", "姓名"), ("2026年12月1日（星期二）", "许知夏")), TUESDAY) == ["许知夏"]


def test_a_person_twice_at_overlapping_hours_is_told_once_and_one_after_the_other_is_not() -> None:
    head = ("日期", "姓名", "时间", "岗位")
    twice = told(
        head, ("2026-12-01 至 2026-12-30", "许知夏", "8:30-12:00", "服务台"),
        ("2026-12-01 至 2026-12-30", "许知夏", "11:00-17:30", "导办"),
    )  # fmt: skip
    assert twice.count("排了两次") == 1 and "2026 年 12 月 1 日，许知夏" in twice
    after = told(head, ("2026-12-01", "许知夏", "上午", "服务台"), ("2026-12-01", "许知夏", "14:00-17:30", "导办"))
    assert "排了两次" not in after
    assert "星期二，许知夏排了两次" in told(("星期", "姓名", "岗位"), ("二", "许知夏", "甲"), ("二四", "许知夏", "乙"))


def test_the_same_row_twice_is_one_person() -> None:
    assert names(made(("日期", "姓名"), ("2026-12-01", "许知夏"), ("2026-12-01", "许知夏")), TUESDAY) == ["许知夏"]


def test_a_name_goes_with_the_day_after_its_consent_and_an_unclear_one_is_never_shown() -> None:
    roster = made(
        ("星期", "姓名", "同意到"), ("工作日", "许知夏", "2026-12-01"), ("工作日", "冯一舟", "看情况"),
        ("工作日", "陆闻溪", ""),
    )  # fmt: skip
    assert names(roster, TUESDAY) == ["许知夏", "陆闻溪"] and names(roster, date(2026, 12, 2)) == ["陆闻溪"]
    assert "同意到" in told(("星期", "姓名", "同意到"), ("一", "冯一舟", "看情况"), ("二", "许知夏", ""))


def test_whoever_has_left_is_found_nowhere_and_days_off_stay() -> None:
    roster = made(
        ("星期", "姓名", "同意到"), ("一", "许知夏", "2026-12-01"), ("二", "冯一舟", ""), ("六日", "休息", ""),
    )  # fmt: skip
    assert isinstance(roster, Ending) and roster.left(TUESDAY) is roster
    after = roster.left(date(2026, 12, 2))
    assert after is not None and [name for name, _ in after.texts()] == ["冯一舟"]
    assert [name for name, _ in (roster.left(None) or roster).texts()] == ["冯一舟"]
    down = roster.left(TUESDAY, lambda name: True)
    assert down is not None and not list(down.texts()) and down.on(date(2026, 12, 5)).rest == "休息"
    assert made(("星期", "姓名"), ("一", "许知夏")).left(TUESDAY, lambda name: True) is None


def test_a_column_that_may_be_meant_as_the_end_of_consent_refuses_the_sheet() -> None:
    with pytest.raises(ItemRefused):
        incoming(
            "值班表.xlsx",
            sheet(("日期", "姓名", "同意到期"), ("2026-12-01", "许知夏", "2026-12-01")),
            ExhibitKind.ROSTER,
        )


def test_a_weekday_that_is_another_is_told_and_a_date_without_a_year_is_left_out() -> None:
    said = told(("日期", "星期", "姓名"), ("2026-12-01", "三", "许知夏"), ("12月2日", "", "冯一舟"))
    assert "是星期二" in said and "要有年份" in said


def test_a_day_with_nobody_written_down_is_told_and_says_nobody() -> None:
    said = told(("日期", "姓名"), ("2026-12-01", ""), ("2026-12-02", "冯一舟"))
    assert "没有安排值班" in said
    assert made(("日期", "姓名"), ("2026-12-01", ""), ("2026-12-02", "冯一舟")).on(TUESDAY).duties == ()


def test_long_names_many_people_and_many_rows_stay_within_what_is_said() -> None:
    name = "欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙丁戊己庚辛壬癸子丑"
    roster = made(("日期", "姓名"), ("2026-12-01", name[:30]), ("2026-12-01", name + "长长长"))
    assert names(roster, TUESDAY) == [name[:30]]
    crowd = tuple(("2026-12-01 至 2026-12-31", f"演示{number}") for number in range(200))
    assert len(made(("日期", "姓名"), *crowd).on(TUESDAY).duties) == 60


def test_the_template_explains_itself_and_a_row_written_into_it_is_read() -> None:
    from openpyxl import load_workbook

    empty = template("值班表", ROSTER.forms)
    with pytest.raises(ItemRefused):
        incoming("值班表.xlsx", empty, ExhibitKind.ROSTER)
    book = load_workbook(io.BytesIO(empty))
    book[FORM.name].append(["2026-12-01", "", "许知夏"])
    out = io.BytesIO()
    book.save(out)
    assert names(brought(out.getvalue())[0], TUESDAY) == ["许知夏"]


def test_a_roster_is_known_by_its_header_where_nobody_says_what_it_is() -> None:
    found = incoming("新建表格.xlsx", sheet(MONTH, (datetime(2026, 12, 1), "二", "", "许知夏", "上午", "服务台")))
    assert found.kind is ExhibitKind.ROSTER
