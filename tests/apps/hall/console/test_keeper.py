"""The keeper looks at the day, edits the plan, and lets nobody else in."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect
from sqlalchemy import text

from kiosk.apps.hall.console.modules import RATINGS
from kiosk.core.web.sheets import write
from kiosk.features.tickets.rules.refusals import QuotaFull
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture

Arrive = Callable[..., Person]


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Person:
    hall.person("吴敏", "keeper")
    keeper = person()
    keeper.log_in("吴敏")
    expect(keeper.page.get_by_role("heading", name="11 月 17 日")).to_be_visible()
    return keeper


def a_morning(hall: Hall) -> None:
    """Twelve numbers are taken and served at three windows; most visitors rate."""
    windows = hall.service.tickets.windows
    for number, (service, window) in enumerate(((1, 1), (2, 2), (3, 3), (1, 1), (2, 2), (1, 1)) * 2):
        ticket = hall.take(service)
        hall.minutes_pass(3 + number % 5)
        hall.do(partial(windows.call_next, window_id=window))
        hall.do(partial(windows.serve, window_id=window, ticket_id=ticket.id))
        hall.minutes_pass(4 + number % 3)
        hall.do(partial(windows.finish, window_id=window, ticket_id=ticket.id))
        if number % 4 != 3:
            rated = partial(RATINGS.ratings.rate, window_id=window, ticket_id=ticket.id, now=hall.now)
            hall.do(partial(rated, level=(1, 1, 2, 3, 1, 4)[number % 6], reasons=["waited"]))


def test_the_day_in_figures_charts_and_a_workbook(hall: Hall, keeper: Person) -> None:
    a_morning(hall)
    page = keeper.page
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="A 党员服务"))
    expect(row).to_contain_text("666")  # taken, called, served: the page followed by itself
    expect(page.get_by_role("img", name="评价")).to_be_visible()
    expect(page.get_by_text("满意率")).to_be_visible()
    picture(page, "keeper_today")
    cookies = {one["name"]: one["value"] for one in keeper.context.cookies()}
    answer = httpx.get(f"{hall.url}/keeper/report.xlsx", cookies=cookies)
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["事项", "窗口", "评价"]
    assert [cell.value for cell in book["事项"][3]][:4] == ["A 党员服务", 6, 6, 6]
    assert book["评价"].max_row == 2 + 9


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a","b")', "正常\x00\x0b"]
)
def test_no_text_becomes_a_formula(typed: str) -> None:
    book = Workbook()
    write(book.active["A1"], typed)
    written = io.BytesIO()
    book.save(written)
    sheet = zipfile.ZipFile(written).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    cell = load_workbook(written).active["A1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_names_a_keeper_typed_reach_the_workbook_as_text(hall: Hall, keeper: Person) -> None:
    keeper.open("/keeper/plan")
    form = keeper.page.get_by_role("form", name="党员服务")
    form.get_by_label("名称").fill("=1+1")
    form.get_by_role("button", name="保存").click()
    expect(keeper.page.get_by_role("form", name="=1+1")).to_be_visible()
    hall.take(1)
    cookies = {one["name"]: one["value"] for one in keeper.context.cookies()}
    book = httpx.get(f"{hall.url}/keeper/report.xlsx", cookies=cookies).content
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_a_bad_rating_stays_until_somebody_says_what_was_done(hall: Hall, keeper: Person) -> None:
    ticket, windows = hall.take(1), hall.service.tickets.windows
    hall.do(partial(windows.call_next, window_id=1))
    hall.do(partial(windows.finish, window_id=1, ticket_id=ticket.id))
    hall.do(
        partial(
            RATINGS.ratings.rate, window_id=1, ticket_id=ticket.id, level=5, reasons=["papers", "waited"], now=hall.now
        )
    )
    page = keeper.open("/keeper/ratings")
    expect(page.get_by_text("等得太久、材料要得多")).to_be_visible()
    picture(page, "keeper_ratings")
    page.get_by_label("怎么处理的").fill("和窗口一起核了材料清单")
    keeper.press("关上")
    expect(page.get_by_text("没有要处理的评价")).to_be_visible()
    row = hall.do(lambda c: c.execute(text("SELECT note, closed_by FROM ratings")).one())
    assert tuple(row) == ("和窗口一起核了材料清单", 1)


def test_hours_and_dates_are_edited_and_a_slip_of_the_pen_is_said(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/hours")
    page.get_by_role("textbox", name="星期二").fill("8:30-11:30，13：30至17:00")
    keeper.press("保存")
    expect(page.get_by_role("textbox", name="星期二")).to_have_value("08:30-11:30，13:30-17:00")
    page.get_by_role("textbox", name="星期二").fill("上午")
    keeper.press("保存")
    expect(page.get_by_text("“上午”没看懂")).to_be_visible()
    for day, name, kind in (("2027-01-01", "元旦", "不开门"), ("2027-01-03", "调休上班", "照某一天上班")):
        page.get_by_label("日期").fill(day)
        page.get_by_label("名称").fill(name)
        page.get_by_label("怎么开").select_option(label=kind)
        keeper.press("加上")
    expect(page.get_by_role("row").filter(has_text="2027-01-03")).to_contain_text("照星期一")
    picture(page, "keeper_hours")
    keeper.press("删去 2027-01-01")
    expect(page.get_by_text("元旦")).to_have_count(0)


def test_services_and_windows_are_many_to_many(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/plan")
    form = page.get_by_role("form", name="加一个事项")
    form.get_by_label("字母").fill("f")
    form.get_by_label("名称").fill("老年食堂")
    form.get_by_label("英文名").fill("Canteen for seniors")
    form.get_by_role("button", name="加上").click()
    window = page.get_by_role("form", name="3 号窗口")
    window.get_by_label("老年食堂").check()
    window.get_by_label("咨询投诉").check()
    window.get_by_role("button", name="保存").click()
    expect(page.get_by_role("form", name="3 号窗口").get_by_label("老年食堂")).to_be_checked()
    service = page.get_by_role("form", name="老年食堂")
    service.get_by_label("限号").fill("8:30-12:00 1，12:00–17:30 30个")
    service.get_by_role("button", name="保存").click()
    service = page.get_by_role("form", name="老年食堂")
    expect(service.get_by_label("限号")).to_have_value("08:30-12:00 1，12:00-17:30 30")
    picture(page, "keeper_plan")
    plan = hall.do(hall.service.tickets.plan)
    assert plan.windows[3].service_ids == {3, 4, 5} and plan.windows[3].english == "Window 3"
    assert plan.services[5].english == "Canteen for seniors"
    assert hall.take(5).number == "F001"
    with pytest.raises(QuotaFull):
        hall.take(5)
    form = page.get_by_role("form", name="加一个事项")
    form.get_by_label("字母").fill("A")
    form.get_by_label("名称").fill("又一个")
    form.get_by_role("button", name="加上").click()
    expect(page.get_by_role("alert")).to_contain_text("A")


def test_what_was_retired_comes_back(hall: Hall, keeper: Person) -> None:
    page = keeper.open("/keeper/plan")
    for name in ("咨询投诉", "4 号窗口"):
        form = page.get_by_role("form", name=name)
        form.get_by_label("状态").select_option(label="停用")
        form.get_by_role("button", name="保存").click()
        expect(page.get_by_role("button", name=re.compile(f"重新启用 .*{name}"))).to_be_visible()
    picture(page, "keeper_retired")
    plan = hall.do(hall.service.tickets.plan)
    assert 4 not in plan.services and 4 not in plan.windows
    for name in ("咨询投诉", "4 号窗口"):
        page.get_by_role("button", name=re.compile(f"重新启用 .*{name}")).click()
        expect(page.get_by_role("form", name=name)).to_be_visible()
    plan = hall.do(hall.service.tickets.plan)
    assert plan.services[4].state == "open" and plan.windows[4].service_ids == {4}
    assert hall.take(4).number == "D001"


def test_people_are_added_reset_and_closed(hall: Hall, keeper: Person, person: Arrive) -> None:
    page = keeper.open("/keeper/people")
    page.get_by_label("姓名").fill("李梅")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    keeper.press("加上")
    expect(page.get_by_role("row").filter(has_text="李梅")).to_contain_text("待本人换密码")
    picture(page, "keeper_people")
    clerk = person()
    clerk.log_in("李梅")
    expect(clerk.page.get_by_text("这个密码是别人设的")).to_be_visible()
    keeper.press("停用 李梅")
    expect(page.get_by_role("row").filter(has_text="李梅")).to_contain_text("已停用")
    clerk.open("/console")
    expect(clerk.page.get_by_role("button", name="进入")).to_be_visible()  # out at once
    keeper.press("停用 吴敏")
    expect(page.get_by_text("至少要留一位管理员。")).to_be_visible()


def test_training_begins_only_in_an_empty_hall(hall: Hall, keeper: Person) -> None:
    ticket, page = hall.take(1), keeper.page
    keeper.press("开始演练")
    expect(page.get_by_role("alert")).to_contain_text("演练")
    hall.do(partial(hall.service.tickets.windows.call_next, window_id=1))
    hall.do(partial(hall.service.tickets.windows.finish, window_id=1, ticket_id=ticket.id))
    keeper.open("/keeper")
    keeper.press("开始演练")
    expect(page.get_by_role("button", name="结束演练")).to_be_visible()
    hall.take(1)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="A 党员服务"))
    expect(row).to_contain_text("1")
    keeper.press("结束演练")


def test_a_clerk_opens_no_keeper_s_page(hall: Hall, person: Arrive) -> None:
    hall.person("吴敏", "keeper")
    hall.person("李梅")
    clerk = person()
    clerk.log_in("李梅")
    expect(clerk.page.get_by_text("今天在哪个窗口？")).to_be_visible()
    cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
    with httpx.Client(base_url=hall.url, cookies=cookies) as client:
        for path in ("/keeper", "/keeper/people", "/keeper/plan", "/keeper/report.xlsx"):
            assert client.get(path).status_code == 403
        for path in ("/keeper/do/week", "/keeper/do/training", "/keeper/people/add"):
            assert client.post(path, data={"csrf": "x"}).status_code == 403
    assert httpx.get(f"{hall.url}/keeper").status_code == 303
    assert len(hall.service.accounts.all()) == 2


def test_a_keeper_s_form_needs_its_token(hall: Hall, keeper: Person) -> None:
    cookies = {one["name"]: one["value"] for one in keeper.context.cookies()}
    with httpx.Client(base_url=hall.url, cookies=cookies) as client:
        for path in ("/keeper/do/week", "/keeper/people/add", "/keeper/do/training"):
            assert client.post(path, data={"on": "1"}).status_code == 403
        assert client.get("/keeper/nonsense").status_code == 404
