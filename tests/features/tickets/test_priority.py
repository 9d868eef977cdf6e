"""取优先号 at the terminal: a card that shows the age, or a clerk who allows it. The hall's desk is real."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from devices.emulators import demo_card, demo_number
from devices.id_card.events import CardGone, CardLying, CardRead, CardUnread, ReaderOffline, ReaderOnline, UnreadReason
from devices.id_card.layouts import decode
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.refusals import AlreadyWaiting, DateUnsure, NotEntitled, TicketRefused
from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.age_reader import AgeReader
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.priority_flow import PriorityFlow, PriorityView
from kiosk.features.tickets.terminal.views import NORMAL_LANE, ChooseView, DoneView, Lane, Refused, Taken, TroubleView
from kiosk.features.tickets.wire import ServicesNow, Ticket
from kiosk.ui.stage import Timer
from tests.features.tickets.hall import FIRST, PARTY, Hall

REFUSED = {NotEntitled: "not_entitled", AlreadyWaiting: "already_waiting", DateUnsure: "date_unsure"}


class Lamp:
    """The reader's light: whether it looks for a card."""

    on = False

    def arm(self) -> None:
        self.on = True

    def disarm(self) -> None:
        self.on = False


class Counter:
    """The terminal's counter, on the hall's desk."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

    def services(self) -> ServicesNow | None:
        return self.hall.call(lambda c: self.hall.desk.services_now(c, FIRST))

    def take(
        self, service_id: int, key: str, lane: Lane = NORMAL_LANE, *, english: bool = False
    ) -> Taken | Refused:  # fmt: skip
        name = "priority" if lane.priority else "normal"
        try:
            return Taken(self.hall.taken(key, service_id, lane=name, card=lane.card), printed=True)
        except TicketRefused as refused:
            return Refused(REFUSED[type(refused)], str(refused) if isinstance(refused, AlreadyWaiting) else "")

    def give_back(self, ticket: Ticket) -> bool:
        self.hall.call(lambda c: self.hall.desk.give_back(c, FIRST, ticket.id))
        return True

    def reprint(self, ticket: Ticket, *, english: bool = False) -> Taken | Refused:
        raise AssertionError(ticket)

    def slip_seen(self, ticket: Ticket) -> None:
        raise AssertionError(ticket)


class Stage:
    """The terminal without a window: work is done at once."""

    def __init__(self) -> None:
        self.front: tuple[str, Any] = ("home", None)
        self.wipes: list[Callable[[], None]] = []
        self.reminded: list[str] = []
        self.slow: list[Callable[[], None]] | None = None  # answers that have not come yet, where the hall is slow
        self.priority: PriorityFlow

    def show(self, page: str, view: object) -> None:
        before, self.front = self.front[0], (page, view)
        if before == "tickets.priority" != page:
            self.priority.card_page_down()
        if page == "tickets.priority" != before:
            self.priority.card_page_up()

    def now(self) -> tuple[str, object]:
        return self.front

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        for wipe in self.wipes:
            wipe()
        self.show("attract", None)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: object = None) -> None:
        if self.slow is None:
            done(job())
        else:
            self.slow.append(partial(done, job()))

    def post(self, call: Callable[[], None]) -> None:
        call()

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        return _Never()

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def touched(self) -> None:
        pass

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        self.reminded.append(text)


class _Never:
    def cancel(self) -> None:
        pass


@dataclass
class Terminal:
    hall: Hall
    stage: Stage
    flow: TicketFlow
    ages: AgeReader
    lamp: Lamp

    @property
    def page(self) -> str:
        return self.stage.front[0]

    @property
    def view(self) -> Any:
        return self.stage.front[1]

    def put_card(self, born: str, serial: int = 1) -> None:
        """Somebody lays a card on the reader; unread when nobody looks for one."""
        if self.lamp.on:
            self.ages.on_event(CardRead(_card(born, serial)))

    def ask_priority(self) -> PriorityView:
        self.flow.start()
        self.flow.ask_priority()
        assert self.page == "tickets.priority"
        assert isinstance(self.view, PriorityView)
        return self.view

    def clerk_allows(self) -> None:
        self.hall.call(lambda c: self.hall.desk.grant_priority(c, FIRST, by="#1"))
        now = self.hall.call(lambda c: self.hall.desk.services_now(c, FIRST))
        self.flow.refresh(now)


def _card(born: str, serial: int) -> Any:
    return decode(demo_card(serial=serial, birth=born, id_number=demo_number(serial, born)).text())


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    hall, stage, ages, lamp = Hall(tmp_path / "hall.db"), Stage(), AgeReader(), Lamp()
    ages.attach(lamp)
    ages.on_event(ReaderOnline("demo"))
    flow = TicketFlow(stage, Counter(hall), terminal="1 号终端", desk_place="门口", demo=True, return_seconds=9)
    heard = [True]
    flow.priority = stage.priority = PriorityFlow(
        stage, ages, call=lambda page, key: heard[0], entitled=flow.entitled, desk_place="门口",
        today=lambda: hall.now.date(),
    )  # fmt: skip
    yield Terminal(hall, stage, flow, ages, lamp)
    hall.database.close()


def test_a_card_shows_the_age_and_then_the_service_is_chosen(terminal: Terminal) -> None:
    view = terminal.ask_priority()
    assert (view.age, view.normal_per_priority, view.state) == (60, 2, "waiting")
    assert terminal.lamp.on
    terminal.put_card("19561116")
    assert not terminal.lamp.on
    assert terminal.page == "tickets.choose"
    assert isinstance(terminal.view, ChooseView) and terminal.view.priority
    terminal.flow.choose(PARTY)
    assert isinstance(terminal.view, DoneView)
    assert (terminal.view.ticket.number, terminal.view.ticket.lane) == ("A901", "priority")
    assert "每叫 2 个普通号，叫 1 个优先号。" in terminal.view.ticket.notes
    assert terminal.view.keep_note == "过号请到服务台，再叫 3 个号以内有效。"


def test_the_birthday_itself_is_enough_and_the_day_before_is_not(terminal: Terminal) -> None:
    terminal.ask_priority()
    terminal.put_card("19661118")
    assert (terminal.page, terminal.view.state) == ("tickets.priority", "young")
    assert terminal.lamp.on  # somebody else's card may be the right one
    terminal.put_card("19661117")
    assert terminal.page == "tickets.choose"


def test_nothing_of_the_card_is_left_once_the_number_is_taken_or_the_visitor_goes_back(terminal: Terminal) -> None:
    left: list[weakref.ref[CardProof]] = []
    told = terminal.flow.entitled

    def watched(card: CardProof | None) -> None:
        assert card is not None
        left.append(weakref.ref(card))
        told(card)

    assert terminal.flow.priority is not None
    terminal.flow.priority._entitled = watched
    for leave in (lambda: terminal.flow.choose(PARTY), terminal.flow.back_from_choosing, terminal.stage.end_visit):
        terminal.ask_priority()
        terminal.put_card("19400101", serial=len(left))
        assert left[-1]() is not None
        leave()
        gc.collect()
        assert left[-1]() is None
    assert "CardProof(hidden)" in repr(CardProof(demo_number(1)))


def test_one_open_number_a_person_and_service(terminal: Terminal) -> None:
    for _ in range(2):
        terminal.ask_priority()
        terminal.put_card("19400101")
        terminal.flow.choose(PARTY)
    assert isinstance(terminal.view, TroubleView)
    assert (terminal.view.reason, terminal.view.number) == ("already_waiting", "A901")
    terminal.flow.retry()
    assert isinstance(terminal.view, ChooseView) and not terminal.view.priority


def test_a_clerk_who_comes_allows_one_number(terminal: Terminal) -> None:
    terminal.ask_priority()
    assert terminal.flow.priority is not None
    terminal.flow.priority.call_clerk()
    assert (terminal.view.state, terminal.lamp.on) == ("called", False)
    terminal.clerk_allows()
    assert isinstance(terminal.view, ChooseView) and terminal.view.priority
    terminal.flow.choose(PARTY)
    assert terminal.stage.front[1].ticket.number == "A901"
    assert terminal.hall.call(lambda c: terminal.hall.desk.services_now(c, FIRST)).priority_until is None


def test_a_word_given_to_the_visitor_before_is_none_for_the_next(terminal: Terminal) -> None:
    terminal.ask_priority()
    terminal.clerk_allows()  # and that visitor leaves
    terminal.stage.end_visit()
    terminal.ask_priority()
    assert terminal.flow.priority is not None
    terminal.flow.priority.call_clerk()
    terminal.flow.refresh(terminal.hall.call(lambda c: terminal.hall.desk.services_now(c, FIRST)))
    assert (terminal.page, terminal.view.state) == ("tickets.priority", "called")


def test_unread_offline_and_not_heard_are_said(terminal: Terminal) -> None:
    terminal.ask_priority()
    terminal.ages.on_event(CardUnread(UnreadReason.BROKEN_TEXT))
    assert terminal.view.state == "unread"
    terminal.ages.on_event(ReaderOffline("cable"))
    assert terminal.view.state == "offline"
    terminal.ages.on_event(ReaderOnline("demo"))
    assert terminal.view.state == "waiting"
    assert terminal.flow.priority is not None
    terminal.flow.priority._call = lambda page, key: False
    terminal.flow.priority.call_clerk()
    assert terminal.view.state == "unheard"


def test_a_card_from_before_is_to_be_taken_away_first(terminal: Terminal) -> None:
    terminal.ask_priority()
    terminal.ages.on_event(CardLying())
    assert terminal.view.state == "lying"
    terminal.ages.on_event(CardGone())
    assert terminal.view.state == "waiting"
    terminal.stage.end_visit()
    assert terminal.stage.reminded == []


@pytest.mark.parametrize("born", ["19400101", "19900101"])
def test_who_showed_a_card_is_told_to_take_it(terminal: Terminal, born: str) -> None:
    terminal.ask_priority()
    terminal.put_card(born)
    if terminal.page == "tickets.priority":  # not old enough: another card may follow
        assert (terminal.view.state, terminal.stage.reminded) == ("young", [])
        terminal.flow.leave()
    assert terminal.stage.reminded == [words.TAKE_CARD]


def test_the_queue_moving_never_brings_a_page_back_that_was_left(terminal: Terminal) -> None:
    terminal.flow.start()
    terminal.stage.home()
    assert not terminal.flow.choosing
    terminal.ask_priority()
    terminal.stage.home()
    assert not terminal.lamp.on
    assert not terminal.flow.choosing


def test_a_late_answer_does_not_fetch_back_a_visitor_who_went_elsewhere(terminal: Terminal) -> None:
    stage = terminal.stage
    stage.slow = []
    terminal.flow.start()
    stage.show("quiz.intro", None)
    stage.slow.pop()()
    assert terminal.page == "quiz.intro"
    stage.home()
    terminal.flow.start()
    stage.slow.pop()()
    assert terminal.page == "tickets.choose"


# -- a clock that cannot be right -----------------------------------------------------------------


def test_a_visitor_is_told_that_the_date_is_checked(terminal: Terminal) -> None:
    terminal.hall.taken("before")
    terminal.hall.clock_moves(timedelta(days=-30))
    terminal.flow.start()
    assert (terminal.page, terminal.view.reason) == ("tickets.trouble", "date_unsure")
    terminal.hall.clock_moves(timedelta(days=30))
    terminal.flow.retry()
    assert terminal.page == "tickets.choose"
    terminal.hall.clock_moves(timedelta(days=-30))
    terminal.flow.choose(PARTY)
    assert (terminal.page, terminal.view.reason) == ("tickets.trouble", "date_unsure")
