"""Whatever a file holds, it becomes sound items or is refused in words; no other exception leaves the door."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.banks.bank_file import own_bytes, read_own
from content.banks.model import Bank, BankRejected
from content.banks.sound import problem_of
from content.banks.table_reader import ENDINGS, read_bank
from tests.content.banks import dressed_sheet
from tests.content.banks.dressed_text import WRITERS
from tests.content.banks.truth import drawn

_PIECES = st.sampled_from([
    "1. ", "2、", "A. ", "B.", "C、", "（A）", "答案：", "解析：", "\n", "\n\n", "{", "}", "=", "~", "#", "####", "->",
    "%50%", "::", "\\", "T", "对", "题干", "答案", "选项A", ",", "\t", '"', "参考答案", "1-5 ABCDA", "一、单选题",
    "____", "；", "/", "<p>", "&nbsp;", "<img>", "<quiz>", "<question type='truefalse'>", "<text>", "</text>", "\u200b",
    "\ufffd", "𠮷", "示例", "（ B ）", "甲", "$CATEGORY:",
])  # fmt: skip
TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40).map("".join)


def sound(bank: Bank) -> None:
    """And kept as they are by the pack's own form."""
    assert all(problem_of(item.kind, item.options, item.answer, item.blanks) is None for item in bank)
    assert len({item.id for item in bank}) == len(bank) and all(one.reason for one in bank.findings)
    assert read_own(Path("a.bank.json"), own_bytes(bank)).items == bank.items


def tried(name: str, content: bytes) -> None:
    try:
        bank = read_bank(Path(name), content=content)
    except BankRejected as rejected:
        assert rejected.reason
    else:
        sound(bank)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([ending for ending in ENDINGS if ending not in (".xls", ".ods")]))
def test_any_text(text: str, ending: str) -> None:
    tried(f"a{ending}", text.encode("utf-8", "replace"))
    if ending == ".csv":
        tried("a.csv", ("题干,A,B,答案\n" + text).encode("utf-8", "replace"))


LITERAL = "题型,题干,A,B,答案,标签,空1,原样\n"  # a row that `sheet_writing` wrote, and somebody was at since


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"{LITERAL}单选,  两个  空 ,甲 ,\u200b乙,A, 党 章 ,,是\n"),
        ("a.csv", f"{LITERAL}单选,\u202e反,甲,乙,A,,,是\n"), ("a.csv", f"{LITERAL}填空,问____,,,甲,,,是\n"),
        ("a.csv", f'{LITERAL}填空,问____,,,,,"  京 \n",是\n'),
        ("a.csv", "题型,题干,答案\n填空,问____,\u200b\n"), ("a.csv", "题型,题干,答案\n填空,问____,\uf900\n"),
        ("a.gift", f"// [tag:{'长' * 19} 短]\n问{{T}}\n"), ("a.gift", f"$CATEGORY: a/{'长' * 19} 短\n\n问{{T}}\n"),
        ("a.xml", "<quiz><question type='truefalse'><questiontext><text>问</text></questiontext><answer fraction='100'>"
                  f"<text>true</text></answer><tags><tag><text>{'长' * 19} 短</text></tag></tags></question></quiz>"),
    ],
)  # fmt: skip
def test_what_is_read_is_kept_by_the_packs_own_form(name: str, text: str) -> None:
    """One question that is not costs the whole file: what a limited child says is believed in that form alone."""
    tried(name, text.encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(ENDINGS))
def test_any_bytes(content: bytes, ending: str) -> None:
    tried(f"a{ending}", content)


def _broken(seed: int) -> tuple[str, bytes]:
    """A good file of some kind with a few bytes changed, lost or doubled."""
    random = Random(f"broken {seed}")
    truths = drawn(seed, 5)
    names = ["xlsx", "csv", *WRITERS]
    name = random.choice(names)
    if name in WRITERS:
        ending, write, _, fits = WRITERS[name]
        content, _ = write(seed, [truth for truth in truths if fits(truth.item)])
    else:
        made = dressed_sheet.dressed(seed, truths, has_kinds=True)
        write_sheet = dressed_sheet.as_xlsx if name == "xlsx" else dressed_sheet.as_csv
        ending, content = f".{name}", write_sheet(made, random)
    for _ in range(random.randint(1, 4)):
        content = content or b"x"
        at = random.randrange(len(content))
        match random.randrange(3):
            case 0:
                content = content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]
            case 1:
                content = content[:at] + content[at + random.randint(1, 60) :]
            case _:
                content = content[:at] + content[max(0, at - 40) : at] + content[at:]
    return f"a{ending}", content


def test_good_files_broken() -> None:
    for seed in range(60):
        tried(*_broken(seed))


@pytest.mark.long
def test_many_good_files_broken() -> None:
    for seed in range(60, 20_000):
        tried(*_broken(seed))


@pytest.mark.long
@settings(max_examples=20_000, deadline=None)
@given(TEXTS, st.sampled_from([".csv", ".txt", ".gift", ".xml", ".json"]))
def test_many_texts(text: str, ending: str) -> None:
    tried(f"a{ending}", text.encode("utf-8", "replace"))
    tried("a.csv", ("题干,A,B,答案\n" + text).encode("utf-8", "replace"))
