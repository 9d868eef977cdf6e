"""A keeper's 目录.xlsx, as Excel and WPS write it: read by its headers, faults named by row and column."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from content.banks.model import BankRejected
from content.banks.spreadsheet import sheets
from content.banks.table_reader import BANK_ENDINGS, read_bank
from content.kinds.kind import ExhibitKind
from content.pack import cell_names
from content.pack.columns import HEADERS, PACK, SHEET
from content.pack.entry import MANIFEST, MOST_ITEMS, Manifest, PackRejected
from content.pack.exhibit import ALL_WEEK
from content.pack.open import open_pack
from content.pack.sheet import EXAMPLE_TITLE, read_sheet
from content.pack.sheet_writing import template
from content.tables import cells
from content.tables.workbook import MOST_ROWS, WorkbookRefused, read_workbook

Rows = Sequence[Sequence[object]]
PLAIN: Rows = [("标题", "文件"), ("甲", "a.png")]


def book(rows: Rows, change: Callable[[openpyxl.Workbook], object] = str, **pack: object) -> bytes:
    """A sheet 目录 with these rows, and a sheet 内容包 where something is said of the whole."""
    made = openpyxl.Workbook()
    made.active.title = "目录"
    for row in rows:
        made.active.append(list(row))
    if pack:
        sheet = made.create_sheet(PACK)
        sheet.append(["项", "写什么"])
        for label, value in pack.items():
            sheet.append([label, value])
    change(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(rows: Rows, **pack: object) -> Manifest:
    return read_sheet(book(rows, str, **pack), "demo")


def said(manifest: Manifest) -> list[str]:
    return [str(problem) for problem in manifest.problems]


def test_a_sheet_as_people_make_it() -> None:
    manifest = read(
        [
            ("云溪里社区十二月内容",),
            (),
            ("文件 *", "序号", "标题：", "展出到（含当天）", "时 段", "星期", "层级", "秒数", "类型", "日期", "话题"),
            ("图片\\小巷.jpg", 1, "小巷", date(2026, 12, 31), "08：30－12：00", "周一至周五", "中心、站", "１５",
             "图片", "2026年7月1日", "党章，组织生活"),
            (),
            ("join.txt", 2, 2026, "2027/1/5", "22:00-次日02:00", 135, None, None, None, "20260701", None),
            ("文件 *", "序号", "标题：", "展出到", "时段", "星期"),
            ("quiz.xlsx", 3, "题库", "二〇二六年十二月卅一日", "全天", "工作日、六", "全部", 20, "", None, None),
        ],
        名称="yunxi", 版本="2026.12", 标题="云溪里", 展出到=date(2027, 2, 1), 层级="站、点", 时段="8:00-20点半",
    )  # fmt: skip
    assert not manifest.problems and not manifest.profiles - {"station", "point"}
    assert (manifest.name, manifest.version, manifest.title) == ("yunxi", "2026.12", "云溪里")
    assert (manifest.showing.ends, manifest.showing.daily_until) == (datetime(2027, 2, 2), time(20, 30))
    lane, join, quiz = manifest.entries
    assert (lane.file, lane.showing.ends, lane.showing.daily_from) == (
        "图片/小巷.jpg",
        datetime(2027, 1, 1),
        time(8, 30),
    )
    assert (lane.seconds, lane.topics, lane.source_date) == (15, ("党章", "组织生活"), date(2026, 7, 1))
    assert lane.profiles == {"center", "station"} and lane.showing.weekdays == {1, 2, 3, 4, 5}
    assert (join.id, join.kind, join.title) == ("join", ExhibitKind.ARTICLE, "2026")
    assert join.showing.weekdays == {1, 3, 5}
    assert (join.showing.daily_from, join.showing.daily_until) == (time(22), time(2))
    assert (quiz.kind, quiz.showing.ends) == (ExhibitKind.BANK, datetime(2027, 1, 1)) and not quiz.profiles
    assert [problem.reason for problem in manifest.reminders] == ["“序号”不认识，没有用上"]


def test_a_wrong_row_is_left_out_with_every_fault_and_the_others_stay() -> None:
    manifest = read(
        [
            (
                "标题",
                "文件",
                "类型",
                "展出从",
                "展出到",
                "星期",
                "时段",
                "秒数",
                "层级",
                "插播",
                "同意",
                "编号",
                "权重",
            ),
            ("好", "a.png"),
            ("坏", "b.png", "动画", "明天", "2026-11", "八", "8点", "很久", "县", "也许"),
            ("倒", "c.png", "", date(2026, 2, 1), date(2026, 1, 1)),
            ("", "d.png"),
            ("短", "e.png", "", "", "", "", "", 1),
            ("插", "f.png", "", "", "", "", "", "", "", "是"),
            ("人", "g.png", *[""] * 8, "本人签字"),
            ("同", "a.png", *[""] * 9, "a"),
            ("号", "h.png", *[""] * 9, "大 写"),
            ("重", "i.png", *[""] * 10, 10),
            ("变", "j.png", "", "", "", date(2026, 1, 5), time(8, 30)),
            ("好", "a.png"),
        ]
    )
    assert [entry.id for entry in manifest.entries] == ["a-2", "a", "a-3"]  # the id that is written is kept for its row
    places = [problem.path.removeprefix(f"{SHEET} ") for problem in manifest.problems]
    assert places == [
        *(f"第 3 行 {letter} 列" for letter in "CDEFGHIJ"), "第 4 行 E 列", "第 5 行 A 列", "第 6 行 H 列",
        "第 7 行 J 列", "第 8 行 K 列", "第 10 行 L 列", "第 11 行 M 列", "第 12 行 F 列", "第 12 行 G 列",
    ]  # fmt: skip
    assert "展出到" in said(manifest)[11] and "缺少 标题" in said(manifest)[9]
    for problem in manifest.problems:
        assert not re.search("[a-z]{5}", problem.reason.replace("manifest", "")), problem


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每天", "1234567"), ("工作日", "12345"), ("周末", "67"), ("双休日", "67"), ("一三五", "135"), ("1,3,5", "135"),
        ("周一、周三", "13"), ("周一至周五", "12345"), ("星期一到星期三、星期日", "1237"), ("１－５", "12345"),
        ("周五~周一", "1567"), ("礼拜天", "7"), ("周一—周三", "123"), (6.0, "6"), ("工作日，周六", "123456"),
    ],
)  # fmt: skip
def test_weekdays(text: str | float, days: str) -> None:
    found = cells.weekdays_of(text)
    assert set(found or ALL_WEEK) == {int(day) for day in days}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("08:30-12:00", (time(8, 30), time(12))), ("8:30～12：00", (time(8, 30), time(12))),
        ("-12:00", (None, time(12))), ("08:30-", (time(8, 30), None)), ("8点-17点30分", (time(8), time(17, 30))),
        ("18:00—24:00", (time(18), time())),
        ("22:00 至 02:00", (time(22), time(2))), ("8时半到9时", (time(8, 30), time(9))), ("", (None, None)),
    ],
)  # fmt: skip
def test_hours(text: str, hours: tuple[time | None, time | None]) -> None:
    assert cells.hours_of(text) == hours


@pytest.mark.parametrize("text", ["8-12点-13", "25:00-26:00", "08:30", "上午", "8:61-9:00", "08:30-11:30，13:00-17:00"])
def test_hours_that_are_not_clear(text: str) -> None:
    with pytest.raises(ValueError, match=r"时段|一段"):
        cells.hours_of(text)


@pytest.mark.parametrize(
    "text",
    ["2026-07-01", "2026/7/1", "2026.7.1", "2026，7，1", "2026年7月1日", "20260701", "２０２６年７月１号", "2026 7 1",
     "二〇二六年七月一日", datetime(2026, 7, 1), date(2026, 7, 1), "2026.7.1.", 20260701],
)  # fmt: skip
def test_dates(text: str | date | int) -> None:
    assert cells.day_of(text) == date(2026, 7, 1)


@pytest.mark.parametrize("text", ["2026-07", "七月一日", "2026-02-29", 46204, "2026-7-1-2", "26-7-1", "2026-13-01"])
def test_dates_that_are_not_clear(text: str | int) -> None:
    with pytest.raises(ValueError, match="日期"):
        cells.day_of(text)


def test_an_end_that_is_misspelt_is_asked_about_and_not_passed_over() -> None:
    for header, meant in (("展岀到", "展出到"), ("展出到期", "展出到"), ("同意到日", "同意到")):
        with pytest.raises(PackRejected, match=f"“{header}”是不是“{meant}”") as refused:
            read([("标题", "文件", header), ("甲", "a.png", "2026-12-31")])
        assert refused.value.path == f"{SHEET} 第 1 行 C 列"
    with pytest.raises(PackRejected, match="展出到"):
        read(PLAIN, 展岀到="2026-12-31")
    with pytest.raises(PackRejected, match="日期"):
        read(PLAIN, 展出到="年底")
    with pytest.raises(PackRejected, match="名称"):
        read(PLAIN, 名称="云溪里")


def test_a_pack_without_a_name_is_called_after_its_folder() -> None:
    assert read(PLAIN).name == "demo"
    chinese = read_sheet(book(PLAIN), "云溪里 12 月")
    assert re.fullmatch("pack-[0-9a-f]{8}", chinese.name) and chinese.title == "云溪里 12 月"
    assert chinese.name in chinese.reminders[0].reason
    assert not read(PLAIN, 名称="yunxi").reminders


def test_hidden_pages_are_left_aside_and_said() -> None:
    def hide(made: openpyxl.Workbook) -> None:
        for name, state in (("旧的", "hidden"), ("更旧的", "veryHidden")):
            sheet = made.create_sheet(name)
            sheet.append(["标题", "文件"])
            sheet.append(["旧", "old.png"])
            sheet.sheet_state = state

    manifest = read_sheet(book(PLAIN, hide, 名称="a"), "demo")
    assert [entry.title for entry in manifest.entries] == ["甲"]
    assert [str(one) for one in manifest.reminders] == [
        f"{SHEET} “{name}”：这一页是隐藏的，没有用上" for name in ("旧的", "更旧的")
    ]


def test_the_template_is_empty_until_it_is_filled() -> None:
    with pytest.raises(PackRejected, match="没有内容"):
        read_sheet(template(), "demo")
    made = openpyxl.load_workbook(BytesIO(template()))
    items = made["目录"]
    assert made.sheetnames == ["目录", "内容包", "说明"] and items.freeze_panes == "B2"
    assert [cell.value for cell in items[1]] == list(HEADERS.values())
    lists = {str(one.sqref).partition("2:")[0]: one.formula1 for one in items.data_validations.dataValidation}
    headed = {items[f"{column}1"].value: formula for column, formula in lists.items()}
    assert (
        headed.keys() >= {"类型", "层级", "屏幕", "星期"}
        and headed["类型"] == f'"{",".join(cell_names.KIND_NAMES.values())}"'
    )
    assert items["A2"].value == EXAMPLE_TITLE
    items["A2"].value = "小巷"  # written over, it counts
    items["C2"].value = "小巷.jpg"
    stream = BytesIO()
    made.save(stream)
    (entry,) = read_sheet(stream.getvalue(), "demo").entries
    assert (entry.title, entry.kind) == ("小巷", ExhibitKind.IMAGE) and entry.profiles == {"center", "station"}


@pytest.mark.parametrize("name", HEADERS)
def test_what_the_drop_downs_offer_is_understood(name: str) -> None:
    from content.pack.sheet_writing import _CHOICES

    readers: dict[str, Callable[[str], object]] = {
        "kind": lambda text: cell_names.kind_of(text, ""),
        "profiles": cell_names.profiles_of,
        "screens": cell_names.screens_of,
        "weekdays": cells.weekdays_of,
    }  # fmt: skip
    for choice in _CHOICES.get(name, ()):
        readers.get(name, cells.flag_of)(choice)


def test_a_file_that_can_only_be_a_bank_is_one_without_a_word() -> None:
    assert {cell_names.kind_of(None, f"题库{ending}") for ending in BANK_ENDINGS} == {"bank"}
    assert cell_names.kind_of(None, "题库.TXT") == "article"  # which a bank may be, and has to say


def test_a_folder_with_a_sheet_opens_and_the_manifest_counts_where_both_are(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    root.mkdir()
    Image.new("RGB", (64, 96)).save(root / "a.png")
    (root / SHEET).write_bytes(book([*PLAIN, ("乙", "没有.png")], 名称="sheet"))
    pack = open_pack(root)
    assert pack.name == "sheet" and [one.title for one in pack.exhibits] == ["甲"]
    assert [problem.path for problem in pack.problems] == ["没有.png"]
    text = (
        'format = 1\nname = "toml"\nversion = "1"\n[[items]]\nid = "a"\nkind = "image"\nfile = "a.png"\ntitle = "丙"\n'
    )
    (root / MANIFEST).write_text(text, encoding="utf-8")
    pack = open_pack(root)
    assert pack.name == "toml" and [problem.path for problem in pack.reminders] == [SHEET]
    assert "manifest.toml" in pack.reminders[0].reason
    (root / MANIFEST).unlink()
    (root / SHEET).rename(tmp_path / "elsewhere")
    (root / SHEET).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PackRejected, match="链接"):
        open_pack(root)


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


SHEET_PART = "xl/worksheets/sheet1.xml"


def far(cell: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"</sheetData>", b"<row>" + cell + b"</row></sheetData>")


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "far": (far(b'<c r="XFD1048576"><v>1</v></c>'), "XFD1048576"),
    "far in other quotes": (far(b"<c t='n' r='XFD1048576'><v>1</v></c>"), "XFD1048576"),
    "far in small letters": (far(b'<c s="1"\n r = "xfd1048576"><v>1</v></c>'), "XFD1048576"),
    "far behind a mark": (far(b"<c x='>' r='XFD1048576'><v>1</v></c>"), "不该有"),
    "far behind a tag": (far(b"<c x='<a>' r='XFD1048576'><v>1</v></c>"), "不该有"),
    "far with a prefix": (far(b'<x:c xmlns:x="y" r="XFD1048576"><v>1</v></x:c>'), "XFD1048576"),
    "two places": (far(b'<c r="A3" r="XFD1048576"><v>1</v></c>'), "不该有"),
    "a row far down": (far(b'</row><row r="1048576">' + b"<c><v>1</v></c>" * 150), "1048576"),
    "entity": (lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml, "不该有"),
    "UTF-16": (lambda xml: xml.decode().encode("utf-16"), "不该有"),
    "swollen": (lambda xml: xml + b" " * (30 << 20), "大得不正常"),
    "cut": (lambda xml: xml[: len(xml) // 3], "打不开"),
}


def test_a_sheet_that_is_not_called_xml_is_found(tmp_path: Path) -> None:
    """The reader takes whatever part the workbook names."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(book(PLAIN))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet1.xml", "sheet1.dat"), old.read(name).replace(b"sheet1.xml", b"sheet1.dat"))
    with pytest.raises(PackRejected, match="不该有"):
        read_sheet(stream.getvalue(), "demo")
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(BankRejected, match="不该有"):
        list(sheets(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_is_laid_out(case: str) -> None:
    change, reason = HOSTILE[case]
    with pytest.raises(PackRejected, match=reason) as refused:
        read_sheet(changed(book(PLAIN), SHEET_PART, change), "demo")
    assert refused.value.path == SHEET


def ods(row: str) -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = f'<table:table table:name="a">{row}</table:table>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return stream.getvalue()


@pytest.mark.parametrize("filled", ["><text:p>x</text:p></table:table-cell>", " office:value='1'/>"])
def test_one_cell_that_stands_for_many_is_refused_as_a_bank(tmp_path: Path, filled: str) -> None:
    row = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}"'
    for rows, columns, said in ((20_000, 1000, "太大"), (1, 1, "没有找到题目")):
        (tmp_path / "a.ods").write_bytes(ods(row.format(rows, columns) + filled + "</table:table-row>"))
        with pytest.raises(BankRejected, match=said):
            read_bank(tmp_path / "a.ods")


@pytest.mark.parametrize("case", [case for case in HOSTILE if case != "swollen"])
def test_the_same_as_a_bank_is_left_out(tmp_path: Path, case: str) -> None:
    change, _ = HOSTILE[case]
    (tmp_path / "a.xlsx").write_bytes(changed(book(PLAIN), SHEET_PART, change))
    with pytest.raises(BankRejected):
        read_bank(tmp_path / "a.xlsx")


def test_too_many_rows_are_refused_and_styled_ones_cost_nothing() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 20_000))
    with pytest.raises(PackRejected, match="太大"):
        read_sheet(changed(book(PLAIN), SHEET_PART, far(b"</row>" + rows + b"<row>")), "demo")
    styled = changed(book(PLAIN), SHEET_PART, far(b'<c r="XFD1048576" s="0"/>'))
    assert len(read_sheet(styled, "demo").entries) == 1
    most = [("标题", "文件"), *(("题", f"{n}.png") for n in range(MOST_ITEMS))]
    assert MOST_ITEMS < MOST_ROWS and len(read(most).entries) == MOST_ITEMS
    with pytest.raises(PackRejected, match="2000 项"):
        read([*most, ("题", "x.png")])


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"title,file\n"])
def test_what_is_no_workbook_says_so(content: bytes) -> None:
    with pytest.raises(PackRejected, match=r"打不开|密码"):
        read_sheet(content, "demo")


SOUND = book(PLAIN, 名称="a")


@given(st.sampled_from(zipfile.ZipFile(BytesIO(SOUND)).namelist()), st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_part_is_read_or_refused(part: str, data: st.DataObject) -> None:
    def damage(xml: bytes) -> bytes:
        at = data.draw(st.integers(0, len(xml)))
        gone = data.draw(st.integers(0, 40))
        return xml[:at] + data.draw(st.binary(max_size=12) | st.just(b'r="B0"') | st.just(b"<c>")) + xml[at + gone :]

    try:
        read_workbook(changed(SOUND, part, damage))
    except WorkbookRefused as refused:
        assert str(refused)
