"""Strangers hold sockets and say nothing, trickle, or never read: who belongs to the hall gets in all the same.

A real service with few descriptors, so that a few hundred sockets are what 1,024 were; over plain HTTP and TLS.
"""

from __future__ import annotations

import resource
import select
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest

from kiosk.core.database.events import MOST_STREAMS
from kiosk.core.web.connections import Caps, Deadlines
from tests.apps.hall.process import HallProcess

DESCRIPTORS = 256
MANY = 400  # more than the service has descriptors
SECONDS = 60
PATIENT = Deadlines(first_request=3600, body=3600, next_request=3600, unread=3600)
HASTY = Deadlines(first_request=3, body=0.5, body_bytes_a_second=10**6, next_request=3, unread=0.5)
_ANY_CERTIFICATE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_ANY_CERTIFICATE.check_hostname, _ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE
LOOPBACK, BEYOND = "127.0.0.1", "0.0.0.0"


@pytest.fixture(scope="module", params=[LOOPBACK, BEYOND], ids=["plain", "tls"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    """No deadline ends the strangers: whatever gets in does so by the caps."""
    directory = tmp_path_factory.mktemp("hall")
    process = HallProcess(directory, request.param, descriptors=DESCRIPTORS, deadlines=PATIENT).start()
    yield process
    process.stop()


@pytest.fixture(scope="module", params=[LOOPBACK, BEYOND], ids=["plain", "tls"])
def hasty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hasty"), request.param, deadlines=HASTY).start()
    yield process
    process.stop()


@pytest.fixture
def strangers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def client(hall: HallProcess, token: str = "") -> httpx.Client:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=hall.url, headers=headers, timeout=SECONDS, verify=_ANY_CERTIFICATE)


def enrolled(hall: HallProcess, name: str) -> httpx.Client:
    with client(hall) as anybody:
        return client(hall, anybody.post("/api/enrol", json={"code": hall.code(name)}).json()["token"])


def knock(hall: HallProcess, stack: ExitStack, says: bytes = b"") -> socket.socket:
    raw = stack.enter_context(socket.create_connection((LOOPBACK, hall.settings.port), SECONDS))
    if says:
        raw = _secured(hall, raw, stack)
        raw.sendall(says)
    return raw


def _secured(hall: HallProcess, raw: socket.socket, stack: ExitStack) -> socket.socket:
    if hall.settings.address == LOOPBACK:
        return raw
    return stack.enter_context(_ANY_CERTIFICATE.wrap_socket(raw))


def ended(line: socket.socket) -> bool:
    """Whether the hall ends it; waits for that."""
    try:
        while line.recv(65536):
            pass
    except (ConnectionError, ssl.SSLError):
        pass
    return True


def heard(line: socket.socket, what: bytes) -> bool:
    """Waits until the hall has said it."""
    said = b""
    while not said.endswith(what):
        said += line.recv(65536)
    return True


def take(terminal: httpx.Client, key: str) -> int:
    return terminal.post("/api/tickets", json={"service_id": 1}, headers={"Idempotency-Key": key}).status_code


ORDER = b"POST /api/tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: 2000\r\n\r\n{"


@pytest.mark.parametrize("says", [b"", b"GET /api/he", ORDER], ids=["nothing", "half a header", "half a body"])
def test_many_strangers_hold_sockets_and_everybody_who_belongs_gets_in(
    hall: HallProcess, strangers: ExitStack, says: bytes
) -> None:
    name = f"终端{len(says)}"
    before = enrolled(hall, name)
    with before, before.stream("GET", "/api/events") as stream:
        for _ in range(MANY if not says else DESCRIPTORS):
            knock(hall, strangers, says)
        assert take(before, f"was-there-before-{len(says)}") == 200
        with enrolled(hall, f"新{name}") as new:  # from the strangers' own address, by the admin socket's code
            assert take(new, f"came-meanwhile-{len(says)}") == 200
        with client(hall) as visitor:
            assert visitor.get("/console/login").status_code == 200
        assert next(stream.iter_lines()) == "retry: 1000", "who listens goes on listening"
    assert "Traceback" not in hall.log.read_text()


@pytest.mark.parametrize("says", [b"", b"GET /api/he", ORDER], ids=["nothing", "half a header", "half a body"])
def test_who_stands_still_is_ended(hasty: HallProcess, strangers: ExitStack, says: bytes) -> None:
    assert ended(knock(hasty, strangers, says))


def test_a_kept_connection_that_trickles_its_next_header_is_ended(hasty: HallProcess, strangers: ExitStack) -> None:
    line = knock(hasty, strangers, b"GET /api/health HTTP/1.1\r\nHost: hall\r\n\r\n")
    assert line.recv(65536).startswith(b"HTTP/1.1 200")
    line.sendall(b"G")
    assert ended(line)


def test_an_answer_that_nobody_takes_is_ended(hasty: HallProcess, strangers: ExitStack) -> None:
    """Asked for over and over on one connection, and never read."""
    asks = b"GET /console/static/console.css HTTP/1.1\r\nHost: hall\r\n\r\n"
    line = knock(hasty, strangers, asks)
    line.settimeout(1)
    with suppress(OSError):  # its own buffers are full of what the hall takes no more, or the hall was quicker
        for _ in range(100_000):
            line.sendall(asks)
    cut = select.poll()
    cut.register(line, select.POLLRDHUP)
    assert cut.poll(SECONDS * 1000)


def test_a_stream_that_is_read_outlives_every_deadline(hasty: HallProcess, strangers: ExitStack) -> None:
    with enrolled(hasty, "1 号终端") as terminal, terminal.stream("GET", "/api/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 1000"
        for _ in range(3):  # each outlives the deadline of a silent connection, which came after the stream
            assert ended(knock(hasty, strangers))
        assert take(terminal, "a-live-stream") == 200
        assert any(line.startswith("event: changed") for line in lines)


def test_one_token_holds_a_few_streams_and_connections(hall: HallProcess, strangers: ExitStack) -> None:
    with enrolled(hall, "贪心的终端") as greedy, enrolled(hall, "2 号终端") as other:
        token = greedy.headers["Authorization"]
        asks = f"GET /api/events HTTP/1.1\r\nHost: hall\r\nAuthorization: {token}\r\n\r\n".encode()
        streams = [knock(hall, strangers, asks) for _ in range(MOST_STREAMS + 2)]
        for stream in streams[:2]:
            assert heard(stream, b"\r\n0\r\n\r\n"), "the two oldest are over; their connections are kept"
        asks = f"GET /api/hall HTTP/1.1\r\nHost: hall\r\nAuthorization: {token}\r\n\r\n".encode()
        lines = [knock(hall, strangers, asks) for _ in range(Caps.of(DESCRIPTORS).a_caller)]
        assert all(line.recv(65536).startswith(b"HTTP/1.1 200") for line in lines[-8:])
        assert ended(streams[2]), "the oldest of this token made room"
        assert take(other, "beside-the-greedy-one") == 200


def test_a_stolen_descriptor_limit_leaves_the_owner_in(tmp_path: Path) -> None:
    """Fewer descriptors than the caps count on: who cannot be taken in waits, and the log says so in a few lines."""
    hall = HallProcess(tmp_path, descriptors=DESCRIPTORS, deadlines=PATIENT).start()
    try:
        with enrolled(hall, "1 号终端") as terminal, ExitStack() as strangers:
            resource.prlimit(hall.pid, resource.RLIMIT_NOFILE, (48, DESCRIPTORS))
            for _ in range(100):
                knock(hall, strangers)
            assert take(terminal, "out-of-descriptors") == 200
            assert hall.log.stat().st_size < 20_000
            assert hall.code("2 号终端")
    finally:
        hall.stop()


@pytest.mark.long
@pytest.mark.parametrize("address", [LOOPBACK, BEYOND], ids=["plain", "tls"])
def test_1024_silent_strangers_at_the_service_s_own_figures(tmp_path: Path, address: str) -> None:
    hall = HallProcess(tmp_path, address, descriptors=1024).start()
    try:
        with ExitStack() as strangers, enrolled(hall, "1 号终端") as terminal:
            lines = [knock(hall, strangers) for _ in range(1200)]
            for number in range(50):
                assert take(terminal, f"among-strangers-{number:03d}") == 200
                with client(hall) as visitor:
                    assert visitor.get("/api/health").status_code == 200
                assert hall.code(f"{number} 号终端")
            assert all(ended(line) for line in lines)
        assert hall.log.stat().st_size < 20_000
    finally:
        hall.stop()
