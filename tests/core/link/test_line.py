"""The terminal's line to a real hall: there, away, frozen, back again, and never the wrong hall."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.core.access.enrol_code import CodeUnreadable, EnrolCode
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.enrolment import EnrolmentRefused, HallLink, NotEnrolled, PinMismatch, enrol
from kiosk.core.link.line import ASK_SECONDS, Line
from kiosk.features.membership.terminal.hall_records import HallRecords
from kiosk.features.membership.wire import HallCannotAnswer, PinRefused
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.terminal.hall_tickets import HallTickets, services_look
from tests.apps.hall.process import HallProcess
from tests.core.link.terminal import DEADLINE_SECONDS, Terminal


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture
def terminal(hall: HallProcess, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(enrol(hall.url, hall.code(), tmp_path / "hall.json"), tmp_path)
    terminal.wait(lambda: bool(terminal.seen))
    yield terminal
    terminal.close()


def test_a_visit_over_the_line(terminal: Terminal) -> None:
    tickets = terminal.tickets
    assert terminal.line.online
    assert tickets.hall_today().state == "open"
    ticket = tickets.take_ticket(1, "first-tap")
    assert tickets.take_ticket(1, "first-tap") == ticket
    terminal.outbox.put(f"/api/tickets/{ticket.id}/printed")
    terminal.wait_delivered()
    assert tickets.reprint(ticket.id, "first-reprint").reprints == 1
    tickets.give_back(ticket.id)
    with pytest.raises(refusals.NotReprintable):
        tickets.reprint(ticket.id, "second-reprint")
    with pytest.raises(refusals.UnknownService):
        tickets.take_ticket(99, "unknown-one")
    terminal.line.ask("POST", "/api/help", ASK_SECONDS, {"screen": "home"}, key="help-help")


def test_a_mistake_of_ours_costs_a_pause_and_not_the_line(
    hall: HallProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[object] = []
    came = threading.Event()

    def stumbles(now: object) -> None:
        told.append(now)
        if len(told) == 1:
            raise ZeroDivisionError
        came.set()

    line = Line(enrol(hall.url, hall.code(), tmp_path / "hall.json"), services_look(stumbles))
    line.start()
    assert came.wait(30)
    assert "made a mistake" in caplog.text
    assert HallTickets(line).hall_today().state == "open"
    line.stop()


def test_the_queue_is_told_when_it_moves(terminal: Terminal, hall: HallProcess) -> None:
    before = len(terminal.seen)
    hall.call_next(1)
    terminal.wait(lambda: len(terminal.seen) > before)
    assert terminal.seen[-1].event_id > terminal.seen[before - 1].event_id


def test_the_hall_dies_and_comes_back(terminal: Terminal, hall: HallProcess) -> None:
    ticket = terminal.tickets.take_ticket(1, "before-the-end")
    hall.kill()
    terminal.wait(lambda: terminal.states[-1:] == [False])
    with pytest.raises(HallAway) as away:
        terminal.tickets.take_ticket(1, "nobody-there")
    assert not away.value.sent
    terminal.outbox.put(f"/api/tickets/{ticket.id}/printed")
    hall.start()
    terminal.wait(lambda: terminal.states[-1:] == [True])
    terminal.wait_delivered()
    assert terminal.tickets.take_ticket(1, "before-the-end").print_state == "printed"


def test_a_frozen_hall_answers_too_late(terminal: Terminal, hall: HallProcess) -> None:
    hall.signal(signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(HallAway) as away:
        terminal.tickets.take_ticket(1, "frozen-tap", deadline_seconds=0.5)
    assert away.value.sent
    assert time.monotonic() - begun < 3
    terminal.outbox.put("/api/tickets/abandon", key="frozen-tap")
    hall.signal(signal.SIGCONT)
    terminal.wait(lambda: terminal.states[-1:] == [True] and len(terminal.states) > 1)
    terminal.wait_delivered()
    with pytest.raises(refusals.OrderAbandoned):
        terminal.tickets.take_ticket(1, "frozen-tap")
    assert terminal.tickets.take_ticket(1, "next-visitor").print_state == "reserved"


def test_a_refused_report_is_dropped_and_the_next_goes_on(terminal: Terminal) -> None:
    ticket = terminal.tickets.take_ticket(1, "one-of-mine")
    terminal.outbox.put("/api/tickets/999999/printed")
    terminal.outbox.put(f"/api/tickets/{ticket.id}/printed")
    terminal.wait_delivered()
    assert terminal.tickets.take_ticket(1, "one-of-mine").print_state == "printed"
    assert [note.detail for note in terminal.store.notes()] == ["/api/tickets/999999/printed: UnknownTicket"]


def test_a_card_nobody_knows_gets_the_neutral_answer(terminal: Terminal) -> None:
    assert HallRecords(terminal.line).by_card("查无此人", "000000190001010000") is None


def test_typed_guesses_are_refused_neutrally_and_from_the_fifth_on_wait(terminal: Terminal) -> None:
    records = HallRecords(terminal.line)
    told = [records.by_pin("000000190001010000", "123456") for _ in range(6)]
    assert told == [PinRefused()] * 4 + [PinRefused(15), PinRefused(15, locked=True)]


def test_letters_of_a_visit_that_is_over_stay_shut(terminal: Terminal) -> None:
    records = HallRecords(terminal.line)
    records.end("no-such-key")
    with pytest.raises(HallCannotAnswer):
        records.page("no-such-key", "application", 1)


def test_a_revoked_terminal_is_told_why(terminal: Terminal, hall: HallProcess) -> None:
    hall.admin("/admin/terminals/revoke", {"terminal": "1 号终端"})
    with pytest.raises(HallRefused, match="TokenRefused"):
        terminal.tickets.services_now()
    terminal.outbox.put("/api/tickets/1/printed")
    with pytest.raises(HallRefused, match="TokenRefused"):
        terminal.tickets.services_now()
    assert terminal.outbox.first() is not None  # kept: enrolling anew lets it through


def test_many_at_once_over_one_line(terminal: Terminal) -> None:
    numbers: list[str] = []
    taps = [
        threading.Thread(target=lambda n=n: numbers.append(terminal.tickets.take_ticket(2, f"burst-{n:04d}").number))
        for n in range(20)
    ]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join(DEADLINE_SECONDS)
    assert len(set(numbers)) == 20


def test_a_line_that_was_not_started_says_away() -> None:
    line = Line(HallLink("http://127.0.0.1:9", "t", 1, "1 号终端"), services_look(print))
    with pytest.raises(HallAway):
        HallTickets(line).services_now()


def test_no_hall_at_the_start(tmp_path: Path) -> None:
    terminal = Terminal(HallLink("http://127.0.0.1:9", "t", 1, "1 号终端"), tmp_path)
    try:
        with pytest.raises(HallAway):
            terminal.tickets.take_ticket(1, "nobody-there")
        assert not terminal.line.online
        assert terminal.states == []
    finally:
        terminal.close()


# -- enrolment beyond this machine ------------------------------------------------------------


@pytest.fixture(scope="module")
def far_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("far"), address="0.0.0.0").start()
    yield process
    process.stop()


def test_a_terminal_pins_the_key_of_its_code(far_hall: HallProcess, tmp_path: Path) -> None:
    path = tmp_path / "hall.json"
    enrol(far_hall.url, far_hall.code(), path)
    assert path.stat().st_mode & 0o077 == 0
    terminal = Terminal(HallLink.load(path), tmp_path)
    try:
        terminal.wait(lambda: bool(terminal.seen))
        assert terminal.tickets.take_ticket(1, "over-tls-1").number == "A015"
    finally:
        terminal.close()


def test_another_hall_at_the_same_address_gets_neither_code_nor_token(
    far_hall: HallProcess, hall: HallProcess, tmp_path: Path
) -> None:
    code = EnrolCode.parse(far_hall.code())
    forged = EnrolCode(code.secret, bytes(32))
    with pytest.raises(PinMismatch):
        enrol(far_hall.url, str(forged), tmp_path / "hall.json")
    link = enrol(far_hall.url, str(code), tmp_path / "hall.json")  # the code was not used up by the attempt
    other = HallProcess(tmp_path / "other", address="0.0.0.0").start()
    try:
        assert link.pin is not None
        moved = HallLink(other.url, link.token, link.terminal_id, link.terminal, link.pin)
        terminal = Terminal(moved, tmp_path)
        with pytest.raises(HallAway, match="certificate verify failed"):
            terminal.tickets.take_ticket(1, "wrong-hall")
        terminal.close()
    finally:
        other.stop()


@pytest.mark.parametrize("url", ["http://192.0.2.1:8470", "https://192.0.2.1:8470"])
def test_beyond_this_machine_a_bare_code_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(EnrolmentRefused):
        enrol(url, str(EnrolCode.fresh(None)), tmp_path / "hall.json")


def test_plain_http_is_not_spoken_beyond_loopback(far_hall: HallProcess) -> None:
    """A page says so (tests/core/web/test_plain_http.py), whatever is asked."""
    plain = far_hall.url.replace("https", "http")
    assert httpx.get(f"{plain}/api/health").status_code == 400
    assert httpx.post(f"{plain}/api/enrol", json={"code": far_hall.code()}).status_code == 400


def test_a_used_code_and_an_unreadable_one(hall: HallProcess, tmp_path: Path) -> None:
    code = hall.code()
    enrol(hall.url, code, tmp_path / "hall.json")
    with pytest.raises(EnrolmentRefused, match="used"):
        enrol(hall.url, code, tmp_path / "hall.json")
    with pytest.raises(CodeUnreadable):
        enrol(hall.url, "not a code", tmp_path / "hall.json")
    with pytest.raises(ConnectionError):
        enrol("http://127.0.0.1:9", str(EnrolCode.fresh(None)), tmp_path / "hall.json")


@pytest.mark.parametrize("content", ["", "{}", "[]", "nonsense"])
def test_a_terminal_that_is_not_enrolled(content: str, tmp_path: Path) -> None:
    (tmp_path / "hall.json").write_text(content)
    with pytest.raises(NotEnrolled):
        HallLink.load(tmp_path / "hall.json")
