"""Somebody in the hall's place who speaks its language and lies about content, over plain HTTP on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from kiosk.core.link.enrolment import HallLink
from kiosk.features.tickets.wire import to_json
from tests.content.distribution.trees import Published
from tests.core.link.hostile_hall import NOW

Answer = tuple[int, bytes, dict[str, str]]


class LyingHall:
    """`offer` is what it says; `blob` may answer a file otherwise: given hash, content and first byte. `asked`: the
    hash and the first byte of every file that was asked for; `told`: what the screen said that it shows.
    """

    def __init__(self) -> None:
        self.published = Published()
        self.offer: object = None
        self.blob: Callable[[str, bytes, int], Answer] = honest
        self.asked: list[tuple[str, int]] = []
        self.told: list[dict[str, Any]] = []
        hall = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body, head = hall.answer(self.path, self.headers.get("Range", ""))
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | head).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/api/packs/shown":
                    hall.told.append(json.loads(body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.link = HallLink(f"http://127.0.0.1:{self._server.server_port}", "token", 1, "1 号终端")

    def answer(self, path: str, wanted: str) -> Answer:
        if path == "/api/packs/release":
            return 200, json.dumps(self.offer).encode(), {}
        if path.startswith("/api/packs/blobs/"):
            digest, begin = path.rpartition("/")[2], int(wanted[6:-1]) if wanted else 0
            self.asked.append((digest, begin))
            return self.blob(digest, self.published.blobs.get(digest, b""), begin)
        if path == "/api/services":
            return 200, json.dumps(to_json(NOW)).encode(), {}
        return 404, b'{"error": "NoSuchPage"}', {}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def honest(_digest: str, content: bytes, begin: int) -> Answer:
    return 206 if begin else 200, content[begin:], {}


def without_ranges(_digest: str, content: bytes, _begin: int) -> Answer:
    return 200, content, {}


def ending_early(_digest: str, content: bytes, begin: int) -> Answer:
    """Half of what is left, as if that were all."""
    rest = content[begin:]
    return 206 if begin else 200, rest[: max(1, len(rest) // 2)], {}


def broken_off(_digest: str, content: bytes, begin: int) -> Answer:
    """The head promises more than comes."""
    rest = content[begin:]
    half = rest[: max(1, len(rest) // 2)]
    return 206 if begin else 200, half, {"Content-Length": str(len(rest))}
