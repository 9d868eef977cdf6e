"""An editor's tables in the browser: dropped with their pictures, changed row by row, taken home and brought again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.apps.conftest import PATIENCE_MS
from tests.apps.hall.console.conftest import PASSWORD, Hall, picture
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_old_browser import taken_away
from tests.apps.hall.console.test_packs import Arrive, arrived, choose, file, jpeg, make, published, save
from tests.content.test_filled import sheet, zipped

STEPS = sheet(("取号", "点取号机，选事项", "一"), ("等叫号", "看大屏", "二"), (None, "没有写做什么"))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One for all stories: each makes a pack of its own."""
    hall = Hall(tmp_path_factory.mktemp("sheets"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


@pytest.fixture
def page(hall: Hall, person: Arrive) -> Page:
    return arrived(hall, person, "吴敏").page


def dropped(page: Page, **files: bytes) -> None:
    """As a folder's files fall on the page."""
    page.wait_for_load_state()  # or nobody hears it yet
    added = "".join(
        f"all.items.add(new File([Uint8Array.from({json.dumps([*content])})], {json.dumps(name.replace('_', '.'))}));"
        for name, content in files.items()
    )
    page.evaluate(f"""() => {{
        const all = new DataTransfer(); {added}
        document.body.dispatchEvent(new DragEvent("drop", {{ dataTransfer: all, bubbles: true }}));
    }}""")


def brought(page: Page, hall: Hall, pack: str) -> None:
    """A pack with one guide of two steps, the second without its picture; its own page is open."""
    make(page, hall, pack, "办事指南")
    dropped(page, 怎么取号_xlsx=STEPS, 一_jpg=jpeg(art="lane"))
    save(page)
    expect(page.get_by_role("heading", name="怎么取号", exact=True)).to_be_visible()


def rows(page: Page) -> list[str]:
    expect(page.locator("table.rows").first).to_be_visible()  # a click may still be on its way there
    return page.locator("table.rows td b").all_inner_texts()


def test_a_table_dropped_with_its_pictures_is_one_item_and_says_what_it_lacks(hall: Hall, page: Page) -> None:
    brought(page, hall, "steps")
    expect(page.get_by_role("alert")).to_contain_text("第 5 行 A 列")
    expect(page.locator("main")).to_contain_text("2 步，1 张图片，缺 1 张图片")
    picture(page, "sheet_item")
    page.get_by_label("图片（可以一次选几张）").set_input_files([file("二.jpg", jpeg("#204060"))])
    save(page)
    expect(page.locator("main")).to_contain_text("2 步，2 张图片")
    expect(page.get_by_text("缺 1 张图片")).to_have_count(0)
    page.get_by_role("link", name="看每一行、改").click()
    assert rows(page) == ["取号", "等叫号"]
    page.get_by_role("button", name="去掉 二.jpg").click()
    expect(page.locator("table.rows .chip.warn")).to_contain_text("缺图片")
    page.get_by_role("link", name="办事指南").click()
    expect(page.locator("table.items tbody tr")).to_have_count(1)
    published(page)


def test_rows_are_written_in_the_page_one_at_a_time(hall: Hall, page: Page) -> None:
    make(page, hall, "rows", "入党誓词")
    page.get_by_text("加展品").first.click() if not page.locator("details.add").evaluate("one => one.open") else None
    page.get_by_text("填表做的展品").click()
    page.get_by_role("link", name="在网页上写：步骤").click()
    page.get_by_label("展品的标题").fill("怎么办")
    page.get_by_label("说明").fill("没有写做什么")
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("有 1 处要改")
    expect(page.locator("#s-title")).to_have_text("缺少 步骤")
    expect(page.get_by_label("说明")).to_have_value("没有写做什么")
    picture(page, "sheet_row_wrong")
    page.get_by_label("步骤").fill("先取号")
    page.get_by_role("button", name="存下，再加一行").click()
    page.get_by_label("步骤").fill("再等叫号")
    page.get_by_label("选一张图片").set_input_files([file("大屏.jpg", jpeg(art="morning"))])
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.locator("table.rows tbody tr")).to_have_count(2)
    page.get_by_role("button", name="往前：再等叫号").click()
    expect(page.locator("table.rows td b").first).to_have_text("再等叫号")
    page.get_by_role("link", name="改 先取号").click()
    page.get_by_label("步骤").fill("取号")
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.locator("table.rows td b").last).to_have_text("取号")
    picture(page, "sheet_rows")
    page.get_by_role("button", name="去掉 取号").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(1)
    page.get_by_role("button", name="去掉 再等叫号").click()
    expect(page.get_by_role("alert")).to_contain_text("表里一行能用的也没有")  # 去掉 of the item takes all of it
    expect(page.locator("table.rows tbody tr")).to_have_count(1)


def test_a_table_is_taken_home_changed_and_brought_again_with_its_pictures(
    hall: Hall, page: Page, tmp_path: Path
) -> None:
    brought(page, hall, "home")
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载表格").click()
    assert coming.value.suggested_filename == "怎么取号.xlsx"
    coming.value.save_as(tmp_path / "改.xlsx")
    book = load_workbook(tmp_path / "改.xlsx")
    book["步骤"].cell(3, 1).value = "坐下等叫号"
    book.save(tmp_path / "改.xlsx")
    page.locator("input[name=file]").set_input_files(tmp_path / "改.xlsx")
    save(page)
    expect(page.get_by_role("alert")).not_to_contain_text("第 5 行")
    expect(page.locator("main")).to_contain_text("2 步，1 张图片")
    page.get_by_role("link", name="看每一行、改").click()
    assert rows(page) == ["取号", "坐下等叫号"]
    page.goto(f"{hall.url}/keeper/packs/home")
    page.get_by_text("加展品").first.click()
    page.get_by_text("填表做的展品").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="空表：步骤").click()
    coming.value.save_as(tmp_path / "空.xlsx")
    assert load_workbook(tmp_path / "空.xlsx")["步骤"].cell(1, 1).value == "步骤"


def test_of_two_editors_at_one_row_the_second_is_told_and_loses_nothing(hall: Hall, page: Page, person: Arrive) -> None:
    brought(page, hall, "two")
    other = arrived(hall, person, "郑文").page
    for one in (page, other):
        one.goto(f"{hall.url}/keeper/packs/two/row?item=item-1&number=1")
    for one, text in ((page, "先来的"), (other, "后来的")):
        one.get_by_label("步骤").fill(text)
        one.get_by_role("button", name="存下", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("刚才有人改过这一行")
    expect(other.get_by_label("步骤")).to_have_value("后来的")
    page.go_back()
    page.get_by_label("步骤").fill("从后退键来的")
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.get_by_role("link", name="从后退键来的", exact=True)).to_be_visible()
    other.get_by_role("button", name="存下", exact=True).click()  # what he saw is not what is there by now
    expect(other.get_by_role("alert")).to_contain_text("刚才有人改过这一行")
    other.get_by_role("button", name="存下", exact=True).click()
    expect(other.get_by_role("link", name="后来的", exact=True)).to_be_visible()


def test_a_packed_folder_is_one_item_where_its_kind_is_said(hall: Hall, page: Page) -> None:
    make(page, hall, "packed", "压缩包")
    choose(page, {"name": "材料.zip", "mimeType": "application/zip",
                  "buffer": zipped(表_xlsx=STEPS, 一_jpg=jpeg(), 二_jpg=jpeg(), 说明_pdf=b"x")})  # fmt: skip
    page.get_by_label("类型").select_option("步骤")
    page.get_by_label("标题", exact=True).fill("三步办好")
    save(page)
    expect(page.get_by_role("heading", name="三步办好")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("说明.pdf")
    expect(page.locator("main")).to_contain_text("2 步，2 张图片")


def test_what_is_wrong_with_a_table_is_said_by_its_place_and_the_form_stays(hall: Hall, page: Page) -> None:
    make(page, hall, "wrong", "错表")
    dropped(page, 表_xlsx=sheet((None, "没有"), (None, "都没有")), 一_jpg=jpeg())
    page.get_by_label("标题", exact=True).fill("错的")
    save(page)
    expect(page.locator(".sending .bad")).to_contain_text("第 3 行 A 列")
    expect(page.get_by_label("标题", exact=True)).to_have_value("错的")


def test_every_page_of_a_sheet_is_sound_at_every_width(hall: Hall, page: Page) -> None:
    make(page, hall, "look", "长长的名称二十个字看一看会不会折行出去")
    dropped(page, 很长很长的文件名_xlsx=sheet(*(("办" * 40, "说明" * 150, f"{'图' * 40}{at}") for at in range(12))),
            **{f"{'图' * 40}0_jpg": jpeg()})  # fmt: skip
    save(page)
    expect(page.get_by_text("12 步")).to_be_visible()
    found = look_at(page, "sheet_item")
    for path in ("rows?item=item-1", "row?item=item-1&number=1", "row?kind=steps"):
        page.goto(f"{hall.url}/keeper/packs/look/{path}")
        found += look_at(page, f"sheet_{path.replace('?', '_').replace('&', '_')}")
    page.goto(f"{hall.url}/keeper/packs/look")
    page.get_by_text("加展品").first.click()
    page.get_by_text("填表做的展品").click()
    found += look_at(page, "sheet_add")
    assert found == []


def test_every_step_works_in_a_browser_of_the_age_of_chrome_80(hall: Hall, person: Arrive) -> None:
    one = person()
    one.context.add_init_script(taken_away())
    page = one.log_in("吴敏")
    brought(page, hall, "old")
    page.get_by_role("link", name="加一行").click()
    page.get_by_label("步骤").fill("办好")
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.locator("table.rows tbody tr")).to_have_count(3)


def test_every_step_works_without_script(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{hall.url}/console/login")
    page.get_by_label("姓名").fill("吴敏")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    make(page, hall, "plain", "没有脚本")
    choose(page, file("表.xlsx", STEPS), file("一.jpg", jpeg()))
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("第 5 行 A 列")
    expect(page.locator("main")).to_contain_text("2 步，1 张图片")
    page.get_by_role("link", name="加一行").click()
    page.get_by_label("步骤").fill("办好")
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.locator("table.rows tbody tr")).to_have_count(3)
    context.close()
