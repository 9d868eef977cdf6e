"""A keeper makes a pack in the browser alone: exhibits from files, the report, a version, published; and back."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from content.pack.open import STARTER
from content.turning import films
from tests.apps.conftest import PATIENCE_MS
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture, see
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_old_browser import taken_away
from tests.content.films import film

Arrive = Callable[..., Person]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One for all stories: each makes a pack of its own."""
    hall = Hall(tmp_path_factory.mktemp("packs"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Person:
    return arrived(hall, person, "吴敏")


def arrived(hall: Hall, person: Arrive, name: str) -> Person:
    one = person()
    one.log_in(name)
    return one


def jpeg(color: str = "#c8b090", art: str = "") -> bytes:
    """Of one colour; `art`: one of the pictures of the starter pack."""
    out = io.BytesIO()
    if art:
        with Image.open(STARTER / "pictures" / f"{art}.png") as drawn:
            drawn.convert("RGB").save(out, "JPEG", exif=_placed())
    else:
        Image.new("RGB", (1200, 1600), color).save(out, "JPEG", exif=_placed())
    return out.getvalue()


def _placed() -> Image.Exif:
    """A photograph that tells where and by whom it was taken."""
    exif = Image.new("1", (1, 1)).getexif()
    exif[0x013B] = "演示作者"
    return exif


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def make(page: Page, hall: Hall, name: str, title: str) -> None:
    page.goto(f"{hall.url}/keeper/packs")
    page.get_by_label("名称").fill(title)
    page.get_by_label("编号").fill(name)
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def choose(page: Page, *files: FilePayload) -> None:
    if not page.locator("details.add").evaluate("one => one.open"):
        page.get_by_text("加展品").click()
    page.locator("input[name=file]").set_input_files([*files])


def save(page: Page) -> None:
    page.get_by_role("button", name="存下").click()


def add(page: Page, title: str, content: bytes, name: str = "巷子.jpg") -> None:
    choose(page, file(name, content))
    page.get_by_label("标题", exact=True).fill(title)
    page.get_by_label("来源").fill("演示")
    page.locator("#f-source_date").fill("2026-11-01")
    save(page)
    expect(page.locator("table.items").get_by_role("link", name=title, exact=True)).to_be_visible()


def built(page: Page) -> None:
    page.get_by_role("link", name="检查", exact=True).click()
    expect(page.get_by_role("heading", name="检查报告")).to_be_visible()
    page.get_by_role("button", name="做成新的一版").click()
    expect(page.get_by_text("待批准")).to_be_visible()


def published(page: Page) -> None:
    built(page)
    page.get_by_role("button", name="批准").click()
    page.get_by_role("button", name="发布").first.click()
    expect(page.get_by_role("alert")).to_contain_text("已发布")


def titles(page: Page) -> Locator:
    return page.locator("table.items td b")


def test_a_pack_made_in_the_browser_is_published_and_rolled_back(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "spring", "二十年，这条巷子")
    add(page, "小巷的早晨", jpeg(art="lane"))
    published(page)
    add(page, "服务中心", jpeg(art="morning"), "树.jpg")
    published(page)
    expect(page.locator(".versions li.on")).to_contain_text("第 2 版")
    page.wait_for_load_state("networkidle")  # the icons are a font, and the page is a moment old
    picture(page, "packs")
    page.get_by_role("button", name="回到上一版").click()
    expect(page.locator(".versions li.on")).to_contain_text("第 1 版")
    page.get_by_role("link", name="内容", exact=True).click()
    row = page.get_by_role("row").filter(has_text="spring")
    expect(row).to_contain_text("在放，第 1 版")
    expect(row).to_contain_text("所有屏幕")
    photos = list((hall.service.settings.data_dir / "packs" / "drafts" / "spring").glob("*.jpg"))
    assert len(photos) == 2 and not any("演示作者".encode() in photo.read_bytes() for photo in photos)


def test_files_dropped_together_are_an_item_each_and_get_their_titles_in_one_list(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "many", "国庆合影")
    dropped = "".join(
        f"all.items.add(new File([Uint8Array.from({json.dumps([*content])})], {json.dumps(name)}));"
        for name, content in (("小巷.jpg", jpeg()), ("坏的.jpg", b"no picture"), ("𠮷田.jpg", jpeg("#204060")))
    )
    page.wait_for_load_state()  # or nobody hears it yet
    page.evaluate(f"""() => {{
        const all = new DataTransfer(); {dropped}
        document.body.dispatchEvent(new DragEvent("drop", {{ dataTransfer: all, bubbles: true }}));
    }}""")
    expect(page.get_by_text("标题先用各自的文件名")).to_be_visible()
    save(page)
    expect(page.locator(".sending .good")).to_have_count(2)
    expect(page.locator(".sending .bad")).to_contain_text("图片打不开")  # one keeps none of the others away
    page.get_by_role("link", name="写标题").click()
    expect(page.get_by_label("标题 2")).to_have_value("𠮷田")
    page.get_by_label("标题 1").fill("二十年，这条巷子")
    page.get_by_label("来源").fill("演示")
    page.get_by_label("展出到").fill("2026-12-01")
    picture(page, "packs_titles")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("2 项已存下")
    expect(titles(page)).to_have_text(["二十年，这条巷子", "𠮷田"])
    expect(page.locator("table.items")).to_contain_text("还有 14 天")
    for place in range(2):
        expect(page.locator(".small-picture img").nth(place)).to_have_js_property("naturalWidth", 192)


def test_items_are_moved_and_several_changed_together(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "order", "一图读懂")
    choose(page, *(file(f"{name}.jpg", jpeg()) for name in "甲乙丙"))
    save(page)
    page.get_by_role("link", name="以后再写").click()
    page.get_by_role("button", name="往前：丙").click()
    expect(titles(page)).to_have_text(["甲", "丙", "乙"])
    page.get_by_role("button", name="往后：甲").click()
    expect(titles(page)).to_have_text(["丙", "甲", "乙"])
    page.get_by_role("link", name="乙", exact=True).click()
    page.get_by_label("放到第几个").fill("1")
    page.get_by_role("button", name="移到那里").click()
    expect(titles(page)).to_have_text(["乙", "丙", "甲"])
    for name in "乙甲":
        page.get_by_label(f"选中：{name}").check()
    page.locator("#several [name=valid_until]").fill("2026-12-31")
    page.get_by_role("button", name="改选中的").click()
    expect(page.get_by_role("alert")).to_contain_text("2 项改成展出到 2026-12-31")
    assert page.locator("table.items").get_by_text("2026-12-31").count() == 2
    page.get_by_role("button", name="去掉 丙").click()
    expect(titles(page)).to_have_text(["乙", "甲"])


def test_what_a_file_is_refused_for_is_said_and_what_was_typed_stays(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "refused", "停水通知")
    choose(page, file("a.jpg", b"no picture"))
    page.get_by_label("标题", exact=True).fill("坏的")
    save(page)
    expect(page.locator(".sending .bad")).to_be_visible()
    expect(page.get_by_label("标题", exact=True)).to_have_value("坏的")
    choose(page, file("a.jpg", jpeg()))
    page.get_by_text("更多").click()
    page.get_by_label("插播").check()
    save(page)
    expect(page.locator(".sending .bad")).to_contain_text("展出到")  # an interrupt without an end
    page.locator("#f-valid_until").fill("2026-12-01")
    choose(page, file("a.jpg", jpeg()))
    save(page)
    expect(page.locator("table.items")).to_contain_text("坏的")


def test_of_two_editors_the_second_is_told(hall: Hall, keeper: Person, person: Arrive) -> None:
    page = keeper.page
    make(page, hall, "two", "办事指南")
    add(page, "巷子", jpeg())
    other = arrived(hall, person, "郑文").page
    other.goto(f"{hall.url}/keeper/packs/two/item?item=item-1")
    page.get_by_role("link", name="改 巷子").click()
    page.get_by_label("标题", exact=True).fill("先来的")
    save(page)
    expect(page.get_by_role("heading", name="先来的")).to_be_visible()
    other.get_by_label("标题", exact=True).fill("后来的")
    save(other)
    expect(other.get_by_role("alert")).to_contain_text("刚才有人改过")
    expect(other.get_by_label("标题", exact=True)).to_have_value("后来的")
    page.goto(f"{hall.url}/keeper/packs/two")
    expect(titles(page)).to_have_text(["先来的"])


def test_an_exhibit_is_seen_inside_the_page_as_the_terminal_draws_it(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "seen", "冬季志愿活动")
    add(page, "巷子", jpeg())
    page.get_by_role("link", name="改 巷子").click()
    page.get_by_label("屏幕方向").select_option("横屏")
    page.get_by_label("显示").select_option("大字")
    see(page, "看")
    expect(page.locator(".seen img")).to_be_visible()
    expect(page.locator(".preview button")).not_to_have_attribute("aria-busy", "true")
    assert page.locator(".seen img").evaluate("one => [one.naturalWidth, one.naturalHeight]") == [1920, 1080]
    picture(page, "packs_preview")
    for photo in (hall.service.settings.data_dir / "packs" / "drafts" / "seen").glob("*.jpg"):
        photo.unlink()
    page.get_by_label("显示").select_option("高对比")
    see(page, "看")
    expect(page.locator(".seen p")).to_contain_text("内容包里没有这一项")  # and why, inside the page too
    address = f"{hall.url}/keeper/packs/seen/preview?item=item-1"
    assert page.request.get(f"{address}&mode=sideways").status == 404
    assert page.request.get(f"{address}&at=soon").status == 404


def test_a_finding_leads_to_its_field(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "report", "党费怎么算")
    choose(page, file("长图.png", _poster()))
    save(page)
    page.get_by_role("link", name="检查", exact=True).click()
    page.get_by_role("row").filter(has_text="文字稿").get_by_role("link", name="去改").click()
    expect(page.get_by_label("文字稿")).to_be_visible()  # though it stands behind 更多
    page.get_by_label("文字稿").set_input_files({"name": "稿.txt", "mimeType": "text/plain", "buffer": b"words"})
    save(page)
    expect(page.get_by_label("去掉文字稿")).to_have_count(1)
    page.get_by_role("link", name="党费怎么算").click()
    expect(page.locator(".side-cards")).to_contain_text("改过以后没有检查")
    page.get_by_role("link", name="检查", exact=True).click()
    expect(page.get_by_role("heading", name="检查报告")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="文字稿")).to_have_count(0)


def _poster() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1000, 4000), "#204060").save(out, "PNG")
    return out.getvalue()


def test_an_editor_edits_and_cannot_publish(hall: Hall, person: Arrive) -> None:
    page = arrived(hall, person, "郑文").page
    make(page, hall, "editor", "暑期托管")
    add(page, "巷子", jpeg())
    built(page)
    for name in ("批准", "发布", "撤下", "整包撤下"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_why_something_shows_is_said_for_the_draft_and_for_the_hall(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "why", "冬天")
    add(page, "雪", jpeg())
    published(page)
    page.get_by_role("link", name="改 雪").click()
    page.locator("#f-valid_from").fill("2026-12-24")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("已存下“雪”")
    page.get_by_role("button", name="哪天放、为什么").click()
    expect(page.locator(".day-list")).to_contain_text("还没到开始的时候：12 月 24 日（星期四）0:00 起。")
    page.get_by_label("看哪一份").select_option("大厅现在放的")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.locator(".day-list")).to_contain_text("正在展出，没有截止日期。")
    page.get_by_label("看哪一份").select_option("草稿，发布以后")
    page.get_by_label("日期").fill("2026-12-24")
    page.get_by_label("几点").fill("08:00")
    page.get_by_role("button", name="看", exact=True).click()
    expect(page.locator(".day-list .chip.ok")).to_contain_text("放")
    picture(page, "packs_day")
    page.goto(f"{hall.url}/keeper/packs/_day?date=2026-12-24&time=08:00")
    expect(page.locator(".round")).to_contain_text("雪")


def test_what_is_taken_down_is_asked_once_and_stays_down_until_it_is_put_back(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "down", "秋天")
    add(page, "合影", jpeg())
    published(page)
    page.get_by_role("button", name="撤下 合影").click()
    expect(page.get_by_text("撤下“合影”？")).to_be_visible()
    page.get_by_label("为什么").fill("本人要求")
    page.get_by_role("button", name="撤下", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("已撤下")
    page.goto(f"{hall.url}/keeper/packs/down/day?of=hall")
    expect(page.locator(".day-list")).to_contain_text("已经撤下")
    page.goto(f"{hall.url}/keeper/packs/down")
    page.get_by_role("button", name="放回来").click()
    expect(page.get_by_role("alert")).to_contain_text("已放回来")
    page.get_by_role("button", name="整包撤下").click()
    page.get_by_role("link", name="不撤了").click()
    page.get_by_role("button", name="整包撤下").click()
    page.get_by_role("button", name="整包撤下").click()
    expect(page.get_by_role("alert")).to_contain_text("整包已撤下")
    page.get_by_role("link", name="内容", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="down")).to_contain_text("没有在放")
    page.wait_for_load_state("networkidle")
    picture(page, "packs_list")


def test_every_page_of_the_packs_is_sound_at_every_width(hall: Hall, keeper: Person) -> None:
    page = keeper.page
    make(page, hall, "look", "长长的名称二十个字看一看会不会折行出去")
    choose(page, *(file(f"{'很长的文件名' * 6}{name}.jpg", jpeg()) for name in "甲乙丙"))
    found = look_at(page, "packs_add")
    save(page)
    expect(page.get_by_label("标题 3")).to_be_visible()
    found += look_at(page, "packs_titles")
    page.locator("#several, main form").first.locator("[name=valid_until]").fill("2026-11-01")  # over
    save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    published(page)
    found += look_at(page, "packs_pack")
    page.get_by_role("button", name="整包撤下").click()
    found += look_at(page, "packs_sure")
    for path in ("", "/_day", "/look/day", "/look/check", "/look/item?item=item-1&field=consent", "/look?q=甲"):
        page.goto(f"{hall.url}/keeper/packs{path}")
        found += look_at(page, f"packs{path.replace('/', '_').partition('?')[0]}")
    assert found == []


def test_every_step_works_in_a_browser_of_the_age_of_chrome_80(hall: Hall, person: Arrive) -> None:
    one = person()
    one.context.add_init_script(taken_away())
    page = one.log_in("吴敏")
    make(page, hall, "old", "邻里节")
    add(page, "巷子", jpeg())
    see(page, "看")
    expect(page.locator(".seen img")).to_be_visible()
    published(page)


def test_every_step_works_without_script(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{hall.url}/console/login")
    page.get_by_label("姓名").fill("吴敏")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    make(page, hall, "plain", "老物件")
    choose(page, file("甲.jpg", jpeg()), file("坏.jpg", b"x"), file("乙.jpg", jpeg()))
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("坏.jpg：")
    page.get_by_label("标题 1").fill("巷子")
    save(page)
    expect(titles(page)).to_have_text(["巷子", "乙"])
    published(page)
    page.get_by_role("link", name="哪天放、为什么").click()
    expect(page.locator(".day-list .chip.ok")).to_have_count(2)
    context.close()


def test_a_film_is_taken_and_published(
    hall: Hall, keeper: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is, where no ffmpeg is installed; what ffmpeg makes of films is tests/content/test_turning.py's."""
    monkeypatch.setattr(films, "shutil", SimpleNamespace(which=lambda _name: None, copyfile=shutil.copyfile))
    page = keeper.page
    make(page, hall, "dance", "舞蹈队")
    add(page, "社区舞蹈队", film(tmp_path / "dance.mp4", size=(640, 360), seconds=0.4).read_bytes(), "舞蹈.mp4")
    expect(page.locator("table.items tbody tr")).to_contain_text("视频")
    page.get_by_role("link", name="改 社区舞蹈队").click()
    page.get_by_text("更多").click()
    srt = "1\r\n00:00:00,100 --> 00:00:00,900\r\n<b>一二一</b>\r\n".encode("gb18030")
    page.get_by_label("字幕").set_input_files({"name": "舞蹈.srt", "mimeType": "text/plain", "buffer": srt})
    save(page)
    expect(page.get_by_label("去掉字幕")).to_have_count(1)
    (kept,) = (hall.service.settings.data_dir / "packs" / "drafts" / "dance").glob("*.srt")
    assert kept.read_text("utf-8") == "1\n00:00:00,100 --> 00:00:00,900\n一二一\n"
    page.get_by_role("link", name="舞蹈队", exact=True).click()
    published(page)
    (head,) = (one for one in hall.service.releases.offer().release.packs if one.name == "dance")
    assert head.version == "1"
    drawn = page.request.get(f"{hall.url}/keeper/packs/dance/preview?item=item-1")
    with Image.open(io.BytesIO(drawn.body())) as seen:  # its upper half is white, its lower half dark
        column = [seen.convert("L").getpixel((500, y)) for y in range(400, 1600)]
    assert sum(one < 60 for one in column if isinstance(one, int)) > 100
