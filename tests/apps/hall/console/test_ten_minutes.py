"""An editor's tables become a gallery, a map, a directory and a roster, checked, previewed and published, in a browser.

Everything by what stands on the page. The figure of the issue is ten minutes, with the hands of a person; a machine's
hands take what the hall takes.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from content.kinds.directory import Directory
from content.kinds.kind import ExhibitKind
from content.kinds.map import Places
from content.kinds.people import People
from content.kinds.roster import Roster
from content.kinds.table import SHEETS
from content.pack.exhibit import PROFILES
from content.pack.open import Pack, open_pack
from kiosk.features.exhibition.rules.schedule import on_at
from kiosk.features.exhibition.rules.showing import Screen
from tests.apps.hall.console.conftest import Hall, picture, see
from tests.apps.hall.console.test_packs import Arrive, arrived, jpeg, make, published, save
from tests.apps.hall.console.test_sheets import dropped

MOST_SECONDS = 600
AT = datetime(2026, 12, 1, 9, 0)
ROWS: dict[ExhibitKind, dict[str, list[dict[str, str]]]] = {
    ExhibitKind.PEOPLE: {
        "人物": [
            {"姓名": "许知夏（演示）", "职务": "网格员", "亮身份": "是", "事迹": "二十年，一条巷子，家家都进过门。",
             "承诺": "有事就来敲门", "照片": "许知夏", "同意": "本人签字", "同意到": "2099-12-31"},
            {"姓名": "𠮷冯一舟·演示", "职务": "志愿者", "承诺": "周末都在", "照片": "冯一舟"},
        ]
    },
    ExhibitKind.MAP: {
        "地图": [
            {"名称": "云溪里中心（演示）", "种类": "中心", "横": "30%", "纵": "40%", "步行分钟": "0", "本处": "是",
             "地址": "演示路 1 号", "去法": "就在这里"},
            {"名称": "桥头服务站（演示）", "种类": "站", "横": "60%", "纵": "55%", "步行分钟": "6", "去法": "出门右转"},
            {"名称": "东巷服务点（演示）", "种类": "点", "横": "80%", "纵": "20%", "步行分钟": "9"},
        ]
    },
    ExhibitKind.DIRECTORY: {
        "事项": [
            {"事项": "组织关系转接", "窗口": "1 号窗口", "带什么": "身份证、接收支部全称", "时间": "8:30-17:30"},
            {"事项": "帮办代办", "窗口": "2 号窗口", "带什么": "身份证"},
        ],
        "窗口和房间": [{"名称": f"{number} 号窗口", "楼层": "1", "种类": "窗口"} for number in (1, 2)],
        "常见问题": [{"问题": "不知道支部全称怎么办？", "回答": "到 1 号窗口请工作人员查。"}],
    },
    ExhibitKind.ROSTER: {
        "值班表": [
            {"星期": "一二三四五", "姓名": "许知夏（演示）", "岗位": "先锋岗", "时间": "8:30-17:30", "地点": "服务台"},
            {"日期": "2027-01-01", "姓名": "放假"},
        ]
    },
}  # fmt: skip
HAVE_PAGES = Path("kiosk/features/exhibition/terminal/modules/registry.py").read_text(encoding="utf-8")
"""Read and not run: a hall has no window."""
PICTURES = {ExhibitKind.PEOPLE: ("许知夏", "冯一舟"), ExhibitKind.MAP: ("地图",)}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("minutes"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


def taken_home(page: Page, kind: ExhibitKind, folder: Path) -> Path:
    """The empty table, as the page gives it."""
    called = SHEETS[kind].called
    if not page.locator("details.add").evaluate("one => one.open"):
        page.get_by_text("加展品").first.click()
    if not page.get_by_role("link", name=f"空表：{called}").is_visible():
        page.get_by_text("填表做的展品").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name=f"空表：{called}").click()
    coming.value.save_as(folder / f"{called}.xlsx")
    return folder / f"{called}.xlsx"


def filled_in(path: Path, tables: dict[str, list[dict[str, str]]]) -> bytes:
    """As somebody writes below the headers, in a spreadsheet's own window."""
    book = load_workbook(path)
    for name, rows in tables.items():
        sheet = book[name]
        heads = [cell.value for cell in sheet[1]]
        for row in rows:
            assert row.keys() <= {*heads}, (row, heads)
            sheet.append([row.get(str(head), "") for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_tables_become_exhibits_within_ten_minutes(hall: Hall, person: Arrive, tmp_path: Path) -> None:
    began = time.monotonic()
    page = arrived(hall, person, "郑文").page
    make(page, hall, "hall", "云溪里（演示）")
    for kind, tables in ROWS.items():
        table = filled_in(taken_home(page, kind, tmp_path), tables)
        dropped(page, **{f"{SHEETS[kind].called}_xlsx": table},
                **{f"{name}_jpg": jpeg(art="lane") for name in PICTURES.get(kind, ())})  # fmt: skip
        page.get_by_label("类型").select_option(SHEETS[kind].called)
        page.get_by_label("来源").fill("演示")
        page.locator("#f-source_date").fill("2026-11-01")
        save(page)
        expect(page.get_by_role("heading", name=SHEETS[kind].called, exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name="里面有什么")).to_be_visible()
        expect(page.locator(".found-list")).to_have_count(0)
        picture(page, f"ten_{kind}")
        if f"ExhibitKind.{kind.name}:" in HAVE_PAGES:
            previewed(page, tmp_path / f"{kind}.png")
        page.get_by_role("link", name="云溪里（演示）").click()
    page.get_by_role("link", name="检查", exact=True).click()
    expect(page.get_by_role("heading", name="检查报告")).to_be_visible()
    expect(page.get_by_text("不能放", exact=True)).to_have_count(0)
    picture(page, "ten_checked")
    keeper = arrived(hall, person, "吴敏").page
    keeper.goto(f"{hall.url}/keeper/packs/hall")
    published(keeper)
    took = time.monotonic() - began
    print(f"an editor's tables were published after {took:.0f} s")
    assert took < MOST_SECONDS
    shown(hall, tmp_path)


def previewed(page: Page, out: Path) -> None:
    """Upright, lying and large: each is drawn, and not an empty page."""
    for orientation, mode in (("竖屏", "平常"), ("横屏", "大字")):
        page.get_by_label("屏幕方向").select_option(orientation)
        page.get_by_label("显示").select_option(mode)
        see(page, "看")
        expect(page.locator(".preview button")).not_to_have_attribute("aria-busy", "true")
        expect(page.locator(".seen img")).to_be_visible()
        drawn = page.request.get(str(page.locator(".seen img").get_attribute("src")))
        out.write_bytes(drawn.body())
        with Image.open(out) as seen:
            assert seen.size == ((1080, 1920) if orientation == "竖屏" else (1920, 1080))
            assert len(seen.convert("RGB").getcolors(1 << 24) or ()) > 100
        picture(page, f"ten_{out.stem}_{orientation}")


def shown(hall: Hall, folder: Path) -> None:
    """What screens of each level get of it, by the code that opens it there."""
    (version,) = [one for one in hall.service.packs.playing() if one.pack == "hall"]
    with hall.service.packs.opened(version) as file, zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "shown")
    pack: Pack = open_pack(folder / "shown")
    assert pack.problems == ()
    contents = {one.kind: one.content for one in pack.exhibits}
    people, places = contents[ExhibitKind.PEOPLE], contents[ExhibitKind.MAP]
    directory, roster = contents[ExhibitKind.DIRECTORY], contents[ExhibitKind.ROSTER]
    assert isinstance(people, People) and isinstance(places, Places)
    assert isinstance(directory, Directory) and isinstance(roster, Roster)
    assert [one.name for one in people.people] == ["许知夏（演示）", "𠮷冯一舟·演示"] and len(people.pictures()) == 2
    assert len(places.places) == 3 and len(directory.services) == 2 and roster.on(AT.date()).duties
    for profile in PROFILES:
        assert len(on_at(pack.exhibits, AT, Screen("terminal", profile))) == 4
