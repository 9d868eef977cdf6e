"""What the screen says of a record, in the visitor's words."""

from datetime import date

import pytest

from kiosk.features.membership.rules.dates import LedgerDate
from kiosk.features.membership.rules.record import Milestone, Record, RecordView
from kiosk.features.membership.terminal.words import en, zh
from tests.features.membership.hall.sheets import number

TODAY = "2026-11-21"


def view(**days: LedgerDate) -> RecordView:
    milestones = {Milestone(kind): when for kind, when in days.items()}
    return Record("演示甲", number(14, "19651012"), "", milestones).view(date.fromisoformat(TODAY))


def test_the_day_one_joined_comes_first() -> None:
    told = view(applied=LedgerDate(1986, 11, 3), joined=LedgerDate(1988, 7, 1), full=LedgerDate(1989, 7, 1))
    assert zh.arrival(told, TODAY) == ("1988 年 7 月 1 日，", "您 22 岁，成为预备党员。", "到今天，38 年了。")
    assert en.arrival(told, TODAY) == ("1 Jul 1988:", "You joined, aged 22.", "38 years ago.")


def test_an_anniversary_comes_before_it() -> None:
    told = view(applied=LedgerDate(1986, 11, 21), joined=LedgerDate(1988, 7, 1))
    assert zh.arrival(told, TODAY) == ("40 年前的今天，", "您递交了入党申请书。", "")


def test_no_anniversary_is_kept_of_a_probation_that_was_extended() -> None:
    told = view(joined=LedgerDate(2024, 6, 3), extended=LedgerDate(2025, 11, 21))
    assert zh.anniversary(told.milestones) is None


@pytest.mark.parametrize(
    ("joined", "ago"),
    [
        (LedgerDate(1988, 11), "到今天，38 年了。"),  # a month without its day counts from its first
        (LedgerDate(1988, 11, 22), "到今天，37 年了。"),
        (LedgerDate(2026, 3, 1), ""),
    ],
)
def test_how_long_ago(joined: LedgerDate, ago: str) -> None:
    assert zh.arrival(view(joined=joined), TODAY)[2] == ago


def test_a_record_without_days_is_found_all_the_same() -> None:
    assert zh.arrival(view(), TODAY) == ("", "", "")


def test_a_corrected_day_says_so() -> None:
    assert zh.corrected("1985-07") == "1985 年 7 月（更正过）"
    assert zh.month_day("1988-07-01") == "7 月 1 日" and en.month_day("1988-07-01") == "1 Jul"


def test_waiting_is_told_in_minutes_and_seconds() -> None:
    assert [zh.wait_for_pin(seconds) for seconds in (15, 860)] == ["还要等 15 秒", "还要等 14 分 20 秒"]
