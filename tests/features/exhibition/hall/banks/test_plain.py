"""A bank travels from the limited child whole; whatever a broken child says becomes a bank or is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Difficulty, Finding, Item, Kind, Severity, Status
from kiosk.features.exhibition.hall.banks.plain import WrongBank, bank_of, to_plain
from kiosk.features.exhibition.hall.banks.samples import samples

TEXTS = st.text(max_size=12)
BLANKS = st.lists(st.lists(TEXTS, min_size=1, max_size=2), max_size=2)
DAYS = st.none() | st.dates()


@st.composite
def items(draw: st.DrawFn) -> Item:
    options = tuple(draw(st.lists(TEXTS, max_size=5)))
    answer = tuple(draw(st.permutations(range(len(options))))) if options else ()
    return Item(
        draw(TEXTS.filter(bool)), draw(st.sampled_from(Kind)), draw(TEXTS), options, answer, draw(TEXTS),
        tuple(draw(st.lists(TEXTS, max_size=2))), draw(st.sampled_from(Difficulty)), draw(TEXTS), draw(DAYS),
        draw(DAYS), draw(DAYS), tuple(map(tuple, draw(BLANKS))), draw(TEXTS), draw(st.sampled_from(Status)),
    )  # fmt: skip


FINDINGS = st.builds(Finding, st.sampled_from(Severity), TEXTS, st.integers(0, 1 << 20), TEXTS, TEXTS)


@given(st.lists(items(), max_size=4), st.lists(FINDINGS, max_size=3))
def test_what_the_child_read_arrives(found: list[Item], findings: list[Finding]) -> None:
    bank = Bank("spring/quiz", tuple(found), tuple(findings))
    assert bank_of(json.loads(json.dumps(to_plain(bank))), bank.name) == (bank, 0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda more: st.lists(more, max_size=16) | st.dictionaries(st.sampled_from(["items", "findings", "more"]), more),
    max_leaves=24,
)
GOOD = to_plain(Bank("", (Item("1", Kind.SINGLE, "问？", ("甲", "乙"), (0,), source_date=date(2026, 1, 1)),)))


@given(JSON, st.integers(0, 14))
def test_whatever_a_broken_child_says_is_a_bank_or_refused(said: object, place: int) -> None:
    spoiled = json.loads(json.dumps(GOOD))
    spoiled["items"][0][place] = said
    for told in (
        said,
        {"items": said, "findings": [], "more": 0},
        {"items": [], "findings": [said], "more": 0},
        spoiled,
    ):
        try:
            bank, more = bank_of(told, "spring/quiz")
        except WrongBank:
            continue
        assert more >= 0 and all(one.id and all(0 <= at < len(one.options) for at in one.answer) for one in bank)


def test_more_than_a_bank_may_hold_is_refused() -> None:
    with pytest.raises(WrongBank):
        bank_of({"items": GOOD["items"] * 20_001, "findings": [], "more": 0}, "spring/quiz")


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
