"""A day in a hall: three clerks in real browsers, their visitors (forty in the long tier), and what hands do wrong.

After every step the hall is asked what its people would see: each number that still counts stands on some clerk's page
(nobody is invisible), and each line of the board is true. At the end the event log is read again from its first row.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from functools import partial

import httpx
import pytest
from sqlalchemy import text

from kiosk.apps.board.view_of import Seen, view_of
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.rules.refusals import TicketRefused
from kiosk.features.tickets.wire import Left
from tests.apps.hall.console.conftest import Hall, Person
from tests.apps.hall.console.test_clerk import settle, sit_down
from tests.faults.replay import replay_on

Arrive = Callable[..., Person]
WINDOWS, DROPPED, MOST_STEPS = (1, 2, 3), 4, 400
SEED = 20261130


class Day:
    """Who works and who comes; every step is one person's, and leaves what is said of the hall true."""

    def __init__(self, hall: Hall, clerks: list[Person]) -> None:
        self.hall, self.clerks = hall, clerks
        self.chance = random.Random(SEED)
        self.taken: list[int] = []
        self.windows = hall.service.tickets.windows

    # -- visitors -----------------------------------------------------------------------------

    def visitor(self) -> None:
        services = self.hall.do(self.hall.service.tickets.services_now).services
        ticket = self.hall.take(self.chance.choice([one.id for one in services if one.state == "open"]))
        self.taken.append(ticket.id)

    # -- what hands do ------------------------------------------------------------------------

    def step(self) -> str:
        """Something that happens at one of the windows."""
        clerk = self.chance.choice(self.clerks)
        move = self.chance.choice(self.MOVES)
        move(self, clerk)
        return move.__name__

    def red(self, clerk: Person) -> None:
        clerk.page.keyboard.press(" ")
        settle(clerk.page)

    def red_twice(self, clerk: Person) -> None:
        """A hand that shakes: twice within the same tenth of a second."""
        for _ in range(2):
            clerk.page.keyboard.press(" ")
        settle(clerk.page)

    def finish(self, clerk: Person) -> None:
        clerk.page.keyboard.press("f")
        settle(clerk.page)

    def recall(self, clerk: Person) -> None:
        clerk.page.keyboard.press("r")
        settle(clerk.page)

    def no_show(self, clerk: Person) -> None:
        clerk.page.keyboard.press("n")
        settle(clerk.page)

    def hold(self, clerk: Person) -> None:
        if clerk.page.locator("#hold").count():
            clerk.page.keyboard.press("h")
            clerk.page.keyboard.press("Enter")
            settle(clerk.page)

    def transfer(self, clerk: Person) -> None:
        menu = clerk.page.locator("#transfer-to")
        if menu.count():
            clerk.page.keyboard.press("t")
            menu.select_option(index=self.chance.randrange(menu.locator("option").count()))
            clerk.page.locator("#transfer button.primary").click()
            settle(clerk.page)

    def call_back(self, clerk: Person) -> None:
        buttons = clerk.page.locator(".kept button:enabled")
        if buttons.count():
            buttons.first.click()
            settle(clerk.page)

    def undo(self, clerk: Person) -> None:
        button = clerk.page.locator("#do-undo")
        if button.count():
            button.click()
            settle(clerk.page)

    def all_at_once(self, _clerk: Person) -> None:
        """The three of them, before any page has heard of another's press."""
        for one in self.clerks:
            one.page.keyboard.press(" ")
        for one in self.clerks:
            settle(one.page)

    def too_late(self, clerk: Person) -> None:
        """A press of a page that has not moved on for hours."""
        cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
        csrf = str(clerk.page.locator("#live").get_attribute("data-csrf"))
        verb = self.chance.choice(["finish", "serve", "no-show", "next", "hold"])
        data = {"csrf": csrf, "seen": str(self.chance.choice([0, *self.taken])), "stage": "serving1"}
        answer = httpx.post(f"{self.hall.url}/console/do/{verb}", data=data, cookies=cookies, follow_redirects=True)
        assert answer.status_code == 200

    def pause(self, clerk: Person) -> None:
        """Their window rests, maybe the last that serves somebody who waits; or it goes on."""
        resume = clerk.page.locator("#do-resume")
        if resume.count():
            resume.click()
        else:
            clerk.page.keyboard.press("p")
            clerk.page.locator("#pause-why").fill("开会")
            clerk.page.keyboard.press("Enter")
        settle(clerk.page)

    def time_passes(self, _clerk: Person) -> None:
        self.hall.minutes_pass(self.chance.randrange(1, 6))

    MOVES = (
        *(red,) * 9, *(red_twice,) * 3, *(finish,) * 3, recall, no_show, no_show, hold, transfer, transfer, call_back,
        call_back, undo, undo, all_at_once, too_late, too_late, pause, *(time_passes,) * 3,
    )  # fmt: skip

    def work_off(self) -> None:
        """The red button, until nobody waits for the three windows and no hand is full."""
        for step in range(MOST_STEPS):
            pages = [self.hall.do(partial(self.windows.now, window_id=window)) for window in WINDOWS]
            if not any(page.current or page.waiting for page in pages):
                return
            self.red(self.clerks[step % len(self.clerks)])
            self.check(f"the red button, {step}")
        raise AssertionError("the queue does not end")

    # -- what must be so ----------------------------------------------------------------------

    def check(self, after: str) -> None:
        states = self.states()
        assert sorted(states) == sorted(self.taken), after  # nobody is lost
        seen = self.seen()
        for ticket_id, (number, state, window) in states.items():
            if state in ("waiting", "held"):  # who was not there is kept for some calls, then found by 找号
                assert ticket_id in seen, f"{number} is {state} and on no clerk's page, after {after}"
            if state in ("called", "serving"):
                assert self.in_hand(window) == ticket_id, f"{number} at {window}, after {after}"
        self.check_board(after, states)

    def states(self) -> dict[int, tuple[str, str, int | None]]:
        rows = self.hall.do(
            lambda c: c.execute(text("SELECT id, series, number, service_state, window_id FROM tickets")).all()
        )
        return {row.id: (f"{row.series}{row.number:03d}", row.service_state, row.window_id) for row in rows}

    def in_hand(self, window: int | None) -> int | None:
        assert window is not None
        current = self.hall.do(partial(self.windows.now, window_id=window)).current
        return current.ticket_id if current else None

    def seen(self) -> set[int]:
        """What the clerks of the three windows have before them, and what every page says of the whole hall."""
        pages = [self.hall.do(partial(self.windows.now, window_id=window)) for window in WINDOWS]
        waiting = {one.ticket_id for page in pages for one in page.waiting}
        kept = {one.ticket_id for page in pages for one in page.kept}
        return waiting | kept | {one.ticket_id for one in left(self.hall).unserved}

    def check_board(self, after: str, states: dict[int, tuple[str, str, int | None]]) -> None:
        now = self.hall.do(self.hall.service.tickets.board_now)
        at = datetime.fromisoformat(now.at).astimezone(HALL_TIME)
        view = view_of(Seen(at, now, at, away=False))
        here = {(number, window): state for number, state, window in states.values()}
        names = {window.name: window.id for window in now.windows}
        for row in view.rows:
            if row.number in {number for number, *_ in states.values()}:
                state = here.get((row.number, names[row.window]))
                assert state in ("called", "serving"), f"the board has {row} of {state}, after {after}"
        if view.call.kind == "now":
            state = here.get((view.call.number, names[view.call.window]))
            assert state == "called", f"the board calls {view.call} of {state}, after {after}"


@pytest.mark.parametrize("visitors", [8, pytest.param(40, marks=pytest.mark.long)])
def test_a_day_with_three_clerks(visitors: int, hall: Hall, person: Arrive) -> None:
    clerks = list[Person]()
    for window, name in zip(WINDOWS, ("李梅", "王强", "赵敏"), strict=True):
        hall.person(name)
        clerks.append(sit_down(person(), name, window))
    day = Day(hall, clerks)
    for number in range(visitors):
        day.visitor()
        day.check(f"visitor {number + 1}, {day.step()}")
        if number == visitors // 2:
            the_plan_changes(hall)
            day.check("the plan changed")
    for clerk in clerks:
        if clerk.page.locator("#do-resume").count():
            clerk.page.locator("#do-resume").click()
            settle(clerk.page)
    day.work_off()
    for one in left(hall).unserved:  # a clerk with an empty hand calls those that no window would
        clerks[0].page.locator("#unserved summary").click()
        clerks[0].page.get_by_role("button", name=f"叫到本窗口 {one.number}").click()
        settle(clerks[0].page)
        day.check(f"{one.number} called by hand")
        day.work_off()
    states = day.states()
    assert len(states) == visitors and {state for _, state, _ in states.values()} <= {"done", "no_show", "held"}
    assert hall.do(lambda connection: replay_on(connection.connection.driver_connection)) == []  # type: ignore[arg-type]


def left(hall: Hall) -> Left:
    """As every page of a clerk says it: also what waits for a window that nobody sits at."""
    return hall.do(partial(hall.service.tickets.left, attended=hall.service.sessions.windows()))


def the_plan_changes(hall: Hall) -> None:
    """A keeper takes a service from every window while people wait for it."""

    def change(connection: object) -> None:
        plan = hall.service.tickets.plan(connection)  # type: ignore[arg-type]
        for window in plan.windows.values():
            rest = tuple(one for one in window.service_ids if one != DROPPED)
            try:
                plan_edits.save_window(connection, window.id, name=window.name, service_ids=rest)  # type: ignore[arg-type]
            except TicketRefused:
                continue
        hall.service.tickets.plan_changed()

    hall.do(change)
