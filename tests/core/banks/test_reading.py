"""A bank comes from the limited child whole; whatever a broken child says becomes a bank or is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.bank_file import own_bytes
from content.banks.model import Bank, BankRejected, Item, Kind, Severity
from content.banks.sound import MOST_FINDINGS
from content.banks.table_reader import read_bank
from content.turning.words import READER_STOPPED
from kiosk.core.banks import reading
from kiosk.core.banks.reading import _heard, read_file
from tests.content.banks import dressed_sheet
from tests.content.banks.dressed_text import WRITERS, plainer
from tests.content.banks.truth import drawn
from tests.content.sheets import HEADER, question, write_sheet

BANK = "spring/quiz"


def test_a_child_reads_a_bank_and_says_what_it_found(tmp_path: Path) -> None:
    questions = [question(1, "一？", "A", "甲", "乙"), question(2, "二？", "B", "甲", "乙")]
    odd = [question(3, "没有答案？", "", "甲", "乙"), question(4, "对不对？", "√")]
    content = write_sheet(tmp_path / "题库.xlsx", [HEADER, *questions, *odd]).read_bytes()
    found = read_file(Path("../题库.xlsx"), content, BANK)
    assert [(one.id, one.kind) for one in found] == [("1", Kind.SINGLE), ("2", Kind.SINGLE), ("4", Kind.JUDGE)]
    assert found.name == BANK
    assert [(one.row, one.column) for one in found.refused()] == [(4, "H")]
    for broken in (b"", b"PK\x03\x04", b"no sheet at all"):
        with pytest.raises(BankRejected):
            read_file(Path("题库.xlsx"), broken, BANK)


GOOD = own_bytes(Bank("", (Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (0,)),)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 999) | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda more: (
        st.lists(more, max_size=6)
        | st.dictionaries(st.sampled_from(["refused", "read", "of", "findings", "bytes"]), more)
        | st.tuples(st.sampled_from(Severity), more, more, more, more).map(list)
    ),
    max_leaves=24,
)


@given(JSON, st.binary(max_size=40), st.integers(-1, len(GOOD) + 9))
def test_whatever_a_broken_child_says_is_a_bank_or_refused(said: object, more: bytes, count: int) -> None:
    whole = {"findings": [], "bytes": len(GOOD)}
    for head, tail in (
        (said, more), (whole | {"findings": said, "bytes": count}, GOOD), (whole | {"findings": [said]}, GOOD),
        (whole | {"bytes": len(GOOD) + len(more)}, GOOD + more),
    ):  # fmt: skip
        try:
            found = _heard(Path("a.xlsx"), io.BytesIO(json.dumps(head).encode() + b"\n" + tail), BANK)
        except (BankRejected, ValueError, TypeError):
            continue
        assert [one.id for one in found] == ["1"]
        assert all(isinstance(one.severity, Severity) and one.row >= 0 for one in found.findings)


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".txt", ".docx", ".gift", ".xml", ".bank.json"])
def test_the_limited_child_reads_every_form(tmp_path: Path, ending: str) -> None:
    """Whatever would be imported late cannot be, once its doors are closed."""
    truths = [truth for truth in drawn(9) if len(truth.item.blanks) < 2 and truth.item.kind != "order"]
    by_ending = {found: write for found, write, _, _ in WRITERS.values()}
    if ending in by_ending:
        content, _ = by_ending[ending](9, [plainer(truth) for truth in truths])
    elif ending == ".bank.json":
        content = own_bytes(Bank("a", tuple(truth.item for truth in truths)))
    else:
        made = dressed_sheet.dressed(9, truths, has_kinds=True)
        content = (dressed_sheet.as_csv if ending == ".csv" else dressed_sheet.as_xlsx)(made, Random(9))
    path = Path(f"a{ending}")
    heard, here = read_file(path, content), read_bank(path, content=content)
    assert heard.items == here.items and heard.findings == here.findings and heard.items


def test_a_child_that_says_what_no_child_of_ours_would_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lies = [
        "", "null", "[]", '{"findings": [], "bytes": 5}',
        '{"findings": [["refused", "a", "b", "", ""]], "bytes": 2}\n{}',
        '{"findings": [], "bytes": 2}\n{}', '{"findings": "x", "bytes": -1}', '{"refused": 1}',
    ]  # fmt: skip
    for number, lie in enumerate(lies):
        script = tmp_path / f"{number}.py"
        script.write_text(f"import sys\nsys.stdin.buffer.read()\nprint({lie!r})\n", encoding="utf-8")
        monkeypatch.setattr(reading, "_CHILD", script)
        with pytest.raises(BankRejected, match=READER_STOPPED):
            read_file(Path("a.xlsx"), b"x")


def test_of_a_bank_that_is_wrong_everywhere_the_first_places_come_and_how_many_more() -> None:
    """In the pack's own form too, and short enough to be heard."""
    whole = json.loads(own_bytes(Bank("a", (Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (0,)),))))
    damaged = {"𠮷" * 30: 1}
    whole["items"] += [damaged] * (MOST_FINDINGS + 20)
    found = read_file(Path("a.bank.json"), json.dumps(whole).encode())
    assert len(found) == 1 and len(found.findings) == MOST_FINDINGS + 1 and "20" in found.findings[-1].reason


def test_no_half_letter_and_no_sign_that_turns_a_line_comes_from_a_child() -> None:
    finding = ["warned", "页\ud800", 2, "A\u202e", "\x1b[2J看看\ufffe"]
    content = own_bytes(Bank("a", (Item("1", Kind.SINGLE, "一？", ("甲", "乙"), (0,)),)))
    told = {"findings": [finding], "bytes": len(content)}
    (found,) = _heard(Path("a.xlsx"), io.BytesIO(json.dumps(told).encode() + b"\n" + content), BANK).findings
    assert (found.sheet, found.column, found.reason) == ("页", "A", "[2J看看")
    with pytest.raises(BankRejected, match=r"：坏了$"):
        _heard(Path("a.xlsx"), io.BytesIO(json.dumps({"refused": "坏\udfff了"}).encode()), BANK)
