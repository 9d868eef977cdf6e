"""The shapes of the field that a generator would hide: each is one keeper's spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from content.banks.model import Bank, BankRejected, Item, Kind, Severity, Status
from content.banks.table_reader import read_bank
from tests.content.sheets import HEADER, question, write_sheet

CASES = Path(__file__).with_name("cases")
PLAIN = ("题型", "题干", "选项", "答案")


def bank_of(tmp_path: Path, *rows: tuple[object, ...]) -> Bank:
    return read_bank(write_sheet(tmp_path / "题库.xlsx", rows))


def told(bank: Bank, severity: Severity = Severity.WARNED) -> str:
    return "\n".join(str(one) for one in bank.findings if one.severity is severity)


def short(item: Item) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    return item.stem, item.options, item.answer


def test_options_of_one_cell_by_every_mark(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        PLAIN,
        ("单选题", "演示一", "A.甲\nB.乙\nC.丙\nD.丁", "B"),
        ("单选题", "演示二", "A、甲；B、乙；C、丙；D、丁", "B"),
        ("单选题", "演示三", "A.甲 B.乙 C.丙 D.丁", "C"),
        ("单选题", "演示四", "甲|乙|丙", "A"),
        ("单选题", "演示五", "A:甲$;$B:乙$;$C:丙", "C"),
        ("单选题", "演示六", "甲；乙；丙；", "C"),
        ("单选题", "演示七", "甲 乙 丙", "C"),
        ("单选题", "演示八", "（A）甲（B）乙（C）丙", "C"),
        ("单选题", "演示九", "A.甲B.乙C.丙", "乙"),
    )
    assert [item.options[:2] for item in bank] == [("甲", "乙")] * 9 and not bank.refused()
    assert [item.answer for item in bank] == [(1,), (1,), (2,), (0,), (2,), (2,), (2,), (2,), (1,)]
    assert "C8" in told(bank) and "空格" in told(bank)  # by blanks alone it is told


def test_a_letter_that_stands_twice_is_refused(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, PLAIN, ("单选题", "演示", "A.甲 B.乙 B.丙", "B"), ("单选题", "好", "甲|乙", "B"))
    assert [item.stem for item in bank] == ["好"] and "C2" in told(bank, Severity.REFUSED)


def test_an_option_a_row_with_its_stem_merged_or_on_each(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        PLAIN[1:],
        ("演示一", "A.甲", "B"),
        (None, "B.乙", None),
        (None, "C.GB/T 1", None),
        ("演示二", "甲", "A"),
        ("演示二", "乙", "A"),
        ("演示三", "A.甲 一", None),
        (None, "B.乙", "B"),
    )
    assert [short(item) for item in bank] == [
        ("演示一", ("甲", "乙", "GB/T 1"), (1,)),
        ("演示二", ("甲", "乙"), (0,)),
        ("演示三", ("甲 一", "乙"), (1,)),
    ]


def test_an_option_that_reads_like_a_heading_is_an_option(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, PLAIN[1:], ("演示一", "单选题", "B"), (None, "判断题", None), (None, "填空题", None))
    assert [short(item) for item in bank] == [("演示一", ("单选题", "判断题", "填空题"), (1,))]


def test_options_behind_the_stem_and_the_answer_in_its_bracket(tmp_path: Path) -> None:
    header = ("题目", "答案")
    bank = bank_of(
        tmp_path,
        header,
        ("党的生日是（　）。\nA. 7月1日\nB. 8月1日", "A"),
        ("颜色（ B ）？ A.红 B.黄", "B"),
        ("颜色呢（ A ）？ A.红 B.黄", ""),
        ("维生素（ A ）在哪里？ A.红 B.黄", "B"),
    )
    assert [short(item) for item in bank] == [
        ("党的生日是（ ）。", ("7月1日", "8月1日"), (0,)),
        ("颜色（ ）？", ("红", "黄"), (1,)),
        ("颜色呢（ ）？", ("红", "黄"), (0,)),
        ("维生素（ A ）在哪里？", ("红", "黄"), (1,)),
    ]
    assert [one.row for one in bank.findings if one.column == "A"] == [3, 4, 5]


def test_a_second_header_and_a_heading_begin_anew(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        ("一、单选题（每题 2 分）",),
        ("题号", "题干", "A", "B", "答案", "备注"),
        (1, "一？", "甲", "乙", "A", ""),
        ("二、判断题",),
        ("题号", "答案", "题干"),
        (1, "√", "二"),
        (2, "╳", "三"),
        ("三、简答题",),
        (1, "随便", "谈谈看法"),
    )
    assert [(item.kind, item.stem) for item in bank] == [
        (Kind.SINGLE, "一？"),
        (Kind.JUDGE, "二"),
        (Kind.JUDGE, "三"),
    ]
    assert "简答题" in told(bank, Severity.REFUSED)
    assert "题库 F2：不认识“备注”这一列，没有用上" in told(bank)


def test_a_header_over_two_rows(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        ("题号", "题目", "选项", "", "", "答案"),
        ("", "", "A", "B", "C", ""),
        (1, "一？", "甲", "乙", "丙", "C"),
    )
    assert [short(item) for item in bank] == [("一？", ("甲", "乙", "丙"), (2,))] and not bank.findings


def test_the_nearest_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(BankRejected, match="A1 的“题干文字”是不是“题干”"):
        bank_of(tmp_path, ("题干文字", "A", "B", "答案"), ("一？", "甲", "乙", "A"))
    bank = bank_of(tmp_path, ("题干", "A", "B", "答案", "试题的难度"), ("一？", "甲", "乙", "A", "难"))
    assert "E1 的“试题的难度”是不是“难度”" in told(bank)


def test_a_type_merged_over_its_rows_is_that_of_all(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ("题型", "题干", "A", "B", "答案"),
        ("多选题", "一？", "甲", "乙", "A"),
        (None, "二？", "甲", "乙", "B"),
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    bank = read_bank(tmp_path / "a.xlsx")
    assert [item.kind for item in bank] == [Kind.MULTIPLE] * 2 and "合并" in told(bank)


def test_hidden_sheets_are_not_asked(tmp_path: Path) -> None:
    book = Workbook()
    for sheet, stem in (
        (book.active, "该问"),
        (book.create_sheet("藏"), "不该问"),
        (book.create_sheet("深藏"), "也不"),
    ):
        sheet.append(("题干", "A", "B", "答案"))
        sheet.append((stem, "甲", "乙", "B"))
    book["藏"].sheet_state, book["深藏"].sheet_state = "hidden", "veryHidden"
    book.save(tmp_path / "a.xlsx")
    bank = read_bank(tmp_path / "a.xlsx")
    assert [item.stem for item in bank] == ["该问"] and told(bank).count("隐藏") == 2


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("(B)", (1,)),
        ("【B】", (1,)),
        ("答案：B", (1,)),
        ("正确答案是B", (1,)),
        ("选B", (1,)),
        ("B.", (1,)),
        ("B项", (1,)),
        ("b", (1,)),
        ("2", (1,)),
        (2.0, (1,)),
        ("第二项", (1,)),
        ("上海", (1,)),
        ("B、上海", (1,)),
        ("故选 AB", (0, 1)),
        ("A、北京；B、上海", (0, 1)),
        ("北京、上海", (0, 1)),
    ],
)
def test_every_way_of_naming_an_option(tmp_path: Path, written: object, answer: tuple[int, ...]) -> None:
    (item,) = bank_of(tmp_path, HEADER, question(1, "哪里？", written, "北京", "上海", "广州"))
    assert item.answer == answer


@pytest.mark.parametrize("written", ["B、北京", "D", "0", "5", "不知道", "AA", "A或B吧", "选一个"])
def test_an_answer_that_says_two_things_or_nothing_is_refused(tmp_path: Path, written: str) -> None:
    bank = bank_of(tmp_path, HEADER, question(1, "哪里？", written, "北京", "上海", "广州"))
    assert not bank.items and bank.refused()[0].column == "H"


def test_letters_that_are_options_themselves_are_refused(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, HEADER, question(1, "哪个字母？", "A", "B", "A"), question(2, "哪级？", "A", "A", "B"))
    assert [item.answer for item in bank] == [(0,)] and "既是字母" in told(bank, Severity.REFUSED)


def test_fill_items_have_blanks_and_ways(tmp_path: Path) -> None:
    header = ("题型", "题干", "答案")
    bank = bank_of(
        tmp_path,
        header,
        ("填空", "____是首都，____在东边", "北京/首都北京；上海"),
        ("填空", "（　）和【 】", "甲、乙"),
        ("", "速度是__km", "5 km/h"),
        ("填空", "首都是哪里？", "北京|北平"),
        ("填空", "__和__", "只有一个"),
        ("填空", "____", "甲；乙"),
        ("填空", "____", "甲、乙"),
    )
    assert [item.blanks for item in bank] == [
        (("北京", "首都北京"), ("上海",)),
        (("甲",), ("乙",)),
        (("5 km/h",),),
        (("北京", "北平"),),
        (("甲、乙",),),
    ]
    assert [one.row for one in bank.refused()] == [6, 7] and "顿号" in told(bank)


def test_a_choice_whose_options_are_lost_is_no_fill_item(tmp_path: Path) -> None:
    rows = [("在哪里（ ）？", said, "") for said in ("A", "(b)", "答案：A", "A|B", "1、3")]
    bank = bank_of(tmp_path, ("题干", "答案", "选项"), *rows, ("有____个？", "3", ""), ("在（ ）？", "上海", ""))
    assert [item.blanks for item in bank] == [(("3",),), (("上海",),)] and len(bank.refused()) == 5


def test_order_items(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        HEADER,
        question(1, "排？", "CAB", "甲", "乙", "丙", kind="排序题"),
        question(2, "排呢？", "丙→甲→乙", "甲", "乙", "丙", kind="顺序题"),
        question(3, "哪个次序？", "B", "①②③", "③②①", "②①③", kind="顺序选择题"),
        question(4, "少？", "CA", "甲", "乙", "丙", kind="排序"),
        question(5, "数字？", "312", "甲", "乙", "丙", kind="排序"),
        question(6, "没写题型？", "CAB", "甲", "乙", "丙"),
    )
    assert [(item.kind, item.answer) for item in bank] == [
        (Kind.ORDER, (2, 0, 1)),
        (Kind.ORDER, (2, 0, 1)),
        (Kind.SINGLE, (1,)),
    ]
    assert [one.row for one in bank.refused()] == [5, 6, 7]


def test_rows_marked_as_examples(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        HEADER,
        question("示例", "真题？", "A", "甲", "乙"),
        question("例", "没有答案？", None, "甲", "乙"),
        question(3, "例如，怎么办？", "A", "甲", "乙"),
    )
    assert [item.stem for item in bank] == ["真题？", "例如，怎么办？"]
    assert told(bank).count("示例") == 1 and "示例" in told(bank, Severity.REFUSED)


def test_what_pages_and_excel_leave_is_named(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        HEADER,
        question(1, "<p>一&nbsp;二？</p>", "A", "&lt;甲&gt;", "乙"),
        question(2, "若 a<b，AT&T？", "A", "甲", "乙"),
        question(3, "2<sup>10</sup>？", "A", "甲", "乙"),
        question(4, "看图<img src='x.png'>？", "A", "甲", "乙"),
        question(5, "号码？", "A", 1234567890123456789, "1.23E+17"),
        question(6, "上海在哪里呢上海外滩", "B", "北京", "上海外滩"),
        question(7, "#N/A", "A", "甲", "乙"),
    )
    assert [item.stem for item in bank][:2] == ["一 二？", "若 a<b，AT&T？"] and bank.items[0].options[0] == "<甲>"
    assert bank.items[3].status is Status.DRAFT
    for place in ("C2", "C4", "C5", "D6", "E6", "C7"):
        assert place in told(bank), place


def test_two_hundred_options_are_refused_and_the_rest_kept(tmp_path: Path) -> None:
    header = ("题干", *(f"选项{number}" for number in range(1, 201)), "答案")
    bank = bank_of(tmp_path, header, ("多？", *map(str, range(200)), "A"), ("好？", "甲", "乙", *[None] * 198, "A"))
    assert [item.stem for item in bank] == ["好？"] and "8 个" in told(bank, Severity.REFUSED)


def test_states_tags_days_and_pictures(tmp_path: Path) -> None:
    header = ("题干", "A", "B", "答案", "状态", "章节", "标签", "图片", "有效期止")
    bank = bank_of(
        tmp_path,
        header,
        ("一？", "甲", "乙", "A", "待核", "党章", "入党、党龄", "图片/小巷.jpg", "2030-01-01"),
        ("二？", "甲", "乙", "A", "下周", "", "", "", ""),
        ("三？", "甲", "乙", "A", "", "", "", "../etc/passwd.png", ""),
    )
    first, second = bank.items
    assert (first.status, first.tags, first.picture) == (Status.UNCHECKED, ("党章", "入党", "党龄"), "图片/小巷.jpg")
    assert second.status is Status.DRAFT and "E3" in told(bank) and bank.refused()[0].column == "H"


def test_a_csv_in_gb18030_with_one_damaged_byte(tmp_path: Path) -> None:
    rows = [["题干", "A", "B", "答案"], *([f"第{at}问，字要多一些才认得出来？", "甲", "乙", "A"] for at in range(40))]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    content = out.getvalue().encode()
    at = content.index("第7问".encode())
    bank = read_bank(tmp_path / "a.csv", content=content[:at] + b"\xff" + content[at + 1 :])
    assert len(bank) == 39 and [one.row for one in bank.refused()] == [9]
    assert len(read_bank(tmp_path / "a.csv", content=out.getvalue().encode("gb18030"))) == 40


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    lines = ["题干,A,B,答案", "一？,甲,乙,A", '"二？,甲,乙,A', *(f"第{at}问？,甲,乙,A" for at in range(200))]
    bank = read_bank(tmp_path / "a.csv", content="\n".join(lines).encode())
    assert [item.stem for item in bank] == ["一？"] and "引号" in told(bank, Severity.REFUSED)


def test_the_cases_of_the_field() -> None:
    read = {path.name: read_bank(path) for path in sorted(CASES.glob("*.xlsx"))}
    assert {name: len(bank) for name, bank in read.items()} == {
        "bank_headers4.xlsx": 1,
        "bank_hidden.xlsx": 1,
        "bank_merged_stem.xlsx": 2,
        "bank_options_one_cell_newline.xlsx": 5,
    }
    assert not [finding for bank in read.values() for finding in bank.refused()]
    assert [item.answer for item in read["bank_merged_stem.xlsx"]] == [(1,), (2,)]
