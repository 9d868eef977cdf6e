"""Somebody answers in the hall's place: the terminal says 暂时…, stays as small as it was, and recovers."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.apps.board.hall_line import HallLine
from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.link import enrolment
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.enrolment import EnrolmentRefused, HallLink, PinMismatch, enrol
from kiosk.core.link.line import Line
from kiosk.features.membership.terminal.hall_records import HallRecords
from kiosk.features.membership.wire import HallCannotAnswer, PinRefused
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.terminal.hall_tickets import HallTickets, services_look
from kiosk.features.tickets.wire import ServicesNow
from kiosk.features.tickets.wire_board import BoardNow
from tests.core.link.hostile_hall import NOW, HostileHall
from tests.devices.hostile import resident_bytes

PATIENCE_SECONDS = 40
MOST_GROWTH_BYTES = 60_000_000
TOKEN = "invented-token-0123456789"
ANSWERS = (
    "endless body", "endless headers", "endless header", "endless promises", "dripped body", "dripped headers",
    "lying length", "deep", "long number", "no text", "another shape", "wrong types", "packed",
    "refusal without a name", "refusal of another kind", "refusal of the queue", "elsewhere", "no HTTP", "no TLS",
)  # fmt: skip
STREAMS = (
    "stream of one line", "stream of events", "stream of a long id", "stream that ends", "stream that is empty",
    "stream of a refusal", "stream elsewhere", "stream of no HTTP", "stream of promises", "stream of dripped headers",
    "stream of no TLS",
)  # fmt: skip
TRIED = (
    "endless body",
    "endless headers",
    "dripped body",
    "deep",
    "wrong types",
    "refusal without a name",
    "elsewhere",
    "no TLS",
)
TRIED_STREAMS = (
    "stream of one line", "stream of a long id", "stream that is empty", "stream of a refusal", "stream of no TLS",
)  # fmt: skip
SLOW = {"endless promises", "dripped body", "dripped headers", "stream of promises", "stream of dripped headers"}
"""Only a deadline ends these, and it is one for every question: tried once each."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileHall]:
    with HostileHall(tmp_path_factory.mktemp("hostile")) as hall:
        yield hall


@pytest.fixture
def link(hall: HostileHall) -> HallLink:
    hall.does("good")
    return HallLink(hall.url, TOKEN, 1, "1 号终端", hall.pin)


class Told:
    """What a terminal or a board was told, on any thread."""

    def __init__(self) -> None:
        self.seen = 0
        self.away: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, _: ServicesNow | BoardNow) -> None:
        with self._changed:
            self.seen += 1
            self._changed.notify_all()

    def is_away(self, reason: str) -> None:
        with self._changed:
            self.away.append(reason)
            self._changed.notify_all()

    def wait_away(self) -> None:
        before = len(self.away)
        self.wait(lambda: len(self.away) > before)

    def wait(self, until: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(until, PATIENCE_SECONDS)

    def again(self) -> None:
        before = self.seen
        self.wait(lambda: self.seen > before)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def line(link: HallLink, told: Told) -> Iterator[Line]:
    line = Line(link, services_look(told))
    line.start()
    told.again()
    yield line
    line.stop()


@pytest.mark.parametrize("attacks", [TRIED, pytest.param(ANSWERS, marks=pytest.mark.long)])
def test_no_answer_ends_or_swells_a_terminal(
    hall: HostileHall, line: Line, told: Told, attacks: tuple[str, ...]
) -> None:
    before = resident_bytes()
    for attack in attacks:
        hall.does(attack)
        with pytest.raises((HallAway, HallRefused, refusals.TicketRefused)):
            HallTickets(line).take_ticket(1, "hostile-tap", deadline_seconds=0.7)
        if attack not in SLOW:
            with pytest.raises(HallCannotAnswer):
                HallRecords(line).by_card("查无此人", "000000190001010000")
        assert resident_bytes() - before < MOST_GROWTH_BYTES, attack
        hall.does("good")
        told.again()
        assert HallTickets(line).services_now() == NOW, attack
    assert hall.does("asked") == "0"  # a redirect takes the token nowhere


@pytest.mark.parametrize("attacks", [TRIED_STREAMS, pytest.param(STREAMS, marks=pytest.mark.long)])
def test_no_stream_ends_or_swells_a_terminal(
    hall: HostileHall, line: Line, told: Told, attacks: tuple[str, ...]
) -> None:
    before = resident_bytes()
    for attack in attacks:
        hall.does(attack)
        assert HallTickets(line).services_now() == NOW, attack
        assert line._thread is not None and line._thread.is_alive()
        assert resident_bytes() - before < MOST_GROWTH_BYTES, attack
        hall.does("good")
        told.again()
        told.wait(lambda: line.online)
    assert hall.does("asked") == "0"


@pytest.mark.parametrize(
    "attacks",
    [
        ("deep", "wrong types", *TRIED_STREAMS),
        pytest.param((*ANSWERS, *STREAMS, "no such thing"), marks=pytest.mark.long),
    ],
)
def test_no_answer_and_no_stream_end_or_swell_a_board(
    hall: HostileHall, link: HallLink, told: Told, attacks: tuple[str, ...]
) -> None:
    line = HallLine(link, on_now=told, on_away=told.is_away)
    line.start()
    line.tell_voice(True)
    told.again()
    before = resident_bytes()
    for attack in attacks:
        if attack in SLOW:
            continue
        hall.does(attack)
        if attack not in STREAMS:
            told.wait_away()
        hall.does("good")
        told.again()
        assert resident_bytes() - before < MOST_GROWTH_BYTES, attack
    line.stop()
    assert all(len(reason) <= 300 for reason in told.away)


def test_cookies_are_not_kept(hall: HostileHall, line: Line) -> None:
    hall.does("cookies")
    assert HallTickets(line).services_now() == NOW
    assert not line._http.result().cookies
    hall.does("good")


def test_a_lock_of_years_is_none(hall: HostileHall, line: Line) -> None:
    hall.does("locked for years")
    refused = HallRecords(line).by_pin("000000190001010000", "123456")
    assert refused == PinRefused(3600, locked=True)
    hall.does("good")


# -- who is asked -----------------------------------------------------------------------------


@pytest.mark.parametrize("pinned", [True, False])
def test_another_key_than_the_pinned_one_gets_nothing(hall: HostileHall, tmp_path: Path, pinned: bool) -> None:
    """One with the same name; and any, where none was pinned."""
    with HostileHall(tmp_path / "twin") as twin:
        link = HallLink(hall.url, TOKEN, 1, "1 号终端", twin.pin if pinned else None)
        line = Line(link, services_look(Told()))
        line.start()
        with pytest.raises(HallAway, match="certificate verify failed") as away:
            HallTickets(line).services_now()
        assert not away.value.sent
        line.stop()


def code_for(hall: HostileHall) -> str:
    return str(EnrolCode.fresh(hall.named))


@pytest.mark.parametrize("attack", TRIED)
def test_joining_a_hostile_hall_fails_by_name(
    hall: HostileHall, tmp_path: Path, attack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "ENROL_SECONDS", 1.0)
    hall.does(attack)
    try:
        with pytest.raises((EnrolmentRefused, ConnectionError)):
            enrol(hall.url, code_for(hall), tmp_path / "hall.json")
    finally:
        hall.does("good")
    assert not (tmp_path / "hall.json").exists()


@pytest.mark.parametrize("token", ["x\r\nX-Admin: 1", "", 7, None, "a" * 5000])
def test_a_token_is_a_token(hall: HostileHall, tmp_path: Path, token: object) -> None:
    hall.does("token " + json.dumps(token))
    with pytest.raises(EnrolmentRefused):
        enrol(hall.url, code_for(hall), tmp_path / "hall.json")
    hall.does("good")


def test_a_handshake_that_drips_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(enrolment, "ENROL_SECONDS", 1.0)
    ends = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            line, _ = listening.accept()
            with line:
                while not ends.wait(0.05):
                    try:
                        line.sendall(b"\x16")
                    except OSError:
                        return

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        with pytest.raises(OSError):
            enrol(f"https://127.0.0.1:{listening.getsockname()[1]}", str(EnrolCode.fresh(bytes(32))), tmp_path / "h")
        ends.set()
        dripping.join()


def test_plain_http_in_the_place_of_tls_hears_no_code(tmp_path: Path) -> None:
    heard = bytearray()

    async def listen() -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            heard.extend(await reader.read(4096))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        code = EnrolCode.fresh(bytes(32))
        with pytest.raises(OSError):
            await asyncio.to_thread(enrol, f"https://127.0.0.1:{port}", str(code), tmp_path / "h")
        server.close()

    asyncio.run(listen())
    assert b"enrol" not in heard


def test_who_shows_another_key_is_told_no_code(hall: HostileHall, tmp_path: Path) -> None:
    with pytest.raises(PinMismatch):
        enrol(hall.url, str(EnrolCode.fresh(bytes(32))), tmp_path / "hall.json")
