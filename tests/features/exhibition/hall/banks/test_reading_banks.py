"""A bank comes from the limited child whole; whatever a broken child says becomes a bank or is refused."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.bank_file import own_bytes
from content.banks.model import Bank, BankRejected, Item, Kind, Severity, Status
from kiosk.features.exhibition.hall.banks.reading import BankUnread, _heard, read
from kiosk.features.exhibition.hall.banks.samples import samples
from tests.content.sheets import question
from tests.features.exhibition.hall.banks.conftest import BANK, rows, sheet


def test_a_child_reads_a_bank_and_says_what_it_found() -> None:
    content = sheet([*rows(2), question(3, "没有答案？", "", "甲", "乙"), question(4, "对不对？", "√")])
    found = read("../题库.xlsx", content, BANK)
    assert [(one.id, one.kind) for one in found.bank] == [("1", Kind.SINGLE), ("2", Kind.SINGLE), ("4", Kind.JUDGE)]
    assert found.bank.name == BANK and found.more == 0
    assert [(one.row, one.column) for one in found.bank.refused()] == [(4, "H")]
    for broken in (b"", b"PK\x03\x04", b"no sheet at all"):
        with pytest.raises(BankUnread):
            read("题库.xlsx", broken, BANK)


GOOD = own_bytes(Bank("", (Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (0,)),)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 999) | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda more: (
        st.lists(more, max_size=6)
        | st.dictionaries(st.sampled_from(["refused", "findings", "more", "bytes"]), more)
        | st.tuples(st.sampled_from(Severity), more, more, more, more).map(list)
    ),
    max_leaves=24,
)


@given(JSON, st.binary(max_size=40), st.integers(-1, len(GOOD) + 9))
def test_whatever_a_broken_child_says_is_a_bank_or_refused(said: object, more: bytes, count: int) -> None:
    whole = {"findings": [], "more": 0, "bytes": len(GOOD)}
    for head, tail in (
        (said, more), (whole | {"findings": said, "bytes": count}, GOOD), (whole | {"findings": [said]}, GOOD),
        (whole | {"bytes": len(GOOD) + len(more)}, GOOD + more),
    ):  # fmt: skip
        try:
            found = _heard(io.BytesIO(json.dumps(head).encode() + b"\n" + tail), BANK)
        except (BankUnread, BankRejected, ValueError, TypeError):
            continue
        assert [one.id for one in found.bank] == ["1"] and found.more >= 0
        assert all(isinstance(one.severity, Severity) and one.row >= 0 for one in found.bank.findings)


def test_no_half_letter_and_no_sign_that_turns_a_line_comes_from_a_child() -> None:
    finding = ["warned", "页\ud800", 2, "A\u202e", "\x1b[2J看看\ufffe"]
    told = {"findings": [finding], "more": 0, "bytes": len(GOOD)}
    (found,) = _heard(io.BytesIO(json.dumps(told).encode() + b"\n" + GOOD), BANK).bank.findings
    assert (found.sheet, found.column, found.reason) == ("页", "A", "[2J看看")
    with pytest.raises(BankUnread, match=r"^坏了$"):
        _heard(io.BytesIO(json.dumps({"refused": "坏\udfff了"}).encode()), BANK)


def asked(number: str, kind: Kind, letters: int, status: Status = Status.READY) -> Item:
    return Item(number, kind, "问" * letters, ("甲", "乙"), (0,), status=status)


def test_three_are_looked_at_one_a_type_and_the_longest_among_them() -> None:
    bank = [asked(str(at), Kind.SINGLE, at) for at in range(1, 9)]
    assert [one.id for one in samples(Bank("", tuple(bank)))] == ["6", "7", "8"]
    bank += [asked("m", Kind.MULTIPLE, 3), asked("j", Kind.JUDGE, 1), asked("draft", Kind.JUDGE, 90, Status.DRAFT)]
    assert [one.id for one in samples(Bank("", tuple(bank)))] == ["8", "m", "j"]
    assert samples(Bank("", ())) == () and len(samples(Bank("", (bank[0],)))) == 1
    fill = Item("f", Kind.FILL, "____", (), (), blanks=(("七",),))
    assert samples(Bank("", (fill,))) == ()  # the terminal has no page for it yet
