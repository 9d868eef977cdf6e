"""Somebody plays visitor and paper thief on the page with the emulated devices."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from queue import Queue
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from devices.emulators import Paper
from devices.id_card import CardReader
from devices.id_card.events import CardEvent, CardRead, CardUnread, ReaderOnline, UnreadReason
from devices.printer import PROFILES, Align, CoverOpen, PaperOut, Printed, Printer, Text, Unknown
from tests.apps.demo.conftest import HALL_PAGE, Bench
from tests.devices.told import look_out, polls


@pytest.fixture
def printer(bench: Bench) -> Iterator[Printer]:
    printer = Printer(bench.printer.path, profile=PROFILES["80mm"])
    printer.start()
    yield printer
    printer.stop()


@pytest.fixture
def cards(bench: Bench) -> Iterator["Queue[CardEvent]"]:
    """What the real driver tells, while it looks for cards."""
    told: Queue[CardEvent] = Queue()
    reader = CardReader(bench.reader.path, on_event=told.put)
    reader.start()
    assert isinstance(told.get(timeout=10), ReaderOnline)
    look_out(bench.reader, reader)
    yield told
    reader.stop()


def slip(number: str) -> list[Text]:
    return [
        Text("云溪里社区党群服务中心"),
        Text(number, size=6, bold=True, align=Align.CENTER),
        Text("演示，不作办事凭证"),
    ]


def press(view: Page, name: str, group: str = "") -> None:
    """Press a key of the page by what is written on it, in the row of that name."""
    where = view.get_by_role("group", name=group, exact=True) if group else view
    where.get_by_role("button", name=name, exact=True).click()


def test_a_card_laid_on_the_reader_is_read_and_taken_away(bench: Bench, view: Page, cards: "Queue[CardEvent]") -> None:
    row = view.get_by_role("row").filter(has_text="林秀英")
    row.get_by_role("button", name="放上").click()
    event = cards.get(timeout=10)
    assert isinstance(event, CardRead) and event.card.name == "林秀英"
    expect(view.locator("#reader_state")).to_have_text("卡在上面，林秀英")
    row.get_by_role("button", name="拿开").click()
    expect(view.locator("#reader_state")).to_have_text("没有卡")
    assert bench.reader.card is None


def test_only_one_card_lies_there_at_a_time(bench: Bench, view: Page) -> None:
    for name in ("陈建国", "安娜"):
        view.get_by_role("row").filter(has_text=name).get_by_role("button", name="放上").click()
        expect(view.locator("#reader_state")).to_have_text(f"卡在上面，{name}")
    expect(view.get_by_role("button", name="拿开")).to_have_count(1)
    assert bench.reader.card is not None and bench.reader.card.name == "安娜"


def test_a_damaged_reading_is_told_and_the_next_one_is_well(
    bench: Bench, view: Page, cards: "Queue[CardEvent]"
) -> None:
    press(view, "断一半", "下次读证")
    expect(view.get_by_role("button", name="断一半")).to_have_attribute("aria-pressed", "true")
    row = view.get_by_role("row").filter(has_text="陈建国")
    row.get_by_role("button", name="放上").click()
    assert cards.get(timeout=10) == CardUnread(UnreadReason.DAMAGED_REPLY)
    well = view.get_by_role("group", name="下次读证").get_by_role("button", name="正常")
    expect(well).to_have_attribute("aria-pressed", "true")
    row.get_by_role("button", name="拿开").click()
    expect(row.get_by_role("button", name="放上")).to_be_visible()
    polls(bench.reader, 1)
    row.get_by_role("button", name="放上").click()
    assert isinstance(cards.get(timeout=10), CardRead)


def test_the_paper_is_taken_away_and_a_new_roll_put_in(bench: Bench, view: Page, printer: Printer) -> None:
    assert printer.status().can_print
    press(view, "没有纸", "纸")
    expect(view.locator("#printer_state")).to_have_text("没有纸")
    assert printer.status().trouble == PaperOut()
    expect(view.locator("#printer_status")).to_contain_text(bench.printer.status_bytes.hex(" ").upper())
    press(view, "放一卷新纸")
    expect(view.locator("#printer_state")).to_have_text("可以打印")
    assert printer.status().can_print


def test_cover_silence_and_plug(bench: Bench, view: Page, printer: Printer) -> None:
    lines = view.locator("section.printer")
    press(view, "打开", "上盖")
    expect(view.locator("#printer_state")).to_have_text("上盖开着")
    assert printer.status().trouble == CoverOpen()
    lines.get_by_role("button", name="不回话").click()
    expect(view.locator("#printer_status")).to_contain_text("没有回答")
    lines.get_by_role("button", name="拔掉").click()
    expect(view.locator("#printer_state")).to_have_text("线拔了")
    assert not bench.printer.plugged
    lines.get_by_role("button", name="全部恢复正常").click()
    expect(view.locator("#printer_state")).to_have_text("可以打印")
    assert bench.printer.plugged and not bench.printer.silent and not bench.printer.cover_open


def test_a_printed_slip_appears_without_a_reload(view: Page, printer: Printer) -> None:
    expect(view.locator("#slips")).to_contain_text("还没有小票")
    view.evaluate("window.stayed = true")
    assert isinstance(printer.print(slip("A012"), "first"), Printed)
    newest = view.locator("#slips article").first
    expect(newest).to_contain_text("A012")
    expect(newest).to_contain_text("到切纸")
    picture = newest.get_by_role("img", name="第 1 张小票的图片")
    expect(picture).to_be_visible()
    view.wait_for_function("document.querySelector('#slips img').naturalWidth === 320")  # 640 dots at two a pixel
    printer.print(slip("A013"), "second")
    expect(newest).to_contain_text("A013")
    view.get_by_text("第 1 张", exact=True).click()
    expect(view.locator("#slip-1 pre")).to_contain_text("A012")
    view.wait_for_function("document.querySelector('#slip-1 img').naturalWidth === 320")
    assert view.evaluate("window.stayed")


def test_a_slip_whose_plug_is_pulled_half_way_shows_that_it_was_not_cut(
    bench: Bench, view: Page, printer: Printer
) -> None:
    press(view, "打一半拔", "线")
    expect(view.locator("#printer_state")).to_have_text("等着打一半")
    long = [*slip("A012"), *[Text("请在休息区等候，留意叫号和大屏。")] * 30]
    assert isinstance(printer.print(long, "torn"), Unknown)
    expect(view.locator("#slips article").first).to_contain_text("没到切纸")
    expect(view.locator("#printer_state")).to_have_text("线拔了")
    assert not bench.printer.cut_slips


def test_paper_that_ends_half_way_can_be_called_off(bench: Bench, view: Page) -> None:
    press(view, "打一半没", "纸")
    expect(view.locator("#printer_state")).to_have_text("等着打一半")
    press(view, "有纸", "纸")
    expect(view.locator("#printer_state")).to_have_text("可以打印")
    assert bench.printer.bytes_until_paper_out is None and bench.printer.paper is Paper.IN


def test_everything_can_be_done_by_keyboard_and_the_focus_stays(bench: Bench, view: Page) -> None:
    first = view.locator("#person-1")
    first.focus()
    view.keyboard.press("Enter")
    expect(first).to_have_text("拿开")
    expect(first).to_be_focused()
    view.keyboard.press("Tab")
    expect(view.locator("#person-2")).to_be_focused()
    view.keyboard.press("Shift+Tab")
    view.keyboard.press("Space")
    expect(first).to_have_text("放上")
    assert bench.reader.card is None


def test_what_others_do_to_the_devices_shows_too(bench: Bench, view: Page) -> None:
    bench.reader.put(bench.people[0].card)
    expect(view.locator("#reader_state")).to_have_text("卡在上面，陈建国")
    bench.reader.unplug()
    expect(view.locator("#reader_state")).to_have_text("线拔了")


def test_without_scripts_every_key_still_works(bench: Bench, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(bench.page.address)
    page.get_by_role("row").filter(has_text="陈建国").get_by_role("button", name="放上").click()
    expect(page.locator("#reader_state")).to_have_text("卡在上面，陈建国")
    page.close()


@pytest.mark.parametrize("width", [1366, 1024, 800, 420])
def test_nothing_is_cut_off_at_the_side(view: Page, bench: Bench, printer: Printer, width: int) -> None:
    printer.print(slip("A012"), "wide")
    bench.reader.put(bench.people[6].card)  # the longest name
    expect(view.locator("#slips article")).to_contain_text("A012")
    view.set_viewport_size({"width": width, "height": 768})
    cut = """[...document.querySelectorAll("section, button, td, th, .choices, .chip, a")]
        .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth)
        .map(e => e.outerHTML.slice(0, 80))"""
    assert view.evaluate(cut) == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_that_all_is_a_demonstration_and_links_to_the_hall(view: Page) -> None:
    expect(view.locator("header .chip")).to_have_text("演示")
    expect(view.get_by_role("link", name="大厅状态页")).to_have_attribute("href", HALL_PAGE)


def send(address: str, fields: dict[str, str], **headers: str) -> int:
    request = urllib.request.Request(f"{address}do", urlencode(fields).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_another_site_cannot_touch_the_devices(bench: Bench, view: Page) -> None:
    assert send(bench.page.address, {"do": "paper:out", "token": "guessed"}) == 403
    assert send(bench.page.address, {"do": "paper:out"}) == 422
    token = view.locator("input[name=token]").input_value()
    assert send(bench.page.address, {"do": "paper:out", "token": token}, Host="evil.example") == 400
    assert send(bench.page.address, {"do": "paper:gold", "token": token}) == 404
    assert bench.printer.paper == Paper.IN.value
    assert send(bench.page.address, {"do": "paper:out", "token": token}) == 200
    assert bench.printer.paper == Paper.OUT.value


def test_stopping_ends_the_open_streams_and_every_thread(bench: Bench, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(bench.page.address)
    bench.reader.put(bench.people[0].card)
    expect(page.locator("#reader_state")).to_have_text("卡在上面，陈建国")  # its stream is open
    bench.page.stop()
    names = {thread.name for thread in threading.enumerate()}
    assert not {"demo-page", "demo-page-watch"} & names
    expect(page.locator("#away")).to_be_visible()
    page.close()
