"""Which date it is, asked of staff behind their PIN: the flow on a real hall's desk, without a window."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from kiosk.apps.terminal.staff_clock import StaffClockFlow, TimeView, places, typed
from kiosk.core.access.schema import accounts
from kiosk.core.link.answers import HallAway
from kiosk.features.tickets.hall import clock_api
from kiosk.features.tickets.rules import event_names, refusals
from kiosk.features.tickets.wire import HallClockNow, clock_from_json, to_json
from kiosk.ui.stage import Timer
from tests.features.tickets.hall import Hall


class Stage:
    """The terminal without a window: work is done at once."""

    def __init__(self) -> None:
        self.front: tuple[str, Any] = ("staff.pin", None)

    def show(self, page: str, view: object) -> None:
        self.front = (page, view)

    def now(self) -> tuple[str, object]:
        return self.front

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        self.show("attract", None)

    def work(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        try:
            result = job()
        except Exception as error:
            assert failed is not None
            failed(error)
        else:
            done(result)

    def post(self, call: Callable[[], None]) -> None:
        call()

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        raise AssertionError(seconds)

    def on_wipe(self, call: Callable[[], None]) -> None:
        pass

    def touched(self) -> None:
        pass

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        pass


class HallDate:
    """The hall's answers, as they cross the wire."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.away = hall, False

    def clock(self) -> HallClockNow:
        return self._read(lambda c: clock_api.now(c, self.hall.desk))

    def decide_clock(self, at: str | None) -> HallClockNow:
        said = clock_api.time_of({} if at is None else {"at": at})
        return self._read(lambda c: clock_api.decide(c, self.hall.desk, at=said, by="terminal 1"))

    def _read(self, work: Callable[[Any], HallClockNow]) -> HallClockNow:
        if self.away:
            raise HallAway("no answer in time", sent=False)
        return clock_from_json(to_json(self.hall.call(work)))


class Staff:
    """Somebody who has typed the PIN."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.stage, self.date = hall, Stage(), HallDate(hall)
        self.flow = StaffClockFlow(self.stage, self.date)

    def comes(self) -> str:
        self.flow.start(lambda: self.stage.show("staff", None))
        return self.page

    @property
    def page(self) -> str:
        return self.stage.front[0]

    @property
    def view(self) -> Any:
        return self.stage.front[1]

    def types(self, digits: str) -> TimeView:
        for digit in digits:
            self.flow.key(digit)
        assert isinstance(self.view, TimeView)
        return self.view


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    hall = Hall(tmp_path / "hall.db")
    hall.taken("friday")
    yield Staff(hall)
    hall.database.close()


def test_nothing_is_asked_of_a_clock_that_is_right(staff: Staff) -> None:
    assert staff.comes() == "staff"


def test_one_press_says_that_the_date_is_right(staff: Staff) -> None:
    staff.hall.off_for(timedelta(days=3))
    assert staff.hall.taken("monday").number == "A001"
    assert staff.comes() == "staff.date"
    assert (staff.view.now.day, staff.view.standing, staff.view.before.day) == (20, "asked", 17)
    staff.flow.right()
    assert staff.page == "staff"
    assert staff.comes() == "staff"
    told = next(event for event in staff.hall.news() if event.kind == event_names.CLOCK_CONFIRMED)
    assert told.detail["by"] == "terminal 1"


def test_a_mark_in_the_future_is_decided_at_the_terminal_of_a_village(staff: Staff) -> None:
    staff.hall.clock_moves(timedelta(days=3000))
    staff.hall.call(lambda c: staff.hall.desk.day.confirm_clock(c, by="#1"))
    staff.hall.clock_moves(timedelta(days=-3000))
    with pytest.raises(refusals.DateUnsure):
        staff.hall.taken("nobody has decided")
    assert staff.comes() == "staff.date"
    staff.flow.later()
    assert staff.page == "staff"
    staff.comes()
    staff.flow.wrong()
    assert staff.types("202613300840").wrong  # no such month
    staff.flow.key("clear")
    assert not staff.view.can_enter
    assert staff.types("220611180900").can_enter
    staff.flow.enter()
    assert (staff.page, staff.view.wrong, staff.view.prompt) == ("staff.time", True, "没有这个日期或时间，请再看一遍")
    staff.flow.key("clear")
    staff.date.away = True
    staff.types("202611180900")
    staff.flow.enter()
    assert staff.view.wrong  # the hall was away: what was typed is still there
    staff.date.away = False
    staff.flow.enter()
    staff.flow.enter()  # two presses
    assert staff.page == "staff"
    ticket = staff.hall.taken("decided")
    assert (ticket.number, ticket.taken_at[:16]) == ("A002", "2026-11-18T09:00")


@pytest.mark.parametrize("roles", ["clerk", "desk,editor", "clerk,keeper"])
def test_a_hall_with_clerks_asks_these(staff: Staff, roles: str) -> None:
    values = {"name": "林静（演示）", "roles": roles, "password_hash": "-", "made_at": "2026-11-17"}
    staff.hall.call(lambda c: c.execute(insert(accounts).values(**values)).rowcount)
    staff.hall.off_for(timedelta(days=3))
    assert staff.comes() == "staff"
    with pytest.raises(refusals.ClerksDecide):
        staff.date.decide_clock(None)


def test_a_hall_of_a_keeper_and_an_editor_has_nobody_to_ask(staff: Staff) -> None:
    values = {"name": "林静（演示）", "roles": "editor,keeper", "password_hash": "-", "made_at": "2026-11-17"}
    staff.hall.call(lambda c: c.execute(insert(accounts).values(**values)).rowcount)
    staff.hall.off_for(timedelta(days=3))
    staff.comes()
    staff.date.decide_clock(None)


def test_staff_reach_their_page_while_the_hall_is_away(staff: Staff) -> None:
    staff.date.away = True
    assert staff.comes() == "staff"


def test_what_is_typed_stands_in_its_place() -> None:
    assert [places(digits) for digits in ("", "2026113", "202611300840")] == [
        "____-__-__ __:__", "2026-11-3_ __:__", "2026-11-30 08:40",
    ]  # fmt: skip
    assert [typed(digits) for digits in ("2026", "202611300840", "202602300840")] == [None, "2026-11-30T08:40", None]
