"""A bank saved as .xls: real BIFF8 with all five types, as a keeper hands it in; and what others save under .xls."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.banks.model import BankRejected, Difficulty, Item, Kind
from content.banks.table_reader import read_bank
from content.kinds.kind import ExhibitKind
from kiosk.features.exhibition.hall.reading import read_file
from tests.old_workbook import xls

HEADER = ["题号", "题型", "题干", "选项A", "选项B", "选项C", "答案", "知识点", "难度", "有效期止"]
ROWS: list[list[str | float | date | None]] = [
    [1.0, "单选", "一大在哪里开幕？", "北京", "上海", None, "B", "党史", "易", date(2027, 6, 30)],
    [2.0, "多选", "哪几样是办事要带的？", "身份证", "申请表", "红旗", "AB", "办事", 2.0, None],
    [3.0, "判断", "地球是方的。", None, None, None, "×", "常识", None, None],
    [4.0, "填空", "预备期是____年，党员𠮷某要写____。", None, None, None, "1/一；思想汇报", "党章", "难", None],
    [5.0, "排序", "入党的几步按先后排。", "写申请书", "转正", "讨论接收", "ACB", "党章", None, None],
]
KINDS = [Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.FILL, Kind.ORDER]
LINES: list[list[str | float | date | None]] = [[*HEADER], *ROWS]


def as_text(mark: str) -> str:
    return "\r\n".join(mark.join("" if cell is None else str(cell) for cell in line) for line in LINES)


def essence(item: Item) -> tuple[object, ...]:
    return item.kind, item.stem, item.options, item.answer, item.blanks, item.tags


@pytest.mark.parametrize("shared", [False, True], ids=["texts in cells", "texts in the table of the workbook"])
def test_all_five_types_of_an_old_workbook_are_read(shared: bool) -> None:
    bank = read_bank(Path("题库.xls"), content=xls(LINES, "题库", shared=shared))
    assert [item.kind for item in bank] == KINDS and not bank.findings
    single, several, judged, fill, order = bank.items
    assert (single.id, single.answer, single.valid_until, single.difficulty) == (
        "1", (1,), date(2027, 6, 30), Difficulty.EASY,
    )  # fmt: skip
    assert (several.answer, judged.answer, order.answer) == ((0, 1), (1,), (0, 2, 1))
    assert fill.blanks == (("1", "一"), ("思想汇报",)) and "𠮷" in fill.stem


def test_a_keeper_hands_an_old_workbook_in() -> None:
    """By the limited child that reads what the browser sends."""
    found = read_file("我们的题库.xls", xls(LINES, "题库", shared=True))
    assert (found.refused, found.kind) == ("", ExhibitKind.BANK) and found.left_out[0].startswith("5 道题")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("mark", ["\t", ","])
def test_text_that_a_spreadsheet_would_open_is_read_and_told(mark: str, encoding: str) -> None:
    """What many systems give out as .xls."""
    old = read_bank(Path("题库.xls"), content=xls(LINES))
    bank = read_bank(Path("导出.xls"), content=as_text(mark).encode(encoding))
    assert [essence(item) for item in bank] == [essence(item) for item in old]
    assert "用制表符或逗号隔开的文字，按里面的读了" in bank.findings[0].reason


HTML = b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></tr></table></html>"
XML = b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'></Workbook>"


@pytest.mark.parametrize("content", [HTML, b"\xef\xbb\xbf<table><tr><td>1", b"MIME-Version: 1.0\r\nX-Document", XML])
@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".ods"])
def test_a_web_page_called_a_spreadsheet_is_told_and_what_to_do(content: bytes, ending: str) -> None:
    with pytest.raises(BankRejected) as caught:
        read_bank(Path(f"导出{ending}"), content=content)
    assert caught.value.reason.endswith("请用表格软件打开，另存为 .xlsx 再用")


def test_a_sheet_of_another_program_is_told_and_what_to_do() -> None:
    assert read_file("题库.et", xls(LINES)).refused == "这是 WPS 自己的表格，请在 WPS 里另存为 .xlsx 再传"
    assert read_file("题库.ET", xls(LINES), kind=ExhibitKind.BANK).refused.startswith("这是 WPS")
