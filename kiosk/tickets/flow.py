"""The queue at the terminal, step by step: choose -> number on screen and slip in hand -> done, or what to do instead.

Plain Python on Kivy's thread; what takes time runs through the stage on a worker. One idempotency key a service is
made when the page opens, so a double tap is one ticket; 取错了 makes new ones.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk.tickets import words
from kiosk.tickets.views import DayHours, HallToday, ServiceNow, ServicesNow, Ticket, WindowNow
from kiosk.ui.stage import Stage, Timer

BUSY_AFTER_SECONDS = 0.3


@dataclass(frozen=True)
class Taken:
    """A number was taken. `printed` False: the printer did not answer, the slip may or may not be out."""

    ticket: Ticket
    printed: bool


@dataclass(frozen=True)
class Refused:
    """No number was taken. `reason` is a key of TROUBLE or CLOSED in `kiosk.tickets.screen_words`."""

    reason: str


class Counter(Protocol):
    """What the flow asks of the terminal's ticket counter; every call is made on a worker thread."""

    def services(self) -> ServicesNow | None:
        """The newest known state of the queue, or None while the hall service is away."""

    def take(self, service_id: int, key: str) -> Taken | Refused: ...

    def give_back(self, ticket: Ticket) -> bool:
        """Whether the number was given back (it may have been called already)."""

    def reprint(self, ticket: Ticket) -> Taken | Refused: ...

    def slip_seen(self, ticket: Ticket) -> None:
        """The visitor says the slip is out, or needs none."""


@dataclass(frozen=True)
class ChooseView:
    services: tuple[ServiceNow, ...]
    windows: tuple[WindowNow, ...]
    page: int = 0
    busy: int = 0  # id of the service whose number is being taken
    returned: bool = False  # a number was just given back


@dataclass(frozen=True)
class DoneView:
    ticket: Ticket
    terminal: str
    hall: str
    demo: bool
    seconds: int
    reprinted: bool = False
    without_slip: bool = False
    keep_note: str = ""


@dataclass(frozen=True)
class UnsureView:
    ticket: Ticket
    busy: bool = False


@dataclass(frozen=True)
class TroubleView:
    """Why no number was taken, in the visitor's words (`kiosk.tickets.screen_words`)."""

    reason: str
    desk_place: str
    number: str = ""  # a number that is already the visitor's, when only the reprint failed
    busy: bool = False


@dataclass(frozen=True)
class ClosedView:
    reason: str  # closed, paused or used_up
    next_opening: str | None
    days: tuple[DayHours, ...]
    today: str


class TicketFlow:
    """`terminal`, `hall` and `demo` stand on the slip's picture; `desk_place` is where people are."""

    def __init__(
        self, stage: Stage, counter: Counter, *, terminal: str, desk_place: str, demo: bool, return_seconds: float
    ) -> None:
        self._stage, self._counter = stage, counter
        self._terminal, self._desk_place, self._demo = terminal, desk_place, demo
        self._return_seconds = int(return_seconds)
        self._keys: dict[int, str] = {}
        self._choose: ChooseView | None = None
        self._hall: HallToday | None = None
        self._ticket: Ticket | None = None
        self._asked: int = 0
        self._working = False
        self._countdown: Timer | None = None
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._stop_countdown()
        self._keys.clear()
        self._choose, self._ticket, self._working, self._asked = None, None, False, 0

    # -- choose ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """取号办事 was tapped on the home screen."""
        self._keys.clear()
        self._stage.work(self._counter.services, self._services_known)

    def _services_known(self, now: ServicesNow | None) -> None:
        if now is None:
            self._refuse(Refused("hall_away"))
            return
        self._hall = now.hall
        if now.hall.state == "closed":
            self._closed("closed")
            return
        self._choose = ChooseView(now.services, now.windows)
        self._stage.show("tickets.choose", self._choose)

    def refresh(self, now: ServicesNow) -> None:
        """The queue moved while the page is open: the numbers on it move too."""
        if self._choose and not self._working:
            self._choose = replace(self._choose, services=now.services, windows=now.windows)
            self._stage.show("tickets.choose", self._choose)

    @property
    def choosing(self) -> bool:
        return self._choose is not None and not self._working and self._ticket is None

    def turn(self, page: int) -> None:
        if self._choose:
            self._choose = replace(self._choose, page=page)
            self._stage.show("tickets.choose", self._choose)

    def choose(self, service_id: int) -> None:
        """One tap is the order; a second one while it runs does nothing."""
        if self._working:
            return
        self._working, self._asked = True, service_id
        key = self._keys.setdefault(service_id, str(uuid.uuid4()))
        self._stage.after(BUSY_AFTER_SECONDS, self._show_busy)
        self._stage.work(lambda: self._counter.take(service_id, key), self._taken)

    def _show_busy(self) -> None:
        if self._working and self._choose:
            self._stage.show("tickets.choose", replace(self._choose, busy=self._asked))

    def _taken(self, outcome: Taken | Refused) -> None:
        self._working = False
        self._choose = None
        if isinstance(outcome, Refused):
            self._refuse(outcome)
            return
        self._ticket = outcome.ticket
        if outcome.printed:
            self._done(outcome.ticket)
        else:
            self._stage.show("tickets.unsure", UnsureView(outcome.ticket))

    # -- done -----------------------------------------------------------------------------------------------------

    def _done(self, ticket: Ticket, *, reprinted: bool = False, without_slip: bool = False) -> None:
        hall = self._hall.name if self._hall else ""
        view = DoneView(
            ticket, self._terminal, hall, self._demo, self._return_seconds, reprinted, without_slip,
            next((note for note in ticket.notes if words.SLIP_NO_SHOW in note), ""),
        )  # fmt: skip
        self._count(view)

    def _count(self, view: DoneView) -> None:
        self._stage.show("tickets.done", view)
        if view.seconds <= 0:
            self._stage.end_visit()
            return
        self._stop_countdown()
        self._countdown = self._stage.after(1.0, _Step(self._count, replace(view, seconds=view.seconds - 1)))

    def _stop_countdown(self) -> None:
        if self._countdown:
            self._countdown.cancel()
            self._countdown = None

    def finish(self) -> None:
        """好，知道了."""
        self._stage.end_visit()

    def wrong_one(self) -> None:
        """取错了: the number goes back, never to be used again, and the visitor chooses anew."""
        ticket = self._begin()
        if ticket:
            self._stage.work(lambda: self._counter.give_back(ticket), self._given_back)

    def _given_back(self, done: bool) -> None:
        self._working = False
        if not done:
            self._refuse(Refused("called_already"))
            return
        self._ticket = None
        self._keys.clear()
        self._stage.work(self._counter.services, self._choose_again)

    def _choose_again(self, now: ServicesNow | None) -> None:
        self._services_known(now)
        if self._choose:
            self._choose = replace(self._choose, returned=True)
            self._stage.show("tickets.choose", self._choose)

    # -- the slip -------------------------------------------------------------------------------------------------

    def slip_missing(self) -> None:
        """小票没出来."""
        self._stop_countdown()
        if self._ticket:
            self._stage.show("tickets.unsure", UnsureView(self._ticket))

    def slip_there(self) -> None:
        """出来了, or 记住号就行."""
        if self._ticket:
            ticket = self._ticket
            self._stage.work(lambda: self._counter.slip_seen(ticket), _nothing)
            self._done(ticket)

    def no_slip_needed(self) -> None:
        if self._ticket:
            ticket = self._ticket
            self._stage.work(lambda: self._counter.slip_seen(ticket), _nothing)
            self._done(ticket, without_slip=True)

    def print_again(self) -> None:
        """没出来: the same number once more, marked 补打."""
        ticket = self._begin()
        if ticket:
            self._stage.show("tickets.unsure", UnsureView(ticket, busy=True))
            self._stage.work(lambda: self._counter.reprint(ticket), self._reprinted)

    def _reprinted(self, outcome: Taken | Refused) -> None:
        self._working = False
        if isinstance(outcome, Refused):
            self._refuse(outcome)
            return
        self._ticket = outcome.ticket
        if outcome.printed:
            self._done(outcome.ticket, reprinted=True)
        else:
            self._stage.show("tickets.unsure", UnsureView(outcome.ticket))

    # -- trouble --------------------------------------------------------------------------------------------------

    def retry(self) -> None:
        """再试一次 on the trouble page."""
        if self._ticket:
            self.print_again()
        elif self._asked:
            self.choose(self._asked)
        else:
            self.start()

    def back(self) -> bool:
        """返回 from the trouble page leads to the services, not home."""
        if self._ticket or not self._asked:
            return False
        self._asked = 0
        self.start()
        return True

    def _refuse(self, refused: Refused) -> None:
        if refused.reason in ("closed", "paused", "used_up"):
            self._closed(refused.reason)
            return
        number = self._ticket.number if self._ticket else ""
        self._stage.show("tickets.trouble", TroubleView(refused.reason, self._desk_place, number))

    def _closed(self, reason: str) -> None:
        hall = self._hall
        days = hall.days if hall else ()
        opening = hall.next_opening if hall else None
        today = hall.business_date if hall else ""
        self._stage.show("tickets.closed", ClosedView(reason, opening, days, today))

    def _begin(self) -> Ticket | None:
        """The ticket to work on, unless something is already being done with it."""
        if self._working or self._ticket is None:
            return None
        self._stop_countdown()
        self._working = True
        return self._ticket


class _Step:
    """One second of the countdown."""

    def __init__(self, call: Callable[[DoneView], None], view: DoneView) -> None:
        self._call, self._view = call, view

    def __call__(self) -> None:
        self._call(self._view)


def _nothing(_: object) -> None:
    """Nothing is left to show."""
