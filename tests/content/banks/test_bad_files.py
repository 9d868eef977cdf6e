"""Files that are no bank, lie about what they are, or want to harm: refused in words, or read as what they are."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from content.banks.model import BankRejected
from content.banks.table_reader import ENDINGS, read_bank
from tests.content.sheets import HEADER, question, write_sheet

GIFT = "一大在哪里？{=上海 ~北京}\n".encode()
TEXT = "1. 一大在哪里？\nA. 北京\nB. 上海\n答案：B\n".encode()
CSV = "题干,A,B,答案\n一大在哪里？,北京,上海,B\n".encode()
MOODLE = (
    "<quiz><question type='truefalse'><questiontext><text>圆的</text></questiontext>"
    "<answer fraction='100'><text>true</text></answer></question></quiz>"
).encode()


NO_BANKS = (
    b"", b" \n\n", b"\0" * 50, b"\xff\xd8\xff\xe0 JFIF", b"%PDF-1.7", b"{\\rtf1", b"PK\x03\x04",
    b"<html><table></table></html>", b"\xd0\xcf\x11\xe0" + b"\0" * 600, bytes(range(256)),
)  # fmt: skip


@pytest.fixture
def xlsx(tmp_path: Path) -> bytes:
    return write_sheet(tmp_path / "a.xlsx", [HEADER, question(1, "问？", "A", "甲", "乙")]).read_bytes()


def rejected(name: str, content: bytes) -> str:
    with pytest.raises(BankRejected) as caught:
        read_bank(Path(name), content=content)
    assert name in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", NO_BANKS)
def test_what_is_no_bank_is_refused_under_every_name(ending: str, content: bytes) -> None:
    assert rejected(f"题库{ending}", content)


def test_a_name_that_lies_is_told_and_the_content_read(xlsx: bytes) -> None:
    for name in ("题库.xls", "题库.csv", "题库.txt", "题库.docx", "题库"):
        bank = read_bank(Path(name), content=xlsx)
        assert len(bank) == 1 and ".xlsx 表格" in bank.findings[0].reason and not bank.findings[0].place
    assert "Moodle" in read_bank(Path("题库.txt"), content=b"<?xml version='1.0'?>" + MOODLE).findings[0].reason


def test_text_under_the_name_of_a_spreadsheet_is_told() -> None:
    assert "请改成它自己的后缀" in rejected("题库.xlsx", TEXT)
    assert "PDF" in rejected("题库.xlsx", b"%PDF-1.4 ...")
    assert "图片" in rejected("题库.png", b"\x89PNG\r\n\x1a\n")


def test_plain_text_is_read_by_what_it_looks_like() -> None:
    assert len(read_bank(Path("a.txt"), content=GIFT)) == len(read_bank(Path("a.txt"), content=TEXT)) == 1
    assert len(read_bank(Path("a.csv"), content=CSV)) == len(read_bank(Path("a.xml"), content=MOODLE)) == 1


def test_macros_and_passwords_are_named(xlsx: bytes) -> None:
    with zipfile.ZipFile(stream := io.BytesIO(xlsx), "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert "宏" in rejected("题库.xlsm.xlsx", stream.getvalue())
    locked = b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000
    assert "密码" in rejected("题库.xlsx", locked)


def test_a_million_rows_and_20001_items(tmp_path: Path) -> None:
    far = write_sheet(tmp_path / "far.xlsx", [HEADER, question(1, "问？", "A", "甲", "乙")]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    row = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = row.replace(
        b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert "1048576" in rejected("题库.xlsx", stream.getvalue())
    assert "20000" in rejected("题库.csv", "题干,A,B,答案\n".encode() + "问？,甲,乙,A\n".encode() * 20_001)
    assert "20000" in rejected("题库.gift", "问{T}\n\n".encode() * 20_001)
    assert "D200001" in rejected("题库.csv", "题干,A,B,答案\n".encode() + ",甲,,\n".encode() * 200_001)


@pytest.mark.parametrize(
    "head",
    ["<!DOCTYPE quiz [<!ENTITY a 'b'>]>", "<!DOCTYPE quiz SYSTEM 'file:///etc/passwd'>",
     "<!DOCTYPE q [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>"],
)  # fmt: skip
def test_declarations_in_xml_are_refused(head: str) -> None:
    assert "声明" in rejected("题库.xml", head.encode() + MOODLE)


def test_xml_that_is_deep_cut_or_other(tmp_path: Path) -> None:
    assert rejected("题库.xml", b"<quiz>" + b"<a>" * 100_000)
    assert rejected("题库.xml", MOODLE[:-9]) and "quiz" in rejected("题库.xml", b"<assessment></assessment>")
    assert rejected("题库.xml", b"<quiz>&undefined;</quiz>")


def test_a_file_that_is_not_there_or_a_folder_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "不在.xlsx", tmp_path):
        with pytest.raises(BankRejected, match="没有这个文件"):
            read_bank(path)
    (tmp_path / "大.csv").write_bytes(b"1" * ((30 << 20) + 1))
    with pytest.raises(BankRejected, match="30 MB"):
        read_bank(tmp_path / "大.csv")


def test_a_wrong_dimension_as_wps_writes_it(tmp_path: Path, xlsx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:H2"', b'ref="A1"')
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert len(read_bank(Path("a.xlsx"), content=stream.getvalue())) == 1


def test_an_open_document(tmp_path: Path) -> None:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    names += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    names += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (("题干", "A", "B", "答案"), ("一？", "甲", "乙", "B"))
    body = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="题库">'
            f"{body}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    assert [item.answer for item in read_bank(Path("a.ods"), content=stream.getvalue())] == [(1,)]


def test_embedded_pictures_are_told(tmp_path: Path) -> None:
    from openpyxl.drawing.image import Image
    from PIL import Image as Drawn

    Drawn.new("RGB", (2, 2)).save(tmp_path / "a.png")
    book = Workbook()
    for row in (HEADER, question(1, "问？", "A", "甲", "乙")):
        book.active.append(list(row))
    book.active.add_image(Image(tmp_path / "a.png"))
    book.save(tmp_path / "a.xlsx")
    assert "图片" in [one.reason for one in read_bank(tmp_path / "a.xlsx").findings][-1]


_HOSTILE = {
    "comments.txt": b"<!---->" * 500 + b"x",
    "lines.txt": b"x" + b"\n" * 300_000 + b"x",
    "marks.txt": b"::a" * 100_000,
    "braces.txt": b"{ " * 100_000,
    "gap.csv": "题干,A,B,答案\n".encode() + ('"中' + "\n" * 55 + " " * 120_000 + 'x",甲,乙,A\n').encode(),
    "wide.csv": ("题干,A,B,答案\n中" + "\u3000" * 120_000 + "x,甲,乙,A\n").encode(),
    "tag.csv": ("题干,A,B,答案\n<" + " " * 19_000 + "x,甲,乙,A\n").encode(),
    "key.txt": ("答案\n\n" * 120_000 + "1. 问？\nA. 甲\nB. 乙\n答案：A\n").encode(),
    "tag.gift": ("<" + " " * 19_000 + "x{=甲 ~乙}\n").encode(),
    "lines.xml": ("<quiz><question type='truefalse'><questiontext><text>中" + "\n" * 200_000 + "x</text></questiontext>"
                  "<answer fraction='100'><text>true</text></answer></question></quiz>").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", _HOSTILE)
def test_no_text_is_read_for_hours(name: str) -> None:
    """Each took minutes to days in one pattern, which nothing interrupts, and held up all else in the process."""
    with suppress(BankRejected):
        read_bank(Path(name), content=_HOSTILE[name])


def test_a_text_of_numbers_alone_is_not_held_in_memory() -> None:
    question = "1. 问？\nA. 甲\nB. 乙\n答案：A\n"
    assert "超过" in rejected("a.txt", (question + "2. 问\n" * 40_001).encode())
    bank = read_bank(Path("a.txt"), content=(question + "参考答案\n" + f"1-1000 {'A' * 1000}\n" * 100).encode())
    assert not bank.items and sum("没有用上" in one.reason for one in bank.findings) == 60
