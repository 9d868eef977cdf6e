"""TLS that knows its hall by the key: against real servers of that key, of another one, and of both TLS versions."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.core.access.certificate import HallCertificate, ensure_certificate, renew
from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.access.key_pin import key_pin
from kiosk.core.link.enrolment import HallLink, NotEnrolled, PinMismatch, enrol, is_hall_of
from kiosk.core.link.pinned import pinned_context
from tests.core.access.authority import Authority
from tests.core.access.former_certificate import make_former

SECRET = b"GET / HTTP/1.1\r\nAuthorization: Bearer invented-token\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]
Files = tuple[Path, Path]


@dataclass
class Server:
    """What came to it, after the handshake, of all its connections."""

    port: int
    heard: bytearray = field(default_factory=bytearray)
    resumed: list[bool] = field(default_factory=list)
    connections: list[threading.Thread] = field(default_factory=list)
    files: Files | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 10)


@contextmanager
def serving(files: Files, version: ssl.TLSVersion | None = None) -> Iterator[Server]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*files)
    if version is not None:
        tls.minimum_version = tls.maximum_version = version
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])

        def serve(plain: socket.socket) -> None:
            plain.settimeout(10)
            with suppress(OSError), tls.wrap_socket(plain, server_side=True) as line:
                server.resumed.append(bool(line.session_reused))
                request = b""
                while part := line.recv(4096):
                    server.heard.extend(part)
                    request += part
                    if _is_whole(request):
                        line.sendall(ANSWER)
                        request = b""

        def accept() -> None:
            with suppress(OSError):
                while True:
                    one = threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True)
                    server.connections.append(one)
                    one.start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def _is_whole(request: bytes) -> bool:
    """Its body is there too, which may come after its head: answered before, nobody would send it to the end."""
    length = re.search(rb"Content-Length: (\d+)", request)
    return length is None or len(request.partition(b"\r\n\r\n")[2]) >= int(length[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def hall(folder: Path) -> HallCertificate:
    return ensure_certificate(folder / "hall", "0.0.0.0")


@pytest.fixture(scope="module")
def other(folder: Path) -> HallCertificate:
    return ensure_certificate(folder / "other", "0.0.0.0")


def files(made: HallCertificate) -> Files:
    return made.certificate, made.key


# Each says SECRET to the server and gives what came back; a way that the program goes, or that somebody could.


def blocking(server: Server, context: ssl.SSLContext) -> bytes:
    with context.wrap_socket(server.connect()) as line:
        line.sendall(SECRET)
        return line.recv(4096)


def blocking_later(server: Server, context: ssl.SSLContext) -> bytes:
    """Without a handshake first: OpenSSL would make it on the first write."""
    with context.wrap_socket(server.connect(), do_handshake_on_connect=False) as line:
        line.sendall(SECRET)
        return line.recv(4096)


def over_streams(server: Server, context: ssl.SSLContext) -> bytes:
    async def ask() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port, ssl=context)
        writer.write(SECRET)
        answer = await reader.read(4096)
        writer.close()
        return answer

    return asyncio.run(ask())


def over_bio(server: Server, context: ssl.SSLContext) -> bytes:
    """By hand, and without a handshake first."""
    into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
    line = context.wrap_bio(into, out)

    def until_done(do: Callable[[], Any]) -> Any:
        while True:
            try:
                return do()
            except ssl.SSLWantReadError:
                plain.sendall(out.read())
                into.write(plain.recv(65536))

    with server.connect() as plain:
        until_done(lambda: line.write(SECRET))
        plain.sendall(out.read())
        return bytes(until_done(lambda: line.read(4096)))


def over_httpx(server: Server, context: ssl.SSLContext) -> bytes:
    with httpx.Client(verify=context, trust_env=False) as client:
        return client.get(server.url, headers={"Authorization": "Bearer invented-token"}).content


def over_async_httpx(server: Server, context: ssl.SSLContext) -> bytes:
    async def ask() -> bytes:
        async with httpx.AsyncClient(verify=context, trust_env=False) as client:
            return (await client.get(server.url, headers={"Authorization": "Bearer invented-token"})).content

    return asyncio.run(ask())


WAYS = [blocking, over_streams, over_httpx, over_async_httpx]
WITHOUT_A_HANDSHAKE = [blocking_later, over_bio]


@pytest.mark.parametrize("version", VERSIONS)
def test_another_key_hears_nothing_whichever_way_it_is_asked(
    hall: HallCertificate, other: HallCertificate, version: ssl.TLSVersion
) -> None:
    for way in (*WAYS, *WITHOUT_A_HANDSHAKE):
        with serving(files(other), version) as server:
            with pytest.raises((ssl.SSLError, httpx.ConnectError)):
                way(server, pinned_context(hall.pin))
            blocking(server, pinned_context(other.pin))  # the server is there, and hears whoever knows it
            assert server.heard.count(b"Bearer") == 1, way


@pytest.mark.parametrize("version", VERSIONS)
def test_the_key_is_known_whatever_its_certificate(hall: HallCertificate, version: ssl.TLSVersion) -> None:
    context = pinned_context(hall.pin)
    before = hall.certificate.read_bytes()
    for way in WAYS:
        with serving(files(renew(hall.key.parent, "192.0.2.9")), version) as server:
            assert way(server, context).endswith(b"{}") and b"Bearer" in server.heard
    assert hall.certificate.read_bytes() != before


def test_without_a_handshake_nothing_is_said_to_the_right_hall_either(hall: HallCertificate) -> None:
    for way in WITHOUT_A_HANDSHAKE:
        with serving(files(hall)) as server, pytest.raises(ssl.SSLError, match="has not shown its key"):
            way(server, pinned_context(hall.pin))
        assert not server.heard


def test_a_key_of_another_kind_is_pinned_as_well(tmp_path: Path) -> None:
    made = Authority().issued(tmp_path / "own")
    with serving(made) as server:
        assert blocking(server, pinned_context(key_pin(made[0].read_bytes()))) == ANSWER


@pytest.mark.parametrize("version", VERSIONS)
def test_a_resumed_session_is_looked_at_too(
    hall: HallCertificate, other: HallCertificate, version: ssl.TLSVersion
) -> None:
    """With the right hall it goes on; one that was made past the look, with somebody else, does not."""
    context = pinned_context(hall.pin)
    with serving(files(hall), version) as server:
        with context.wrap_socket(server.connect()) as line:
            line.sendall(SECRET)
            line.recv(4096)
            session = line.session
        with context.wrap_socket(server.connect(), session=session) as line:
            assert line.session_reused
            line.sendall(SECRET)
            assert line.recv(4096) == ANSWER
    with serving(files(other), version) as server:
        with context.wrap_socket(server.connect(), do_handshake_on_connect=False) as line:
            ssl.SSLSocket.do_handshake(line)
            ssl.SSLSocket.send(line, b"?")
            ssl.SSLSocket.read(line, 4096)
            session = line.session
        with pytest.raises(ssl.SSLCertVerificationError):
            context.wrap_socket(server.connect(), session=session)
        for one in server.connections:
            one.join()
        # The second is resumed, where the server comes to note it before this end has hung up.
        assert server.resumed in ([False], [False, True])
        with suppress(OSError):
            blocking(server, context)
        assert server.heard == b"?"


def test_a_pin_asks_for_todays_tls(hall: HallCertificate) -> None:
    context = pinned_context(hall.pin)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2 and context.options & ssl.OP_NO_RENEGOTIATION
    assert type(context) is ssl.SSLContext


# -- what a terminal kept ---------------------------------------------------------------------


def former(tmp_path: Path, url: str, certificate: str | None) -> Path:
    kept = {"url": url, "token": "t" * 20, "terminal_id": 1, "terminal": "1 号终端", "certificate": certificate}
    path = tmp_path / "hall.json"
    path.write_text(json.dumps(kept))
    return path


def test_what_the_first_version_kept_is_the_key_of_its_certificate(tmp_path: Path) -> None:
    pem = make_former(tmp_path / "tls")
    path = former(tmp_path, "https://192.0.2.7:8470", pem)
    link, before = HallLink.load(path), path.read_text()
    assert link.pin == key_pin(pem.encode()).hex()
    assert path.read_text() == before, "an update that is taken back finds it as it was"
    link.save(path)
    assert json.loads(path.read_text()).keys() == {"url", "token", "terminal_id", "terminal", "pin"}
    assert HallLink.load(path) == link
    moved = renew(tmp_path / "tls", "0.0.0.0")
    with serving(files(moved)) as server:
        assert blocking(server, link.trust()) == ANSWER


def test_a_village_terminal_of_the_first_version_has_no_pin(tmp_path: Path) -> None:
    assert HallLink.load(former(tmp_path, "http://127.0.0.1:8470", None)).pin is None


@pytest.mark.parametrize("certificate", ["", "no certificate", 7, ["x"], "证书"])
def test_a_certificate_that_is_none_is_no_enrolment(tmp_path: Path, certificate: object) -> None:
    path = former(tmp_path, "https://192.0.2.7:8470", certificate)  # type: ignore[arg-type]
    with pytest.raises(NotEnrolled):
        HallLink.load(path)


@pytest.mark.parametrize("pin", ["", "00", "x" * 64, 7])
def test_a_pin_that_is_none_is_no_enrolment(tmp_path: Path, pin: object) -> None:
    kept = {"url": "https://192.0.2.7:8470", "token": "t" * 20, "terminal_id": 1, "terminal": "1 号终端", "pin": pin}
    (tmp_path / "hall.json").write_text(json.dumps(kept))
    with pytest.raises(NotEnrolled):
        HallLink.load(tmp_path / "hall.json")


# -- joining ----------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["key", "certificate"])
def test_a_code_names_the_key_or_as_before_the_certificate(tmp_path: Path, of: str) -> None:
    pem = make_former(tmp_path / "tls")
    whole = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).digest()
    code = str(EnrolCode.fresh(key_pin(pem.encode()) if of == "key" else whole))
    with serving((tmp_path / "tls" / "hall.crt", tmp_path / "tls" / "hall.key")) as server:
        with pytest.raises(Exception, match=r"HTTP|another version"):  # the server is none; but the code was sent
            enrol(server.url, code, tmp_path / "hall.json")
        assert code.partition(":")[0].encode() in server.heard
        link = HallLink(server.url, "t" * 20, 1, "1 号终端", key_pin(pem.encode()).hex())
        assert is_hall_of(link, server.url, code)
        assert not is_hall_of(HallLink("https://192.0.2.7", "t" * 20, 1, "1 号终端", link.pin), server.url, code)
        with pytest.raises(PinMismatch):
            is_hall_of(link, server.url, str(EnrolCode.fresh(bytes(32))))
