"""Lists of people as people really have them: who may sit, and what is wrong in which row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from content.banks.cells import text_of
from kiosk.features.quiz.hall.exams.people_reading import ListUnreadable, read_list
from kiosk.features.quiz.rules.exams.people_list import Listed, ListRefused, PeopleRead, read_people
from tests.features.quiz.hall.exams.halls import number_of

ONE, TWO, THREE = (number_of(which) for which in (1, 2, 3))
HEAD = ("姓名", "身份证号", "支部", "加时")
WITH_X = next(number for which in range(1, 60) if (number := number_of(which)).endswith("X"))


def read(*rows: Sequence[Any], head: Sequence[Any] = HEAD) -> PeopleRead:
    return read_people([("名单", [list(head), *map(list, rows)])])


def faults(*rows: Sequence[Any]) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in read(*rows).problems]


def test_a_list_as_it_should_be() -> None:
    found = read(("张演示", ONE, "第一党支部", ""), ("买买提·演示", TWO, "", 15), ("𠮷演示", THREE, "无", "20分钟"))
    assert found.problems == ()
    assert found.people == (
        Listed("张演示", ONE, "第一党支部"), Listed("买买提·演示", TWO, "", 15), Listed("𠮷演示", THREE, "", 20)
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [WITH_X.lower(), f" {WITH_X} ", f"'{WITH_X}", f'="{WITH_X}"', WITH_X[:6] + " " + WITH_X[6:14] + " " + WITH_X[14:],
     "".join(chr(ord(letter) + 0xFEE0) for letter in WITH_X), WITH_X + "\u200b", f"\u202d{WITH_X}\u202c"],
)  # fmt: skip
def test_a_number_however_it_was_typed(written: str) -> None:
    assert read(("张演示", written)).people == (Listed("张演示", WITH_X),)


@pytest.mark.parametrize(
    ("cell", "why"),
    [("", "no_number"), ("无", "no_number"), (0, "no_number"), (110101195001020010.0, "spoiled"),
     ("1.1E+17", "spoiled"), ("1101011990E+08", "spoiled"), (110101900307001, "old_number"),
     (ONE[:-1], "length"), (ONE + "1", "length"), (ONE[:10] + "13" + ONE[12:], "birth"),
     (ONE[:-1] + ("1" if ONE[-1] != "1" else "2"), "check"), (WITH_X[:-1] + "×", "not_an_x"),
     (WITH_X[:-1] + "Х", "not_an_x"), (ONE[:5] + "O" + ONE[6:], "digits")],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_told_by_its_row(cell: Any, why: str) -> None:
    found = read(("张演示", ONE), ("李演示", cell))
    (problem,) = found.problems
    assert (problem.sheet, problem.row, problem.who) == ("名单", 3, "李*")
    assert problem.why == why
    assert found.people == (Listed("张演示", ONE),)


def test_twins_blanks_and_minutes() -> None:
    rows = (
        ("张演示", ONE, "", ""), ("", "", "", ""), ("张　演示", ONE, "", ""), ("李演示", ONE, "", ""),
        ("", TWO, "", ""), ("王演示", TWO, "", "很久"), ("赵演示", THREE, "", 301), ("长" * 61, number_of(4), "", ""),
        ("钱演示", number_of(5), "支" * 101, ""),
    )  # fmt: skip
    assert faults(*rows) == [
        (4, "twice"), (5, "two_names"), (6, "no_name"), (7, "minutes"), (8, "minutes"), (9, "long_name"), (10, "branch")
    ]  # fmt: skip
    assert [one.of for one in read(*rows).problems[:2]] == [2, 2]


def test_the_header_wherever_it_stands() -> None:
    found = read_people([
        ("说明", [["填表说明"], ["一人一行"]]),
        ("第一支部", [["测试名单"], [], ["序号", "*姓 名", "公民身份号码", "所在党支部"], [1, "张演示", ONE, ""]]),
        ("第二支部", [["身份证号码", "名字"], [TWO, "李演示"]]),
    ])  # fmt: skip
    assert [one.name for one in found.people] == ["张演示", "李演示"]
    for rows in ([], [["姓名"]], [["身份证号", "电话"], [ONE, "1"]]):
        with pytest.raises(ListRefused, match="no_header"):
            read_people([("名单", rows)])
    with pytest.raises(ListRefused, match="empty"):
        read_people([("名单", [list(HEAD), ["", "", "", ""]])])


def test_too_many_people_are_not_half_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.features.quiz.rules.exams.people_list.MOST_PEOPLE", 2)
    with pytest.raises(ListRefused, match="too_many"):
        read(("张演示", ONE), ("李演示", TWO), ("王演示", THREE))


cells = st.one_of(
    st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.sampled_from([ONE, TWO, WITH_X, "姓名"])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_no_table_makes_it_fail_and_whoever_comes_out_can_sit(rows: list[list[Any]]) -> None:
    try:
        found = read(*rows)
    except ListRefused as refused:  # nothing stands in it that anybody sees
        assert refused.reason == "empty" and not any(text_of(cell) for row in rows for cell in row[:4])
        return
    numbers = [one.id_number for one in found.people]
    assert len(set(numbers)) == len(numbers) and all(len(number) == 18 for number in numbers)
    assert all(0 <= one.extra_minutes <= 300 and one.name for one in found.people)
    assert all(2 <= one.row <= len(rows) + 1 for one in found.problems)


# -- files, in the limited child ----------------------------------------------------------------------------------


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_files_of_every_kind() -> None:
    rows = [HEAD, ("张演示", ONE, "第一党支部", "15"), ("𠮷演示", TWO, "", "")]
    wanted = (Listed("张演示", ONE, "第一党支部", 15), Listed("𠮷演示", TWO))
    assert read_list("名单.xlsx", workbook(rows)).people == wanted
    for mark in (",", "\t", ";"):
        text = "\r\n".join(mark.join(row) for row in rows)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            assert read_list("名单.csv", text.encode(encoding)).people == wanted, (mark, encoding)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"\xff\xd8\xff\xe0 photo", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" * 9]
)
def test_what_is_no_table(content: bytes) -> None:
    with pytest.raises((ListUnreadable, ListRefused)):
        read_list("名单.xlsx", content)


@pytest.mark.parametrize("name", ["张*示", "张演\ufffd", "张演示（退休）", "张演示2", "=1+1", "张演示、李演示"])
def test_a_name_that_no_card_has_is_told_before_the_day(name: str) -> None:
    assert faults(("张演示", ONE), (name, TWO)) == [(3, "odd_name")]


def test_names_of_every_kind_of_card_are_taken() -> None:
    names = ("张演示", "𠮷田", "买买提·吐尔逊·演示", "\ue863演示", "Maria Ana de Souza", "欧阳　演示", "〇演示")
    found = read(*((name, number_of(which)) for which, name in enumerate(names)))
    assert found.problems == () and len(found.people) == len(names)
