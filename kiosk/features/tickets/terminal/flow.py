"""The queue at the terminal, step by step: choose -> number on screen and slip in hand -> done, or what to do instead.

Plain Python on Kivy's thread; what takes time runs through the stage on a worker. One idempotency key a service is
made when the page opens, so a double tap is one ticket; 取错了 makes new ones.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.doors import doors_by, why_shut
from kiosk.features.tickets.terminal.priority_flow import PriorityFlow
from kiosk.features.tickets.terminal.views import (
    NORMAL_LANE,
    ChooseView,
    ClosedView,
    Counter,
    DoneView,
    GiveBackView,
    Lane,
    Refused,
    Taken,
    TroubleView,
    UnsureView,
)
from kiosk.features.tickets.wire import HallToday, NoteKind, ServiceNow, ServicesNow, Ticket
from kiosk.ui import language
from kiosk.ui.stage import Stage, Timer

BUSY_AFTER_SECONDS = 0.3
SHOWS_QUEUE = ("tickets.choose", "tickets.priority")
NO_NUMBER_NOW = ("paused", "slot_full", "used_up")
CHOOSE_AGAIN = ("already_waiting", "not_entitled")  # the same order would be refused again


class TicketFlow:
    """`terminal`, `hall` and `demo` stand on the slip's picture; `desk_place` is where people are.

    `known`: the services and hours as they were before the hall service went away; `clock` turns those hours into doors
    (None: they are not asked). `printer` says why no slip comes out, by a reason of the trouble page, and may block.
    """

    priority: PriorityFlow | None = None  # set by whoever wires the rooms; None: no priority numbers here

    def __init__(
        self,
        stage: Stage,
        counter: Counter,
        *,
        terminal: str,
        desk_place: str,
        demo: bool,
        return_seconds: float,
        known: Callable[[], ServicesNow | None] = lambda: None,
        clock: Callable[[], datetime] | None = None,
        printer: Callable[[], str] = lambda: "",
    ) -> None:
        self._stage, self._counter = stage, counter
        self._terminal, self._desk_place, self._demo = terminal, desk_place, demo
        self._return_seconds, self._known = int(return_seconds), known
        self._clock, self._printer = clock, printer
        self._keys: dict[int, str] = {}
        self._choose: ChooseView | None = None
        self._hall: HallToday | None = None
        self._granted_until: str | None = None
        self._lane = NORMAL_LANE
        self._ticket: Ticket | None = None
        self._done_view: DoneView | None = None
        self._asked: int = 0
        self._sought = 0  # the service another room led here for: it stands first
        self._refused = ""
        self._working = False
        self._countdown: Timer | None = None
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._stop_countdown()
        self._keys.clear()
        self._choose, self._ticket, self._working, self._asked = None, None, False, 0
        self._sought = 0
        self._done_view = None
        self._forget_lane()

    def _forget_lane(self) -> None:
        self._lane = NORMAL_LANE
        if self.priority:
            self.priority.wipe()

    # -- choose ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """取号办事 was tapped on the home screen, or 取普通号 on the priority page."""
        self._sought = 0
        self._begin_choosing()

    def start_at(self, service: str) -> None:
        """Another room leads here for the service of that id: it stands first, and is still the visitor's to tap."""
        self._sought = int(service)
        self._begin_choosing()

    def _begin_choosing(self) -> None:
        self._keys.clear()
        self._ticket, self._asked = None, 0
        self._forget_lane()
        self._ask_services()

    def _ask_services(self) -> None:
        self._stage.work(self._look, partial(self._services_known, self._stage.now()[0]))

    def _look(self) -> ServicesNow | Refused | None:
        """On a worker. Without a slip no number is given, so nobody is asked which."""
        reason = self._printer()
        return Refused(reason) if reason else self._counter.services()

    def _services_known(self, asked_on: str, now: ServicesNow | Refused | None) -> None:
        if self._stage.now()[0] != asked_on:  # a slow hall: the visitor has gone elsewhere meanwhile
            return
        if isinstance(now, Refused):
            self._refuse(now)
            return
        if now is None:
            self._away()
            return
        self._hall, self._granted_until = now.hall, now.priority_until
        if now.hall.clock_doubted:
            self._refuse(Refused("date_unsure"))
            return
        if now.hall.state == "closed":
            self._shut(now.hall)
            return
        self._choose = self._choices(now)
        self._stage.show("tickets.choose", self._choose)

    def _away(self) -> None:
        """The hall service cannot be asked: to the desk, unless by the hours known last nobody is there either."""
        known = self._known()
        doors = doors_by(known.hall.days, self._clock()) if known and self._clock else None
        if known and self._clock and doors and doors.shut:
            today = self._clock().date().isoformat()
            days = tuple(day for day in known.hall.days if day.date >= today)
            self._stage.show("tickets.closed", ClosedView(doors.shut, doors.next_opening, days, today))
            return
        self._refuse(Refused("hall_away"))

    def _choices(self, now: ServicesNow) -> ChooseView:
        groups = now.hall.priority_groups if self.priority else None
        return ChooseView(self._sought_first(now.services), now.windows, priority=self._lane.priority, groups=groups)

    def _sought_first(self, services: tuple[ServiceNow, ...]) -> tuple[ServiceNow, ...]:
        return tuple(sorted(services, key=lambda one: one.id != self._sought)) if self._sought else services

    def refresh(self, now: ServicesNow) -> None:
        """The queue moved while the page is open: the numbers on it move too."""
        self._granted_until = now.priority_until
        if self.priority:
            self.priority.refresh(now)
        if self._choose and not self._working:
            self._choose = replace(self._choose, services=self._sought_first(now.services), windows=now.windows)
            self._stage.show("tickets.choose", self._choose)

    @property
    def choosing(self) -> bool:
        """Whether a page is in front that shows the queue, or waits for it to move."""
        return self._stage.now()[0] in SHOWS_QUEUE and not self._working and self._ticket is None

    # -- a priority number ----------------------------------------------------------------------------------------

    def ask_priority(self) -> None:
        """取优先号."""
        if self.priority and self._hall and not self._working:
            self._choose = None
            self.priority.start(self._hall, self._granted_until)

    def entitled(self, card: CardProof | None) -> None:
        """The card showed the age, or a clerk allowed it: now the service. New keys: it is another order."""
        self._keys.clear()
        self._lane = Lane(priority=True, card=card)
        self._ask_services()

    def leave(self) -> None:
        """不取了."""
        self._forget_lane()
        self._stage.home()

    def back_from_choosing(self) -> bool:
        """返回 on the service page: from a priority number to a normal one, else home."""
        if not self._lane.priority:
            return False
        self.start()
        return True

    def turn(self, page: int) -> None:
        if self._choose:
            self._choose = replace(self._choose, page=page)
            self._stage.show("tickets.choose", self._choose)

    def choose(self, service_id: int) -> None:
        """One tap is the order; a second one while it runs does nothing."""
        if self._working:
            return
        self._working, self._asked = True, service_id
        key, lane = self._keys.setdefault(service_id, str(uuid.uuid4())), self._lane
        english = language.current() == "en"
        self._stage.after(BUSY_AFTER_SECONDS, self._show_busy)
        self._stage.work(lambda: self._counter.take(service_id, key, lane, english=english), self._taken)

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
        self._forget_lane()
        if outcome.printed:
            self._done(outcome.ticket)
        else:
            self._stage.show("tickets.unsure", UnsureView(outcome.ticket))

    # -- done -----------------------------------------------------------------------------------------------------

    def _done(self, ticket: Ticket, *, reprinted: bool = False, without_slip: bool = False) -> None:
        hall = self._hall.name if self._hall else ""
        view = DoneView(
            ticket, self._terminal, hall, self._demo, int(self._return_seconds * self._stage.patience()), reprinted,
            without_slip, ticket.note(NoteKind.NO_SHOW),
        )  # fmt: skip
        self._done_view = view
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
        """取错了: asked once, by its number, since the paper in hand is worth nothing afterwards."""
        if self._done_view and not self._working:
            self._stop_countdown()
            self._stage.show("tickets.give_back", GiveBackView(self._done_view.ticket, self._done_view.without_slip))

    def keep_it(self) -> None:
        """不退: the page of the number again, with all its time."""
        if self._done_view and not self._working:
            self._count(self._done_view)

    def give_back(self) -> None:
        """退回: the number goes back, never to be used again, and the visitor chooses anew."""
        ticket = self._begin()
        if ticket:
            without_slip = bool(self._done_view and self._done_view.without_slip)
            self._stage.show("tickets.give_back", GiveBackView(ticket, without_slip, busy=True))
            self._stage.work(lambda: self._counter.give_back(ticket), self._given_back)

    def _given_back(self, done: bool) -> None:
        self._working = False
        if not done:
            self._refuse(Refused("called_already"))
            return
        self._ticket, self._done_view = None, None
        self._keys.clear()
        self._stage.work(self._counter.services, partial(self._choose_again, self._stage.now()[0]))

    def _choose_again(self, asked_on: str, now: ServicesNow | None) -> None:
        self._services_known(asked_on, now)
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
            english = language.current() == "en"
            self._stage.work(lambda: self._counter.reprint(ticket, english=english), self._reprinted)

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
        elif self._asked and self._refused not in CHOOSE_AGAIN:
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
        if refused.reason == "closed":  # the doors shut while the page was open: what it knew of them is over
            self._ask_services()
            return
        if refused.reason in NO_NUMBER_NOW:
            self._no_number(refused.reason)
            return
        self._refused = refused.reason
        number = self._ticket.number if self._ticket else refused.number
        known = self._known() if refused.reason == "hall_away" else None
        services = tuple(service.name for service in known.services) if known else ()
        self._stage.show("tickets.trouble", TroubleView(refused.reason, self._desk_place, number, services))

    def _shut(self, hall: HallToday) -> None:
        view = ClosedView(why_shut(hall.days, hall.next_opening), hall.next_opening, hall.days, _today(hall))
        self._stage.show("tickets.closed", view)

    def _no_number(self, reason: str) -> None:
        """The doors are open, but this service gives no number."""
        hall = self._hall
        self._stage.show(
            "tickets.closed", ClosedView(reason, None, hall.days if hall else (), _today(hall) if hall else "")
        )

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


def _today(hall: HallToday) -> str:
    return hall.days[0].date if hall.days else hall.business_date


def _nothing(_: object) -> None:
    """Nothing is left to show."""
