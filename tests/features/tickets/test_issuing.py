"""From the tap to the slip, with a real hall and a printer on a real serial line."""

import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.emulators import demo_number
from devices.emulators.printer import Paper, PrinterEmulator
from devices.printer import PROFILES, Printer
from kiosk.core.link.delivery import Delivery
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.terminal.counter import PRINTING, TicketCounter, left_unfinished
from kiosk.features.tickets.terminal.hall_tickets import HallTickets, TicketReports, services_look
from kiosk.features.tickets.terminal.views import Lane, Refused, Taken
from tests.apps.hall.process import HallProcess

PARTY = 1
DEADLINE_SECONDS = 20


class Lobby:
    """A terminal with its printer, joined to a hall."""

    def __init__(self, hall: HallProcess, directory: Path) -> None:
        self.hall = hall
        self.paper = PrinterEmulator().start()
        self.printer = Printer(self.paper.path, 115200, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
        self.printer.start()
        self.store = TerminalStore(directory / "terminal.db").open()
        self.outbox = Outbox(self.store)
        self.there = threading.Event()
        link = enrol(hall.url, hall.code(), directory / "hall.json")
        self.line = Line(link, services_look(lambda _: self.there.set()))
        self.line.beside(Delivery(self.outbox, self.line).run)
        self.line.start()
        self.tickets = HallTickets(self.line)
        self.counter = TicketCounter(
            self.tickets,
            TicketReports(self.outbox),
            self.printer,
            self.store,
            hall="云溪里社区党群服务中心",
            terminal="1 号终端",
            demo=True,
        )
        assert self.there.wait(DEADLINE_SECONDS)

    def take(self, key: str) -> Taken:
        taken = self.counter.take(PARTY, key)
        assert isinstance(taken, Taken), taken
        return taken

    def states(self, key: str) -> tuple[str, str]:
        """As the hall has them, after every report arrived."""
        ends = time.monotonic() + DEADLINE_SECONDS
        while self.outbox.first() is not None:
            assert time.monotonic() < ends, "the outbox was not delivered"
            self.there.clear()
            self.there.wait(0.02)
        ticket = self.tickets.take_ticket(PARTY, key)
        return ticket.print_state, ticket.service_state

    def slips(self, count: int) -> list[str]:
        return [slip.text for slip in self.paper.wait_for_slips(count)]

    def close(self) -> None:
        self.line.stop()
        self.printer.stop()
        self.paper.stop()
        self.store.close()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture
def lobby(hall: HallProcess, tmp_path: Path) -> Iterator[Lobby]:
    lobby = Lobby(hall, tmp_path)
    yield lobby
    lobby.close()


def test_a_number_and_its_slip(lobby: Lobby) -> None:
    taken = lobby.take("first-tap")
    assert taken.printed
    (slip,) = lobby.slips(1)
    lines = [line.strip() for line in slip.splitlines() if line.strip()]
    assert lines[:3] == ["云溪里社区党群服务中心", "党员服务", taken.ticket.number]
    assert f"前面还有 {taken.ticket.ahead} 人" in lines
    assert "过号请到服务台，再叫 3 个号以内有效。" in lines
    assert lines[-1] == "演示，不作办事凭证"
    assert "补打" not in slip
    assert "1 号终端" in slip
    assert lobby.states("first-tap") == ("printed", "waiting")
    assert not left_unfinished(lobby.store)


def test_a_priority_number_says_its_lane_and_how_often_it_is_called(lobby: Lobby) -> None:
    old, young = (CardProof(demo_number(5, born)) for born in ("19400101", "20200101"))
    assert lobby.counter.take(PARTY, "too-young-tap", Lane(True, young)) == Refused("not_entitled")
    assert lobby.counter.take(PARTY, "no-grant-tap", Lane(True)) == Refused("not_entitled")
    taken = lobby.counter.take(PARTY, "priority-tap", Lane(True, old))
    assert isinstance(taken, Taken) and taken.ticket.number == "A901"
    assert lobby.counter.take(PARTY, "once-more-tap", Lane(True, old)) == Refused("already_waiting", "A901")
    (slip,) = lobby.slips(1)
    assert "优先号" in slip and "每叫 2 个普通号，叫 1 个优先号。" in slip


def test_two_taps_on_two_threads_are_one_number_and_one_slip(lobby: Lobby) -> None:
    outcomes: list[Taken | Refused] = []
    taps = [threading.Thread(target=lambda: outcomes.append(lobby.counter.take(PARTY, "one-order"))) for _ in range(2)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join(DEADLINE_SECONDS)
    assert outcomes[0] == outcomes[1]
    assert len(lobby.slips(1)) == 1


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("paper_out", lambda paper: setattr(paper, "paper", Paper.OUT)),
        ("cover_open", lambda paper: setattr(paper, "cover_open", True)),
        ("printer_offline", lambda paper: paper.unplug()),
    ],
)
def test_a_printer_that_cannot_print_refuses_before_a_number_is_taken(
    lobby: Lobby, reason: str, fault: "object"
) -> None:
    assert callable(fault)
    fault(lobby.paper)
    before = lobby.tickets.services_now().event_id
    assert lobby.counter.take(PARTY, "no-paper") == Refused(reason)
    assert lobby.tickets.services_now().event_id == before


def test_a_slip_of_which_nobody_knows_is_reprinted_with_its_mark(lobby: Lobby) -> None:
    assert lobby.take("warm-up-tap").printed
    lobby.paper.paper_out_after(60)
    taken = lobby.take("unsure-tap")
    assert not taken.printed
    assert lobby.states("unsure-tap") == ("unknown", "waiting")
    assert left_unfinished(lobby.store)  # a half slip hangs there, also for whoever starts after a power cut
    assert lobby.counter.reprint(taken.ticket) == Refused("paper_out")
    assert left_unfinished(lobby.store)
    lobby.paper.paper = Paper.IN
    again = lobby.counter.reprint(taken.ticket)
    assert isinstance(again, Taken)
    assert again.ticket.number == taken.ticket.number
    last = lobby.paper.cut_slips[-1].text
    assert "补打" in last
    assert taken.ticket.number in last
    assert not left_unfinished(lobby.store)
    assert lobby.states("unsure-tap") == ("printed", "waiting")


def test_the_visitor_says_that_the_slip_is_out(lobby: Lobby) -> None:
    lobby.paper.paper_out_after(60)
    taken = lobby.take("slip-seen-tap")
    assert not taken.printed
    lobby.counter.slip_seen(taken.ticket)
    assert not left_unfinished(lobby.store)
    assert lobby.states("slip-seen-tap") == ("printed", "waiting")


def test_the_wrong_one_goes_back(lobby: Lobby) -> None:
    taken = lobby.take("wrong-one")
    assert lobby.counter.give_back(taken.ticket)
    assert lobby.states("wrong-one") == ("printed", "given_back")


def test_a_number_already_called_stays(lobby: Lobby) -> None:
    taken = lobby.take("called-one")
    assert lobby.states("called-one") == ("printed", "waiting")
    for _ in range(DEADLINE_SECONDS):
        called = lobby.hall.call_next(1)
        if called is None or called["number"] == taken.ticket.number:
            break
    assert lobby.states("called-one")[1] == "called"
    assert not lobby.counter.give_back(taken.ticket)


def test_the_hall_is_away(lobby: Lobby) -> None:
    lobby.hall.kill()
    assert lobby.counter.services() is None
    assert lobby.counter.take(PARTY, "hall-is-gone") == Refused("hall_away")
    assert lobby.paper.slips == []
    lobby.there.clear()
    lobby.hall.start()
    assert lobby.there.wait(DEADLINE_SECONDS)
    assert lobby.take("hall-is-gone").printed


def test_a_reservation_answered_too_late_is_void_and_a_new_try_gets_another_number(lobby: Lobby) -> None:
    lobby.hall.signal(signal.SIGSTOP)
    assert lobby.counter.take(PARTY, "too-late-tap") == Refused("hall_away")
    lobby.there.clear()
    lobby.hall.signal(signal.SIGCONT)
    assert lobby.there.wait(DEADLINE_SECONDS)
    taken = lobby.take("too-late-tap")
    assert lobby.slips(1)[0].count(taken.ticket.number) == 1
    with pytest.raises(Exception, match=r"^$") as refused:
        lobby.states("too-late-tap")
    assert type(refused.value).__name__ == "OrderAbandoned"


def test_a_terminal_that_died_while_printing_knows_it(lobby: Lobby) -> None:
    lobby.store.remember(PRINTING, "15-0")
    assert left_unfinished(lobby.store)
    ticket = lobby.tickets.take_ticket(PARTY, "died-meanwhile")
    lobby.counter.begin()
    assert lobby.states("died-meanwhile") == ("unknown", "waiting")
    assert lobby.counter.take(PARTY, "died-meanwhile") == Taken(replace(ticket, print_state="unknown"), printed=False)
    assert lobby.paper.slips == []  # never printed again by itself


def test_staff_say_over_the_line_that_the_clock_is_right(lobby: Lobby) -> None:
    lobby.take("before-the-word")
    assert lobby.tickets.clock().may_decide
    assert lobby.tickets.decide_clock(None).standing == "settled"
    with pytest.raises(refusals.NoSuchTime):
        lobby.tickets.decide_clock("2206-11-17T09:00")
    assert lobby.take("after-the-word").ticket.number > "A001"
