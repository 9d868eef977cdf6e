"""A bank written in the pack's own form, or as a spreadsheet, and read again is the same bank, to the last letter."""

from __future__ import annotations

import json
import string
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.banks import words as bank_words
from content.banks.bank_file import own_bytes, plain_of, read_own
from content.banks.cells import plain_line
from content.banks.model import JUDGE_OPTIONS, Bank, BankRejected, Difficulty, Item, Kind, Status
from content.banks.sheet_writing import COLUMNS, sheet_bytes, template
from content.banks.sound import LONGEST, MOST_BLANKS, MOST_OPTIONS, MOST_TAGS, MOST_WAYS
from content.banks.table_reader import read_bank
from tests.content.banks.truth import drawn

_TRAPS = (
    "A.",
    "（B）",
    "1、",
    "<p>",
    "&lt;",
    "答案：",
    "示例",
    "；",
    "/",
    "|",
    "、",
    "____",
    "（ ）",
    "=1+1",
    "#N/A",
    "_x0041_",
    "'",
    "对",
    "A",
    "1",
    "𠮷",
    "43657",
    "0.31",
    "是",
    "2026-07-01",
    "1.0",
    "\\",
    "→",
    "(单选题)",
)


def texts(longest: int, *, empty: bool = False) -> st.SearchStrategy[str]:
    """Such as every reader leaves them: nothing that cannot be seen, nor U+FFFD, which a broken file leaves behind."""
    letters = st.characters(
        exclude_characters="\ufffd", categories=["L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cn"]
    )
    pieces = st.one_of(
        st.sampled_from(_TRAPS), st.text(letters, max_size=8), st.text(string.ascii_uppercase, max_size=3)
    )
    found = st.lists(pieces, max_size=4).map(lambda parts: plain_line("".join(parts))[:longest].strip())
    kept = found.filter(lambda text: plain_line(text) == text)
    return kept if empty else kept.filter(bool)


@st.composite
def items(draw: Any) -> Item:
    kind = draw(st.sampled_from(list(Kind)))
    options: tuple[str, ...] = ()
    answer: tuple[int, ...] = ()
    blanks: tuple[tuple[str, ...], ...] = ()
    if kind is Kind.FILL:
        ways = st.lists(texts(20), min_size=1, max_size=3, unique=True).map(tuple)
        blanks = tuple(draw(st.lists(ways, min_size=1, max_size=3)))
    elif kind is Kind.JUDGE:
        options, answer = JUDGE_OPTIONS, (draw(st.integers(0, 1)),)
    else:
        options = tuple(draw(st.lists(texts(30), min_size=2, max_size=MOST_OPTIONS, unique=True)))
        places = draw(st.permutations(range(len(options))))
        most = {Kind.ORDER: len(options), Kind.SINGLE: 1}.get(kind) or draw(st.integers(1, len(options)))
        answer = tuple(places) if kind is Kind.ORDER else tuple(sorted(places[:most]))
    days = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    return Item(
        draw(texts(LONGEST["number"])),
        kind,
        draw(texts(80)),
        options,
        answer,
        draw(texts(60, empty=True)),
        tuple(draw(st.lists(texts(LONGEST["tag"]), max_size=MOST_TAGS, unique=True))),
        draw(st.sampled_from(list(Difficulty))),
        draw(texts(40, empty=True)),
        draw(days),
        first,
        last,
        blanks,
        draw(st.sampled_from(("", "图片/小巷.jpg", "a b.PNG"))),
        draw(st.sampled_from(list(Status))),
    )


BANKS = st.lists(items(), max_size=4, unique_by=lambda item: item.id).map(lambda made: Bank("演示", tuple(made)))


@settings(max_examples=25, deadline=None)
@given(BANKS)
def test_the_packs_own_form_keeps_all(bank: Bank) -> None:
    assert read_own(Path("a.bank.json"), own_bytes(bank)) == bank


@settings(max_examples=12, deadline=None)
@given(BANKS.filter(len))
def test_a_spreadsheet_keeps_all(bank: Bank) -> None:
    _kept_by_a_spreadsheet(bank)


@pytest.mark.long
@settings(max_examples=3_000, deadline=None)
@given(BANKS.filter(len))
def test_a_spreadsheet_keeps_all_of_many(bank: Bank) -> None:
    _kept_by_a_spreadsheet(bank)
    assert read_own(Path("a.bank.json"), own_bytes(bank)) == bank


def test_stems_that_begin_alike_with_a_number_keep_it() -> None:
    """Whether a number goes hangs on the row above, and that on whether it is literal itself."""
    first = Item("A.A.", Kind.JUDGE, "1、A.", ("对", "错"), (0,))
    _kept_by_a_spreadsheet(Bank("演示", (first, Item("A.", Kind.SINGLE, "1、A.", ("A.", "（B）"), (0,)))))


def _kept_by_a_spreadsheet(bank: Bank) -> None:
    read = read_bank(Path("演示.xlsx"), content=sheet_bytes(bank))
    assert read.items == bank.items, [str(one) for one in read.findings]
    assert not read.refused()


@pytest.mark.parametrize(
    ("stem", "options", "answer", "reason"),
    [("问？", ("甲", "乙"), "C", "对不上"), ("问？", ("甲", "甲"), "A", "两个以上"), ("问？", ("甲",), "A", "两个以上"),
     ("问？", ("甲", "乙"), "甲", "对不上")],
)  # fmt: skip
def test_a_literal_row_that_somebody_wrote_by_hand_is_held_to_the_same(
    stem: str, options: tuple[str, ...], answer: str, reason: str
) -> None:
    rows = [("题型", "题干", "A", "B", "答案", "原样"), ("单选", stem, *(*options, "")[:2], answer, "是")]
    rows.append(("单选", "A. 好？", "A. 甲", "B. 乙", "B", "是"))
    content = "\n".join("\t".join(row) for row in rows).encode()
    bank = read_bank(Path("a.csv"), content=content)
    assert [item.options for item in bank] == [("A. 甲", "B. 乙")] and reason in bank.refused()[0].reason
    assert read_own(Path("a.bank.json"), own_bytes(bank)).items == bank.items


@pytest.mark.parametrize(("stem", "second"), [("问？ ", "乙"), ("问？", "乙\u200b")])
def test_what_nobody_sees_goes_from_a_literal_row_too(stem: str, second: str) -> None:
    rows = [("题型", "题干", "A", "B", "答案", "原样"), ("单选", stem, "甲", second, "A", "是")]
    (item,) = read_bank(Path("a.csv"), content="\n".join("\t".join(row) for row in rows).encode())
    assert (item.stem, item.options) == ("问？", ("甲", "乙"))


def test_most_rows_are_written_as_a_keeper_would() -> None:
    """原样 stands only where it must."""
    import io

    from openpyxl import load_workbook

    bank = Bank("演示", tuple(truth.item for truth in drawn(1)))
    sheet = load_workbook(io.BytesIO(sheet_bytes(bank)))["题库"]
    head = [cell.value for cell in sheet[1]]
    assert tuple(head[: len(COLUMNS)]) == COLUMNS
    literal = [row[head.index("原样")].value for row in sheet.iter_rows(min_row=2)] if "原样" in head else []
    assert literal.count("是") < len(bank) / 3


def test_an_item_is_a_line_and_what_is_usual_is_left_out() -> None:
    bank = Bank(
        "演示", (Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (1,)), Item("2", Kind.JUDGE, "真", JUDGE_OPTIONS, (0,)))
    )
    lines = own_bytes(bank).decode().splitlines()
    assert lines == [
        '{"format": "kiosk-bank", "version": 1, "name": "演示", "items": [',
        '{"id": "1", "kind": "single", "stem": "问？", "options": ["甲", "乙"], "answer": "B"},',
        '{"id": "2", "kind": "judge", "stem": "真", "answer": true}',
        "]}",
    ]


GOOD = plain_of(Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (1,)))


@pytest.mark.parametrize(
    "changed",
    [
        {"stem": ""},
        {"stem": 1},
        {"stem": "a\u200b"},
        {"stem": "两\n行"},
        {"stem": "长" * 301},
        {"kind": "essay"},
        {"kind": None},
        {"options": ["甲"]},
        {"options": ["甲", "甲"]},
        {"options": "甲乙"},
        {"options": ["甲"] * 9},
        {"options": ["甲", ""]},
        {"answer": "C"},
        {"answer": ""},
        {"answer": "AB"},
        {"answer": 1},
        {"answer": "b"},
        {"answer": True},
        {"extra": 1},
        {"blanks": [["甲"]]},
        {"id": ""},
        {"id": 7},
        {"tags": ["a"] * 2},
        {"tags": [""]},
        {"difficulty": "most"},
        {"difficulty": None},
        {"valid_from": "2026-7-1"},
        {"valid_from": "2026-02-30"},
        {"valid_from": None},
        {"valid_from": "2027-01-01", "valid_until": "2026-01-01"},
        {"picture": "../a.png"},
        {"picture": "a.exe"},
        {"status": "gone"},
        {"source": "\ud800"},
        {"stem": "坏\ufffd了？"},
        {"options": ["甲\ufffd", "乙"]},
    ],
)
def test_what_is_not_as_it_must_be_costs_its_item(changed: dict[str, Any]) -> None:
    told = {"format": "kiosk-bank", "version": 1, "items": [GOOD | changed, GOOD | {"id": "2"}]}
    bank = read_own(Path("a.bank.json"), json.dumps(told).encode())
    assert [item.id for item in bank] == ["2"] and [one.place for one in bank.refused()] == ["第 1 题"]


@pytest.mark.parametrize("escaped", [True, False])
def test_letters_that_a_broken_file_left_are_refused_however_they_are_written(escaped: bool) -> None:
    damaged = GOOD | {"stem": "坏\ufffd了？"}
    told = {"format": "kiosk-bank", "version": 1, "items": [damaged, GOOD | {"id": "2", "explanation": "\ufffd"}]}
    for content in (text := json.dumps(told, ensure_ascii=escaped), text.replace("\\ufffd", "\\uFFFD")):
        bank = read_own(Path("a.bank.json"), content.encode())
        assert [one.reason for one in bank.refused()] == [bank_words.DAMAGED_LETTERS]
        assert [item.id for item in bank] == ["2"]  # an explanation may have one, as in every other form


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"format": "other"}',
        b'{"format": "kiosk-bank"}',
        b'{"format": "kiosk-bank", "version": 2}',
        b'{"format": "kiosk-bank", "version": 1, "items": {}}',
        b'{"format": "kiosk-bank", "version": 1, "items": [], "x": 1}',
        b'{"format": "kiosk-bank", "version": 1, "version": 1, "items": []}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": "kiosk-bank", "version": ' + b"9" * 5_000 + b"}",
        "{}".encode("utf-16"),
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(BankRejected):
        read_own(Path("a.bank.json"), content)


def test_the_same_id_twice_and_too_many_items() -> None:
    twice = {"format": "kiosk-bank", "version": 1, "items": [GOOD, GOOD]}
    bank = read_own(Path("a.bank.json"), json.dumps(twice).encode())
    assert len(bank) == 1 and "重复" in bank.refused()[0].reason
    many = twice | {"items": [GOOD | {"id": str(at)} for at in range(20_001)]}
    with pytest.raises(BankRejected, match="20000"):
        read_own(Path("a.bank.json"), json.dumps(many).encode())


def test_limits_of_both_forms_agree() -> None:
    longest = Item(
        "长" * LONGEST["number"],
        Kind.FILL,
        "长" * LONGEST["stem"],
        (),
        (),
        blanks=tuple(tuple(f"{at}{'长' * (LONGEST['blank'] - 2)}" for at in range(10)) for _ in range(MOST_BLANKS)),
        tags=tuple(f"{at}{'签' * (LONGEST['tag'] - 1)}" for at in range(MOST_TAGS)),
    )
    bank = Bank("演示", (longest,))
    assert read_bank(Path("演示.xlsx"), content=sheet_bytes(bank)).items == bank.items
    assert read_own(Path("演示.bank.json"), own_bytes(bank)).items == bank.items and MOST_WAYS > 10


def test_the_template_is_filled_with_an_example_of_every_type() -> None:
    bank = read_bank(Path("a.xlsx"), content=template())
    assert {item.kind for item in bank} == set(Kind) and not bank.refused()
    examples = [one for one in bank.findings if "示例" in one.reason]
    assert len(examples) == len(bank) == 5


def test_the_packs_own_form_needs_no_reader_of_spreadsheets() -> None:
    """A terminal reads banks before its first frame."""
    code = (
        "import sys; from pathlib import Path; from content.banks.table_reader import read_bank\n"
        "bank = read_bank(Path('a.bank.json'), content=sys.stdin.buffer.read())\n"
        "named = {'python_calamine', 'openpyxl', 'docx', 'csv', 'difflib', 'defusedxml', 'zipfile', 'html'}\n"
        "heavy = named & sys.modules.keys()\n"
        "assert len(bank) == 2 and not heavy, heavy"
    )
    content = own_bytes(Bank("演示", tuple(truth.item for truth in drawn(3, 2))))
    subprocess.run([sys.executable, "-c", code], input=content, check=True, cwd=Path(__file__).parents[3])
