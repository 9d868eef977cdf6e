"""使用: what a keeper reads of visits and screens, in a browser and in a spreadsheet; what is few is told nowhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from sqlalchemy import insert

from kiosk.core.access.schema import terminals
from kiosk.core.access.sessions import IDLE_SECONDS
from kiosk.core.access.terminals import Terminal
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.use.rules import things
from kiosk.features.use.wire import MOST_PLAYS, Counted, HourReport, Played
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture

Arrive = Callable[..., Person]
SCREENS = (Terminal(1, "1 号终端"), Terminal(2, "二楼东厅𠮷祥路口终端"), Terminal(3, "大屏", "board"))
MONDAY = date(2026, 11, 9)  # of the last week that is over on the hall's Tuesday
OFTEN = {"tickets": 60, "exhibition": 22, "quiz": 9, "membership": 6, "find": 3, "help": 4, "priority": 5}
"""Of a hundred visits."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("use"))
    hall.person("吴敏", "keeper")
    hall.person("张兰", "clerk", "editor")
    for one in SCREENS:
        row = {"id": one.id, "name": one.name, "token_hash": one.name, "enrolled_at": "2026", "kind": one.kind}
        hall.do(lambda connection, row=row: connection.execute(insert(terminals).values(**row)).close())  # type: ignore[misc]
    for weeks_ago in range(8):
        a_week(hall, MONDAY - timedelta(days=7 * weeks_ago), Random(weeks_ago))
    shows(hall, [f"item-{number:04d}" for number in range(60)])
    yield hall
    hall.stop()


def tell(hall: Hall, screen: Terminal, hour: str, uses: dict[str, int], plays: tuple[Played, ...] = ()) -> None:
    """As if it came at the right time."""
    counted = tuple(Counted(thing, times) for thing, times in uses.items() if times)
    key = f"{screen.id}-{hour}-{len(plays)}-{plays[0].item if plays else ''}"
    report = HourReport(hour, False, counted, plays)
    hall.do(partial(hall.service.use.take, terminal=screen, report=report, key=key))


def a_week(hall: Hall, monday: date, chance: Random, visits: int = 60) -> None:
    """Each day `visits` or so, most at ten; one terminal is used three times as much as the other."""
    for day in range(7):
        for hour in range(8, 18):
            for screen, share in zip(SCREENS, (0.75, 0.25), strict=False):
                many = visits * share * (3 if hour == 10 else 1) / 12 * (0.3 if day > 4 else 1)
                came = sum(chance.random() < many / 20 for _ in range(20))
                at = f"{monday + timedelta(days=day)}T{hour:02d}"
                tell(hall, screen, at, _uses(came, chance) if came else {})


def _uses(came: int, chance: Random) -> dict[str, int]:
    def some(percent: float) -> int:
        return sum(chance.random() * 100 < percent for _ in range(came))

    uses = {things.named(feature, things.OPENED): some(often) for feature, often in OFTEN.items()}
    for one in things.FINISHING:
        opened = uses[things.named(one, things.OPENED)]
        uses[things.named(one, things.FINISHED)] = sum(chance.random() < 0.7 for _ in range(opened))
        uses[things.named(one, things.LEFT)] = sum(chance.random() < 0.2 for _ in range(opened))
    uses[things.named("tickets", things.HELPED_AT)] = some(3)
    lengths = {"up_to_60": came // 2, "up_to_120": came - came // 2}
    modes = {things.LARGE: some(38), things.CONTRAST: some(4), things.VOICE: some(9), things.LANGUAGE: some(1)}
    return uses | lengths | modes | {things.VISIT: came, things.SECONDS: came * 100}


def shows(hall: Hall, items: list[str], day: date = MONDAY) -> None:
    for begin in range(0, len(items), MOST_PLAYS):
        plays = tuple(
            Played("spring", "2", item, f"演示展品𠮷 {item}", f"{place:064x}", 1 + place % 9, 12 * (1 + place % 9))
            for place, item in enumerate(items[begin : begin + MOST_PLAYS], begin)
        )
        tell(hall, SCREENS[2], f"{day}T09", {}, plays)


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Person:
    hall.idle += IDLE_SECONDS
    keeper: Person = person(width=1280, height=800)
    keeper.log_in("吴敏")
    return keeper


def cookies(of: Person) -> dict[str, str]:
    return {one["name"]: one["value"] for one in of.context.cookies()}


def test_a_week_a_month_and_a_year(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/use")
    expect(page.get_by_role("heading", name="使用", exact=True)).to_be_visible()
    expect(page.get_by_text("2026 年 11 月 9 日至 15 日，整个大厅")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("几点人多"))).to_be_visible()
    picture(page, "keeper_use")
    full(page, "use_week_1280")
    page.set_viewport_size({"width": 1920, "height": 1080})
    full(page, "use_week_1920")
    page.get_by_role("link", name="一年").click()
    expect(page.get_by_text("2026 年 1 月 5 日至 11 月 15 日")).to_be_visible()
    full(page, "use_year")
    page.get_by_role("link", name="一个月").click()
    expect(page.get_by_text("2026 年 11 月 2 日至 15 日")).to_be_visible()
    page.get_by_role("link", name="往前").click()
    expect(page.get_by_text("2026 年 10 月 5 日至 11 月 1 日")).to_be_visible()
    page.get_by_label("哪一台").select_option(label="二楼东厅𠮷祥路口终端")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.get_by_text("11 月 1 日，二楼东厅𠮷祥路口终端")).to_be_visible()
    expect(page.get_by_text("一台终端一小时的次数太少")).to_be_visible()
    full(page, "use_screen")


def full(page: Any, name: str) -> None:
    import os
    from pathlib import Path

    if folder := os.environ.get("KIOSK_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
