"""使用: what a keeper reads of visits and screens, in a browser and in a spreadsheet; what is few is told nowhere."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Connection, insert

from kiosk.core.access.schema import terminals
from kiosk.core.access.sessions import IDLE_SECONDS
from kiosk.core.access.terminals import Terminal
from kiosk.features.exhibition.hall.built import take_folder
from kiosk.features.use.rules import things
from kiosk.features.use.wire import MOST_PLAYS, Counted, HourReport, Played
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.apps.hall.console.test_every_page import faults, too_wide

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
    for weeks_ago in range(3):
        tell(hall, *a_week(MONDAY - timedelta(days=7 * weeks_ago), Random(weeks_ago)))
    shows(hall, [f"item-{number:04d}" for number in range(60)])
    yield hall
    hall.stop()


Report = tuple[Terminal, HourReport, str]


def report(screen: Terminal, hour: str, uses: dict[str, int], plays: tuple[Played, ...] = ()) -> Report:
    counted = tuple(Counted(thing, times) for thing, times in uses.items() if times)
    return screen, HourReport(hour, False, counted, plays), f"{screen.id}-{hour}-{plays[0].item if plays else 'none'}"


def tell(hall: Hall, *reports: Report) -> None:
    def take(connection: Connection) -> None:
        for screen, told, key in reports:
            hall.service.use.take(connection, screen, told, key)

    hall.do(take)


def a_week(monday: date, chance: Random, visits: int = 60) -> Iterator[Report]:
    """Each day `visits` or so, most at ten; one terminal is used three times as much as the other."""
    for day in range(7):
        for hour in range(8, 18):
            for screen, share in zip(SCREENS, (0.75, 0.25), strict=False):
                many = visits * share * (3 if hour == 10 else 1) / 12 * (0.3 if day > 4 else 1)
                came = sum(chance.random() < many / 20 for _ in range(20))
                yield report(screen, f"{monday + timedelta(days=day)}T{hour:02d}", _uses(came, chance) if came else {})


def _uses(came: int, chance: Random) -> dict[str, int]:
    def some(percent: float) -> int:
        return sum(chance.random() * 100 < percent for _ in range(came))

    uses = {things.named(feature, things.OPENED): some(often) for feature, often in OFTEN.items()}
    for one in sorted(things.FINISHING):
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
        tell(hall, report(SCREENS[2], f"{day}T09", {}, plays))


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
    page.set_viewport_size({"width": 1366, "height": 768})
    picture(page, "keeper_use")
    page.set_viewport_size({"width": 1280, "height": 800})
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


def test_it_can_be_read_by_everybody_who_may(hall: Hall, keeper: Person, browser: Browser) -> None:
    """As every page: axe-core, any width; and without scripts, since it has none."""
    for address in ("/keeper/use?time=year", "/keeper/use?screen=2"):
        page = keeper.open(address)
        assert faults(page) == [] and too_wide(page) == [], address
    context = browser.new_context(
        java_script_enabled=False, locale="zh-CN", storage_state=keeper.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{hall.url}/keeper/use?time=year")
    page.get_by_role("link", name="一周").click()
    expect(page.get_by_text("11 月 9 日至 15 日，整个大厅")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="导出总数表").click()
    assert kept.value.suggested_filename == "使用次数-2026-11-09-2026-11-15.xlsx"
    context.close()


def test_what_is_shown_is_proved_exactly(hall: Hall, keeper: Person) -> None:
    renamed = Played("spring", "3", "item-0001", "=1+1", "ab" * 32, 3, 41)
    tell(hall, report(SCREENS[0], "2026-11-16T10", {}, (renamed,)))
    asked = f"{hall.url}/keeper/use/plays.xlsx?from=2026-11-09&to=2026-11-16"
    answer = httpx.get(asked, cookies=cookies(keeper))
    book = load_workbook(io.BytesIO(answer.content))
    in_all = {row[3].value + row[2].value: [cell.value for cell in row] for row in book["合计"].iter_rows(min_row=3)}
    assert len(in_all) == 61
    digest = f"{1:064x}"
    assert in_all["item-00012"] == [
        "演示展品𠮷 item-0001", "spring", "2", "item-0001", digest, 2, 24, 0.4, "2026-11-09", "2026-11-09",
    ]  # fmt: skip
    title = in_all["item-00013"]
    assert (title[0], title[5:8]) == ("=1+1", [3, 41, 0.7]) and b"<f>" not in answer.content
    days = [[cell.value for cell in row] for row in book["按天"].iter_rows(min_row=3)]
    assert days[-1][:4] == ["2026-11-16", "1 号终端", "=1+1", "spring"] and len(days) == 61
    ever = httpx.get(f"{hall.url}/keeper/use/plays.xlsx?from=0001-01-01&to=9999-12-31", cookies=cookies(keeper))
    assert load_workbook(io.BytesIO(ever.content))["合计"].max_row == 63
    future = httpx.get(f"{hall.url}/keeper/use/plays.xlsx?from=2031-01-01&to=2031-01-02", cookies=cookies(keeper))
    assert load_workbook(io.BytesIO(future.content))["合计"].max_row == 2
    for wrong in ("from=2026-11-16&to=2026-11-09", "from=&to=2026-11-09", "from=2026-02-30&to=2026-11-09", ""):
        refused = httpx.get(f"{hall.url}/keeper/use/plays.xlsx?{wrong}", cookies=cookies(keeper))
        assert refused.status_code == 422 and "日期没看懂" in refused.text


def test_two_thousand_items_are_a_short_page_and_a_long_table(hall: Hall, keeper: Person) -> None:
    shows(hall, [f"many-{number:04d}" for number in range(2_000)], date(2026, 10, 5))
    page = keeper.open("/keeper/use?day=2026-10-07")
    expect(page.get_by_text("一共 2000 件，这里是放得最久的 50 件")).to_be_visible()
    asked = f"{hall.url}/keeper/use/plays.xlsx?from=2026-10-05&to=2026-10-11"
    book = load_workbook(io.BytesIO(httpx.get(asked, cookies=cookies(keeper), timeout=60).content), read_only=True)
    assert book["合计"].max_row == 2_002


@pytest.mark.parametrize(
    "query", ["time=century", "day=x", "day=0001-01-01", "day=9999-12-31", "screen=99", "screen=x"]
)
def test_what_cannot_be_read_shows_what_can(hall: Hall, keeper: Person, query: str) -> None:
    answer = httpx.get(f"{hall.url}/keeper/use?{query}", cookies=cookies(keeper))
    assert answer.status_code == 200 and "整个大厅" in answer.text


# -- a small hall, of its own ---------------------------------------------------------------------


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    hall.person("吴敏", "keeper")
    for one in SCREENS:
        row = {"id": one.id, "name": one.name, "token_hash": one.name, "enrolled_at": "2026", "kind": one.kind}
        hall.do(lambda connection, row=row: connection.execute(insert(terminals).values(**row)).close())  # type: ignore[misc]
    yield hall
    hall.stop()


@contextmanager
def keeper_of(hall: Hall) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hall.url) as client:
        assert client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        yield client


def test_a_hall_of_its_first_day_says_when_there_will_be_something(village: Hall) -> None:
    with keeper_of(village) as keeper:
        assert "还没有满一周的数" in keeper.get("/keeper/use").text
        tell(village, report(SCREENS[0], "2026-11-17T09", {"visit": 9}))
        page = keeper.get("/keeper/use").text
        assert "这段时间没有人用。" in page and "屏幕上没有放过内容" in page
        village.now += timedelta(days=7)
        assert "<b>9</b> 次使用" in keeper.get("/keeper/use").text


NUMBERS = re.compile(r"(?<![\d年月.])\b([1-4]) 次|>([1-4])</")


def test_few_are_told_nowhere_and_cannot_be_worked_out(village: Hall) -> None:
    """Twelve visits: nine at one terminal, three at the other. Neither is told; nor is any hour of them."""
    for hour, (here, there) in enumerate(((5, 1), (2, 0), (2, 2)), 9):
        for screen, count in zip(SCREENS, (here, there), strict=False):
            uses = {"visit": count, "tickets.opened": count, "tickets.finished": count, "large": min(count, 1)}
            tell(village, report(screen, f"2026-11-10T{hour:02d}", uses))
    with keeper_of(village) as keeper:
        hall, first, second = (keeper.get(f"/keeper/use?screen={one}").text for one in ("", 1, 2))
        assert "<b>12</b> 次使用" in hall and "<b>—</b> 次使用" in first and "<b>少于 5</b> 次使用" in second
        for page in (hall, first, second):
            assert not NUMBERS.search(page.split("屏幕上放了什么")[0]), NUMBERS.search(page)
        assert "周二 11 点：少于 5 次" in hall and "周二 9 点：6 次" in hall
        told = []
        for asked in ("", "1", "2"):
            book = load_workbook(io.BytesIO(keeper.get(f"/keeper/use/counts.xlsx?screen={asked}").content))
            cells = [cell.value for sheet in book for row in sheet.iter_rows(min_row=3, min_col=2) for cell in row]
            told += [cell for cell in cells if isinstance(cell, int)]
        assert set(told) <= {0, 5, 6, 12} and "少于 5" in cells


def test_a_published_exhibit_that_no_screen_showed_is_named(village: Hall, tmp_path: Path) -> None:
    folder = tmp_path / "spring"
    folder.mkdir()
    items = "".join(
        f'[[items]]\nid = "{name}"\nkind = "article"\nfile = "{name}.md"\ntitle = "演示{name}"\n' for name in ("a", "b")
    )
    (folder / "manifest.toml").write_text(
        f'format = 1\nname = "spring"\nversion = "1"\ntitle = "演示"\n{items}', "utf-8"
    )
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(f"# 演示{name}\n\n演示的一段话。\n", "utf-8")
    version = take_folder(village.service.packs, folder, village.now.date()).version
    village.service.packs.approve(version.id)
    village.service.packs.publish(version.id)
    tell(village, report(SCREENS[0], "2026-11-17T09", {}, (Played("spring", "1", "a", "演示a", "", 1, 12),)))
    with keeper_of(village) as keeper:
        assert "近 30 天一次也没有放" not in keeper.get("/keeper/use").text  # published just now
        village.now += timedelta(days=1)
        page = keeper.get("/keeper/use").text.split("近 30 天一次也没有放", 1)[1]
        assert "演示b" in page and "演示a" not in page
        village.service.packs.take_down("spring", "b")
        assert "近 30 天一次也没有放" not in keeper.get("/keeper/use").text


def full(page: Page, name: str) -> None:
    """As long as it is."""
    if folder := os.environ.get("KIOSK_PICTURES"):
        page.evaluate("document.fonts.ready.then(() => null)")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
