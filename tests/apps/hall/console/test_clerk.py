"""Clerks at their windows, in real browsers, live without reload."""

import re
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import httpx
import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import text

from kiosk.core.access.sessions import IDLE_SECONDS
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture

Arrive = Callable[..., Person]
KEPT_MS = 60_000  # console.js: so long a press is kept


@pytest.fixture
def clerk(hall: Hall, person: Arrive) -> Person:
    """李梅 sits at window 1."""
    hall.person("李梅")
    return sit_down(person(), "李梅", 1)


def sit_down(somebody: Person, name: str, window: int) -> Person:
    somebody.log_in(name)
    somebody.press(f"{window} 号窗口 坐这里")
    expect(somebody.page.get_by_role("heading", name=f"{window} 号窗口")).to_be_visible()
    expect(somebody.page.locator("body")).to_have_attribute("data-live", "on")
    return somebody


def number(page: Page) -> str:
    return page.locator(".number").inner_text()


def in_hand(page: Page, wanted: str) -> None:
    expect(page.locator(".number")).to_have_text(wanted)


def waiting(page: Page, people: int) -> None:
    expect(page.get_by_role("heading", name=f"等候 {people} 人")).to_be_visible()


def settle(page: Page) -> None:
    """The button just pressed listens again: a second press is another one, no double press."""
    expect(page.locator("body")).not_to_have_attribute("data-pressed", re.compile("."))


def called(hall: Hall) -> list[tuple[str, int]]:
    rows = hall.do(lambda c: c.execute(text("SELECT detail, window_id FROM events WHERE kind = 'ticket_called'")).all())
    return [(re.search(r'"number": "(\w+)"', row.detail).group(1), row.window_id) for row in rows]  # type: ignore[union-attr]


def test_a_day_at_a_window_by_keyboard(hall: Hall, clerk: Person) -> None:
    page, keys = clerk.page, clerk.page.keyboard
    for service in (1, 2, 1):
        hall.take(service)
    expect(page.get_by_role("heading", name="等候 3 人")).to_be_visible()
    keys.press(" ")
    in_hand(page, "A001")
    expect(page.get_by_text("已叫号，等人来")).to_be_visible()
    keys.press("r")
    expect(page.get_by_text("2 次（10:00），最多 3 次")).to_be_visible()
    keys.press(" ")
    expect(page.get_by_text("正在办理")).to_be_visible()
    hall.minutes_pass(5)
    settle(page)
    keys.press(" ")
    in_hand(page, "B001")
    keys.press("n")
    in_hand(page, "—")
    row = page.get_by_role("row").filter(has_text="B001")
    expect(row).to_contain_text("过号")
    keys.press(" ")
    in_hand(page, "A002")
    keys.press("h")
    page.get_by_label("为什么挂起").fill("去复印材料")
    keys.press("Enter")
    expect(page.get_by_role("row").filter(has_text="A002")).to_contain_text("去复印材料")
    page.get_by_role("button", name="叫回 A002").click()
    in_hand(page, "A002")
    keys.press("f")
    in_hand(page, "—")
    expect(page.locator(".figures")).to_contain_text("2办结")


def press_together(pages: tuple[Page, ...], name: str) -> None:
    """By hand: Playwright's own click swallows the press when the page refreshes just before it."""
    for page in pages:
        page.get_by_role("button", name=re.compile(name)).hover()
        page.mouse.down()
    for page in pages:
        page.mouse.up()


def test_two_clerks_never_call_the_same_number(hall: Hall, clerk: Person, person: Arrive) -> None:
    hall.person("王强")
    other = sit_down(person(), "王强", 2)
    for service in (1, 2) * 4:
        hall.take(service)
    pages = (clerk.page, other.page)
    for _ in range(4):
        before = [number(page) for page in pages]
        press_together(pages, "叫下一位")
        for page, old in zip(pages, before, strict=True):
            expect(page.locator(".number")).not_to_have_text(old)
            settle(page)
        press_together(pages, "到了")
        for page in pages:
            expect(page.get_by_text("正在办理")).to_be_visible()
            settle(page)
    numbers = [one for one, _ in called(hall)]
    assert len(numbers) == len({*numbers}) == 8
    assert {window for _, window in called(hall)} == {1, 2}
    expect(clerk.page.get_by_role("heading", name="没有人在等")).to_be_visible()  # told by the other's call


def test_two_browsers_at_one_window_press_at_once_and_one_number_is_called(hall: Hall, clerk: Person) -> None:
    """The same session in two pages: the second press finds that the window moved on."""
    for _ in range(4):
        hall.take()
    cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
    csrf = clerk.page.locator("#live").get_attribute("data-csrf")
    together, answers = Barrier(4), []

    def press() -> None:
        with httpx.Client(cookies=cookies) as client:
            together.wait(10)
            answers.append(client.post(f"{hall.url}/console/do/next", data={"csrf": csrf, "seen": "0"}))

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one for one, _ in called(hall)] == ["A001"]
    assert {answer.status_code for answer in answers} == {303}
    in_hand(clerk.page, "A001")


def test_a_number_moves_to_another_window_and_back_in_line(hall: Hall, clerk: Person, person: Arrive) -> None:
    hall.person("王强")
    other = sit_down(person(), "王强", 4)
    hall.take()
    waiting(clerk.page, 1)
    clerk.page.keyboard.press(" ")
    in_hand(clerk.page, "A001")
    clerk.page.keyboard.press("t")
    clerk.page.get_by_label("转到").select_option(label="4 号窗口")
    clerk.press("转过去")
    in_hand(clerk.page, "—")
    expect(other.page.get_by_role("heading", name="等候 1 人")).to_be_visible()
    other.page.keyboard.press(" ")
    in_hand(other.page, "A001")
    other.page.keyboard.press("t")
    other.page.get_by_label("转到").select_option(label="退回，排在原来的位置")
    other.press("转过去")
    in_hand(other.page, "—")


def test_a_pause_says_why_and_calls_nobody(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    page.keyboard.press("p")
    page.get_by_label("为什么暂停").fill("换班")
    page.get_by_label("到几点").fill("10:40")
    clerk.press("暂停叫号")
    expect(page.get_by_text("暂停到 10:40，换班")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("叫下一位"))).to_be_disabled()
    page.keyboard.press(" ")
    page.keyboard.press("p")
    expect(page.get_by_text("接待中")).to_be_visible()
    assert called(hall) == []


def test_a_slip_that_got_lost_is_printed_again_where_it_was_taken(hall: Hall, clerk: Person) -> None:
    terminal, _ = hall.service.terminals.enrol(hall.service.terminals.make_code("1 号终端").secret)
    desk, page = hall.service.tickets, clerk.page
    taken = hall.do(partial(desk.take_ticket, terminal_id=terminal.id, service_id=1, key="visitor-lost"))
    hall.do(partial(desk.report_printed, terminal_id=terminal.id, ticket_id=taken.id))
    hall.take()  # written by hand: there is no slip of it
    waiting(page, 2)
    page.locator("#reprint summary").click()
    picture(page, "clerk_reprint")
    page.get_by_label("哪个号").select_option(label="A001")
    clerk.press("补打")
    expect(page.get_by_text("A001 已请取号的那台终端补打")).to_be_visible()
    assert hall.do(partial(desk.services_now, terminal_id=terminal.id)).reprints == (taken.id,)
    again = hall.do(partial(desk.reprint, terminal_id=terminal.id, ticket_id=taken.id, key="reprint-order"))
    assert again.reprints == 1
    assert hall.do(partial(desk.services_now, terminal_id=terminal.id)).reprints == ()
    page.locator("#reprint summary").click()
    page.get_by_label("哪个号").select_option(label="A002")
    page.locator("#reprint button.primary").click()
    expect(page.get_by_text("这个号不能补打")).to_be_visible()


def test_paper_that_runs_low_is_told_to_the_clerk_before_it_runs_out(hall: Hall, clerk: Person) -> None:
    tokens = []
    for name in ("1 号终端", "2 号终端"):
        _, token = hall.service.terminals.enrol(hall.service.terminals.make_code(name).secret)
        tokens.append(token)

    def says(token: str, printer: str, *, reader: bool = True) -> int:
        body = {"printer": printer, "reader": reader}
        return httpx.post(
            f"{hall.url}/api/devices", json=body, headers={"Authorization": f"Bearer {token}"}
        ).status_code

    line, page = clerk.page.locator(".devices"), clerk.page
    expect(line).to_have_count(0)
    assert [says(token, "well") for token in tokens] == [204, 204]
    expect(line).to_contain_text("1 号终端、2 号终端正常")
    assert says(tokens[0], "paper_near_end") == 204
    expect(line).to_contain_text("1 号终端打印纸不多了，请准备换纸")
    expect(line).to_contain_text("2 号终端正常")
    picture(page, "clerk_devices")
    assert says(tokens[1], "well", reader=False) == 204
    expect(line).to_contain_text("2 号终端读卡器没有回话")
    assert says(tokens[0], "well") == 204
    expect(line).to_contain_text("1 号终端正常")
    assert says(tokens[0], "on fire") == 422
    assert says("nobody", "well") == 401
    hall.minutes_pass(3)
    hall.take()
    expect(line).to_contain_text("1 号终端没有消息，请去看看")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_a_number_by_hand_is_told_to_the_clerk(hall: Hall, clerk: Person) -> None:
    clerk.page.locator("#by-hand summary").click()
    clerk.page.get_by_label("类别").select_option(label="优先")
    clerk.press("发一个号")
    expect(clerk.page.get_by_text("A901 已发出，请写给来办事的人。")).to_be_visible()
    expect(clerk.page.get_by_role("row").filter(has_text="A901")).to_contain_text("优先")
    hall.take()
    waiting(clerk.page, 2)
    expect(clerk.page.get_by_text("A901 已发出")).to_be_visible()  # though the page refreshed itself


def test_a_press_is_heard_though_the_page_refreshes_itself_under_the_finger(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    page.locator("#do-next").hover()
    page.mouse.down()
    with page.expect_response(lambda answer: answer.url.endswith("/console") and answer.request.method == "GET"):
        hall.take()
    expect(page.get_by_role("heading", name="等候 1 人")).to_be_visible()  # not under the finger
    page.mouse.up()
    in_hand(page, "A001")
    waiting(page, 1)


def test_a_key_is_heard_though_the_page_refreshes_itself_under_it(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    page.locator("#do-finish").focus()
    page.keyboard.down(" ")
    with page.expect_response(lambda answer: answer.url.endswith("/console") and answer.request.method == "GET"):
        hall.take()
    page.keyboard.up(" ")
    in_hand(page, "—")
    waiting(page, 1)


def test_single_keys_can_be_switched_off_and_stay_off(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    clerk.press("换窗口")
    picture(page, "choose_window")
    clerk.press("关掉快捷键")
    clerk.press("1 号窗口 坐这里")
    waiting(page, 1)
    expect(page.locator("kbd").first).to_be_hidden()
    page.locator("body").click(position={"x": 700, "y": 340})
    for key in ("p", "n", " "):
        page.keyboard.press(key)
    page.locator("#do-next").focus()
    page.keyboard.press("Enter")
    in_hand(page, "A001")
    kinds = hall.do(lambda c: c.execute(text("SELECT kind FROM events WHERE kind LIKE 'window_%'")).all())
    assert kinds == []
    assert [one for one, _ in called(hall)] == ["A001"]
    assert not hall.service.accounts.named("李梅").single_keys


def test_a_press_that_does_not_get_through_is_sent_again_and_done_once(hall: Hall, clerk: Person) -> None:
    for _ in range(3):
        hall.take()
    page, tries = clerk.page, list[str]()

    def unlucky(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort()
        elif len(tries) == 2:
            route.fetch()  # it came through, but its answer did not
            route.abort()
        else:
            route.continue_()

    waiting(page, 3)
    page.route("**/console/do/next", unlucky)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    waiting(page, 2)
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator(".says")).to_have_count(0)
    assert len(tries) == 3
    assert [one for one, _ in called(hall)] == ["A001"]


def test_a_press_that_never_gets_through_is_said_to_be_lost(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    page.clock.install()
    clerk.context.set_offline(True)
    page.keyboard.press(" ")
    expect(page.locator("#late")).to_be_visible()
    for _ in range(KEPT_MS // 10_000 + 1):
        page.clock.run_for(10_000)
    expect(page.locator("#lost")).to_be_visible()
    picture(page, "clerk_lost")
    clerk.context.set_offline(False)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    expect(page.locator("#lost")).to_be_hidden()


def test_a_word_being_composed_is_not_torn_by_a_refresh(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    page.keyboard.press("h")
    hand = clerk.context.new_cdp_session(page)
    for letters in ("f", "fu", "fuy", "fuyi", "fuyin"):  # as an input method does; it waits for a field that listens
        expect(page.get_by_label("为什么挂起")).to_be_focused()
        hand.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
    expect(page.get_by_label("为什么挂起")).to_have_value("fuyin")
    with page.expect_response(lambda answer: answer.url.endswith("/console") and answer.request.method == "GET"):
        hall.take()
    hand.send("Input.insertText", {"text": "复印"})
    expect(page.get_by_role("heading", name="等候 1 人")).to_be_visible()
    expect(page.get_by_label("为什么挂起")).to_have_value("复印")
    expect(page.get_by_label("为什么挂起")).to_be_focused()


def test_a_press_the_window_cannot_do_is_said_in_words(hall: Hall, clerk: Person) -> None:
    hall.take()
    waiting(clerk.page, 1)
    csrf = str(clerk.page.locator("#live").get_attribute("data-csrf"))
    cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
    lagging = {"csrf": csrf, "seen": "77"}
    answer = httpx.post(f"{hall.url}/console/do/next", data=lagging, cookies=cookies, follow_redirects=True)
    assert "这一下没有算。现在手上没有号。" in answer.text
    assert called(hall) == []


def test_what_a_clerk_is_typing_stays_while_others_take_numbers(hall: Hall, clerk: Person) -> None:
    hall.take()
    page = clerk.page
    waiting(page, 1)
    page.keyboard.press(" ")
    in_hand(page, "A001")
    page.keyboard.press("h")
    page.get_by_label("为什么挂起").fill("去缴")
    hall.take()
    expect(page.get_by_role("heading", name="等候 1 人")).to_be_visible()
    expect(page.get_by_label("为什么挂起")).to_have_value("去缴")
    expect(page.get_by_label("为什么挂起")).to_be_focused()
    page.keyboard.type("费n")
    expect(page.get_by_label("为什么挂起")).to_have_value("去缴费n")
    in_hand(page, "A001")  # letters typed are no shortcuts


def test_whoever_does_nothing_for_ten_minutes_is_out_though_the_page_refreshed_itself(
    hall: Hall, clerk: Person
) -> None:
    hall.idle = IDLE_SECONDS - 1
    hall.take()
    expect(clerk.page.get_by_role("heading", name="等候 1 人")).to_be_visible()
    hall.idle = IDLE_SECONDS
    hall.take()
    expect(clerk.page.get_by_role("button", name="进入")).to_be_visible()
    assert "A00" not in clerk.page.content()
    sit_down_again = clerk.log_in("李梅")
    expect(sit_down_again.get_by_text("今天在哪个窗口？")).to_be_visible()


def test_the_lock_is_said_with_its_seconds(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    somebody = person()
    for _ in range(4):
        somebody.log_in("李梅", "not the password")
        expect(somebody.page.get_by_text("姓名或密码不对，请再试。")).to_be_visible()
    somebody.log_in("李梅", "not the password")
    expect(somebody.page.get_by_text("错了好几次，请等 15 秒再试。")).to_be_visible()
    somebody.log_in("李梅", PASSWORD)
    expect(somebody.page.get_by_text("请等 15 秒再试")).to_be_visible()
    picture(somebody.page, "login_locked")
    hall.now = hall.now.replace(second=16)
    somebody.log_in("李梅", PASSWORD)
    expect(somebody.page.get_by_text("今天在哪个窗口？")).to_be_visible()


def test_a_password_set_by_somebody_else_is_changed_first(hall: Hall, person: Arrive) -> None:
    keeper = hall.person("吴敏", "keeper")
    hall.service.accounts.add("李梅", "clerk", PASSWORD, by=keeper)
    somebody = person()
    page = somebody.log_in("李梅")
    expect(page.get_by_text("这个密码是别人设的")).to_be_visible()
    somebody.open("/console")
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("傍晚六点的巷子口")
    page.get_by_label("新密码，再输一次").fill("傍晚六点的巷子口")
    somebody.press("保存")
    expect(page.get_by_text("至少 10 个字")).to_have_count(2)
    for label, password in (
        ("现在的密码", PASSWORD),
        ("新密码", "傍晚六点整的巷子口等人"),
        ("新密码，再输一次", "傍晚六点整的巷子口等人"),
    ):
        page.get_by_label(label, exact=True).fill(password)
    somebody.press("保存")
    expect(page.get_by_text("今天在哪个窗口？")).to_be_visible()


def test_a_form_without_its_token_or_from_elsewhere_is_refused(hall: Hall, clerk: Person) -> None:
    hall.take()
    cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
    csrf = str(clerk.page.locator("#live").get_attribute("data-csrf"))
    with httpx.Client(base_url=hall.url, cookies=cookies) as client:
        for data, headers in (
            ({"seen": "0"}, {}),
            ({"seen": "0", "csrf": "guess"}, {}),
            ({"seen": "0", "csrf": csrf}, {"Origin": "http://elsewhere.example"}),
            ({"seen": "0", "csrf": csrf}, {"Origin": "null"}),
            ({"seen": "0", "csrf": csrf}, {"Sec-Fetch-Site": "cross-site"}),
        ):
            assert client.post("/console/do/next", data=data, headers=headers).status_code == 403
        assert client.post("/console/login", data={"name": "李梅"}, headers={"Origin": "http://a"}).status_code == 403
        assert client.post("/console/logout", data={}).status_code == 403
        assert client.post("/console/do/nonsense", data={"csrf": csrf}).status_code == 422
        assert client.get("/console/do/next").status_code == 405
    assert called(hall) == []
    cookie = clerk.context.cookies()[0]
    assert (cookie["sameSite"], cookie["httpOnly"]) == ("Strict", True)


def test_nothing_opens_without_a_log_in(hall: Hall) -> None:
    for path in ("/console", "/console/password"):
        answer = httpx.get(hall.url + path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")
    for path in ("/console/do/next", "/console/window", "/console/logout", "/console/here"):
        assert httpx.post(hall.url + path, data={"csrf": ""}).status_code == 401
    assert httpx.get(f"{hall.url}/console/live").status_code in (303, 401)
    for path in ("/console/login", "/console/static/console.css"):
        policy = httpx.get(hall.url + path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert httpx.get(hall.url + "/console/login", headers={"Host": "elsewhere.example"}).status_code == 404
    assert httpx.get(hall.url + "/console/static/..%2fpages.py").status_code == 404
    assert "add-keeper" in httpx.get(hall.url + "/console/login").text


def test_the_page_as_it_is_drawn(hall: Hall, clerk: Person) -> None:
    """At 1366 x 768: everything is there and nothing has to be scrolled."""
    tickets = [hall.take(service) for service in (1, 2, 1, 2, 1)]
    hall.minutes_pass(3)
    page = clerk.page
    waiting(page, 5)
    for key in (" ", "n", " ", "h"):
        page.keyboard.press(key)
        if key == " ":
            expect(page.locator(".number")).not_to_have_text("—")
        if key == "n":
            in_hand(page, "—")
    page.get_by_label("为什么挂起").fill("去复印材料")
    page.keyboard.press("Enter")
    in_hand(page, "—")
    for service, minutes in ((2, 4), (1, 1), (1, 7)):
        hall.take(service)
        hall.minutes_pass(minutes)
    hall.do(partial(hall.service.tickets.issue_by_hand, service_id=2, key="by-hand-0001", by="#1", lane="priority"))
    hall.minutes_pass(2)
    page.keyboard.press(" ")
    in_hand(page, "B901")  # two normal numbers were called: now a priority one
    settle(page)
    page.keyboard.press(" ")
    expect(page.get_by_text("正在办理")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "clerk")
    page.keyboard.press("t")
    picture(page, "clerk_transfer")
    assert len(tickets) == 5
