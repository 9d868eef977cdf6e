"""A keeper begins with 模板, is told what is left of it, and publishes it knowingly; and is asked for what grew old."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from content.kinds.kind import ExhibitKind
from tests.apps.hall.console.conftest import Hall
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_packs import Arrive, add, arrived, built, jpeg, make, published, save


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("template"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


def test_what_is_left_of_the_template_is_told_before_it_is_published(hall: Hall, person: Arrive) -> None:
    page = arrived(hall, person, "吴敏").page
    page.goto(f"{hall.url}/keeper/packs")
    page.get_by_label("名称").fill("云溪里十二月")
    page.get_by_label("编号").fill("december")
    page.get_by_label("从模板开始").check()
    page.get_by_role("button", name="新建").dblclick()  # one pack
    expect(page.get_by_role("heading", name="云溪里十二月")).to_be_visible()
    expect(page.locator("table.items tbody tr")).to_have_count(len(ExhibitKind))
    built(page)
    expect(page.get_by_text(f"{len(ExhibitKind) + 1} 项还有请改").first).to_be_visible()
    page.get_by_role("button", name="批准").click()
    page.get_by_role("button", name="发布").first.click()
    expect(page.get_by_text("观众会看到")).to_be_visible()
    assert not look_at(page, "template_sure")
    page.get_by_role("link", name="看是哪几处").click()
    expect(page.get_by_role("heading", name="还要写成自己的")).to_be_visible()
    assert not look_at(page, "template_left")
    page.get_by_role("row", name="今天谁值班").get_by_role("link", name="去改").click()
    expect(page.get_by_role("heading", name="今天谁值班")).to_be_visible()
    page.goto(f"{hall.url}/keeper/packs/december")
    page.get_by_role("button", name="发布").first.click()
    page.get_by_role("link", name="先不发布").click()
    expect(page.get_by_text("待发布")).to_be_visible()
    page.get_by_role("button", name="发布").first.click()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("alert")).to_contain_text("已发布")


def test_after_its_day_an_item_asks_to_be_looked_through(hall: Hall, person: Arrive) -> None:
    page = arrived(hall, person, "吴敏").page
    make(page, hall, "dues", "办事电话")
    add(page, "打哪个电话", jpeg())
    row = page.locator("table.items")
    row.get_by_role("link", name="打哪个电话", exact=True).click()
    page.get_by_text("更多").click()
    page.get_by_label("核对到").fill("2026-01-31")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("已存下")
    page.goto(f"{hall.url}/keeper/packs/dues")
    expect(row.get_by_role("link", name="请核对")).to_be_visible()
    published(page)
    page.goto(f"{hall.url}/keeper/packs")
    expect(page.locator("ul.stale li", has_text="打哪个电话")).to_contain_text("请核对，核对到 2026-01-31")
    expect(page.locator("table.pack-list").first).to_contain_text("1 项请核对")
    expect(page.locator("table.pack-list").first).to_contain_text(f"{len(ExhibitKind) + 1} 项还有请改")
    assert not look_at(page, "template_due")
    page.locator("ul.stale").get_by_role("link", name="打哪个电话").click()
    expect(page.get_by_label("核对到")).to_have_value("2026-01-31")
    page.get_by_label("核对到").fill("2099-12-31")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("已存下")
    page.goto(f"{hall.url}/keeper/packs/dues")
    expect(row.get_by_role("link", name="请核对")).to_have_count(0)
