"""题库: which questions deserve a look, in a browser and in a spreadsheet; what is few is told nowhere."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Connection, insert

from content.banks.model import Bank, Item, Kind
from kiosk.core.access.schema import terminals
from kiosk.core.access.sessions import IDLE_SECONDS
from kiosk.core.access.terminals import Terminal
from kiosk.core.web.keeper_room import NotDone
from kiosk.features.quiz.console import module as quiz
from kiosk.features.quiz.console.given import Given
from kiosk.features.quiz.rules.marking import Outcome
from kiosk.features.quiz.rules.statistics import Sums, sums_of
from kiosk.features.quiz.wire import MOST_ITEMS, Asked, Doubted, QuizReport, Sat, reports_of
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.apps.hall.console.test_every_page import faults, too_wide

Arrive = Callable[..., Person]
SCREEN = Terminal(1, "1 号终端")
MONDAY = date(2026, 11, 9)  # of the last week that is over on the hall's Tuesday
TOPICS = ("党章基础", "党史常识", "党员权利义务", "党费组织生活")
NAME = "党务常识题库"


def item(number: int, **more: object) -> Item:
    stem = f"演示题 {number}：关于{TOPICS[number % 4]}，下面哪一种说法是对的？"
    plain = Item(
        f"{number:04d}", Kind.SINGLE, stem, ("第一种", "第二种", "第三种"), (number % 3,), "演示讲解。",
        (TOPICS[number % 4],), source="演示出处", source_date=date(2026, 1, 1),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


@dataclass
class Hands:
    """What the app hands in, as the packs would."""

    banks: tuple[Bank, ...] = ()
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    by: list[int] = field(default_factory=list)

    def withdraw(self, bank: str, number: str, account: int) -> None:
        if (bank, number) in self.withdrawn:
            raise NotDone("这道题已经停用了")
        self.withdrawn.add((bank, number))
        self.by.append(account)

    def given(self, *_: object, **__: object) -> Given:
        return Given(lambda: self.banks, lambda: {"checkup": "党性体检"}, lambda: self.withdrawn, self.withdraw)


HANDS = Hands((Bank(NAME, tuple(item(number) for number in range(420))),))
STEMS = {number: HANDS.banks[0].items[number] for number in range(420)}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quiz, "Given", HANDS.given)
        hall = Hall(tmp_path_factory.mktemp("quiz"))
        hall.person("吴敏", "keeper")
        hall.person("李编", "editor")
        hall.person("张兰", "clerk", "desk")
        enrolled(hall)
        for week in range(3):
            tell(hall, MONDAY - timedelta(days=7 * week), Random(week))
        say(hall, 5, "answer", 4)
        say(hall, 5, "outdated", 2)
        say(hall, 9, "options", 1)
        old = Asked(NAME, "0007", "00000000", Sums(right=10, wrong=30), 0)
        take(hall, QuizReport(MONDAY.isoformat(), False, (old,)), "an-older-wording")
        yield hall
        hall.stop()


def enrolled(hall: Hall) -> None:
    row = {"id": 1, "name": SCREEN.name, "token_hash": "x", "enrolled_at": "2026", "kind": "terminal"}
    hall.do(lambda connection: connection.execute(insert(terminals).values(**row)).close())


def take(hall: Hall, report: QuizReport, key: str) -> None:
    hall.do(lambda connection: hall.service.quiz.take(connection, SCREEN, report, key))


def say(hall: Hall, number: int, reason: str, times: int, day: date = date(2026, 11, 16)) -> None:
    doubt = Doubted(NAME, STEMS[number].id, STEMS[number].version, reason, times)
    take(hall, QuizReport(day.isoformat(), False, (), (), (doubt,)), f"{number}-{reason}-{day}-{times}")


def tell(hall: Hall, monday: date, chance: Random) -> None:
    """600 papers of twelve, drawn from the first 383: who knows more answers more, but question 3 the other way."""
    sums: dict[int, Sums] = {}
    for _ in range(600):
        knows = chance.random()
        asked = [*chance.sample(range(383), 11), 3]
        outcomes = [_outcome(number, knows, chance) for number in asked]
        for number, one in zip(asked, sums_of(outcomes), strict=True):
            sums[number] = sums.get(number, Sums()) + one
    items = tuple(Asked(NAME, STEMS[n].id, STEMS[n].version, one, 1) for n, one in sums.items())
    papers = (Sat("checkup", 600, 20, 600 * 71),)

    def work(connection: Connection) -> None:
        for place, report in enumerate(reports_of(monday, False, items, papers, ())):
            hall.service.quiz.take(connection, SCREEN, report, f"{monday}-{place}")

    hall.do(work)


def _outcome(number: int, knows: float, chance: Random) -> Outcome:
    if chance.random() < 0.04:
        return Outcome.SKIPPED
    likely = 0.8 - 0.6 * knows if number == 3 else 0.1 if number == 17 else 0.99 if number == 30 else 0.4 + 0.5 * knows
    return Outcome.RIGHT if chance.random() < likely else Outcome.WRONG


def arrived(person: Arrive, hall: Hall, name: str) -> Person:
    hall.idle += IDLE_SECONDS
    one: Person = person(width=1366, height=768)
    one.log_in(name)
    return one


@pytest.fixture
def editor(hall: Hall, person: Arrive) -> Person:
    return arrived(person, hall, "李编")


def cookies(of: Person) -> dict[str, str]:
    return {one["name"]: one["value"] for one in of.context.cookies()}


def of(number: int) -> str:
    return urlencode({"bank": NAME, "item": STEMS[number].id, "version": STEMS[number].version})


def test_what_deserves_a_look_stands_first(hall: Hall, editor: Person) -> None:
    page = editor.open("/keeper/quiz")
    expect(page.get_by_role("heading", name="题库", exact=True)).to_be_visible()
    expect(page.get_by_text("2026 年 8 月 17 日至 11 月 15 日")).to_be_visible()
    rows = page.locator(".quiz-table tbody tr")
    expect(rows.nth(0)).to_contain_text("6 次有人说有问题")
    expect(rows.nth(1)).to_contain_text("1 次有人说有问题")
    expect(rows.nth(2)).to_contain_text(STEMS[3].stem)
    expect(rows.nth(2)).to_contain_text("会的反而答错")
    picture(page, "keeper_quiz")
    full(page, "quiz_look")
    page.get_by_role("link", name="答对太少").click()
    expect(page.get_by_text(STEMS[17].stem)).to_be_visible()
    page.get_by_role("link", name="全部").click()
    expect(page.get_by_text("第 1 页，共 9 页")).to_be_visible()
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_text("第 2 页，共 9 页")).to_be_visible()
    page.get_by_role("searchbox").fill("0417")
    page.get_by_role("button", name="找", exact=True).click()
    expect(page.locator(".quiz-table tbody tr")).to_have_count(1)
    expect(page.locator(".quiz-table tbody tr")).to_contain_text("—")  # never answered


def test_a_question_with_its_figures_and_what_was_said_of_it(hall: Hall, editor: Person) -> None:
    page = editor.open("/keeper/quiz")
    page.get_by_role("link", name=STEMS[5].stem).click()
    expect(page.get_by_role("heading", name=STEMS[5].stem)).to_be_visible()
    expect(page.get_by_role("row", name="2026-11-16 答案不对 4")).to_be_visible()
    expect(page.get_by_role("img", name="每周答过")).to_be_visible()
    expect(page.get_by_role("button", name="先停用")).to_have_count(0)  # an editor's word is not enough
    full(page, "quiz_question")
    page.get_by_role("button", name="题没错，留着").click()
    expect(page.locator(".quiz-table")).not_to_contain_text("6 次有人说有问题")
    page = editor.open(f"/keeper/quiz/question?{of(5)}")
    expect(page.get_by_text("看过了").first).to_be_visible()
    expect(page.get_by_role("button", name="题没错，留着")).to_have_count(0)
    say(hall, 5, "answer", 1, date(2026, 11, 17))
    expect(editor.open("/keeper/quiz").get_by_text("1 次有人说有问题").first).to_be_visible()


def test_a_question_that_is_easy_and_stays_needs_no_look_any_more(hall: Hall, editor: Person) -> None:
    page = editor.open(f"/keeper/quiz?q={STEMS[30].id}")
    page.get_by_role("link", name=STEMS[30].stem).click()
    expect(page.get_by_text("人人都会，可以换一道")).to_be_visible()
    page.get_by_role("button", name="题没错，留着").click()
    expect(editor.open(f"/keeper/quiz?q={STEMS[30].id}").get_by_text("没有这样的题")).to_be_visible()
    expect(editor.open("/keeper/quiz?tab=easy").locator("tr", has_text=STEMS[30].stem)).to_contain_text("看过了")


def test_a_wording_that_is_gone_keeps_its_figures(hall: Hall, editor: Person) -> None:
    page = editor.open("/keeper/quiz?tab=all&q=0007")
    row = page.locator("tr", has_text="已不在内容包里").first
    expect(row).to_contain_text("25%")
    row.get_by_role("link").click()
    expect(page.get_by_text("题目改过或者撤下了")).to_be_visible()


def test_a_keeper_withdraws_a_question_after_being_asked(hall: Hall, person: Arrive) -> None:
    keeper = arrived(person, hall, "吴敏")
    page = keeper.open(f"/keeper/quiz/question?{of(17)}")
    page.get_by_role("button", name="先停用").click()
    expect(page.get_by_role("heading", name="停用这道题？")).to_be_visible()
    full(page, "quiz_withdraw")
    assert HANDS.withdrawn == set()
    page.get_by_role("link", name="不停用").click()
    page.get_by_role("button", name="先停用").click()
    page.get_by_role("button", name="停用", exact=True).click()
    expect(page.get_by_text("已停用").first).to_be_visible()
    assert HANDS.withdrawn == {(NAME, "0017")} and len(HANDS.by) == 1
    csrf = page.locator("input[name=csrf]").first.get_attribute("value")
    form = {"csrf": csrf, "sure": "1", "bank": NAME, "item": "0017", "version": STEMS[17].version}
    again = httpx.post(f"{hall.url}/keeper/quiz/withdraw", data=form, cookies=cookies(keeper))
    assert again.status_code == 409 and "这道题已经停用了" in again.text
    nothing = httpx.post(f"{hall.url}/keeper/quiz/withdraw", data=form | {"item": "no"}, cookies=cookies(keeper))
    assert nothing.status_code == 303 and len(HANDS.by) == 1
    expect(keeper.open("/keeper/quiz?tab=hard").locator("tr", has_text=STEMS[17].stem)).to_contain_text("已停用")
    HANDS.withdrawn.clear()


def test_it_can_be_read_by_everybody_who_may(hall: Hall, editor: Person, browser: Browser) -> None:
    """As every page: axe-core, any width; and without scripts, since it has none."""
    for address in ("/keeper/quiz?tab=all&time=year", f"/keeper/quiz/question?{of(9)}"):
        page = editor.open(address)
        assert faults(page) == [] and too_wide(page) == [], address
    context = browser.new_context(
        java_script_enabled=False, locale="zh-CN", storage_state=editor.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{hall.url}/keeper/quiz")
    page.get_by_role("link", name="一年").click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="导出表格").click()
    assert kept.value.suggested_filename == "题目统计-2025-10-13-2026-11-09.xlsx"
    page.goto(f"{hall.url}/keeper/quiz/question?{of(9)}")
    page.get_by_role("button", name="题没错，留着").click()
    expect(page.get_by_role("heading", name="题库", exact=True)).to_be_visible()
    context.close()


def test_the_sheet_holds_every_question_and_nothing_that_is_few(hall: Hall, editor: Person) -> None:
    answer = httpx.get(f"{hall.url}/keeper/quiz/questions.xlsx", cookies=cookies(editor), timeout=30)
    book = load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book["题目"].iter_rows(min_row=3)]
    assert len(rows) == 421
    by_number = {row[1]: row for row in rows if row[2] != "00000000"}
    assert by_number["0400"][7:13] == [0, None, None, 0, None, None]
    assert 0.0 <= by_number["0003"][11] <= 1.0 and by_number["0003"][12] < 0
    assert all(row[8:10] == [None, None] for row in rows if row[7] < 30)
    assert [row[0].value for row in book["知识点"].iter_rows(min_row=3)] == sorted(TOPICS)
    assert [cell.value for cell in book["套题"][3]] == ["党性体检", 1800, 60, 71]


def test_a_clerk_and_a_desk_do_not_see_it(hall: Hall, person: Arrive) -> None:
    clerk = arrived(person, hall, "张兰")
    for path in ("/keeper/quiz", f"/keeper/quiz/question?{of(5)}", "/keeper/quiz/questions.xlsx"):
        assert httpx.get(hall.url + path, cookies=cookies(clerk)).status_code == 403


@pytest.mark.parametrize(
    "query", ["time=century", "tab=none", "page=0", "page=-1", "page=9999999999", "page=²", "q=%00", "q=" + "长" * 500]
)
def test_what_cannot_be_read_shows_what_can(hall: Hall, editor: Person, query: str) -> None:
    answer = httpx.get(f"{hall.url}/keeper/quiz?{query}", cookies=cookies(editor))
    assert answer.status_code == 200 and "题要看一看" in answer.text
    unknown = httpx.get(f"{hall.url}/keeper/quiz/question?bank=x&item=y&{query}", cookies=cookies(editor))
    assert (unknown.status_code, unknown.headers["location"]) == (303, "/keeper/quiz")


# -- halls of their own -----------------------------------------------------------------------------


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hall, Hands, httpx.Client]]:
    hands = Hands()
    monkeypatch.setattr(quiz, "Given", hands.given)
    hall = Hall(tmp_path)
    hall.person("吴敏", "keeper")
    enrolled(hall)
    with httpx.Client(base_url=hall.url, timeout=60) as keeper:
        assert keeper.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        yield hall, hands, keeper
    hall.stop()


def test_nothing_and_one_and_ten_thousand_questions(village: tuple[Hall, Hands, httpx.Client]) -> None:
    _, hands, keeper = village
    assert "没有要看的题。" in keeper.get("/keeper/quiz").text
    evil = item(1, stem="=1+1<script>𠮷</script>", tags=("=HYPERLINK(1)",))
    hands.banks = (Bank("题库\n一", (evil,)),)
    page = keeper.get("/keeper/quiz?tab=all").text
    assert "=1+1&lt;script&gt;𠮷&lt;/script&gt;" in page and "<script>𠮷" not in page
    book = keeper.get("/keeper/quiz/questions.xlsx").content
    assert b"<f>" not in book and load_workbook(io.BytesIO(book))["题目"]["D3"].value == evil.stem
    hands.banks = (Bank(NAME, tuple(item(number) for number in range(10_000))),)
    page = keeper.get("/keeper/quiz?tab=all&page=200").text
    assert "第 200 页，共 200 页" in page and "<b>10,000</b> 题" in page
    assert "共 1 题" in keeper.get("/keeper/quiz?tab=all&q=9876").text


def test_few_answers_are_told_nowhere(village: tuple[Hall, Hands, httpx.Client]) -> None:
    """29 answers, 7 of them right: neither the page nor the question nor the sheet says how many were right."""
    hall, hands, keeper = village
    one = item(1)
    hands.banks = (Bank(NAME, (one,)),)
    report = QuizReport(
        MONDAY.isoformat(), False, (Asked(NAME, one.id, one.version, Sums(right=7, wrong=22), 0),),
        (Sat("checkup", 29, 0, 29 * 63),),
    )  # fmt: skip
    take(hall, report, "a-quiet-week")
    pages = [keeper.get("/keeper/quiz?tab=all").text]
    pages.append(
        keeper.get("/keeper/quiz/question", params={"bank": NAME, "item": one.id, "version": one.version}).text
    )
    assert all("满 30 次再算" in page for page in pages)
    assert not any(told in page for page in pages for told in ("24%", ">63<", ">7<", ">22<", "0.24"))
    book = load_workbook(io.BytesIO(keeper.get("/keeper/quiz/questions.xlsx").content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows(min_row=3) for cell in row]
    assert not {7, 22, 63, 0.241} & {cell for cell in cells if isinstance(cell, int | float)}
    take(hall, replace(report, day=date(2026, 11, 17).isoformat()), "this-week")  # a week under way is not read
    assert keeper.get("/keeper/quiz?tab=all").text == pages[0]
    hall.now += timedelta(days=7)
    assert "24%" in keeper.get("/keeper/quiz?tab=all").text


def test_a_question_of_the_starter_is_asked_no_more_once_a_keeper_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the hall's own verb, whose word the screens obey; `hall` above may have others in its place."""
    monkeypatch.setattr(quiz, "Given", Given)
    hall = Hall(tmp_path)
    hall.person("吴敏", "keeper")
    with httpx.Client(base_url=hall.url, follow_redirects=True) as keeper:
        keeper.post("/console/login", data={"name": "吴敏", "password": PASSWORD})
        page = keeper.get("/keeper/quiz?tab=all").text
        assert "党章" in page
        (bank,) = hall.service.banks.playing()
        one = bank.items[0]
        asked = {"bank": bank.name, "item": one.id, "version": one.version}
        page = keeper.get("/keeper/quiz/question", params=asked).text
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        assert "先停用" in page and token
        pressed = {**asked, "csrf": token[1], "sure": "1"}
        said = keeper.post("/keeper/quiz/withdraw", data=pressed)
        assert said.status_code == 200 and "先停用" not in said.text
        assert [(down.bank, down.question) for down in hall.service.questions.withdrawn()] == [(bank.name, one.id)]
    hall.stop()


def test_more_items_than_a_report_takes(village: tuple[Hall, Hands, httpx.Client]) -> None:
    hall, _, keeper = village
    items = tuple(Asked(NAME, f"n{number}", "v", Sums(right=40), 0) for number in range(3 * MOST_ITEMS + 1))
    for place, report in enumerate(reports_of(MONDAY, False, items, (), ())):
        take(hall, report, f"part-{place:04d}")
    assert f"共 {len(items)} 题" in keeper.get("/keeper/quiz?tab=all").text


def full(page: Page, name: str) -> None:
    """As long as it is."""
    if folder := os.environ.get("KIOSK_PICTURES"):
        page.evaluate("document.fonts.ready.then(() => null)")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
