"""What is done here and where; from a service straight to a number while its queue gives some, with the real queue."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from kiosk.apps.terminal.home import HomeFacts
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from kiosk.features.exhibition.terminal.beside import HallQueue
from kiosk.features.exhibition.terminal.modules.directory.tabs import shown_filters
from kiosk.features.exhibition.terminal.queueing import Shut, queue_of
from kiosk.features.tickets.terminal.hall_tickets import services_look
from kiosk.features.tickets.wire import ServicesNow
from tests.apps.hall.process import HallProcess
from tests.features.exhibition.terminal.halls import Table, Terminal
from tests.features.tickets.hall import FIRST, Hall

SERVICES = [
    ("事项", "窗口", "带什么", "取号", "星期"), ("党员服务", "1 号窗口", "身份证（原件）、接收支部全称", "", ""),
    ("帮人办事", "2 号窗口", "", "C", ""), ("法律咨询", "203 室", "", "", "四"),
]  # fmt: skip
PLACES = [("名称", "楼层"), ("1 号窗口", 1), ("2 号窗口", 1), ("203 室", 2), ("阅览室", 2)]
ASKED = [
    ("问题", "回答", "事项"),
    ("支部全称不知道怎么办？", "问工作人员。", "党员服务"),
    ("停车在哪里？", "院子里。", ""),
]
ROSTER = [("星期", "姓名", "岗位", "时间"), ("二", "许知夏", "党员先锋岗", "8:30-17:30"), ("二", "冯一舟", "", "上午")]
ITEMS: dict[str, Sequence[Table]] = {"directory": [SERVICES, PLACES, ASKED], "roster": [ROSTER]}


class Known:
    """What a terminal knows of its hall: `start_of` has what the queue's room would do."""

    def __init__(self) -> None:
        self.facts = HomeFacts()
        self.began: list[str] = []

    def away(self) -> bool:
        return self.facts.away

    def last_known(self) -> ServicesNow | None:
        return self.facts.last_known

    def start_of(self, key: str, at: str = "") -> Callable[[], None] | None:
        return (lambda: self.began.append(at)) if key == "tickets" else None


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def terminal(tmp_path: Path, known: Known) -> Terminal:
    terminal = Terminal(tmp_path / "packs", ITEMS, queue=HallQueue(known))
    terminal.open(ExhibitKind.DIRECTORY)
    return terminal


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall") / "hall.db")
    yield hall
    hall.database.close()


def seen(hall: Hall) -> ServicesNow:
    return hall.call(lambda c: hall.desk.services_now(c, FIRST))


def test_all_of_it_then_one_floor_then_one_service_and_back(terminal: Terminal) -> None:
    flow = terminal.kind(ExhibitKind.DIRECTORY)
    assert terminal.view.filters == ("全部 8", "1 楼窗口", "2 楼房间", "常见问题")
    assert terminal.view.duty.name == "许知夏" and terminal.view.duty.more == "今天还有 1 人"
    flow.choose_filter(2)
    assert [one.title for one in terminal.view.entries] == ["法律咨询", "203 室", "阅览室"]
    assert terminal.view.entries[0].chip == "后天"
    flow.open_entry(terminal.view.entries[0].kind, terminal.view.entries[0].number)
    assert terminal.page == "exhibition.service" and terminal.view.title == "法律咨询"
    assert flow.back() and terminal.page == "exhibition.directory" and terminal.view.chosen == 2
    assert flow.back() and terminal.page == "home"


def test_a_service_says_what_to_bring_and_its_own_questions(terminal: Terminal) -> None:
    terminal.open(ExhibitKind.DIRECTORY, "党员服务")
    first, where, asked = terminal.view.sections
    assert first.things == (("身份证", "原件"), ("接收支部全称", ""))
    assert where.things[0] == ("地点", "1 楼，1 号窗口") and asked.text == "问工作人员。"
    assert terminal.view.queue is None  # the hall was never heard of
    terminal.kind(ExhibitKind.DIRECTORY).take_number()
    assert terminal.page == "exhibition.service"


@pytest.mark.parametrize(("found", "title", "head"), [
    ("支部全称不知道怎么办？", "党员服务", "支部全称不知道怎么办？"), ("停车在哪里？", "常见问题", "停车在哪里？"),
    ("阅览室", "阅览室", "在哪里，几点"),
])  # fmt: skip
def test_what_was_found_opens_where_it_stands(terminal: Terminal, found: str, title: str, head: str) -> None:
    terminal.open(ExhibitKind.DIRECTORY, found)
    assert (terminal.view.title, terminal.view.section.head) == (title, head)


def test_find_leads_to_the_house_s_own_and_there_is_no_plan_where_none_is_on(terminal: Terminal) -> None:
    terminal.kind(ExhibitKind.DIRECTORY).find()
    terminal.kind(ExhibitKind.DIRECTORY).plan()
    assert terminal.found == ["asked"] and not terminal.view.has_plan and terminal.page == "exhibition.directory"


def test_who_is_on_duty_is_not_said_while_the_clock_is_in_doubt(terminal: Terminal) -> None:
    terminal.doubt = True
    terminal.later()
    assert not terminal.view.duty
    terminal.doubt, terminal.now = False, datetime(2026, 12, 2, 0, 0, 1)
    terminal.later()
    duty: Any = terminal.view.duty
    assert duty.name == "" and duty.line == "今天没有安排值班"


def test_two_hundred_services_and_one_are_listed(tmp_path: Path) -> None:
    name = "城乡居民基本养老保险参保登记与待遇的申领与注销和查询𠮷"
    many = [("事项", "窗口"), *((f"{name}{number:03d}", "") for number in range(200))]
    terminal = Terminal(tmp_path / "many", {"directory": [many]})
    terminal.open(ExhibitKind.DIRECTORY)
    assert len(terminal.view.entries) == 200 and terminal.view.filters == ("全部 200",) and terminal.view.duty is None
    one = Terminal(tmp_path / "one", {"directory": [many[:2]]})
    one.open(ExhibitKind.DIRECTORY)
    one.kind(ExhibitKind.DIRECTORY).open_entry(one.view.entries[0].kind, 0)
    assert one.view.section.text == "这里没有写，请问服务台。"


@pytest.mark.parametrize("cells", [3, 4, 7])
def test_every_filter_is_reached_by_more(cells: int) -> None:
    reached: set[int] = set()
    for turned in range(14):
        numbers, more = shown_filters(14, cells, turned)
        assert more and len(numbers) + 1 <= cells
        reached |= set(numbers)
    assert reached == set(range(14))


# -- the queue ---------------------------------------------------------------------------------------------------------


def test_a_service_is_known_in_the_queue_by_its_name_or_its_letter(hall: Hall) -> None:
    now = seen(hall)
    assert queue_of(now, away=False, name="党员 服务") is not None
    by_letter = queue_of(now, away=False, name="帮人办事", called=now.services[2].series.lower())
    assert by_letter is not None and by_letter.service == now.services[2].id
    assert queue_of(now, away=False, name="没有这个") is None and queue_of(None, away=True, name="党员服务") is None


def test_a_queue_that_is_shut_says_when_it_opens_and_leads_nowhere(
    terminal: Terminal, known: Known, hall: Hall
) -> None:
    known.facts.services, known.facts.online = seen(hall), True
    terminal.open(ExhibitKind.DIRECTORY, "党员服务")
    flow = terminal.kind(ExhibitKind.DIRECTORY)
    assert terminal.view.queue.is_open and terminal.view.queue_said == "现在不用等"
    before = hall.now
    hall.now = hall.now.replace(hour=19)
    known.facts.services = seen(hall)
    terminal.later()
    assert terminal.view.queue.shut is Shut.CLOSED and "8:30" in terminal.view.queue_said
    flow.take_number()
    assert not known.began
    hall.now = before
    now = seen(hall)
    paused = replace(now.services[0], state="paused", paused_until="10:40")
    known.facts.services = replace(now, services=(paused, *now.services[1:]))
    terminal.later()
    assert terminal.view.queue_said == "这个事项暂停到 10:40"
    flow.take_number()
    assert not known.began
    known.facts.services = now
    terminal.later()
    flow.take_number()
    assert known.began == [str(now.services[0].id)]


def test_a_hall_frozen_for_ten_seconds_and_one_that_is_gone_are_told_and_it_heals(tmp_path: Path) -> None:
    known, hall = Known(), HallProcess(tmp_path).start()
    facts = known.facts

    def told(now: ServicesNow) -> None:
        facts.services = now

    def state(online: bool) -> None:
        facts.online = online

    line = Line(enrol(hall.url, hall.code(), tmp_path / "hall.json"), services_look(told), on_state=state)
    terminal = Terminal(tmp_path / "packs", ITEMS, queue=HallQueue(known))
    terminal.open(ExhibitKind.DIRECTORY, "党员服务")
    line.start()
    try:
        _until(terminal, lambda: terminal.view.queue is not None and terminal.view.queue.shut is not Shut.AWAY)
        hall.signal(signal.SIGSTOP)
        began = time.monotonic()
        _until(terminal, lambda: terminal.view.queue.shut is Shut.AWAY)
        assert time.monotonic() - began < 12 and "服务台" in terminal.view.queue_said
        terminal.kind(ExhibitKind.DIRECTORY).take_number()
        assert not known.began and terminal.page == "exhibition.service"
        time.sleep(max(0.0, 10 - (time.monotonic() - began)))
        os.kill(hall.pid, signal.SIGCONT)
        _until(terminal, lambda: terminal.view.queue.shut is not Shut.AWAY)
        hall.kill()
        _until(terminal, lambda: terminal.view.queue.shut is Shut.AWAY)
        hall.start()
        _until(terminal, lambda: terminal.view.queue.shut is not Shut.AWAY)
    finally:
        line.stop()
        hall.stop()


def _until(terminal: Terminal, that: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let the page look now and then, as its clock does."""
    ends = time.monotonic() + seconds
    while not that():
        assert time.monotonic() < ends
        time.sleep(0.2)
        terminal.later()
