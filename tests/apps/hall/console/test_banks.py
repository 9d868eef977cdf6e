"""A keeper's own spreadsheet plays on the terminal, by the manual's steps: each is done by what the page says.

With ``-s`` every step is printed with the seconds it took.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from content.banks.model import Kind
from content.banks.papers import Plan, Quota
from content.pack.paper_writing import paper_sheet_bytes
from kiosk.apps.terminal.given import Given
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.machine import Machine
from kiosk.core.link.answers import HallAway
from kiosk.core.link.enrolment import HallLink, enrol
from kiosk.core.link.line import Line
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.views import IntroView, QuestionView
from kiosk.features.tickets.terminal.hall_tickets import services_look
from kiosk.settings import Settings, TerminalSettings
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture, see
from tests.apps.hall.console.test_every_page import look_at
from tests.apps.hall.console.test_old_browser import taken_away
from tests.apps.hall.console.test_packs import make, published
from tests.content.sheets import question
from tests.features.exhibition.hall.banks.conftest import sheet

Arrive = Callable[..., Person]
DEADLINE_SECONDS = 60
LONGEST = "一名党员转移了组织关系，带着介绍信到新的支部去，介绍信上写着一个期限，过了这个期限才到，应当先做什么？"
ROWS = [
    question(1, LONGEST, "A", "请原来的支部重新开具", "直接交给新的支部", "自己改上面的日期"),
    question(2, "社区里谁可以到党群服务中心来？", "B", "只有党员", "谁都可以", "只有老年人"),
    question(3, "下面哪几样可以在一楼办？", "AC", "取号", "结婚登记", "打印"),
    question(4, "服务大厅星期六上午也开门。", "√"),
    question(5, "取过的号可以再打一次。", "×"),
    question(6, "这一行没有答案？", "", "甲", "乙"),
]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("banks"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


class Stage:
    """What the quiz shows, without a window."""

    def __init__(self) -> None:
        self.view: Any = None

    def show(self, _page: str, view: object) -> None:
        self.view = view

    def work(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        try:
            found = job()
        except HallAway as away:  # it follows the packs alone
            assert failed
            failed(away)
        else:
            done(found)

    def on_wipe(self, _wipe: Callable[[], None]) -> None: ...


class Terminal:
    """A terminal's own machine, packs and quiz; no window, no devices."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(terminal=TerminalSettings(data_dir=folder, packs_dir=folder / "packs"))
        self.machine, self.stage = Machine(self.settings), Stage()
        self._changed = threading.Condition()
        self.machine.open()
        given = Given(self.stage, self.machine, self.settings, HomeFacts())  # type: ignore[arg-type]
        room = quiz.MODULE.open(given)
        assert room is not None
        given_to = [one.args[0] for one in room.pages().values()]  # type: ignore[attr-defined]
        self.flow = next(one for one in given_to if isinstance(one, QuizFlow))
        self.asking = next(one for one in given_to if isinstance(one, Asking))
        link = HallLink.load(self.settings.terminal.hall_file)
        self.line = Line(link, services_look(lambda _: None), on_event=self._event, on_state=self._state)
        self.machine.delivered.follow(self.line, self._moved)
        self.line.start()

    @classmethod
    def enrolled(cls, hall: Hall, folder: Path) -> Terminal:
        folder.mkdir()
        code = str(hall.service.terminals.make_code("1 号终端"))
        with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs on this thread
            aside.submit(enrol, hall.url, code, folder / "hall.json").result()
        return cls(folder)

    def wait(self, until: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(until, DEADLINE_SECONDS), self.machine.delivered.trouble

    def offers(self, title: str) -> str:
        """The paper of that title; empty where none is offered."""
        self.flow.start()
        assert isinstance(self.stage.view, IntroView)
        return next((one.plan for one in self.stage.view.papers if one.title == title), "")

    def stems(self, title: str) -> set[str]:
        """What one paper asks; its last question is left where it is."""
        self.flow.begin(self.offers(title))
        found = set()
        while True:
            view = self.stage.view
            assert isinstance(view, QuestionView)
            found.add(view.asked.stem)
            if view.frame.position + 1 == view.frame.total:
                return found
            self.asking.choose(0)
            self.asking.hand_in()
            self.flow.go_on()

    def close(self) -> None:
        self.line.stop()
        self.machine.delivered.close()

    def _moved(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _event(self, name: str) -> None:
        if name == "content":
            self.machine.delivered.soon()

    def _state(self, online: bool) -> None:
        if online:
            self.machine.delivered.soon()


class Steps:
    """Says each step of the manual, and how long it took."""

    def __init__(self) -> None:
        self._at = self._began = time.monotonic()

    def done(self, what: str) -> None:
        now = time.monotonic()
        print(f"{now - self._at:5.1f} s  {what}")
        self._at = now

    def end(self) -> None:
        print(f"{time.monotonic() - self._began:5.1f} s  一共")


def workbook() -> FilePayload:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "我们的题.xlsx", "mimeType": kind, "buffer": sheet(ROWS)}


def upload(page: Page, title: str) -> None:
    if not page.locator("details.add").evaluate("one => one.open"):
        page.get_by_text("加展品").click()
    page.get_by_label("文件").first.set_input_files([workbook()])
    page.get_by_label("标题", exact=True).fill(title)
    page.get_by_label("来源").fill("演示")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("heading", name="读题报告")).to_be_visible()


def upload_papers(page: Page, title: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    own = Plan("ours", title, (Quota(2, None, Kind.SINGLE), Quota(1, None, Kind.MULTIPLE), Quota(2, None, Kind.JUDGE)))
    page.get_by_text("加展品").click()
    sheet_of_it: FilePayload = {"name": "试卷.xlsx", "mimeType": kind, "buffer": paper_sheet_bytes([own])}
    page.get_by_label("文件").first.set_input_files([sheet_of_it])
    page.get_by_role("button", name="存下").click()
    expect(page).to_have_url(re.compile("/papers$"))


def test_a_keeper_s_own_spreadsheet_plays_on_the_terminal(hall: Hall, person: Arrive, tmp_path: Path) -> None:
    terminal = Terminal.enrolled(hall, tmp_path / "terminal")
    steps = Steps()
    try:
        page = person().log_in("吴敏")
        steps.done("登录")
        make(page, hall, "ours", "我们的题")
        steps.done("新建内容包")
        upload(page, "邻里题库")
        expect(page.get_by_text("5 道题：单选题 2，多选题 1，判断题 2")).to_be_visible()
        row = page.get_by_role("row").filter(has_text="没有收")
        expect(row).to_contain_text("题库 第 7 行 H 列")
        steps.done("传题库，看报告")
        page.get_by_label("显示").select_option("大字")
        see(page, "画出来")
        for place in range(5):
            expect(page.locator(".seen img").nth(place)).to_be_visible()
        widths = page.locator(".seen img").evaluate_all("all => all.map((one) => one.naturalWidth)")
        assert widths == [1080] * 5
        assert page.get_by_role("img", name=LONGEST).count() == 1
        picture(page, "bank")
        steps.done("看五道题")
        page.get_by_role("link", name="我们的题").first.click()
        upload_papers(page, "邻里小考")
        expect(page.get_by_role("row").filter(has_text="邻里小考")).to_contain_text("题都够")
        steps.done("传试卷，看题够不够")
        page.get_by_role("link", name="我们的题").first.click()
        published(page)
        steps.done("检查、做成一版、批准、发布")
        terminal.wait(lambda: bool(terminal.offers("邻里小考")))
        asked = {str(row[2]) for row in ROWS[:5]}
        assert terminal.stems("邻里小考") == asked
        assert not terminal.offers("邻里题库"), "the keeper's own paper is what plays"
        steps.done("终端在出题")
        steps.end()

        page.get_by_role("link", name="邻里题库", exact=True).first.click()
        page.get_by_role("link", name="看题目、改一道题").click()
        page.get_by_role("link", name="改 2", exact=True).click()
        page.get_by_role("button", name="马上停用").click()
        page.get_by_label("为什么").fill("来源改了")
        page.get_by_role("button", name="马上停用").click()
        expect(page.get_by_role("alert")).to_contain_text("已停用")
        terminal.wait(lambda: ("ours/item-1", "2") in terminal.machine.delivered.withdrawn)
        left = asked - {"社区里谁可以到党群服务中心来？"}
        assert terminal.stems("邻里小考") == left
    finally:
        terminal.close()
    hall.service.terminals.revoke("1 号终端")  # nobody tells it anything from here on
    again = Terminal(tmp_path / "terminal")
    try:
        assert again.stems("邻里小考") == left
    finally:
        again.close()


def test_one_question_is_mended_in_the_page(hall: Hall, person: Arrive) -> None:
    page = person().log_in("吴敏")
    make(page, hall, "mend", "改一道题")
    upload(page, "街坊题库")
    page.get_by_role("link", name="看题目、改一道题").click()
    page.get_by_label("找题目").fill("星期六")
    page.get_by_role("button", name="找", exact=True).click()
    page.get_by_role("link", name="服务大厅星期六上午也开门。").click()
    page.get_by_label("题干").fill("")
    page.get_by_label("题干").type("服务大厅星期日也开门。")
    page.get_by_label("判断题的答案").select_option("错")
    page.get_by_label("讲解", exact=True).fill("星期日休息。")
    picture(page, "bank_question")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("alert")).to_contain_text("第 4 题已存下")
    page.get_by_role("link", name="服务大厅星期日也开门。").click()
    page.get_by_label("看哪一步").select_option("答案和讲解")
    see(page, "画出来")
    expect(page.locator(".seen img")).to_be_visible()


def test_a_paper_is_written_in_the_page_without_a_sheet(hall: Hall, person: Arrive) -> None:
    page = person().log_in("吴敏")
    make(page, hall, "paper", "出一套")
    upload(page, "街坊题库")
    page.get_by_role("link", name="出一套").first.click()
    page.get_by_role("link", name="出一套试卷").click()
    page.get_by_label("标题", exact=True).fill("街坊小测")
    page.get_by_label("题型 1").select_option("判断")
    page.get_by_label("题数 1").fill("2")
    page.get_by_label("题型 2").select_option("多选")
    page.get_by_label("题数 2").fill("3")
    page.get_by_role("button", name="再加几行").click()
    expect(page.get_by_label("题数 12")).to_be_visible()
    expect(page.get_by_label("题数 2", exact=True)).to_have_value("3")
    page.get_by_text("更多", exact=True).click()
    page.get_by_label("分数从 1").fill("60")
    page.get_by_label("等级 1").fill("合格")
    picture(page, "paper")
    page.get_by_label("标题", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("等级第 1 行")
    page.get_by_label("分数从 2").fill("0")
    page.get_by_label("等级 2").fill("再学一学")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("alert")).to_contain_text("“街坊小测”已存下，5 题，题库里今天能出的只有 3 题")
    expect(page.get_by_role("row").filter(has_text="街坊小测")).to_contain_text("多选题要 3 道，只有 1 道")
    page.get_by_role("link", name="出一套").first.click()
    upload_papers(page, "邻里小考")
    picture(page, "papers")
    page.get_by_role("link", name="改 街坊小测").click()
    page.get_by_label("题数 2", exact=True).fill("1")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("row").filter(has_text="街坊小测")).to_contain_text("题都够")
    page.go_back()
    expect(page.get_by_label("题数 2", exact=True)).to_have_value("1")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("row").filter(has_text="街坊小测")).to_have_count(1)
    for title in ("街坊小测", "邻里小考"):
        page.get_by_role("button", name=f"去掉 {title}").click()
    expect(page.get_by_text("还没有试卷。")).to_be_visible()


def test_a_folder_is_dropped_with_its_bank_and_its_papers(hall: Hall, person: Arrive, tmp_path: Path) -> None:
    folder = tmp_path / "云溪里" / "里面"
    folder.mkdir(parents=True)
    (folder.parent / "题库.xlsx").write_bytes(sheet(ROWS))
    (folder / "试卷.xlsx").write_bytes(paper_sheet_bytes([Plan("ours", "邻里小考", (Quota(3),))]))
    (folder / ".隐藏").write_bytes(b"x")
    page = person().log_in("吴敏")
    make(page, hall, "folder", "一个文件夹")
    expect(page.locator("form.scripted").first).to_be_attached()  # nobody hears what falls before the script is there
    box = page.locator("[data-drop]").first.bounding_box()
    assert box
    hand = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(folder.parent)], "dragOperationsMask": 1}
        hand.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data})
    expect(page.locator("[data-files] li").filter(has_text="xlsx")).to_have_count(2)
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("link", name="邻里小考")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="题库")).to_be_visible()


def test_every_page_of_a_bank_is_sound_at_every_width(hall: Hall, person: Arrive) -> None:
    page = person().log_in("吴敏")
    make(page, hall, "wide", "宽的窄的")
    upload(page, "长长的名称二十个字看一看会不会折行出去")
    found = look_at(page, "bank_item")
    for path in (
        "bank?item=item-1",
        "bank?item=item-1&report=1",
        "question?item=item-1&number=1",
        "question?item=item-1",
    ):
        page.goto(f"{hall.url}/keeper/packs/wide/{path}")
        found += look_at(page, f"bank_{path.partition('?')[0]}")
    page.goto(f"{hall.url}/keeper/packs/wide")
    upload_papers(page, "长" * 30)
    found += look_at(page, "papers_wide")
    page.get_by_role("link", name="改 长").click()
    page.get_by_text("更多", exact=True).click()
    found += look_at(page, "paper_wide")
    page.goto(f"{hall.url}/keeper/packs/wide")
    found += look_at(page, "pack_with_papers")
    page.goto(f"{hall.url}/keeper/packs/wide/question?item=item-1&number=1")
    page.get_by_role("button", name="马上停用").click()
    found += look_at(page, "bank_sure")
    assert found == []


def test_every_step_works_in_a_browser_of_the_age_of_chrome_80(hall: Hall, person: Arrive) -> None:
    one = person()
    one.context.add_init_script(taken_away())
    page = one.log_in("吴敏")
    make(page, hall, "old", "老浏览器")
    upload(page, "邻里小考")
    see(page, "画出来")
    expect(page.locator(".seen img").first).to_be_visible()


def test_every_step_works_without_script(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{hall.url}/console/login")
    page.get_by_label("姓名").fill("吴敏")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进入").click()
    make(page, hall, "plain", "不用脚本")
    upload(page, "邻里小考")
    with context.expect_page() as opened:
        page.get_by_role("button", name="画出来").click()
    assert "preview" in opened.value.url
    page.get_by_role("link", name="看题目、改一道题").click()
    page.get_by_role("link", name="改 1", exact=True).click()
    page.get_by_label("状态").select_option("停用")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_role("alert")).to_contain_text("第 1 题已存下")
    expect(page.get_by_role("row").filter(has_text=LONGEST)).to_contain_text("停用")
    context.close()
