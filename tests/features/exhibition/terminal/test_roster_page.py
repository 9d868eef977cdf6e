"""Who is on duty today, as a visitor sees it: another at midnight, nobody while the clock is in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.kinds.kind import ExhibitKind
from tests.features.exhibition.terminal.halls import TUESDAY, Terminal

ROSTER = [
    ("日期", "姓名", "岗位", "时间", "地点", "承诺", "同意到"),
    ("2026-12-01", "许知夏", "党员先锋岗", "8:30-12:00", "服务台", "先问到我，我就管到底", "2026-12-01"),
    ("2026-12-01", "𠮷田·演示", "志愿者", "13:30-17:30", "门口", "", ""),
    ("2026-12-02", "许知夏", "党员先锋岗", "全天", "服务台", "", "2026-12-01"),
    ("2026-12-03", "国庆节放假", "", "", "", "", ""),
    ("2026-12-04", "冯一舟", "", "", "", "", ""),
]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path, {"roster": [ROSTER]})
    terminal.open(ExhibitKind.ROSTER)
    return terminal


def named(terminal: Terminal) -> str:
    duty = terminal.view.turn.duty
    return duty.name if duty else ""


def test_the_one_of_this_hour_stands_large_and_the_photo_follows(terminal: Terminal) -> None:
    assert terminal.page == "exhibition.roster" and named(terminal) == "许知夏"
    terminal.until(lambda: terminal.view.picture is not None)
    terminal.now = TUESDAY.replace(hour=14)
    terminal.open(ExhibitKind.ROSTER)
    assert named(terminal) == "𠮷田·演示"


def test_at_midnight_it_is_another_day_and_whose_consent_has_ended_is_gone(terminal: Terminal) -> None:
    terminal.later()
    assert named(terminal) == "许知夏"
    terminal.now = datetime(2026, 12, 2, 0, 0, 1)
    terminal.later()
    assert named(terminal) == "" and terminal.view.today == terminal.now.date()
    assert terminal.view.after.duties[0].name == "冯一舟"
    assert "许知夏" not in str(terminal.view)


def test_a_holiday_says_so_and_a_day_without_anybody_too(terminal: Terminal) -> None:
    terminal.now = datetime(2026, 12, 3, 9)
    terminal.later()
    assert terminal.view.turn.rest == "国庆节放假"
    terminal.now = datetime(2026, 12, 20, 9)
    terminal.later()
    assert terminal.view.turn.duty is None and not terminal.view.turn.rest and terminal.view.after is None


def test_in_doubt_nobody_is_shown_as_today_s_and_nothing_is_left_to_print(terminal: Terminal) -> None:
    terminal.stage.settle()
    terminal.doubt = True
    terminal.later()
    assert terminal.view.today is None and not terminal.view.turns and terminal.view.slip.code is None
    terminal.doubt = False
    terminal.later()
    assert named(terminal) == "许知夏"


def test_the_photo_of_another_turn_never_comes_to_this_one(terminal: Terminal) -> None:
    terminal.kind(ExhibitKind.ROSTER).choose(1)
    terminal.stage.settle()
    assert named(terminal) == "𠮷田·演示" and terminal.view.picture is None


def test_nothing_of_a_person_outlives_the_visit(terminal: Terminal) -> None:
    terminal.stage.end_visit()
    terminal.stage.settle()
    terminal.now += timedelta(days=1)
    terminal.later()
    assert terminal.stage.shown == [("attract", None)]
