"""Ledgers as branches really keep them: other headers, other formats, columns in doubt; nothing is guessed."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.header_names import ALIASES, field_of, header_text
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, MemberSheet, read
from kiosk.features.membership.hall.ledger.sheet import WorkbookRefused
from kiosk.features.membership.rules.record import Category, Milestone, Record, State
from tests.features.membership.hall.sheets import HEADER, TODAY, number, row, saved, xlsx
from tests.old_workbook import xls

SHORT = ["姓名", "身份证号"]


def opened(header: Sequence[Any], *lines: Sequence[Any], **chosen: str) -> MemberSheet:
    return read(xlsx(lines, header), TODAY, chosen)


def records(sheet: MemberSheet) -> list[Record | None]:
    return [line.record for line in sheet.rows()]


def one(header: Sequence[Any], cells: Sequence[Any]) -> CheckedRow:
    (line,) = opened(header, cells).rows()
    return line


def record(header: Sequence[Any], cells: Sequence[Any]) -> Record:
    found = one([*SHORT, *header], ["演示甲", number(1), *cells]).record
    assert found is not None
    return found


# -- headers --------------------------------------------------------------------------------------------------------


def test_no_header_is_known_as_two_fields() -> None:
    known = [header_text(alias) for aliases in ALIASES.values() for alias in aliases]
    assert len(known) == len(set(known))
    assert all(words.FIELDS[field] in aliases for field, aliases in ALIASES.items())


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("身份证号", "id_number"),
        ("公民身份证号码", "id_number"),
        (" 姓　 名\n（必填）", "name"),
        ("递交入党申请书日期", "applied"),
        ("申请入党日期", "applied"),
        ("加入党组织日期", "joined"),
        ("入党时间", "joined"),
        ("入党日期*：", "joined"),
        ("转正时间（格式：2001-07-01）", "full"),
        ("转为正式党员日期", "full"),
        ("列为积极分子时间", "activist"),
        ("政审时间", "reviewed"),
        ("延长预备期日期", "extended"),
        ("党龄起算时间", "counted_from"),
        ("所属党组织", "branch"),
        ("入党时所在支部", "joined_branch"),
        ("入党介绍人２", "introducers"),
        ("介绍人（一）", "introducers"),
        ("培养联系人", "contacts"),
        ("人员类别", "category"),
        ("党籍状态", "state"),
        ("出生日期", None),
        ("联系电话", None),
        ("姓名（曾用名）", None),
        ("入党时间2", None),
    ],
)
def test_headers_by_alias(header: str, field: str | None) -> None:
    assert field_of(header_text(header)) == field


def test_only_the_name_and_the_number_are_required_and_the_rest_is_told() -> None:
    sheet = opened([*SHORT, "籍贯"], ["演示甲", number(1), "演示"])
    assert records(sheet) == [Record("演示甲", number(1), "", {})]
    assert sheet.facts.remarks == ["这些列没有用到：籍贯", "没有一列是发展党员的日期，查到的档案里不会有时间线"]
    assert sheet.facts.columns == {"name": ["A"], "id_number": ["B"]}
    with pytest.raises(HeadersRefused, match=r"没有“公民身份证号码”这一列；C1 写的是“身份证号码信息”.*--column"):
        opened(["姓名", "入党时间", "身份证号码信息"], ["演示甲", "2001-07", number(1)])


def test_a_header_of_two_merged_rows() -> None:
    book = Workbook()
    for line in (
        ["党员名册"],
        ["姓名", "身份证号", "发展经过", None, "备注"],
        [None, None, "入党时间", "转正时间"],
        ["演示甲", number(1), "1993.07", "1994.07"],
    ):
        book.active.append(line)
    (found,) = records(read(saved(book), TODAY))
    assert found is not None
    assert [str(when) for when in found.milestones.values()] == ["1993-07", "1994-07"]


def test_a_branch_written_once_over_merged_cells_is_everybody_s() -> None:
    book = Workbook()
    sheet = book.active
    for line in (["所在支部", *SHORT], ["演示一支部", "演示甲", number(1)], [None, "演示乙", number(2)], [],
                 ["演示二支部", "演示丙", number(3)], [None, "演示丁", number(4)]):  # fmt: skip
        sheet.append(line)
    sheet.merge_cells("A2:A4")
    found = records(read(saved(book), TODAY))
    assert [one.branch for one in found if one] == ["演示一支部", "演示一支部", "演示二支部", ""]


def test_a_header_repeated_on_every_printed_page_is_no_person() -> None:
    lines = list(opened(SHORT, ["演示甲", number(1)], SHORT, ["演示乙", number(2)]).rows())
    assert [(line.number, line.problems) for line in lines] == [(2, []), (4, [])]


def test_the_sheet_with_the_people_is_found_behind_a_cover() -> None:
    book = Workbook()
    book.active.append(["姓名", "所在支部", "入党时间", "转正时间"])
    people = book.create_sheet("名单")
    for line in (SHORT, ["演示甲", number(1)]):
        people.append(line)
    sheet = read(saved(book), TODAY)
    assert (sheet.facts.sheet, sheet.facts.remarks[0]) == ("名单", "还有工作表没有读：Sheet")


def test_two_columns_that_say_the_same_are_one() -> None:
    header = [*SHORT, "加入党组织日期", "入党时间"]
    sheet = opened(
        header, ["演示甲", number(1), "1993-07-01", "1993年7月1日"], ["演示乙", number(2), None, date(1994, 7, 1)]
    )
    assert [str(found.milestones[Milestone.JOINED]) for found in records(sheet) if found] == [
        "1993-07-01",
        "1994-07-01",
    ]
    assert "“加入党组织日期”有几列（C、D），合在一起用了" in sheet.facts.remarks


def test_two_columns_that_differ_are_asked_about_and_one_can_be_chosen() -> None:
    header = [*SHORT, "入党时间", "加入党组织日期"]
    line = ["演示甲", number(1), "1993-07-01", "1994-07-01"]
    with pytest.raises(HeadersRefused, match=r"“加入党组织日期”有 2 列（C、D），第 2 行就不一样.*--column") as asked:
        opened(header, line)
    assert asked.value.choices == {"joined": ["C", "D"]}
    for chosen in ({"joined": "d"}, {"入党时间": "D"}):
        (found,) = records(opened(header, line, **chosen))
        assert found is not None
        assert str(found.milestones[Milestone.JOINED]) == "1994-07-01"
    for wrong in ({"joined": "Z"}, {"joined": "12"}, {"生日": "C"}):
        with pytest.raises(ColumnUnknown):
            opened(header, line, **wrong)


def test_a_column_with_a_name_of_its_own_can_be_chosen() -> None:
    (found,) = records(opened([*SHORT, "宣誓那天"], ["演示甲", number(1), "1993-07-01"], joined="C"))
    assert found is not None
    assert list(found.milestones) == [Milestone.JOINED]


def test_introducers_in_two_columns_are_both_there() -> None:
    assert record(["入党介绍人1", "入党介绍人2"], ["演示乙", "演示丙"]).introducers == ("演示乙", "演示丙")


# -- what a row may say ---------------------------------------------------------------------------------------------


def test_every_column_a_ledger_may_have() -> None:
    full = dict.fromkeys(words.FIELDS, "") | {
        "category": "正式党员", "state": "正常", "branch": "演示二支部", "joined_branch": "演示一支部",
        "applied": "1990.5", "talked": "1990.6", "activist": "1991-06-01", "candidate": "1992/11",
        "reviewed": "19930501",
        "joined": "一九九三年七月一日", "extended": "1994.07.00", "full": "1995年1月", "counted_from": "1995-01-01",
        "introducers": "演示乙、演示丙", "contacts": "演示丁",
    }  # fmt: skip
    del full["name"], full["id_number"]
    found = record([words.FIELDS[field] for field in full], list(full.values()))
    assert (found.category, found.state, found.joined_branch) == (Category.FULL, State.NORMAL, "演示一支部")
    assert [str(found.milestones[kind]) for kind in Milestone] == [
        "1990-05", "1990-06", "1991-06-01", "1992-11", "1993-05-01", "1993-07-01", "1994-07", "1995-01",
    ]  # fmt: skip
    assert (str(found.counted_from), found.contacts) == ("1995-01-01", ("演示丁",))


@pytest.mark.parametrize(
    ("said", "state"),
    [("正常", State.NORMAL), ("", State.UNKNOWN), ("组织关系已转出", State.MOVED), ("停止党籍", State.SUSPENDED),
     ("开除党籍", State.LEFT), ("已去世", State.DEAD), ("01-正常", State.NORMAL)],
)  # fmt: skip
def test_states_by_their_words(said: str, state: State) -> None:
    assert record(["党籍状态"], [said]).state == state


def test_a_state_nobody_understands_refuses_the_row() -> None:
    line = one([*SHORT, "党籍状态"], ["演示甲", number(1), "待核实"])
    assert (line.record, [problem.column for problem in line.problems]) == (None, ["C"])


def test_a_state_told_in_the_category_counts() -> None:
    assert record(["人员类别"], ["停止党籍党员"]).state == State.SUSPENDED
    assert record(["人员类别", "党籍状态"], ["出党党员", "正常"]).state == State.LEFT


def test_a_category_nobody_understands_is_left_out_and_told() -> None:
    line = one([*SHORT, "人员类别"], ["演示甲", number(1), "群众"])
    assert line.record is not None and line.record.category == Category.UNKNOWN
    assert [reminder.column for reminder in line.reminders] == ["C"]
    assert record(["入党类型", "人员类别"], ["发展入党", "预备党员"]).category == Category.PROBATIONARY


def test_not_yet_a_full_member_but_with_the_day_of_it() -> None:
    line = one([*SHORT, "人员类别", "转正时间"], ["演示甲", number(1), "预备党员", "1994-07-01"])
    assert line.record is not None
    assert words.CATEGORY_DOUBTED in [reminder.text for reminder in line.reminders]


def test_marks_for_nothing_are_nothing() -> None:
    found = record(["入党时间", "转正时间", "入党介绍人", "所在支部"], ["/", "不详", "无", "—"])
    assert (found.milestones, found.introducers, found.branch) == ({}, (), "")


@pytest.mark.parametrize(
    ("header", "cell"), [("所在支部", "支" * 121), ("入党介绍人", "甲" * 61), ("入党介绍人", "、".join(["演示"] * 9))]
)
def test_what_is_far_too_long_is_refused(header: str, cell: str) -> None:
    assert one([*SHORT, header], ["演示甲", number(1), cell]).record is None
    assert one(SHORT, ["演" * 61, number(1)]).record is None


def test_the_same_row_twice_is_one_and_a_third_that_differs_is_trusted_no_more() -> None:
    same = ["演示甲", number(1)]
    lines = list(opened(SHORT, same, ["演示乙", number(2)], same).rows())
    assert [line.repeats for line in lines] == [None, None, 2]
    assert lines[2].reminders[0].text == "和第 2 行完全一样，只导入一次"
    lines = list(opened(SHORT, same, same, ["演示丙", number(1)]).rows())
    assert [line.plain for line in lines] == [None] * 3
    assert lines[0].problems[0].text == "第 2、3、4 行是同一个证号，都没有导入"


def test_numbers_cut_to_fifteen_digits_are_told_even_where_the_check_digit_fits() -> None:
    """A spreadsheet keeps 15 digits; kept as text afterwards, one in eleven still has a check digit that fits."""
    fits = next(text for serial in range(100, 100_000) if (text := number(serial)).endswith("000"))
    lost = [["演示乙", number(serial)[:15] + "000"] for serial in (7, 1008)]
    lines = list(opened(SHORT, ["演示甲", fits], *lost).rows())
    assert ["改成了数字" in line.problems[0].text for line in lines] == [True] * 3
    (line,) = opened(SHORT, ["演示甲", fits]).rows()
    assert line.plain is not None  # one alone may be somebody's


def test_people_are_told_by_a_masked_name_and_the_end_of_the_number() -> None:
    line = one([*SHORT, "入党时间"], ["欧阳演示", number(1), "待查"])
    assert line.problems[0].who == f"欧阳* …{number(1)[-4:]}"
    assert one(SHORT, ["演示甲", "12345"]).problems[0].who == "演*"


# -- other formats --------------------------------------------------------------------------------------------------


def test_an_old_workbook_is_read_as_well() -> None:
    sheet = read(xls([["名册"], HEADER, row(1), row(2, id_number=110101199003070011.0)]), TODAY)
    good, bad = sheet.rows()
    assert good.record == next(read(xlsx([row(1)]), TODAY).rows()).record
    assert bad.problems[0].column == "B"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_in_every_dress(encoding: str, separator: str) -> None:
    lines = [
        ["名册"],
        [*SHORT, "入党时间", "备注"],
        ["𠮷田演示", number(1), "1993/7/1", '"甲,乙;丙"'],
        [],
        ["演示乙", number(2)],
    ]
    content = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    found = read(content, TODAY)
    assert [(line.number, line.record is not None) for line in found.rows()] == [(3, True), (5, True)]
    first = next(found.rows()).record
    assert first is not None and first.name == "𠮷田演示"


def test_a_quoted_cell_of_several_lines_is_one_row_of_the_table() -> None:
    content = f'姓名,身份证号,备注\n演示甲,{number(1)},"一\n二"\n演示乙,12,\n'.encode()
    assert [(line.number, bool(line.problems)) for line in read(content, TODAY).rows()] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html><table><tr><td>姓名</td></tr></table>".encode("gb18030"), "网页"),
        (b"\x00\x01\x02", "不是表格"),
        (b"\xff\xfe\x00\xd8", "不是表格"),
        ("姓名,身份证号\n".encode() + b",\n" * 200_100 + "演示甲,".encode() + number(1).encode(), "200000 行"),
    ],
)
def test_text_that_is_no_table_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookRefused, match=said):
        read(content, TODAY)


def test_a_text_table_may_have_lost_the_zero_of_october() -> None:
    (line,) = read(f"姓名,身份证号,入党时间\n演示甲,{number(1)},2001.1\n".encode(), TODAY).rows()
    assert "1 月还是 10 月" in line.problems[0].text
    (line,) = read(f"姓名,身份证号,入党时间\n演示甲,{number(1)},1.10101E+17\n".encode(), TODAY).rows()
    assert line.plain is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
def test_any_bytes_are_read_or_refused(content: bytes, magic: bytes) -> None:
    with suppress(WorkbookRefused, HeadersRefused):
        list(read(magic + content, TODAY).rows())


def test_a_name_that_a_further_row_writes_again_is_one_person_and_said() -> None:
    book = Workbook()
    for line in ([*SHORT, "入党介绍人"], ["演示甲", number(1), "演示丁"], [None, None, "演示丁"]):
        book.active.append(line)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B2:B3")
    (found,) = read(saved(book), TODAY).rows()
    assert found.record and found.record.introducers == ("演示丁",)
    assert [(one.column, "第 3 行又写了同样的姓名" in one.text) for one in found.reminders] == [("C", True)]


def test_rows_that_all_end_in_one_empty_cell_more_than_the_header_are_read_and_said() -> None:
    text = f"姓名,身份证号,备注\n演示甲,{number(1)},好,\n演示乙,{number(2)},,\n"
    sheet = read(text.encode(), TODAY)
    assert len([one for one in records(sheet) if one]) == 2
    assert sheet.facts.remarks[0].startswith("表头有 3 格，下面每一行都是 4 格，末尾是空的")


def test_a_row_that_lost_a_separator_is_named_though_the_total_is_short_too() -> None:
    rows = [f"{number(1)},演示甲演示丙,好", f"{number(2)},演示乙,演示丙,好", f"{number(3)},演示丁,演示丙,好", "合计,,3"]
    text = "\n".join(["身份证号,姓名,联系人,备注", *rows])
    first, *others = read(text.encode(), TODAY).rows()
    assert first.record is None and first.problems
    assert all(line.record for line in others)


def test_one_damaged_byte_of_a_short_file_is_named_where_it_stands() -> None:
    good = f"姓名,身份证号,党支部\n演示甲,{number(1)},演示支部\n演示乙,{number(2)},演示支部\n".encode()
    cut = good.replace("演示乙".encode(), b"\xff\x90\xba\xe7\xa4\xba\xe4\xb9\x99")
    one, other = read(cut, TODAY).rows()
    assert one.record is not None and other.record is None
    assert [problem.row for problem in other.problems] == [3]
