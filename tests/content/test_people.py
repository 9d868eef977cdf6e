"""People: consent and end of each, what a keeper is told, names of every length."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from content.kinds.ending import Ending, digest_of
from content.kinds.incoming import incoming
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.people import MEMBER, PEOPLE, People, Person
from content.pack.check import check_pack
from content.tables.source import SheetRefused
from content.tables.template import template
from tests.content.sheets_of import read, table
from tests.content.test_filled import picture

HEADER = ("姓名", "职务", "亮身份", "事迹", "承诺", "照片", "同意", "同意到", "展出到")
DAY = date(2026, 12, 31)


def people(folder: Path, *rows: tuple[object, ...]) -> tuple[People, tuple[str, ...]]:
    found = read(PEOPLE, folder, HEADER, *rows)
    assert isinstance(found.content, People)
    return found.content, found.told


def test_the_end_of_a_person_is_the_earlier_of_consent_and_showing(tmp_path: Path) -> None:
    shown, _ = people(
        tmp_path,
        ("甲（演示）", "", "", "", "", "", "签了", datetime(2026, 12, 31), None),
        ("乙（演示）", "", "", "", "", "", "签了", "2027-06-30", "2026年12月31日"),
        ("丙（演示）", "", "", "", "", "", None, None, "2026-12-31"),
        ("丁（演示）", "", "", "", "", "", None, None, None),
    )
    assert [one.until for one in shown.people] == [DAY, DAY, DAY, None]
    assert shown.left(DAY) is shown
    assert shown.left(date(2027, 1, 1)) == People(shown.people[3:])
    assert shown.left(None) == People(shown.people[3:])  # the clock is in doubt
    assert isinstance(shown, Ending)


def test_of_whom_nobody_is_left_nothing_is(tmp_path: Path) -> None:
    shown, _ = people(tmp_path, ("甲（演示）", "", "", "", "", "", "签了", "2026-12-31"))
    assert shown.left(date(2027, 1, 1)) is None
    assert shown.left(None) is None
    assert shown.left(DAY, lambda name: name == "甲（演示）") is None


@pytest.mark.parametrize("halved", [("签了同意书", None), (None, "2026-12-31")])
def test_consent_without_its_day_or_the_reverse_is_told_and_does_not_travel(
    tmp_path: Path, halved: tuple[str | None, str | None]
) -> None:
    rows = (("沈长河（演示）", "", "", "", "", "", *halved), ("许知夏（演示）",))
    shown, told = people(tmp_path, *rows)
    assert [one.name for one in shown.people] == ["许知夏（演示）"]
    assert any("第 2 行" in one and "同意到" in one for one in told)
    made = incoming("人物.xlsx", table(HEADER, rows), ExhibitKind.PEOPLE)
    (tmp_path / "made.zip").write_bytes(made.content)
    with zipfile.ZipFile(tmp_path / "made.zip") as archive:
        assert "沈长河" not in archive.read("rows.json").decode()


def test_a_header_that_may_mean_the_end_of_consent_refuses_the_sheet(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused):
        read(PEOPLE, tmp_path, ("姓名", "同意到日"), ("许知夏（演示）", "2026-12-31"))
    with pytest.raises(SheetRefused):
        from content.tables.reading import read_tables

        read_tables("a.xlsx", table(("姓名", "展出到期"), [("许知夏（演示）", "2026-12-31")]), PEOPLE.forms)


def test_a_day_that_cannot_be_read_leaves_the_row_out(tmp_path: Path) -> None:
    shown, told = people(tmp_path, ("甲（演示）", "", "", "", "", "", "签了", "年底"), ("乙（演示）",))
    assert [one.name for one in shown.people] == ["乙（演示）"]
    assert any("第 2 行 H 列" in one for one in told)


@pytest.mark.parametrize(("written", "shown"), [
    ("是", MEMBER), ("否", ""), (None, ""), ("党员先锋岗", "党员先锋岗"), (True, MEMBER),
])  # fmt: skip
def test_identity_is_a_yes_or_a_title(tmp_path: Path, written: object, shown: str) -> None:
    found, _ = people(tmp_path, ("甲（演示）", "", written))
    assert found.people[0].identity == shown


def test_names_of_every_kind_are_kept_as_written(tmp_path: Path) -> None:
    names = ("一", "欧阳阿依古丽·买买提江·吐尔逊别克演示", "𠮷田（演示）", "名" * 30)
    shown, _ = people(tmp_path, *((name,) for name in names), ("名" * 31,))
    assert tuple(one.name for one in shown.people) == names
    assert all(one == Person(one.name) for one in shown.people)


def test_two_of_one_name_are_both_shown_and_that_is_told(tmp_path: Path) -> None:
    shown, told = people(tmp_path, ("甲（演示）", "网格员"), ("甲（演示）", "医生"))
    assert len(shown.people) == 2
    assert any("第 3 行" in one and "第 2 行" in one for one in told)


def test_a_photograph_is_found_by_its_name_or_by_the_persons(tmp_path: Path) -> None:
    (tmp_path / "甲.png").write_bytes(picture())
    (tmp_path / "二.png").write_bytes(picture("blue"))
    shown, told = people(tmp_path, ("甲",), ("乙", "", "", "", "", "二"), ("丙",))
    assert [one.picture for one in shown.people] == ["甲.png", "二.png", ""]
    assert shown.pictures() == ("甲.png", "二.png")
    assert any("1 位没有照片" in one for one in told)


@pytest.mark.parametrize("count", [1, 9, 60, 300])
def test_so_many_are_read(tmp_path: Path, count: int) -> None:
    shown, _ = people(tmp_path, *((f"演示{number}",) for number in range(count)))
    assert len(shown.people) == count


def test_more_than_fit_or_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused):
        people(tmp_path, *((f"演示{number}",) for number in range(301)))
    with pytest.raises(ItemRefused):
        people(tmp_path)
    with pytest.raises(ItemRefused):
        incoming("人物.xlsx", template("人物", PEOPLE.forms), ExhibitKind.PEOPLE)


def test_a_digest_is_the_same_however_the_name_is_written_and_another_in_another_exhibit() -> None:
    assert digest_of("p", "a", "沈 长河") == digest_of("p", "a", "沈长河") != digest_of("p", "b", "沈长河")
    assert "沈" not in digest_of("p", "a", "沈长河")


def test_the_check_counts_those_whose_days_are_over_and_those_whose_are_nearly(tmp_path: Path) -> None:
    days = ("2026-11-01", "2026-12-10", "2026-12-20", "2027-12-31")
    rows = [(f"演示{number}", "", "", "", "", "", "签了", day) for number, day in enumerate(days)]
    (tmp_path / "人物.xlsx").write_bytes(table(HEADER, [*rows, ("没有期限",)]))
    (tmp_path / "manifest.toml").write_text(
        'format = 4\nname = "p"\nversion = "1"\ntitle = "t"\n'
        '[[items]]\nid = "a"\nkind = "people"\nfile = "人物.xlsx"\ntitle = "人物"\nsource = "演示"\n'
        "source_date = 2026-11-21\n",
        encoding="utf-8",
    )
    said = [one.text for one in check_pack(tmp_path, date(2026, 12, 1)).findings]
    assert [text for text in said if "有 1 位的日子已经过了" in text]
    assert [text for text in said if "有 2 位 30 天之内到期，最早 2026-12-10" in text]
