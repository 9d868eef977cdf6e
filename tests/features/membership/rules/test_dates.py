"""Ledger dates: every style a branch office uses, and nothing guessed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.features.membership.rules.dates import DateUnclear, LedgerDate, parse_date

DAYS = st.dates(date(1921, 7, 1), date(2100, 12, 31))
STYLES = (
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}年{m}月{d}日",
    "{y}{m:02}{d:02}",
    " {y} 年 {m} 月 {d} 号 ",
)
MONTH_STYLES = ("{y}-{m:02}", "{y}/{m}", "{y}.{m:02}", "{y}年{m}月", "{y}{m:02}")


@given(DAYS, st.sampled_from(STYLES))
def test_a_day_reads_the_same_in_every_style(day: date, style: str) -> None:
    assert parse_date(style.format(y=day.year, m=day.month, d=day.day)) == LedgerDate(day.year, day.month, day.day)


@given(DAYS, st.sampled_from(MONTH_STYLES))
def test_a_month_without_a_day_stays_without_a_day(day: date, style: str) -> None:
    assert parse_date(style.format(y=day.year, m=day.month)) == LedgerDate(day.year, day.month)


@given(DAYS)
def test_date_cells_and_numbers_are_dates(day: date) -> None:
    wanted = LedgerDate.from_date(day)
    assert parse_date(day) == parse_date(datetime(day.year, day.month, day.day)) == wanted
    assert parse_date(float(f"{day:%Y%m%d}")) == wanted
    assert parse_date(f"{day} 00:00:00") == wanted


@given(DAYS, st.booleans())
def test_text_form_and_back(day: date, whole: bool) -> None:
    ledger = LedgerDate(day.year, day.month, day.day if whole else None)
    assert LedgerDate.from_iso(str(ledger)) == ledger


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none()))
@example("2001-02-29")
@example("２００１．７")
def test_whatever_is_in_the_cell_it_is_a_date_nothing_or_a_named_problem(cell: object) -> None:
    try:
        found = parse_date(cell)
    except DateUnclear as unclear:
        assert unclear.reason
        return
    assert found is None or 1921 <= found.year <= 9999


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2001", "only_a_year"),
        (2001, "only_a_year"),
        ("37073", "serial_number"),
        (37073.0, "serial_number"),
        (2001.1, "january_or_october"),
        ("2001-13-01", "no_such_month"),
        ("2001-02-29", "no_such_day"),
        ("1899-07-01", "year_out_of_range"),
        ("待查", "not_a_date"),
        ("01-07-2001", "not_a_date"),
    ],
)
def test_an_unclear_date_says_what_is_wrong(cell: object, reason: str) -> None:
    with pytest.raises(DateUnclear) as caught:
        parse_date(cell)
    assert caught.value.reason == reason


def test_year_and_month_as_a_number() -> None:
    assert parse_date(2001.7) == LedgerDate(2001, 7)


@given(DAYS, DAYS)
def test_later_days_are_after_and_months_only_when_certain(one: date, other: date) -> None:
    left, right = LedgerDate.from_date(one), LedgerDate.from_date(other)
    assert left.is_after(right) == (one > other)
    month = LedgerDate(other.year, other.month)
    assert not (left.is_after(month) and month.is_after(left))
    if (one.year, one.month) == (other.year, other.month):
        assert not left.is_after(month)


@given(DAYS, st.integers(0, 30_000))
def test_years_are_completed_birthdays(start: date, days: int) -> None:
    later = start + timedelta(days=days)
    years = LedgerDate.from_date(start).years_until(LedgerDate.from_date(later))
    passed = [year for year in range(start.year + 1, later.year + 1) if _birthday(start, year) <= later]
    assert years == len(passed)


@given(DAYS, st.integers(0, 30_000))
def test_twelve_completed_months_are_a_year(start: date, days: int) -> None:
    later = LedgerDate.from_date(start + timedelta(days=days))
    since = LedgerDate.from_date(start)
    assert since.months_until(later) // 12 - since.years_until(later) in (
        0,
        1 if (start.month, start.day) == (2, 29) else 0,
    )


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def test_so_many_years_ago_today() -> None:
    applied = LedgerDate(1986, 11, 21)
    assert applied.years_ago_today(date(2026, 11, 21)) == 40
    assert applied.years_ago_today(date(2026, 11, 20)) is None
    assert LedgerDate(2026, 11, 21).years_ago_today(date(2026, 11, 21)) is None
    assert LedgerDate(1986, 11).years_ago_today(date(2026, 11, 21)) is None
