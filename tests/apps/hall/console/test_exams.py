"""正式测试 in a keeper's browser: opened, its people let in, minutes given, closed, looked at, deleted."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from kiosk.core.sealing import audit
from kiosk.features.quiz.hall.exams.desk import ExamSittings
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import AnswerGiven
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.apps.hall.console.test_every_page import faults, too_wide
from tests.features.quiz.hall.exams.halls import number_of, person, photo

NAME = "党章知识测试"
HEAD = "题型,题目,选项A,选项B,选项C,答案"


def bank_file(count: int = 12) -> bytes:
    rows = [f"单选,题目{number}说的是什么？,第{number}题甲,第{number}题乙,第{number}题丙,A" for number in range(count)]
    return "\n".join([HEAD, *rows]).encode()


def people_file(*people: Listed, head: tuple[str, ...] = ("序号", "姓名", "身份证号", "所在支部", "加时")) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["参加测试人员名单"])
    sheet.append(list(head))
    for number, one in enumerate(people, 1):
        sheet.append([number, one.name, one.id_number, one.branch, one.extra_minutes or None])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("exams"))
    hall.person("吴敏", "keeper")
    hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)
    yield hall
    hall.stop()


@pytest.fixture
def keeper(hall: Hall, browser: Browser) -> Iterator[Person]:
    keeper = Person(browser, hall)
    keeper.log_in("吴敏")
    yield keeper
    assert keeper.complaints == []
    keeper.context.close()


@pytest.fixture(autouse=True)
def nothing_left(hall: Hall) -> Iterator[None]:
    yield
    assert hall.service.exams
    for one in hall.service.exams.keeping.exams():
        hall.service.exams.keeping.delete(one.held.id, by=1)


def file(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def opened(keeper: Person, title: str = NAME, count: str = "5") -> Page:
    page = keeper.open("/keeper/exams")
    page.get_by_role("link", name="开一场").click()
    page.get_by_label("名称").fill(title)
    page.get_by_label("题库文件").set_input_files(file("题库.csv", bank_file()))
    page.get_by_label("从什么时候").fill("2026-11-17T09:00")
    page.get_by_label("到什么时候").fill("2026-11-17T12:00")
    page.get_by_label("一共出几题").fill(count)
    keeper.press("开")
    return page


def sits(hall: Hall, who: Listed, answers: int, *, hands_in: bool = False) -> None:
    """At 1 号终端: so many answers, every one the first option that stands there."""
    assert hall.service.exams
    desk: ExamSittings = hall.service.exams.sittings

    async def visit() -> None:
        mine = await desk.card(1, who.name, who.id_number)
        await desk.start(1, mine.visit, mine.exams[0].exam)
        for place in range(answers):
            await desk.answer(1, AnswerGiven(mine.visit, place + 1, place, Answer((0,))))
        if hands_in:
            await desk.hand_in(1, mine.visit)
            await desk.end(1, mine.visit)

    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        aside.submit(asyncio.run, visit()).result()


def test_a_keeper_opens_an_exam_and_lets_people_in(hall: Hall, keeper: Person) -> None:
    page = opened(keeper)
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("现在还没有人可以考")).to_be_visible()
    people = [person(1, branch="第一党支部"), person(2, extra_minutes=15), person(3)]
    page.get_by_label("名单文件").set_input_files(file("名单.xlsx", people_file(*people)))
    keeper.press("放入名单")
    expect(page.get_by_text("名单里有 3 人。")).to_be_visible()
    sits(hall, people[0], 5, hands_in=True)
    sits(hall, people[1], 2)
    page.reload()
    rows = page.get_by_role("row")
    expect(rows.filter(has_text=people[0].name)).to_contain_text("交了")
    expect(rows.filter(has_text=people[1].name)).to_contain_text("正在答")
    expect(rows.filter(has_text=people[1].name)).to_contain_text("已加 15 分钟")
    expect(rows.filter(has_text=people[2].name)).to_contain_text("没有开始")
    picture(page, "keeper_exam")
    page.get_by_label("给谁加时").select_option(label=f"{people[1].name}（…{people[1].id_number[-4:]}）")
    page.get_by_label("加几分钟").fill("10")
    page.get_by_role("button", name="加时").click()
    expect(rows.filter(has_text=people[1].name)).to_contain_text("已加 25 分钟")
    assert hall.service.exams is not None
    assert [one.people for one in hall.service.exams.keeping.exams()] == [3]

    keeper.press("现在收卷")
    expect(page.get_by_text("现在有 1 人正在答")).to_be_visible()
    picture(page, "keeper_exam_close")
    keeper.press("收卷")
    expect(page.get_by_text("已经结束")).to_be_visible()
    expect(rows.filter(has_text=people[1].name)).to_contain_text("交了")
    answer = httpx.get(f"{page.url}/results.xlsx", cookies=cookies(keeper))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cells = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert cells[people[0].name][1] == people[0].id_number and cells[people[2].name][4] is None
    told = [(line.action, line.by) for line in hall.do(audit.read_page)]
    assert ("exam_results", 1) in told and ("exam_closed", 1) in told and ("exam_minutes", 1) in told

    said = keeper.open("/keeper/audit").locator("main")
    for text in ("开一场正式测试", "放入测试名单", "正式测试刷卡", "给一个人加时", "提前收卷", "导出测试成绩", NAME):
        expect(said).to_contain_text(text)
    keeper.page.go_back()
    keeper.press("删除这场测试")
    expect(page.get_by_text("找不回来")).to_be_visible()
    keeper.press("删除")
    expect(page.get_by_text("还没有开过")).to_be_visible()


def test_a_list_with_faults_is_told_by_row_and_lets_nobody_in(keeper: Person) -> None:
    page = opened(keeper)
    wrong = number_of(5)[:-1] + ("1" if number_of(5)[-1] != "1" else "2")
    people = [person(1), Listed("王小明", wrong), person(3), Listed("李四", person(3).id_number), Listed("赵六", "")]
    page.get_by_label("名单文件").set_input_files(file("名单.xlsx", people_file(*people)))
    keeper.press("放入名单")
    expect(page.get_by_role("alert")).to_contain_text("这份名单还没有放进去")
    for text in ("第 4 行", "抄错了一位", "第 6 行", "和第 5 行号码一样", "没有身份证号", "王*"):
        expect(page.locator("main")).to_contain_text(text)
    expect(page.locator("main")).not_to_contain_text(wrong)
    picture(page, "keeper_exam_faults")
    page.get_by_label("名单文件").set_input_files(file("名单.xlsx", people_file(*people)))
    page.get_by_label("其余的放进来").check()
    keeper.press("放入名单")
    expect(page.get_by_text("名单里有 2 人。")).to_be_visible()


def test_what_cannot_be_held_says_why_and_keeps_what_was_typed(keeper: Person) -> None:
    page = opened(keeper, count="50")
    expect(page.get_by_role("alert")).to_contain_text("一共要 50 题，只有 12 题")
    assert page.get_by_label("名称").input_value() == NAME
    page.get_by_label("到什么时候").fill("2026-11-17T08:00")
    page.get_by_label("题库文件").set_input_files(file("题库.csv", bank_file()))
    keeper.press("开")
    expect(page.get_by_role("alert")).to_contain_text("结束要在开始以后")
    page.get_by_label("到什么时候").fill("2026-11-17T12:00")
    page.get_by_label("一共出几题").fill("5")
    page.get_by_label("题库文件").set_input_files(file("题库.csv", f"{HEAD}\n单选,没有答案的题,甲,乙,丙,".encode()))
    keeper.press("开")
    expect(page.get_by_role("heading", name="题库里有读不进来的题")).to_be_visible()
    page.get_by_label("题库文件").set_input_files(file("照片.jpg", b"\xff\xd8\xff not a bank"))
    keeper.press("开")
    expect(page.get_by_role("alert")).to_be_visible()


def test_items_with_a_picture_are_told_before_it_opens_without_them(hall: Hall, keeper: Person) -> None:
    lines = bank_file(8).decode().splitlines()
    given = "\n".join(
        [f"{lines[0]},图片", *(f"{line}," for line in lines[1:7]), f"{lines[7]},图/旗.png", f"{lines[8]},"]
    )
    page = keeper.open("/keeper/exams/new")
    for tick in (False, True):
        page.get_by_label("名称").fill(NAME)
        page.get_by_label("题库文件").set_input_files(file("题库.csv", given.encode()))
        page.get_by_label("从什么时候").fill("2026-11-17T09:00")
        page.get_by_label("到什么时候").fill("2026-11-17T12:00")
        page.get_by_label("一共出几题").fill("5")
        if tick:
            page.get_by_label("缺图的题不出").check()
        keeper.press("开")
        if not tick:
            expect(page.get_by_role("alert")).to_contain_text("1 道题缺图")
            expect(page.get_by_text("图/旗.png（1 道题）：没有选到这张图")).to_be_visible()
            assert hall.service.exams and not hall.service.exams.keeping.exams()
            picture(page, "exam-pictured")
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def test_pictures_are_chosen_with_the_bank(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/exams/new")
    page.get_by_label("名称").fill(NAME)
    rows = "\n".join(f"单选,题目{number}说的是什么？,甲{number},乙{number},A,图/{number}.png" for number in range(5))
    page.get_by_label("题库文件").set_input_files(file("题库.csv", f"题型,题目,选项A,选项B,答案,图片\n{rows}".encode()))
    page.get_by_label("题图").set_input_files([file(f"{number}.png", photo()) for number in range(5)])
    page.get_by_label("从什么时候").fill("2026-11-17T09:00")
    page.get_by_label("到什么时候").fill("2026-11-17T12:00")
    page.get_by_label("一共出几题").fill("5")
    keeper.press("开")
    expect(page.get_by_text("有 5 张题图")).to_be_visible()
    assert faults(page) == [] and too_wide(page) == []
    picture(page, "keeper_exam_with_pictures")


def test_every_page_of_it_can_be_read_by_everybody(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/exams/new")
    assert faults(page) == [] and too_wide(page) == []
    picture(page, "keeper_exam_new")
    page = opened(keeper, "很长的名称" * 8)
    expect(page.get_by_role("heading", name="很长的名称")).to_be_visible()
    assert faults(page) == [] and too_wide(page) == []
    people = [person(number, "买买提·吐尔逊·演示演示" if number == 3 else "", branch="云溪里社区第一网格联合党支部")
              for number in range(1, 30)]  # fmt: skip
    page.get_by_label("名单文件").set_input_files(file("名单.xlsx", people_file(*people)))
    keeper.press("放入名单")
    for one in people[:6]:
        sits(hall, one, 5, hands_in=True)
    page.reload()
    expect(page.get_by_role("heading", name="各题答对多少")).to_be_visible()
    assert faults(page) == [] and too_wide(page) == []
    picture(page, "keeper_exam_many")
    keeper.press("现在收卷")
    expect(page.get_by_role("heading", name="现在收卷？")).to_be_visible()
    assert faults(page) == [] and too_wide(page) == []
    page = keeper.open("/keeper/exams")
    assert faults(page) == [] and too_wide(page) == []
    picture(page, "keeper_exams")


def test_a_damaged_row_is_told_and_the_rest_is_shown(hall: Hall, keeper: Person) -> None:
    page = opened(keeper)
    people = [person(1), person(2, branch="=1+1"), person(3, "𠮷田")]
    listed = "\n".join(["姓名,身份证号,支部", *(f"{one.name},{one.id_number},{one.branch}" for one in people)])
    page.get_by_label("名单文件").set_input_files(file("名单.csv", listed.encode()))
    keeper.press("放入名单")
    sits(hall, people[1], 5, hands_in=True)
    sits(hall, people[0], 2)
    hall.do(lambda connection: connection.exec_driver_sql("UPDATE exam_progress SET blob = x'00'").close())
    page.reload()
    expect(page.get_by_text("读不出来。其余的人不受影响")).to_be_visible()
    rows = page.get_by_role("row")
    for one in people[:2]:
        expect(rows.filter(has_text=one.name)).to_contain_text("读不出来")
    expect(rows.filter(has_text="𠮷田")).to_contain_text("没有开始")
    assert faults(page) == [] and too_wide(page) == []
    picture(page, "keeper_exam_damaged")
    answer = httpx.get(f"{page.url}/results.xlsx", cookies=cookies(keeper))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=3)}
    branch, state = cells[people[1].name][2:4]
    assert (branch.value, branch.data_type, state.value) == ("=1+1", "s", "读不出来")


def test_who_keeps_no_records_sees_none_of_it(hall: Hall, browser: Browser) -> None:
    for role in ("clerk", "desk", "editor"):
        hall.person(f"只是{role}", role)
        with httpx.Client(base_url=hall.url) as client:
            client.post("/console/login", data={"name": f"只是{role}", "password": PASSWORD})
            assert [client.get(path).status_code for path in ("/keeper/exams", "/keeper/exams/1")] == [403, 403]


def test_an_exam_that_is_not_there_leads_back(keeper: Person) -> None:
    with httpx.Client(base_url=keeper.hall.url, cookies=cookies(keeper)) as client:
        csrf = re.findall(r'name="csrf" value="([^"]+)"', client.get("/keeper/exams/new").text)[0]
        assert client.get("/keeper/exams/99").headers["location"] == "/keeper/exams"
        for verb in ("minutes", "close", "delete"):
            answer = client.post(f"/keeper/exams/99/{verb}", data={"csrf": csrf, "sure": "1", "minutes": "5"})
            assert answer.status_code == 303
        assert client.post("/keeper/exams/99/close", data={"sure": "1"}).status_code == 403


def cookies(person: Person) -> dict[str, str]:
    return {one["name"]: one["value"] for one in person.context.cookies()}
