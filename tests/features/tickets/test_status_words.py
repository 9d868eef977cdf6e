"""The doors and the week, as the page of today's hall says them."""

import pytest

from kiosk.features.tickets.rules import words


@pytest.mark.parametrize(
    ("shut", "opens", "line"),
    [
        ("before", "2026-11-17T08:00:00+08:00", "还没开门，8:00 开门"),
        ("midday", "2026-11-17T13:30:00+08:00", "午休，13:30 继续"),
        ("break", "2026-11-17T13:30:00+08:00", "现在休息，13:30 继续"),
        ("over", "2026-11-18T08:30:00+08:00", "今天结束了，11 月 18 日 8:30 开门"),
        ("not_today", "2026-11-18T08:30:00+08:00", "今天不开放，11 月 18 日 8:30 开门"),
        ("not_today", None, "今天不开放"),
    ],
)
def test_shut_doors_say_which_shut_it_is(shut: str, opens: str | None, line: str) -> None:
    assert words.hall_line("closed", None, shut, opens) == line


def test_a_day_is_written_with_all_its_openings_and_its_name() -> None:
    assert words.day_hours([("08:30", "11:30"), ("13:30", "17:30")]) == "8:30–11:30，13:30–17:30"
    assert words.day_hours([]) == "不开放"
    assert words.day_and_name("2026-10-01", "国庆节") == "10 月 1 日 星期四（国庆节）"
