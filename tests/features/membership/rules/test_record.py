"""A record keeps everything and shows little."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.link.shapes import clean
from kiosk.features.membership.rules.dates import LedgerDate
from kiosk.features.membership.rules.names import mask, same_name, split_names
from kiosk.features.membership.rules.record import Category, Milestone, Record, RecordUnreadable
from kiosk.features.membership.wire import record_from_json
from tests.features.membership.hall.sheets import TODAY, number

LEDGER_DATES = st.builds(LedgerDate, st.integers(1930, 2026), st.integers(1, 12), st.none() | st.integers(1, 28))
NAMES = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("𠮷𬀩·"), min_size=2, max_size=9
)
RECORDS = st.builds(
    Record,
    NAMES,
    st.integers(1, 5000).map(number),
    st.text(st.characters(max_codepoint=0x7F), max_size=30),
    st.dictionaries(st.sampled_from(Milestone), LEDGER_DATES),
    st.lists(NAMES, max_size=3).map(tuple),
)


FULL_SINCE = LedgerDate(1989, 7, 1)


def full_member(full: LedgerDate | None = FULL_SINCE) -> Record:
    milestones = {Milestone.APPLIED: LedgerDate(1986, 11, 21), Milestone.JOINED: LedgerDate(1988, 7, 1)}
    if full:
        milestones[Milestone.FULL] = full
    return Record("演示甲", number(14, "19651012"), "演示支部", milestones, ("演示乙",))


@given(RECORDS)
def test_sealed_form_and_back(record: Record) -> None:
    assert (Record.from_bytes(record.to_bytes()) == record) is True


@given(RECORDS)
def test_a_view_survives_the_wire_and_tells_neither_name_nor_number(record: Record) -> None:
    view = record.view(TODAY)
    told = record_from_json(view.to_plain())
    assert (replace(told, branch=view.branch, joined_branch=view.joined_branch) == view) is True
    assert ((told.branch, told.joined_branch) == (clean(view.branch), clean(view.joined_branch))) is True
    shown = str(view.to_plain())
    assert (record.name in shown) is False
    assert (record.id_number in shown) is False
    assert (record.id_number[6:14] in shown) is False


@given(RECORDS)
def test_nothing_personal_in_a_log_line(record: Record) -> None:
    assert repr(record) == "Record(hidden)"
    assert repr(record.view(TODAY)) == "RecordView(hidden)"


def test_party_age_counts_from_full_membership() -> None:
    view = full_member().view(TODAY)
    assert view.party_months == 37 * 12 + 4
    assert view.standing == "full"


def test_the_day_before_the_anniversary_counts_one_year_less() -> None:
    record = full_member(LedgerDate(1989, 11, 22))
    assert record.party_months(TODAY) == 37 * 12 - 1
    assert record.party_months(date(2026, 11, 22)) == 37 * 12


def test_a_probationary_member_has_no_party_age_yet() -> None:
    view = full_member(full=None).view(date(1989, 2, 1))
    assert view.party_months is None
    assert view.standing == "probationary"
    assert view.missing == ("activist", "candidate")


def test_ages_and_so_many_years_ago_today() -> None:
    applied, joined, full = full_member().view(TODAY).milestones
    assert (applied.age, joined.age, full.age) == (21, 22, 23)
    assert (applied.years_ago_today, joined.years_ago_today) == (40, None)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"format": 9}', b"\xff\xfe"])
def test_bytes_that_are_no_record_are_refused_by_name(damage: bytes) -> None:
    with pytest.raises(RecordUnreadable):
        Record.from_bytes(damage)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("陈建国", "陈*"),
        ("欧阳晓梅", "欧阳*"),
        ("欧阳", "欧*"),
        ("𠮷田芳", "𠮷*"),
        ("阿依古丽·买买提", "阿*"),
        ("张　三", "张*"),
        ("某", "*"),
    ],
)
def test_only_the_family_name_is_shown(name: str, masked: str) -> None:
    assert mask(name) == masked


def test_one_name_in_several_spellings() -> None:
    assert same_name("张　三", "张三")
    assert same_name("阿依古丽•买买提", "阿依古丽·买买提")
    assert same_name("JOHN  SMITH", "John Smith")
    assert not same_name("张三", "张三丰")
    assert not same_name("", "张三")


def test_introducers_as_ledgers_list_them() -> None:
    assert split_names("林秀英、周 卫东") == ("林秀英", "周卫东")
    assert split_names("林秀英 周卫东") == ("林秀英", "周卫东")
    assert split_names("张　三") == ("张三",)
    assert split_names("李和平；王及第") == ("李和平", "王及第")
    assert split_names(" ") == ()


def test_nobody_stays_on_probation_for_years() -> None:
    """Joined in 1988, and the ledger leaves 转正 out: that is a gap in the ledger, no probation."""
    joined = {Milestone.JOINED: LedgerDate(1988, 12)}
    person = Record("演示", number(1), "", joined)
    view = person.view(date(2026, 11, 21))
    assert (view.standing, view.missing[-1]) == ("unknown", "full")
    young = person.view(date(1990, 5, 1))
    assert (young.standing, "full" in young.missing) == ("probationary", False)
    told = replace(person, category=Category.PROBATIONARY).view(date(2026, 11, 21))
    assert told.standing == "probationary"


def test_of_who_is_on_the_way_nothing_is_missing_that_is_to_come() -> None:
    begun = {Milestone.APPLIED: LedgerDate(2024, 5), Milestone.ACTIVIST: LedgerDate(2025, 6)}
    assert Record("演示", number(1), "", begun, category=Category.ACTIVIST).missing == ()
    assert Record("演示", number(1), "", begun).missing == (Milestone.CANDIDATE, Milestone.JOINED)


def test_the_hall_chooses_whose_day_is_kept() -> None:
    person = Record(
        "演示", number(1), "", {Milestone.JOINED: LedgerDate(1988, 7, 1), Milestone.FULL: LedgerDate(1989, 7)}
    )
    assert person.view(TODAY).political_birthday == "1988-07-01"
    assert person.view(TODAY, birthday=Milestone.FULL).political_birthday is None  # its day is not known


def test_a_corrected_day_and_the_day_of_full_membership_stand_side_by_side() -> None:
    person = replace(full_member(), counted_from=LedgerDate(1985, 7))
    view = person.view(TODAY)
    assert (view.party_months, view.counted_from, view.corrected) == (41 * 12 + 4, "1985-07", True)
    assert view.milestones[-1].date == "1989-07-01"
