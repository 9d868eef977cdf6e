"""A keeper makes a pack in the browser alone: an exhibit from a file, the report, a version, published; and back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.core.access.rights import Role
from tests.apps.hall.console.conftest import Hall, Person, picture

Arrive = Callable[..., Person]


@pytest.fixture
def keeper(hall: Hall, person: Arrive, tmp_path: Path) -> Person:
    return arrived(hall, person, tmp_path, "keeper")


def arrived(hall: Hall, person: Arrive, tmp_path: Path, role: Role) -> Person:
    hall.person("吴敏", role)
    one = person()
    one.log_in("吴敏")
    return one


def jpeg(color: str = "#c8b090") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 1600), color).save(out, "JPEG", exif=_placed())
    return out.getvalue()


def _placed() -> Image.Exif:
    """A photograph that tells where and by whom it was taken."""
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x013B] = "演示作者"
    return exif


def make(page: Page, hall: Hall) -> None:
    page.goto(f"{hall.url}/keeper/packs")
    page.get_by_label("名称").fill("春天")
    page.get_by_label("编号").fill("spring")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", name="春天")).to_be_visible()


def add(page: Page, title: str, content: bytes, name: str = "巷子.jpg") -> None:
    page.get_by_label("文件").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})
    page.get_by_label("标题").fill(title)
    page.get_by_label("来源").fill("演示")
    page.get_by_label("日期").fill("2026-11-01")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("alert")).to_contain_text("已存下")


def built(page: Page) -> None:
    page.get_by_role("link", name="检查").click()
    expect(page.get_by_role("heading", name="检查报告")).to_be_visible()
    page.get_by_role("button", name="做成新的一版").click()
    expect(page.get_by_text("待批准")).to_be_visible()


def test_a_pack_made_in_the_browser_is_published_and_rolled_back(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall)
    add(page, "二十年，这条巷子", jpeg())
    expect(page.get_by_role("cell", name="二十年，这条巷子", exact=True)).to_be_visible()
    built(page)
    page.get_by_role("button", name="批准").click()
    page.get_by_role("button", name="发布").click()
    expect(page.locator(".chip.ok")).to_have_text("在放")
    add(page, "门口的树", jpeg("#204060"), "树.jpg")
    built(page)
    page.get_by_role("button", name="批准").click()
    page.get_by_role("button", name="发布").first.click()
    expect(page.locator("tr.on")).to_contain_text("2")
    page.wait_for_load_state("networkidle")  # the icons are a font, and the page is a moment old
    picture(page, "packs")
    page.get_by_role("button", name="回到上一版").click()
    expect(page.locator("tr.on").last).to_contain_text("1")
    page.get_by_role("link", name="内容", exact=True).click()
    expect(page.get_by_text("第 1 版，1 项")).to_be_visible()
    photos = list((hall.service.settings.data_dir / "packs" / "drafts" / "spring").glob("*.jpg"))
    assert len(photos) == 2 and not any("演示作者".encode() in photo.read_bytes() for photo in photos)


def test_what_a_file_is_refused_for_is_said_and_what_was_typed_stays(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall)
    page.get_by_label("文件").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    page.get_by_label("标题").fill("坏的")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("标题")).to_have_value("坏的")


def test_of_two_editors_the_second_is_told(hall: Hall, keeper: Person, person: Arrive) -> None:
    page = keeper.page
    make(page, hall)
    other = person()
    other.log_in("吴敏")
    other.page.goto(f"{hall.url}/keeper/packs/spring")
    add(page, "先来的", jpeg())
    other.page.get_by_label("文件").set_input_files({"name": "b.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    other.page.get_by_label("标题").fill("后来的")
    other.page.get_by_role("button", name="存下").click()
    expect(other.page.get_by_role("alert")).to_contain_text("刚才有人改过")
    expect(other.page.get_by_label("标题")).to_have_value("后来的")


def test_an_exhibit_is_seen_as_the_terminal_draws_it(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall)
    add(page, "巷子", jpeg())
    seen = page.request.get(f"{hall.url}/keeper/packs/spring/preview?item=item-1&orientation=landscape&mode=elder")
    with Image.open(io.BytesIO(seen.body())) as drawn:
        assert (seen.status, drawn.format, drawn.size) == (200, "PNG", (1920, 1080))
    assert page.request.get(f"{hall.url}/keeper/packs/spring/preview?item=item-1&mode=sideways").status == 404
    assert page.request.get(f"{hall.url}/keeper/packs/spring/preview?item=nothing").status == 409


def test_an_editor_edits_and_cannot_publish(hall: Hall, person: Arrive, tmp_path: Path) -> None:
    page = arrived(hall, person, tmp_path, "editor").page
    make(page, hall)
    add(page, "巷子", jpeg())
    built(page)
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    expect(page.get_by_role("button", name="发布")).to_have_count(0)
