"""Somebody answers in the hall's place, over real TLS, in a process of their own.

python -m tests.core.link.hostile_hall FOLDER           (what `HostileHall` runs; the certificate lies in FOLDER)

Its first line on stdout is the port; each line on stdin is the next attack, "good" ends them; "asked" tells what came
to the other address to which it sends people.
"""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from kiosk.core.access.certificate import ensure_certificate
from kiosk.features.tickets.wire import ServiceNow, ServicesNow, WindowNow, to_json
from tests.apps.board.sample_halls import AT, DOORS, MORNING, SERVICES
from tests.apps.hall.template import ROOT

EVENTS, BOARD = "/api/events", "/api/board"
NOW = ServicesNow(
    DOORS,
    tuple(
        ServiceNow(n, "ABCD"[n - 1], name, "", "users", "open", None, None, 1, 2, 4, ("1 号窗口",))
        for n, name in enumerate(SERVICES, 1)
    ),
    (WindowNow(1, "1 号窗口", "open", None, SERVICES),),
    100,
    priority_until=(AT + timedelta(minutes=1)).isoformat(),
)
OK = b"HTTP/1.1 200 OK\r\n"
ENDLESS = b"x" * 65536
NO_TLS = b"HTTP/1.1 200 OK\r\n\r\n"
"""Goes past the TLS of its connection, as bytes of a broken box between the two."""


class HostileHall:
    """The process; `does` names the next attack."""

    def __init__(self, folder: Path) -> None:
        made = ensure_certificate(folder, "0.0.0.0")
        self.pin, self.named = made.pin.hex(), made.named
        command = [sys.executable, "-m", "tests.core.link.hostile_hall", str(folder)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.url = f"https://127.0.0.1:{self._said()}"

    def does(self, attack: str) -> str:
        """From now on; what was open is closed. Returns what the process says."""
        assert self._process.stdin is not None
        self._process.stdin.write(attack + "\n")
        self._process.stdin.flush()
        return self._said()

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def whole(body: bytes, head: bytes = b"", status: bytes = OK) -> Iterator[bytes]:
    yield status + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def refused(body: Any, status: int = 409) -> Iterator[bytes]:
    return whole(json.dumps(body).encode(), status=b"HTTP/1.1 %d No\r\n" % status)


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    yield start
    while True:
        yield piece
        time.sleep(pause)


def chunked(piece: bytes) -> bytes:
    return b"%x\r\n" % len(piece) + piece + b"\r\n"


CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def answer(attack: str, path: str, elsewhere: int) -> Iterator[bytes]:
    """What goes over the line. An attack on the stream leaves the other answers good, and the other way round."""
    if attack.startswith("token "):
        said = {"token": json.loads(attack.removeprefix("token ")), "terminal": {"id": 1, "name": "1 号终端"}}
        return whole(json.dumps(said).encode())
    streams, own = path == EVENTS, attack.startswith("stream")
    match attack if streams == own or attack == "no such thing" else "good":
        case "endless body":
            return endless(CHUNKS, chunked(ENDLESS))
        case "endless headers":
            return endless(OK, b"X-One: " + b"y" * 1000 + b"\r\n")
        case "endless header":
            return endless(OK + b"X-One: ", ENDLESS)
        case "endless promises" | "stream of promises":
            return endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
        case "dripped body":
            return endless(OK + b"Content-Length: 100000\r\n\r\n", b" ", 0.1)
        case "dripped headers" | "stream of dripped headers":
            return endless(OK, b"X: y\r\n", 0.1)
        case "lying length":
            return whole(b"{}", b"Content-Length: 99999999999999999999\r\n")
        case "deep":
            return whole(b"[" * 400_000)
        case "long number":
            return whole(b'{"event_id": ' + b"9" * 100_000 + b"}")
        case "no text":
            return whole(b"\xff\xfe\x00{")
        case "another shape":
            return whole(b'[{"hall": 1}, null, 1e999, NaN]')
        case "wrong types":
            return whole(json.dumps(to_json(NOW) | {"hall": [], "event_id": "100"}).encode())
        case "packed":
            return whole(zlib.compress(b"[" * 50_000_000, 9), b"Content-Encoding: deflate\r\n")
        case "refusal without a name":
            return refused({"error": ["x"], "retry_seconds": "soon"})
        case "refusal of another kind":
            return refused(["error"])
        case "refusal of the queue":
            return refused({"error": "AlreadyWaiting", "number": {"a": 1}})
        case "stream of a refusal" | "no such thing":
            return refused({"error": "UnknownService"}, 404)
        case "elsewhere" | "stream elsewhere":
            place = b"Location: https://127.0.0.1:%d/api/services\r\n" % elsewhere
            return whole(b"", place, b"HTTP/1.1 307 Elsewhere\r\n")
        case "no HTTP" | "stream of no HTTP":
            return endless(b"\x16\x03\x01" * 100, ENDLESS)
        case "no TLS" | "stream of no TLS":
            return iter((OK + b"Content-Length: 9\r\n\r\n", NO_TLS))
        case "cookies":
            cookies = b"".join(b"Set-Cookie: c%d=%d\r\n" % (n, n) for n in range(999))
            return whole(json.dumps(to_json(NOW)).encode(), cookies)
        case "locked for years":
            return refused({"error": "PinLocked", "retry_seconds": 10**9}, 429)
        case "stream of one line":
            return endless(CHUNKS, chunked(ENDLESS))
        case "stream of events":
            return endless(CHUNKS, chunked(b"id: 5\nevent: ticket_called\ndata:\n\n" * 1000))
        case "stream of a long id":
            return endless(CHUNKS, chunked(b"id: " + b"9" * 4000 + b"\n" + b"event: x\n\n"), 0.5)
        case "stream that ends":
            return whole(b"")
        case "stream that is empty":
            return iter((b"HTTP/1.1 204 None\r\n\r\n",))
    if streams:
        return endless(CHUNKS, chunked(b": still here\n\n"), 0.5)
    return whole(json.dumps(to_json(MORNING if path == BOARD else NOW)).encode())


class _Serving:
    def __init__(self, folder: Path) -> None:
        made = ensure_certificate(folder, "0.0.0.0")
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(made.certificate, made.key)
        self.attack, self.came_elsewhere = "good", 0
        self._open: set[socket.socket] = set()
        self.port, self.elsewhere = self._listen(self._serve), self._listen(self._count)

    def _listen(self, serve: Any) -> int:
        listening = socket.create_server(("127.0.0.1", 0))

        def accept() -> None:
            while True:
                line, _ = listening.accept()
                threading.Thread(target=self._safely, args=(serve, line), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return int(listening.getsockname()[1])

    def _safely(self, serve: Any, plain: socket.socket) -> None:
        with suppress(OSError), self._tls.wrap_socket(plain, server_side=True) as line:
            self._open.add(line)
            try:
                serve(line)
            finally:
                self._open.discard(line)

    def _count(self, line: socket.socket) -> None:
        self.came_elsewhere += 1

    def _serve(self, line: socket.socket) -> None:
        heard = line.makefile("rb")
        while request := heard.readline():
            length = 0
            while (head := heard.readline().strip().lower()) != b"":
                length = int(head.split(b":")[1]) if head.startswith(b"content-length:") else length
            heard.read(length)
            for piece in answer(self.attack, request.split()[1].decode(), self.elsewhere):
                if piece is NO_TLS:
                    os.write(line.fileno(), piece)
                else:
                    line.sendall(piece)

    def change(self, attack: str) -> None:
        self.attack = attack
        for line in list(self._open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def main() -> None:
    serving = _Serving(Path(sys.argv[1]))
    print(serving.port, flush=True)
    for said in sys.stdin:
        if said.strip() == "asked":
            print(serving.came_elsewhere, flush=True)
        else:
            serving.change(said.strip())
            print("well", flush=True)


if __name__ == "__main__":
    main()
