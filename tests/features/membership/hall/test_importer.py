"""A keeper sends a spreadsheet: good rows are kept, and each bad one is named with its row and column."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from devices.id_card.id_number import check_digit
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.ledger.cells import id_problem
from kiosk.features.membership.hall.ledger.headers import HeaderPlace
from kiosk.features.membership.hall.ledger.lines import Part
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, MemberSheet, read
from kiosk.features.membership.hall.ledger.sheet import Sheet, WorkbookRefused, column_letters
from kiosk.features.membership.hall.ledger.workbook import open_table
from kiosk.features.membership.rules.record import EXPECTED
from tests.features.membership.hall.sheets import COLUMNS, HEADER, TODAY, number, row, saved, xlsx


def checked(content: bytes) -> list[CheckedRow]:
    return list(read(content, TODAY).rows())


def only_problem(**cells: Any) -> tuple[str | None, str]:
    """Column and text of the one problem of a row with these cells."""
    (line,) = checked(xlsx([row(1, **cells)]))
    assert line.record is None
    (problem,) = line.problems
    assert problem.row == 2
    return problem.column, problem.text


def test_the_demo_workbook_is_read_whole() -> None:
    sheet = read(workbook(), TODAY)
    lines = list(sheet.rows())
    assert sheet.facts.header_row == 3
    assert [line.number for line in lines] == list(range(4, 4 + len(PEOPLE)))
    assert [bool(line.record) for line in lines] == [True] * len(PEOPLE)
    for line, person in zip(lines, PEOPLE, strict=True):
        assert line.record is not None
        dates = [str(line.record.milestones.get(kind, "")) for kind in EXPECTED]
        assert dates == list(person.dates)
        assert (line.record.name == person.name, line.record.id_number == person.id_number) == (True, True)


def test_a_row_left_incomplete_is_kept_and_its_blanks_are_told() -> None:
    (line,) = checked(xlsx([row(1, branch="", candidate=None, introducers=" ")]))
    assert line.record is not None
    assert [(one.column, one.text) for one in line.reminders] == [
        ("C", "所在党支部空着，这一行照样导入"),
        ("F", "列为发展对象日期空着，这一行照样导入"),
        ("I", "入党介绍人空着，这一行照样导入"),
    ]


def test_header_anywhere_among_the_first_rows_and_columns() -> None:
    book = Workbook()
    sheet = book.active
    sheet["C2"] = "党员名册"
    for at, (header, cell) in enumerate(zip(HEADER, row(1), strict=True)):
        sheet.cell(6, 3 + at, f" {header[:2]} {header[2:]}*：")
        sheet.cell(9, 3 + at, cell)
    (line,) = checked(saved(book))
    assert (line.number, line.problems, line.record is not None) == (9, [], True)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"name": "  "}, "A", "姓名空着"),
        ({"id_number": None}, "B", "空着"),
        ({"id_number": "1101011990"}, "B", "不是 18 位"),
        ({"id_number": "110101900307001"}, "B", "15 位旧号码"),
        ({"id_number": 110101199003070011}, "B", "改成了数字"),
        ({"id_number": "1.10101E+17"}, "B", "改成了数字"),
        ({"id_number": number(1)[:17] + "*"}, "B", "校验码"),
        ({"id_number": "O" + number(1)[1:]}, "B", "不该出现的字符"),
        ({"applied": "待查"}, "D", "看不出是日期"),
        ({"applied": 2001.1}, "D", "1 月还是 10 月"),
        ({"activist": "1991-06-31"}, "E", "没有这一天"),
        ({"candidate": "1990-05-03"}, "F", "“确定入党积极分子日期”在“列为发展对象日期”之后"),
        ({"full": datetime(2026, 11, 22)}, "H", "在今天之后"),
        ({"applied": "1969-05-04"}, "D", "早于出生日期"),
    ],
)
def test_each_bad_cell_is_named(cells: dict[str, Any], column: str, words: str) -> None:
    found, text = only_problem(**cells)
    assert found == column
    assert words in text


def test_a_wrong_check_digit_and_a_birthday_that_never_was() -> None:
    good = number(1)
    wrong = good[:17] + ("0" if good[17] != "0" else "1")
    assert only_problem(id_number=wrong) == ("B", "公民身份证号码的校验码不对，请再核对一遍")
    never = "00000019900230001"
    assert only_problem(id_number=never + check_digit(never)) == ("B", "公民身份证号码里的出生日期不存在")


def test_every_problem_of_a_row_is_told_at_once() -> None:
    (line,) = checked(xlsx([row(1, name="", id_number="12", applied="?", full="??")]))
    assert [problem.column for problem in line.problems] == ["A", "B", "D", "H"]


def test_no_message_repeats_what_stood_in_a_cell() -> None:
    (line,) = checked(xlsx([row(1, name="演示某某", id_number="1234567", applied="某年某月")]))
    said = " ".join(problem.text for problem in line.problems)
    assert not any(secret in said for secret in ("演示某某", "1234567", "某年某月"))


def test_twins_are_all_refused_and_name_each_other() -> None:
    lines = checked(xlsx([row(1), row(2), row(1, name="别人"), row(3)]))
    assert [line.record is not None for line in lines] == [False, True, False, True]
    assert lines[0].problems[0].text == lines[2].problems[0].text == "第 2、4 行是同一个证号，都没有导入"


def test_blank_rows_and_a_tail_are_no_reason_to_stop() -> None:
    lines = checked(xlsx([row(1), [], ["", " ", None], row(2), [], ["填表人：演示"]]))
    assert [(line.number, line.record is not None) for line in lines] == [(2, True), (5, True)]


def test_blanks_full_width_digits_and_small_x_are_mended() -> None:
    serial = next(at for at in range(1, 200) if number(at).endswith("X"))
    wide = "'" + number(serial).lower().replace("0", "０")[:10] + " " + number(serial)[10:].lower()
    (line,) = checked(xlsx([row(serial, id_number=wide)]))
    assert line.record is not None
    assert (line.record.id_number == number(serial)) is True


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"PK\x03\x04", b"%PDF-1.7\0\xff", b"\xff\xfe\0", xlsx([row(1)])[:900]]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(WorkbookRefused):
        open_table(content)


def test_a_locked_workbook_says_so() -> None:
    with pytest.raises(WorkbookRefused, match="密码"):
        open_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(WorkbookRefused, match=r"\.xls "):
        open_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_stray_cell_at_the_far_end_is_named_instead_of_filling_the_memory() -> None:
    book = Workbook()
    for line in (HEADER, row(1)):
        book.active.append(line)
    book.active["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")  # coloured only: harmless
    assert len(checked(saved(book))) == 1
    book.active["XFD1048576"] = " "
    with pytest.raises(WorkbookRefused, match="XFD1048576"):
        open_table(saved(book))


def with_last_row(cells: bytes, part: str = "sheet1.xml") -> bytes:
    """A ledger of one person whose sheet has another row with these cells; `part`: what the sheet is called."""
    book = Workbook()
    for line in (HEADER, row(1)):
        book.active.append(line)
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book))) as whole, zipfile.ZipFile(stream, "w") as written:
        for name in whole.namelist():
            content = whole.read(name).replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>")
            written.writestr(name.replace("sheet1.xml", part), content.replace(b"sheet1.xml", part.encode()))
    return stream.getvalue()


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576" s="1"/>', b'<c r="XFD1048576" s="1" t="n"></c>'])
def test_a_cell_without_content_is_harmless_however_it_is_written(cell: bytes) -> None:
    """openpyxl writes the second where lxml is installed."""
    assert len(checked(with_last_row(cell))) == 1


FAR = {
    "other quotes": b"<c t='n' r='XFD1048576'><v>1</v></c>",
    "small letters": b'<c s="1"\n r = "xfd1048576"><v>1</v></c>',
    "many attributes": b'<c ' + b'a="b" ' * 60 + b'r="XFD1048576"><v>1</v></c>',
    "a place of its row": b"</row><row r='1048576'>" + b"<c><v>1</v></c>",
}  # fmt: skip


@pytest.mark.parametrize("cells", FAR.values(), ids=FAR)
def test_a_stray_cell_is_found_however_it_is_written(cells: bytes) -> None:
    with pytest.raises(WorkbookRefused, match="1048576"):
        open_table(with_last_row(cells))


def test_what_no_spreadsheet_program_writes_is_refused_with_what_to_do() -> None:
    """A mark within a tag, and a sheet that is not called .xml: the reader would lay either out."""
    for odd in (
        with_last_row(b"<c x='>' r='XFD1048576'><v>1</v></c>"), with_last_row(b"<c r='A9'><v>1</v></c>", "sheet1.dat"),
    ):  # fmt: skip
        with pytest.raises(WorkbookRefused, match="另存为"):
            open_table(odd)


def package(**parts: bytes | str) -> bytes:
    """A zip that claims to be a workbook, with one part written by hand (`__` in a name is `/`, `_` is `.`)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def test_a_file_that_swells_is_refused() -> None:
    with pytest.raises(WorkbookRefused, match="大得不正常"):
        open_table(package(xl__worksheets__sheet1_xml=bytes(50_000_000)))


def test_a_file_with_entities_is_refused_before_anything_expands() -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><sst>&lol2;</sst>'
    with pytest.raises(WorkbookRefused, match="另存为"):
        open_table(package(xl__sharedStrings_xml=laughs))


def test_a_file_that_lies_about_its_sizes_is_refused() -> None:
    true, told = (number.to_bytes(4, "little") for number in (60_000, 60))
    lying = package(xl__worksheets__sheet1_xml=b"<worksheet/>" * 5000).replace(true, told)
    with pytest.raises(WorkbookRefused):
        open_table(lying)


def test_a_sheet_of_a_million_rows_is_refused_before_it_is_read() -> None:
    cells = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(5, 1_000_001, 5))
    with pytest.raises(WorkbookRefused, match=r"A2\d{5}.*最多 200000 行"):
        open_table(package(xl__worksheets__sheet1_xml=f"<worksheet><sheetData>{cells}</sheetData></worksheet>"))


def test_other_formats_in_a_zip_are_named() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(WorkbookRefused, match=r"另存为 \.xlsx"):
        open_table(stream.getvalue())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=12), st.floats(allow_nan=False), st.booleans(), st.dates()),
        min_size=9,
        max_size=9,
    )
)
def test_any_row_is_a_record_or_named_problems(cells: list[Any]) -> None:
    columns: dict[str, tuple[int, ...]] = {name: (at,) for at, name in enumerate(COLUMNS)}
    part = Part(Sheet("名册", _Rows([[*HEADER], cells])), HeaderPlace(1, tuple(HEADER)))
    sheet = MemberSheet((part,), columns, TODAY).surveyed()
    for line in sheet.rows():
        assert (line.record is None) == bool(line.problems)
        assert all(problem.row == 2 and problem.column for problem in line.problems)


@given(st.text("0123456789Xx ", min_size=15, max_size=19))
def test_only_sound_numbers_pass(text: str) -> None:
    folded = text.replace(" ", "").upper()
    if id_problem(text) is None:
        assert len(folded) == 18
        assert check_digit(folded[:17]) == folded[17]
        assert date(int(folded[6:10]), int(folded[10:12]), int(folded[12:14]))


def test_column_letters_as_tables_show_them() -> None:
    assert [column_letters(at) for at in (0, 8, 25, 26, 701, 702)] == ["A", "I", "Z", "AA", "ZZ", "AAA"]


class _Rows:
    """Rows as a reader gives them, without a file: the property test writes thousands."""

    start = (0, 0)

    def __init__(self, lines: list[list[Any]]) -> None:
        self.lines, self.end = lines, (len(lines) - 1, 0)

    def iter_rows(self) -> Iterator[list[Any]]:
        return map(list, self.lines)
