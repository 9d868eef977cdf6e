"""A keeper brings a spreadsheet as they are found in offices; the bank keeps every row it can be sure of."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from content.banks.model import Bank, BankRejected, Difficulty, Item, Kind, Severity
from content.banks.table_reader import read_bank
from tests.content.sheets import HEADER, question, write_sheet


def bank_of(tmp_path: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Bank:
    return read_bank(write_sheet(tmp_path / "题库.xlsx", [header, *rows]))


def only(bank: Bank) -> Item:
    assert not bank.refused(), [str(finding) for finding in bank.findings]
    (item,) = bank.items
    return item


def reasons(bank: Bank, severity: Severity) -> list[str]:
    return [str(finding) for finding in bank.findings if finding.severity is severity]


def test_header_stands_below_a_title_and_a_note_with_answers_before_stems(tmp_path: Path) -> None:
    rows = [
        ("某某镇党史知识题库",),
        ("2026 年 7 月整理，请勿外传",),
        (),
        ("*答案 ", "难易度", "题目内容(必填)", "选项１", "选项２", "选项３", "知识点"),
        ("b", "难", "党的一大在哪里开幕", "北京", "上海", "广州", "党史"),
    ]
    item = only(read_bank(write_sheet(tmp_path / "a.xlsx", rows)))
    assert (item.kind, item.answer_texts(), item.difficulty, item.tag) == (
        Kind.SINGLE,
        ("上海",),
        Difficulty.HARD,
        "党史",
    )


@pytest.mark.parametrize("written", ["ABD", "A,B,D", "A、B、D", "a|b|d", "1,2,4", "A B D", "ＡＢＤ", "A；B；D", "BDA"])
def test_every_way_of_writing_several_letters(tmp_path: Path, written: str) -> None:
    item = only(bank_of(tmp_path, question(1, "下面哪些对？", written, "甲", "乙", "丙", "丁", kind="多选题")))
    assert item.answer == (0, 1, 3)


@pytest.mark.parametrize(
    ("written", "truth"),
    [("对", True), ("正确", True), ("√", True), ("T", True), ("A", True), (True, True), ("是", True),
     ("错", False), ("错误", False), ("×", False), ("f", False), ("B", False), (False, False), ("X", False)],
)  # fmt: skip
def test_every_way_of_writing_true_and_false(tmp_path: Path, written: object, truth: bool) -> None:
    item = only(bank_of(tmp_path, question(1, "地球是圆的", written, kind="判断题")))
    assert (item.kind, item.options, item.answer) == (Kind.JUDGE, ("对", "错"), (0,) if truth else (1,))


def test_a_judge_row_whose_first_option_says_wrong(tmp_path: Path) -> None:
    item = only(bank_of(tmp_path, question(1, "地球是方的", "A", "错误", "正确", kind="判断")))
    assert item.answer_texts() == ("错",)


def test_the_type_is_inferred_when_the_column_is_missing(tmp_path: Path) -> None:
    header = ("题目", "A", "B", "C", "正确答案")
    bank = bank_of(
        tmp_path,
        ("一？", "甲", "乙", "丙", "C"),
        ("二？", "甲", "乙", "丙", "AC"),
        ("三", "", "", "", "√"),
        header=header,
    )
    assert [item.kind for item in bank] == [Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE]


def test_options_in_one_cell_and_the_answer_as_its_text(tmp_path: Path) -> None:
    item = only(bank_of(tmp_path, ("颜色？", "红| 黄 ｜蓝", "黄"), header=("题干", "选项", "答案")))
    assert (item.options, item.answer) == (("红", "黄", "蓝"), (1,))


def test_letters_are_stripped_only_when_every_option_carries_its_own(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        question(1, "一？", "A", "A、甲", "B. 乙", "(C)丙"),
        question(2, "二？", "A", "A.M. 上午", "P.M. 下午"),
        question(3, "三？", "A", "A、甲", "乙"),
    )
    assert [item.options for item in bank] == [("甲", "乙", "丙"), ("A.M. 上午", "P.M. 下午"), ("A、甲", "乙")]


def test_nbsp_line_breaks_and_invisible_characters_are_cleaned(tmp_path: Path) -> None:
    item = only(bank_of(tmp_path, question(1, "\xa0党的\n一大\u200b在 哪里？ ", " B ", "上 海", "北\r\n京")))
    assert (item.stem, item.options, item.answer) == ("党的一大在 哪里？", ("上 海", "北京"), (1,))


def test_cells_damaged_by_excel_are_kept_and_named_by_row_and_column(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, question(1, "哪天？", "A", dt.date(2026, 7, 11), 43657, 0.31, dt.time(8, 30)))
    assert bank.items[0].options[:3] == ("7月11日", "43657", "0.31")
    warned = reasons(bank, Severity.WARNED)
    assert [text.split("：")[0] for text in warned] == ["题库 D2", "题库 E2", "题库 F2", "题库 G2"]
    assert "百分数" in warned[2]


def test_a_bad_row_is_refused_with_its_place_and_the_rest_is_kept(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        question(1, "", "A", "甲", "乙"),
        question(2, "没有答案？", None, "甲", "乙"),
        question(3, "选错了？", "E", "甲", "乙"),
        question(4, "空了一格？", "A", "甲", None, "丙"),
        question(5, "单选两个？", "AB", "甲", "乙", kind="单选题"),
        question(6, "______是首都", "北京；上海", kind="填空题"),
        question(7, "看不懂？", "都对", "甲", "乙"),
        question(8, "一样？", "A", "甲", "甲"),
        question(9, "说不清的数字？", "3", "3", "5", "7", "9"),
        question(10, "变成日期？", dt.date(2026, 1, 3), "甲", "乙", "丙"),
        question(11, "好题？", "A", "甲", "乙"),
    )
    assert [item.stem for item in bank] == ["好题？"]
    places = [(finding.row, finding.column) for finding in bank.refused()]
    assert places == [
        (2, "C"), (3, "H"), (4, "H"), (5, "E"), (6, "H"), (7, "H"), (8, "H"), (9, "E"), (10, "H"), (11, "H"),
    ]  # fmt: skip


def test_the_same_stem_with_another_answer_is_flagged_and_both_stay(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path,
        question(1, "党龄从哪天算起？", "A", "申请那天", "转正那天"),
        question(2, "党龄从哪天算起 ", "B", "申请那天", "转正那天"),
        question(3, "党龄从哪天算起？", "A", "申请那天", "宣誓那天"),
    )
    first, second = reasons(bank, Severity.FLAGGED)
    assert len(bank) == 3
    assert "第 3 行" in first and "答案不同" in first
    assert "第 4 行" in second and "重复" in second


def test_dates_bound_an_item_on_both_ends(tmp_path: Path) -> None:
    header = ("题干", "A", "B", "答案", "生效日期", "失效日期", "来源", "来源日期")
    row = ("问？", "甲", "乙", "A", "2026年7月1日", dt.datetime(2026, 7, 31), "某文件", "2026.6.1")
    bank = bank_of(tmp_path, row, ("坏？", "甲", "乙", "A", "七月", None, "", ""), header=header)
    (item,) = bank.items
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2026, 7, 31), dt.date(2026, 8, 1)]
    assert [item.is_valid(day) for day in days] == [False, True, True, False]
    assert (item.source_date, bank.refused()[0].column) == (dt.date(2026, 6, 1), "E")


def test_a_repeated_number_falls_back_to_a_name_from_the_stem(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, question(1, "一？", "A", "甲", "乙"), question(1, "二？", "A", "甲", "乙"))
    assert bank.items[0].id == "1"
    assert bank.items[1].id.startswith("q") and len({item.id for item in bank}) == 2


def test_a_changed_word_is_a_new_version_and_a_new_topic_is_not(tmp_path: Path) -> None:
    header = ("题号", "题干", "A", "B", "答案", "分类")
    old = only(bank_of(tmp_path, ("7", "问？", "甲", "乙", "A", "旧"), header=header))
    moved = only(bank_of(tmp_path, ("7", "问？", "甲", "乙", "A", "新"), header=header))
    changed = only(bank_of(tmp_path, ("7", "问？", "甲", "丙", "A", "旧"), header=header))
    assert old.version == moved.version != changed.version
    wide = only(bank_of(tmp_path, ("7", " 问 ?", "甲", "乙 ", "Ａ", "旧"), header=header))
    other = only(bank_of(tmp_path, ("7", "问？甲", "乙", "丙", "A", "旧"), header=header))
    assert old.version == wide.version != other.version


def test_a_sheet_without_questions_is_skipped_and_a_file_without_any_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "通知"
    book.active.append(["下周考试"])
    book.create_sheet("说明").append(["怎样填表"])  # as templates call it: nobody is told that no question is in it
    book.save(tmp_path / "通知.xlsx")
    with pytest.raises(BankRejected, match="题干"):
        read_bank(tmp_path / "通知.xlsx")
    sheet = book.create_sheet("题")
    sheet.append(["题干", "A", "B", "答案"])
    sheet.append(["问？", "甲", "乙", "A"])
    book.save(tmp_path / "两页.xlsx")
    bank = read_bank(tmp_path / "两页.xlsx")
    assert len(bank) == 1
    assert [one.sheet for one in bank.findings] == ["通知"]


@pytest.mark.parametrize("content", [b"", b"not a spreadsheet", b"PK\x03\x04" + b"\0" * 60])
def test_a_file_that_is_no_spreadsheet_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    with pytest.raises(BankRejected, match=r"坏\.xlsx"):
        read_bank(tmp_path / "坏.xlsx")


def test_a_spreadsheet_cut_short_is_refused_at_every_length(tmp_path: Path) -> None:
    whole = write_sheet(tmp_path / "a.xlsx", [HEADER, question(1, "问？", "A", "甲", "乙")]).read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        with pytest.raises(BankRejected):
            read_bank(tmp_path / "cut.xlsx")


def test_one_stray_cell_at_the_far_corner_is_named_not_allocated(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(list(HEADER))
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(BankRejected, match="XFD1048576"):
        read_bank(tmp_path / "far.xlsx")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/a.xml", "w") as member,
    ):
        for _ in range(301):
            member.write(b" " * (1 << 20))
    with pytest.raises(BankRejected, match="300 MB"):
        read_bank(tmp_path / "bomb.xlsx")


def test_too_many_items_are_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.banks.making.MOST_ITEMS", 3)
    with pytest.raises(BankRejected, match="3 道"):
        bank_of(tmp_path, *(question(n, f"问{n}？", "A", "甲", "乙") for n in range(5)))
