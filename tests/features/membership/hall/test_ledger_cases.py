"""Ledgers as people really have them (`ledger_cases`, each after a public report), and others of their kinds."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.header_names import ALIASES, PATTERNS, field_of, header_text
from kiosk.features.membership.hall.ledger.headers import HeadersRefused
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, MemberSheet, read
from kiosk.features.membership.hall.ledger.sheet import WorkbookRefused
from kiosk.features.membership.hall.ledger.standing import said_in
from kiosk.features.membership.rules.record import Category, Milestone, Record, State
from tests.features.membership.hall.sheets import TODAY, number, saved, xlsx

CASES = Path(__file__).with_name("ledger_cases")
SHORT = ["姓名", "身份证号"]


def case(name: str, *sheets: str) -> MemberSheet:
    return read((CASES / name).read_bytes(), TODAY, sheets=sheets)


def of(sheet: MemberSheet) -> list[Record]:
    """Everybody; nobody is refused."""
    lines = list(sheet.rows())
    assert [problem for line in lines for problem in line.problems] == []
    return [record for line in lines if (record := line.record) is not None]


def dates(record: Record) -> dict[str, str]:
    return {str(kind): str(when) for kind, when in record.milestones.items()}


def told(line: CheckedRow) -> list[tuple[str | None, str]]:
    return [(one.column, one.text) for one in line.problems + line.reminders]


def drawn(*lines: Any, merged: Sequence[str] = ()) -> bytes:
    book = Workbook()
    sheet: Worksheet = book.active
    for line in lines:
        sheet.append(list(line))
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


# -- headers --------------------------------------------------------------------------------------------------------


def test_a_state_that_is_a_category_is_one() -> None:
    full, probationary = of(case("party_state_is_category.xlsx"))
    assert (full.category, full.state) == (Category.FULL, State.UNKNOWN)
    assert (probationary.category, probationary.state) == (Category.PROBATIONARY, State.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "category", "state"),
    [
        ("中共党员(正式)", Category.FULL, State.UNKNOWN),
        ("中共党员(预备)", Category.PROBATIONARY, State.UNKNOWN),
        ("失联党员", Category.UNKNOWN, State.NORMAL),
        ("正式党员/停止党籍", Category.FULL, State.SUSPENDED),
        ("党员(已去世)", Category.FULL, State.DEAD),
        ("02-预备党员", Category.PROBATIONARY, State.UNKNOWN),
    ],
)
def test_both_vocabularies_are_understood_in_both_columns(text: str, category: Category, state: State) -> None:
    assert said_in(text).understood
    for header in ("人员类别", "党籍状态"):
        (record,) = of(read(xlsx([["演示甲", number(1), text]], [*SHORT, header]), TODAY))
        assert (record.category, record.state) == (category, state)


def test_two_columns_that_say_different_categories_are_told_and_neither_is_taken() -> None:
    sheet = xlsx([["演示甲", number(1), "正式党员", "预备党员"]], [*SHORT, "人员类别", "党籍状态"])
    (line,) = read(sheet, TODAY).rows()
    assert line.record is not None and line.record.category == Category.UNKNOWN
    assert told(line) == [("C", words.STANDINGS_DIFFER)]


def test_levels_of_a_header_are_read_together_and_nothing_is_advised_that_stands_there_twice() -> None:
    sheet = case("two_level_step_time.xlsx")
    (record,) = of(sheet)
    assert dates(record) == {
        "applied": "1995-01", "activist": "1996-01", "candidate": "1998-01", "joined": "1998-07", "full": "1999-07",
    }  # fmt: skip
    assert record.contacts == ("演示某", "演示另")
    assert sheet.facts.unused == ["接收预备党员党委审批时间", "转正党委审批时间"]
    assert not any("--column" in remark for remark in sheet.facts.remarks)


def test_a_date_of_an_approval_is_never_advised_for_the_day_of_joining() -> None:
    sheet = read(xlsx([["演示甲", number(1), "1998.08"]], [*SHORT, "接收预备党员党委审批时间"]), TODAY)
    assert not any("--column" in remark for remark in sheet.facts.remarks)


@pytest.mark.parametrize(
    ("below", "merged"),
    [
        ((), ()),
        ((["", "", "第一人", "第二人"],), ("A1:A2", "B1:B2")),
        ((["", "", "姓名", "姓名"],), ("A1:A2", "B1:B2")),
    ],
)
def test_a_header_over_two_columns_is_that_of_both(below: Sequence[Sequence[str]], merged: Sequence[str]) -> None:
    lines = [[*SHORT, "入党介绍人", None], *below, ["演示甲", number(1), "演示某", "演示另"]]
    (record,) = of(read(drawn(*lines, merged=["C1:D1", *merged]), TODAY))
    assert record.introducers == ("演示某", "演示另")
    (record,) = of(case("introducers_header_merged_over_two.xlsx"))
    assert record.introducers == ("演示某", "演示另")


def test_names_and_branches_of_others_are_not_the_member_s() -> None:
    lines = [
        [*SHORT, "入党介绍人", None, "家庭成员", None],
        ["", "", "姓名", "所在支部", "姓名", "身份证号"],
        ["演示甲", number(1), "演示某", "演示九支部", "演示子", number(9)],
    ]
    (record,) = of(read(drawn(*lines, merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]), TODAY))
    assert (record.name, record.introducers, record.branch) == ("演示甲", ("演示某",), "")


def test_a_column_without_a_header_that_holds_something_is_named() -> None:
    sheet = read(drawn([*SHORT, None], ["演示甲", number(1), "演示一支部"]), TODAY)
    assert words.COLUMNS_UNNAMED.format(names="C") in sheet.facts.remarks


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("转为预备党员日期", "joined"),
        ("转积极分子时间", "activist"),
        ("确立为入党积极分子时间", "activist"),
        ("首次申请时间", "applied"),
        ("第一次递交入党申请书时间", "applied"),
        ("提交入党申请时间", "applied"),
        ("组织派人谈话时间", "talked"),
        ("入党时间（预备）", "joined"),
        ("转正时间（正式）", "full"),
        ("接收预备党员支部大会时间", "joined"),
        ("隶属支部", "branch"),
        ("真实姓名", "name"),
        ("转正申请时间", None),
        ("支部大会时间", None),
        ("入党时间（正式）", None),
        ("党委批准预备党员时间", None),
    ],
)
def test_more_headers(header: str, field: str | None) -> None:
    assert field_of(header_text(header)) == field


def test_no_alias_is_another_field_s_step() -> None:
    import re

    for field, aliases in ALIASES.items():
        for alias in map(header_text, aliases):
            found = {of for of, stem in PATTERNS.items() if re.fullmatch(f"(?:{stem})(?:日期|时间|年月日?)", alias)}
            assert found <= {field}, alias


# -- names ----------------------------------------------------------------------------------------------------------


def test_every_dot_is_one_dot_and_what_no_card_can_carry_is_told_with_its_row() -> None:
    sheet = case("minority_dot.xlsx")
    assert [record.name for record in of(sheet)] == [*["买买提·演示"] * 6, "演示丙(曾用名演示丁)"]
    assert [(line.number, told(line)) for line in sheet.rows() if told(line)] == [
        (7, [("A", words.NAME_SPACED)]),
        (8, [("A", words.NAME_ODD)]),
    ]


@pytest.mark.parametrize("dot", "·．.﹒●˙。・•‧∙")
def test_a_dot_in_an_introducer_s_name_too(dot: str) -> None:
    (record,) = of(read(xlsx([["演示甲", number(1), f"买买提{dot}演示"]], [*SHORT, "入党介绍人"]), TODAY))
    assert record.introducers == ("买买提·演示",)


@pytest.mark.parametrize("name", ["演示甲（女）", "演示*", "演示甲、演示乙", "演示甲2", "演示甲/演示乙", "演示?"])
def test_a_name_that_no_card_carries_is_a_reminder(name: str) -> None:
    (line,) = read(xlsx([[name, number(1)]], SHORT), TODAY).rows()
    assert line.record is not None and told(line) == [("A", words.NAME_ODD)]


@pytest.mark.parametrize("name", ["演　示", "𠮷田", "司马 演示", "〇甲", "Yan Shi", "演示·阿不都·拉"])
def test_a_name_that_a_card_carries_is_none(name: str) -> None:
    (line,) = read(xlsx([[name, number(1)]], SHORT), TODAY).rows()
    assert told(line) == []


# -- cells ----------------------------------------------------------------------------------------------------------


def test_an_error_in_a_cell_is_told_at_the_cell_and_is_nothing() -> None:
    (line,) = case("error_cell_full.xlsx").rows()
    assert line.record is not None and dates(line.record) == {"joined": "1998-07"}
    assert told(line) == [("F", words.ERROR_CELL.format(header="转为正式党员日期"))]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#REF!", "#NAME?", "#DIV/0!", "#FIELD!"])
def test_no_kind_of_error_loses_the_file(error: str) -> None:
    content = xlsx([["演示甲", number(1), "1998.07"], ["演示乙", number(2), "1998.08"]], [*SHORT, "入党时间"])
    sheet = _part(content, "xl/worksheets/sheet1.xml")
    cell = f'<c r="C2" t="e"><f>A1</f><v>{error}</v></c>'.encode()
    start = sheet.index(b'<c r="C2"')
    end = sheet.index(b"</c>", start) + 4
    lines = list(read(_with(content, "xl/worksheets/sheet1.xml", sheet[:start] + cell + sheet[end:]), TODAY).rows())
    assert [bool(line.record) for line in lines] == [True, True]
    assert told(lines[0])[0] == ("C", words.ERROR_CELL.format(header="加入党组织日期"))
    wrong = read(xlsx([[error, number(1)], ["演示乙", error]], SHORT), TODAY)
    assert [told(line)[0][0] for line in wrong.rows()] == ["A", "B"]


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def _with(content: bytes, name: str, part: bytes, *, rename: str = "/") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            text = part if entry.filename == name else old.read(entry)
            new.writestr(entry.filename.replace("/", rename), text)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["excel_text_formula.csv", "apostrophes.csv"])
def test_one_cleaning_for_every_cell(name: str) -> None:
    (record,) = of(case(name))
    assert (record.name, record.id_number, record.branch) == ("演示甲", "000000197003120019", "演示一支部")
    assert dates(record)["joined"][:7] == "1998-07" and dates(record)["full"] == "1999-07"


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("1998.7月", "1998-07"),
        ("1998.7.1日", "1998-07-01"),
        ("1998年七月", "1998-07"),
        ("1998年七月一日", "1998-07-01"),
        ("1998，07", "1998-07"),
        ("1998-07-01 08:00:00", "1998-07-01"),
        ("'1998-07-01", "1998-07-01"),
        ("1998 1 2", "1998-01-02"),
        (0, ""),
        ("0", ""),
        ("1900-01-00", ""),
        ("1998-06-30 16:00:00", "带着别的时区"),
        ("1998 13", "没有这个月份"),
    ],
)
def test_dates_in_every_spelling(cell: str | int, date: str) -> None:
    (line,) = read(xlsx([["演示甲", number(1), cell]], [*SHORT, "入党时间"]), TODAY).rows()
    if line.record is None:
        assert date in line.problems[0].text
    else:
        assert dates(line.record).get("joined", "") == date


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (110101900307001, "15 位旧号码"),
        (110101199003070011, "改成了数字"),
        (number(1)[:17] + "×", "看着像 X"),
        (number(1)[:17] + "Х", "看着像 X"),
        (12345, "不是 18 位"),
    ],
)
def test_the_true_reason_for_a_number(cell: str | int, said: str) -> None:
    (line,) = read(xlsx([["演示甲", cell]], SHORT), TODAY).rows()
    assert said in line.problems[0].text


# -- rows -----------------------------------------------------------------------------------------------------------


def test_a_person_over_two_rows_is_one_with_both_introducers() -> None:
    first, second = of(case("person_over_two_rows.xlsx"))
    assert first.introducers == ("演示某", "演示另") and second.introducers == ("演示某",)


def test_a_person_over_two_rows_that_say_different_things_is_refused_and_told_where() -> None:
    lines = [[*SHORT, "入党时间"], ["演示甲", number(1), "1998.07"], ["", "", "1999.07"]]
    (line,) = read(drawn(*lines, merged=["A2:A3", "B2:B3"]), TODAY).rows()
    assert line.record is None and told(line) == [("C", words.CLASH.format(header="加入党组织日期", row=3))]


def test_names_alone_below_a_person_are_that_person_s_and_this_is_told() -> None:
    content = csv("姓名,身份证号,入党介绍人", f"演示甲,{number(1)},演示某", ",,演示另")
    (line,) = read(content, TODAY).rows()
    assert line.record is not None and line.record.introducers == ("演示某", "演示另")
    assert "第 3 行" in told(line)[0][1]


def test_lines_between_people_name_their_branch_and_are_nobody() -> None:
    sheet = case("branch_bands.xlsx")
    assert [record.branch for record in of(sheet)] == ["演示一支部", "演示二支部"]
    assert "第 2、4 行" in sheet.facts.remarks[0]


def test_bands_of_every_kind() -> None:
    lines = [
        [*SHORT, "入党时间"],
        ["(一)演示1号楼支部（书记：演示某）"],
        ["演示甲", number(1), "1998.07"],
        ["小计", "", "1人"],
        ["支部名称：演示一支部", "", "2人"],
        ["演示乙", number(2), "1998.07"],
        ["第一党小组"],
        ["演示丙", number(3), "1998.07"],
        ["离退休人员"],
        ["演示丁", number(4), "1998.07"],
        ["合计", "", 4],
        ["填表人：演示某", "", "2026年1月"],
        ["注：以上按姓名排列"],
    ]
    merged = ["A2:C2", "A7:C7", "A9:C9"]
    sheet = read(drawn(*lines, merged=merged), TODAY)
    assert [record.branch for record in of(sheet)] == ["演示1号楼支部", "演示一支部", "演示一支部", ""]
    assert sheet.facts.columns["branch"] == []
    assert "第 2、4、5、7、9、11、12、13 行" in sheet.facts.remarks[1]


def test_a_branch_that_begins_with_a_number_keeps_it() -> None:
    sheet = drawn(SHORT, ["一支部"], ["演示甲", number(1)], ["2021级学生支部"], ["演示乙", number(2)])
    assert [record.branch for record in of(read(sheet, TODAY))] == ["一支部", "2021级学生支部"]


def test_a_person_without_a_number_is_refused_and_no_band() -> None:
    (line,) = read(drawn([*SHORT, "入党时间"], ["演示甲", "", "1998.07"]), TODAY).rows()
    assert told(line)[0] == ("B", "公民身份证号码空着")


# -- sheets ---------------------------------------------------------------------------------------------------------


def test_every_sheet_with_the_same_columns_is_read_and_each_row_has_its_sheet() -> None:
    sheet = case("sheet_per_branch.xlsx")
    assert [record.branch for record in of(sheet)] == ["第一支部", "第二支部", "第三支部"]
    assert [sheet.place(line.number) for line in sheet.rows()] == ["2（第一支部）", "2（第二支部）", "2（第三支部）"]
    only = case("sheet_per_branch.xlsx", "第二支部")
    assert ([record.branch for record in of(only)], only.facts.others) == (["第二支部"], ["第一支部", "第三支部"])
    with pytest.raises(WorkbookRefused, match="没有叫“第四支部”的工作表"):
        case("sheet_per_branch.xlsx", "第四支部")


def test_a_hidden_sheet_and_one_with_other_columns_are_left_out() -> None:
    book = Workbook()
    for at, header in enumerate((SHORT, SHORT, [*reversed(SHORT)])):
        sheet = book.create_sheet(f"表{at}")
        sheet.append(header)
        sheet.append([number(at + 1), "演示乙"] if at == 2 else ["演示甲", number(at + 1)])
    book.remove(book.active)
    book["表1"].sheet_state = "hidden"
    sheet = read(saved(book), TODAY)
    assert (len(of(sheet)), sheet.facts.remarks[0]) == (1, "还有工作表没有读：表2")
    with pytest.raises(WorkbookRefused, match="表头不一样"):
        read(saved(book), TODAY, sheets=["表0", "表2"])


def test_the_same_number_in_two_sheets_is_told_with_both() -> None:
    book = Workbook()
    book.remove(book.active)
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        for line in (SHORT, [f"演示{name}", number(1)]):
            sheet.append(line)
    lines = list(read(saved(book), TODAY).rows())
    assert told(lines[0]) == told(lines[1]) == [("B", words.twins(["2（甲）", "2（乙）"]))]


# -- files ----------------------------------------------------------------------------------------------------------


def test_a_damaged_byte_is_named_with_its_cell_and_the_other_rows_are_read() -> None:
    (line,) = case("utf8_damaged.csv").rows()
    assert told(line)[0][0] == "C" and "损坏的字节" in told(line)[0][1]
    for encoding in ("utf-8", "gb18030"):
        content = csv("姓名,身份证号,备注", *(f"演示甲,{number(at)},演示备注" for at in range(1, 9)), encoding=encoding)
        at = content.index(number(4).encode()) - 3
        lines = list(read(content[:at] + b"\xff" + content[at + 1 :], TODAY).rows())
        assert [line.number for line in lines if line.record is None] == [5]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(encoding: str) -> None:
    assert of(read(csv("姓名,身份证号", f"演示甲,{number(1)}", encoding=encoding), TODAY))[0].name == "演示甲"


def test_a_workbook_of_excel_95_is_told_what_to_do() -> None:
    with pytest.raises(WorkbookRefused, match=r"Excel 95.*另存为 \.xlsx"):
        case("biff5_gbk.xls")


def test_unusual_names_of_parts_are_found() -> None:
    assert dates(of(case("wb2.xlsx"))[0]) == {"joined": "1998-07-01", "full": "1999-07-01"}
    assert len(of(read(_with(xlsx([["演示甲", number(1)]], SHORT), "", b"", rename="\\"), TODAY))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "是 PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "是图片"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><td>1", "网页"),
        ("\ufeff<table><tr><td>姓名".encode("utf-16"), "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
    ],
)
def test_other_files_are_told_by_name(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookRefused, match=said):
        read(content, TODAY)


def test_quotes_inside_a_remark_lose_nobody() -> None:
    content = csv(
        "姓名,身份证号,备注", f'演示甲,{number(1)},"好"人', f'演示乙,{number(2)},"未完', f"演示丙,{number(3)},"
    )
    lines = list(read(content, TODAY).rows())
    assert [line.record is not None for line in lines] == [True, True, True]
    assert [told(line) for line in lines] == [[("A", words.QUOTES_ODD)], [("A", words.QUOTES_ODD)], []]


def test_a_quote_that_hides_a_separator_refuses_its_row_alone() -> None:
    content = csv(
        "姓名,身份证号,备注,入党时间", f'演示甲,{number(1)},"一,二"三,1998-07', f"演示乙,{number(2)},,1998-07"
    )
    lines = list(read(content, TODAY).rows())
    assert [line.record is not None for line in lines] == [False, True]


def test_a_comma_in_a_remark_where_semicolons_separate() -> None:
    content = csv("姓名;身份证号;备注;入党时间", f"演示甲;{number(1)};一,二,三,四,五;1998-07")
    assert dates(of(read(content, TODAY))[0]) == {"joined": "1998-07"}


def test_a_row_with_a_comma_too_many_is_refused_and_the_rest_is_read() -> None:
    rows = [f"演示甲,{number(at)},,1998-07" for at in range(1, 9)]
    content = csv("姓名,身份证号,备注,入党时间", *rows, f"演示乙,{number(9)},一,二,1998-07")
    lines = list(read(content, TODAY).rows())
    assert [line.number for line in lines if line.record is None] == [10]
    assert "对不上" in lines[-1].problems[0].text


def test_a_table_that_names_nobody_is_refused_as_before() -> None:
    with pytest.raises(HeadersRefused):
        read(csv("一,二,三", "1,2,3"), TODAY)


def test_milestones_have_no_pattern_too_many() -> None:
    assert set(PATTERNS) <= set(map(str, Milestone))


def test_who_stands_above_the_header_that_could_be_read_is_read_too() -> None:
    """The header of the first page is damaged; that of the second is the first that is one."""
    content = csv(
        "某中心党员名册,,", "姓\u0001?,证件,时", f"演示甲,{number(1)},1993-07-01",
        "姓名,身份证号,入党时间", f"演示乙,{number(2)},1994-07-01",
    )  # fmt: skip
    lines = list(read(content, TODAY).rows())
    assert [record.id_number for line in lines if (record := line.record)] == [number(1), number(2)]
