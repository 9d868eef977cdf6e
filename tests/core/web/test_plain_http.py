"""Plain HTTP where TLS is spoken: one small page says so, and it costs the hall no more than any stranger does."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from kiosk.core.access.certificate import HallCertificate
from kiosk.core.access.machine_names import Names
from kiosk.core.web import words
from kiosk.core.web.connections import Deadlines
from kiosk.core.web.fingerprints import browser_parts
from kiosk.core.web.plain_page import PlainPage, link
from tests.apps.hall.process import HallProcess
from tests.core.web.test_silent_connections import client, enrolled, take

HASTY = Deadlines(first_request=2, body=0.5, body_bytes_a_second=10**6, next_request=3, unread=0.5)
MANY, DESCRIPTORS, SECONDS = 400, 256, 20
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)
SHOWN = HallCertificate(Path("a.crt"), Path("a.key"), bytes(range(32)), bytes(range(100, 132)), Names(), ALWAYS)


# -- the page ---------------------------------------------------------------------------------


@pytest.fixture
def page() -> PlainPage:
    return PlainPage("云溪里<b>", lambda: SHOWN)


def asked(page: PlainPage, head: str) -> tuple[str, str]:
    answer = page.answer(head.encode("latin-1"), "192.168.1.5", 8470)
    assert answer is not None
    before, _, body = answer.decode().partition("\r\n\r\n")
    return before, body


def test_it_is_whole_says_what_to_do_and_shows_what_to_compare(page: PlainPage) -> None:
    before, body = asked(page, "GET /console HTTP/1.1\r\nHost: 192.168.1.5:8470\r\n\r\n")
    lines = before.split("\r\n")
    assert lines[0] == "HTTP/1.1 400 Bad Request" and f"Content-Length: {len(body.encode())}" in lines
    assert {"Connection: close", "Cache-Control: no-store", "Referrer-Policy: no-referrer"} <= {*lines}
    assert not re.search("location|strict-transport|set-cookie", before, re.IGNORECASE)
    assert "default-src 'none'" in before and "unsafe" not in before
    style = re.findall("<style>(.*?)</style>", body, re.DOTALL)
    assert len(style) == 1 and base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode() in before
    assert '<a href="https://192.168.1.5:8470/console">https://192.168.1.5:8470/console</a>' in body
    assert "00:01:02" in body and "64:65:66" in body and words.PLAIN_ENGLISH.split(":")[0] in body
    assert "云溪里&lt;b&gt;" in body and not re.search('<script|<img|src=|href="(?!https:)', body)


def test_a_certificate_that_browsers_know_is_not_warned_of() -> None:
    of_an_authority = PlainPage("云溪里", lambda: replace(SHOWN, own=True))
    _, body = asked(of_an_authority, "GET / HTTP/1.1\r\nHost: hall.example\r\n\r\n")
    assert words.PLAIN_WARNS not in body and words.FINGERPRINT in body


def test_only_who_looks_gets_the_page(page: PlainPage) -> None:
    before, body = asked(page, "HEAD /console HTTP/1.1\r\nHost: hall\r\n\r\n")
    length = re.search(r"Content-Length: (\d+)", before)
    assert length and int(length[1]) > 1000 and body == ""
    before, body = asked(page, "POST /api/enrol HTTP/1.1\r\nHost: hall\r\nContent-Length: 5\r\n\r\n")
    assert "400" in before and "Content-Length: 0" in before and body == ""


@pytest.mark.parametrize(
    "line", ["GET /", "GET / HTTP/2.0", "PRI * HTTP/2.0", "get / HTTP/1.1", "GET  / HTTP/1.1", "SSH-2.0-x"]
)
def test_what_is_no_http_has_no_answer(page: PlainPage, line: str) -> None:
    assert page.answer(f"{line}\r\n\r\n".encode(), "192.168.1.5", 8470) is None


@pytest.mark.parametrize(
    ("target", "headers", "url"),
    [
        ("/", "Host: hall.lan:8470", "https://hall.lan:8470/console"),
        ("/pad/1?x=1", "Host: 10.0.0.1:9000", "https://10.0.0.1:9000/pad/1"),
        ("/console", "host:   [fd00::2]:8470  ", "https://[fd00::2]:8470/console"),
        ("/console", "Host: hall", "https://hall:8470/console"),
        ("/console", "X: y", "https://192.168.1.5:8470/console"),
        ("/console", "Host: ", "https://192.168.1.5:8470/console"),
        ("/console", "Host: a\r\nHost: b", "https://192.168.1.5:8470/console"),
        ("/console", "Host: me@evil.example", "https://192.168.1.5:8470/console"),
        ("/console", 'Host: x"><script>', "https://192.168.1.5:8470/console"),
        ("/console", "Host: a b", "https://192.168.1.5:8470/console"),
        ("/console", "Host: hall:99999", "https://hall:8470/console"),
        ("/console", f"Host: {'a' * 300}", "https://192.168.1.5:8470/console"),
        ("/console", "Host: \xe4\xba\x91", "https://192.168.1.5:8470/console"),
        ('/"><script>', "Host: hall", "https://hall:8470/console"),
        ("//evil.example/x", "Host: hall", "https://hall:8470//evil.example/x"),
        ("http://evil.example/x", "Host: hall", "https://hall:8470/console"),
    ],
)
def test_the_link_is_of_a_plain_host_or_of_the_address_itself(target: str, headers: str, url: str) -> None:
    head = f"GET {target} HTTP/1.1\r\nAccept: */*\r\n{headers}\r\n\r\n".encode("latin-1")
    expected = "https://hall:8470/console" if target.startswith("//") else url  # a dot is in no path of ours
    assert link(head, target, "192.168.1.5", 8470) == expected


def test_without_a_host_an_ipv6_address_is_in_brackets_and_a_mapped_one_is_not() -> None:
    head = b"GET / HTTP/1.0\r\n\r\n"
    assert link(head, "/", "fd00::2", 8470) == "https://[fd00::2]:8470/console"
    assert link(head, "/", "::ffff:192.168.1.5", 8470) == "https://192.168.1.5:8470/console"


# -- a hall that speaks TLS -------------------------------------------------------------------


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    directory = tmp_path_factory.mktemp("plain")
    process = HallProcess(directory, "0.0.0.0", descriptors=DESCRIPTORS, deadlines=HASTY).start()
    yield process
    process.stop()


def knock(hall: HallProcess, says: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", hall.settings.port), SECONDS)
    line.sendall(says)
    return line


def heard(line: socket.socket) -> bytes:
    """All of it, to the end; a connection that was cut raises."""
    said = b""
    while part := line.recv(65536):
        said += part
    return said


def test_a_browser_is_shown_the_fingerprint_of_the_certificate_it_will_see(hall: HallProcess) -> None:
    plain = httpx.get(hall.url.replace("https", "http"), headers={"Cookie": "other=" + "x" * 6000})
    assert plain.status_code == 400 and plain.headers["content-type"] == "text/html; charset=utf-8"
    assert f"https://127.0.0.1:{hall.settings.port}/console" in plain.text
    shown = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", hall.settings.port)))
    for part in browser_parts(hashlib.sha256(shown).digest()):
        assert part in plain.text


def test_a_body_that_nobody_reads_takes_no_answer_back(hall: HallProcess) -> None:
    with knock(
        hall, b"POST /console/login HTTP/1.1\r\nHost: h\r\nContent-Length: 40000\r\n\r\n" + b"x" * 40000
    ) as line:
        assert heard(line).startswith(b"HTTP/1.1 400 ")


def test_a_head_in_pieces_is_one_head(hall: HallProcess) -> None:
    with knock(hall, b"G") as line:
        for piece in (b"ET / HT", b"TP/1.0\r", b"\n\r", b"\n"):
            time.sleep(0.02)
            line.sendall(piece)
        assert b"</html>" in heard(line)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00" * 50, b"\x80\x2e\x01\x00\x02", b"hello\r\n", b"SSH-2.0-x\r\n\r\n", b"\xff" * 20_000, b"GET /\r\n\r\n",
        b"\x16\x03\x01\x00\x05hello", b"A" * 40_000,
    ],
    ids=["nulls", "SSL 2", "small", "SSH", "long", "HTTP/0.9", "no handshake", "a long word"],
)  # fmt: skip
def test_garbage_is_closed(hall: HallProcess, garbage: bytes) -> None:
    with knock(hall) as line, suppress(ConnectionError):
        line.sendall(garbage)
        line.settimeout(SECONDS)
        assert not heard(line).startswith(b"HTTP")


def test_who_drips_is_silent_or_never_closes_is_ended_in_time(hall: HallProcess) -> None:
    whole = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
    began, ends = time.monotonic(), threading.Event()
    with ExitStack() as stack:
        silent, short, dripping, staying = (
            stack.enter_context(knock(hall, says)) for says in (b"", b"G", b"GET / HTTP/1.1\r\n", whole)
        )

        def drip() -> None:
            for line in (dripping, staying):
                with suppress(OSError):
                    while not ends.wait(0.1):
                        line.sendall(b"X: y\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        for line in (silent, short, dripping):
            with suppress(ConnectionError):
                assert heard(line) == b""
        assert time.monotonic() - began < HASTY.first_request + 4
        thread.join(SECONDS)
        assert not thread.is_alive(), "who was answered and stays is cut off too"
        ends.set()


def test_hundreds_of_them_keep_nobody_out(hall: HallProcess) -> None:
    """As many as the service has descriptors, and more: half a head, and none at all; then whoever belongs comes."""
    with ExitStack() as stack:
        for number in range(MANY):
            line = stack.enter_context(knock(hall, (b"", b"GET / HTTP/1.1\r\nHo", b"G")[number % 3]))
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with enrolled(hall, "1 号终端") as terminal:
            assert take(terminal, "among-plain-ones") == 200
        with client(hall) as visitor:
            assert visitor.get("/console/login").status_code == 200
        assert b"</html>" in heard(stack.enter_context(knock(hall, b"GET / HTTP/1.0\r\n\r\n")))
    said = hall.log.read_text()
    assert "Traceback" not in said and "never retrieved" not in said and len(said) < 20_000


@pytest.mark.long
def test_1000_drips_at_the_service_s_own_figures(tmp_path: Path) -> None:
    hall = HallProcess(tmp_path, "0.0.0.0", descriptors=1024).start()
    try:
        with ExitStack() as stack, enrolled(hall, "1 号终端") as terminal:
            lines = [stack.enter_context(knock(hall, b"GET / HTTP/1.1\r\n")) for _ in range(1000)]
            for number in range(50):
                for line in lines[number::50]:
                    with suppress(OSError):
                        line.sendall(b"X: y\r\n")
                assert take(terminal, f"among-drips-{number:03d}") == 200
                assert httpx.get(hall.url.replace("https", "http")).status_code == 400
                assert hall.code(f"{number} 号终端")
            for line in lines:
                with suppress(ConnectionError):
                    heard(line)
        assert hall.log.stat().st_size < 20_000 and "Traceback" not in hall.log.read_text()
    finally:
        hall.stop()
