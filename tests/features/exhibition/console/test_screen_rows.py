"""What the list of packs says of each screen: up to date, on its way, behind and why, silent, or never heard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from content.distribution.release import EMPTY
from kiosk.core.database.clock import HALL_TIME, stamp
from kiosk.features.exhibition.console.screen_rows import screen_rows
from kiosk.features.exhibition.hall.screens import ScreenShown
from kiosk.features.exhibition.rules.words import LAGS
from kiosk.features.exhibition.wire_delivery import TROUBLES, ShownNow

NOW = datetime(2026, 11, 30, 18, 0, tzinfo=HALL_TIME)
NEW, OLD = "a" * 64, "b" * 64
SINCE = "2026-11-30T17:50:00"


def row(shown: ShownNow | None, *, hours: float = 0, offered: str = NEW) -> tuple[str, str, str, str]:
    at = stamp(NOW - timedelta(hours=hours)) if shown else ""
    (told,) = screen_rows([ScreenShown(1, "门口的终端", "terminal", shown, at)], offered, NOW)
    assert (told.name, told.kind) == ("门口的终端", "终端")
    return told.color, told.state, told.since, told.note


@pytest.mark.parametrize(
    ("shown", "said"), [
        (None, ("", "还没有说过", "", "")),
        (ShownNow(NEW, SINCE, "hall"), ("ok", "最新", "17:50", "")),
        (ShownNow(NEW, "2026-11-28T09:05:00", "stick"), ("ok", "最新", "11 月 28 日 9:05", "从优盘来的")),
        (ShownNow(OLD, SINCE, "hall"), ("gold", "就要换", "17:50", "")),
        (ShownNow(OLD, SINCE, "hall", 1, NEW, "fetching", 40), ("gold", "正在取新内容 40%", "17:50", "")),
        (ShownNow(OLD, SINCE, "hall", 1, NEW, "no_room"), ("warn", "没有跟上", "17:50", LAGS["no_room"])),
        (ShownNow(), ("gold", "就要换", "只有自带的", "")),
    ],
)  # fmt: skip
def test_a_screen_in_words(shown: ShownNow | None, said: tuple[str, str, str, str]) -> None:
    assert row(shown) == said


def test_where_nothing_is_published_the_starter_alone_is_up_to_date() -> None:
    assert row(ShownNow(), offered=EMPTY.id)[:2] == ("ok", "最新")


def test_a_silent_screen_is_told_with_how_long() -> None:
    assert row(ShownNow(NEW, SINCE, "hall"), hours=3) == ("warn", "没有消息", "17:50", "3 小时没有消息")
    assert row(ShownNow(NEW, SINCE, "hall"), hours=24 * 9)[3] == "9 天没有消息"


def test_every_trouble_has_words() -> None:
    assert LAGS.keys() == TROUBLES - {""}
    for trouble in LAGS:
        assert row(ShownNow(OLD, SINCE, "hall", 1, NEW, trouble))[1]
